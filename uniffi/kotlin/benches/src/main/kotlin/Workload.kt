/**
 * Does one workload with one client in one process, and prints what it took as a line of JSON.
 *
 * Run by `cargo xtask bench kotlin`, with the server and the credentials in the environment:
 *
 *     workload <w1|w2|w3|w4> <client> <every|three>
 *
 * - w1 lists all users of the Business API, w4 all users of the Provisioning API: every client reads page by page to the
 *   end, keeps the users as data classes, and then reads every member of each, or three of them: the id, the e-mail
 *   address and the status.
 * - w2 makes 5,000 single reads with 32 coroutines, w3 2,000 one after another; both read every member.
 *
 * Nothing is sent again after a failure; time limits are those that each client has by itself. Wall and CPU time run
 * from before the client is made until the members are summed: the JVM has started, but what a client loads and what is
 * compiled meanwhile is in the times, as in a program that runs once. The sums are how the caller sees that all clients
 * read the same.
 */
package workload

import com.sun.management.OperatingSystemMXBean
import java.io.File
import java.lang.management.ManagementFactory
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext

private val clients: Map<String, () -> Client> = mapOf(
    "ours" to ::Ours,
    "ours-streaming" to ::Streaming,
    "serialization" to { Peer(Serialization) },
    "jackson" to { Peer(Jackson()) },
    "serialization-same" to { Peer(Same) },
)

/** Who does the workloads; what is given is the sum of what was read. */
internal interface Client {
    suspend fun listUsers(of: Members): Long

    suspend fun listProvisioned(of: Members): Long

    /** The ids of some users. */
    suspend fun ids(): List<Long>

    /** Reads one user; `alone` says that nothing else is under way. */
    suspend fun get(id: Long, alone: Boolean): Long
}

/** Which members are read. */
internal enum class Members { EVERY, THREE }

fun main(arguments: Array<String>) {
    val (workload, name, members) = arguments
    val system = ManagementFactory.getOperatingSystemMXBean() as OperatingSystemMXBean
    val start = System.nanoTime()
    val before = system.processCpuTime
    val checksum = runBlocking {
        val client = clients.getValue(name)()
        val of = Members.valueOf(members.uppercase())
        when (workload) {
            "w1" -> client.listUsers(of)
            "w2" -> client.reads(5_000, inFlight = 32)
            "w3" -> client.reads(2_000, inFlight = 1)
            else -> client.listProvisioned(of)
        }
    }
    val wall = milliseconds(System.nanoTime() - start)
    val cpu = milliseconds(system.processCpuTime - before)
    println("""{"wall_ms":$wall,"cpu_ms":$cpu,"peak_mib":${peak()},"checksum":$checksum}""")
    // Threads of a client that wait for more work would keep the process.
    Runtime.getRuntime().halt(0)
}

/** Makes single reads, so many at once: of the users of the first page, over and over. */
private suspend fun Client.reads(count: Int, inFlight: Int): Long {
    val ids = ids()
    suspend fun some(first: Int): Long {
        var total = 0L
        for (read in first until count step inFlight) total += get(ids[read % ids.size], inFlight == 1)
        return total
    }
    if (inFlight == 1) return some(0)
    return withContext(Dispatchers.Default) { List(inFlight) { async { some(it) } }.awaitAll().sum() }
}

private fun milliseconds(nanoseconds: Long) = nanoseconds / 1e6

/** The most memory that the process had resident, in MiB. */
internal fun peak(): Double {
    val line = File("/proc/self/status").readLines().first { it.startsWith("VmHWM") }
    return line.filter(Char::isDigit).toLong() / 1024.0
}
