/**
 * Tells the resident memory over many calls, or over many clients: it prints samples in MiB as a JSON list. Linux only.
 *
 * Run by `cargo xtask bench kotlin --leaks`, with the server and the credentials in the environment:
 *
 *     leaks <calls|clients>
 *
 * The first half is warm-up, which also lets the compiler come to its end. The least of some looks is a sample: the
 * garbage collector works when it likes. The heap is there from the start, so that what grows is held outside of it.
 */
package leaks

import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.NotFoundException
import java.io.File
import java.util.concurrent.atomic.AtomicInteger
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import workload.peak

private const val IN_FLIGHT = 32
private const val ADA = 80001L
private const val NOBODY = 1L
private const val LOOKS = 100
private const val SAMPLES = 10

fun main(arguments: Array<String>) {
    val seen = ArrayList<Double>()
    runBlocking(Dispatchers.Default) {
        if (arguments.single() == "calls") calls(100_000, seen) else clients(10_000, seen)
    }
    System.err.println("peak: ${peak()} MiB")
    println(seen.chunked(LOOKS / SAMPLES) { it.min() })
    Runtime.getRuntime().halt(0)
}

/** Makes many calls with one client, some at once. */
private suspend fun calls(turns: Int, seen: MutableList<Double>) = LastPassAdmin(maxRetries = 0).use { lp ->
    val next = AtomicInteger()
    coroutineScope {
        val workers = List(IN_FLIGHT) {
            async {
                while (true) {
                    val turn = next.incrementAndGet()
                    if (turn > turns) break
                    call(lp, turn)
                    look(seen, turn, turns)
                }
            }
        }
        workers.awaitAll()
    }
}

/**
 * Does one of these: most calls read a user; one in ten fails, one reads a page, one begins a list and leaves it, one is
 * cancelled.
 */
private suspend fun call(lp: LastPassAdmin, turn: Int) {
    when (turn % 10) {
        0 -> try {
            lp.users.get(NOBODY)
            error("there is nobody")
        } catch (_: NotFoundException) {
        }
        1 -> lp.users.listPages(pageSize = 5).use { it.nextPage() }
        2 -> lp.provisioning.users.list(pageSize = 5).first()
        3 -> coroutineScope { launch(start = CoroutineStart.UNDISPATCHED) { lp.users.get(ADA) }.cancelAndJoin() }
        else -> lp.users.get(ADA)
    }
}

/** Makes many clients, and closes every other one. */
private suspend fun clients(turns: Int, seen: MutableList<Double>) {
    for (turn in 1..turns) {
        val lp = LastPassAdmin(maxRetries = 0)
        lp.users.get(ADA)
        if (turn % 2 == 0) lp.close()
        look(seen, turn, turns)
    }
}

/** Looks at some of so many turns. */
private fun look(seen: MutableList<Double>, turn: Int, turns: Int) {
    if (turn <= turns / 2 || turn % (turns / 2 / LOOKS) != 0) return
    synchronized(seen) {
        System.gc()
        val pages = File("/proc/self/statm").readText().split(' ')[1].toLong()
        seen.add(pages * 4096.0 / (1 shl 20))
    }
}
