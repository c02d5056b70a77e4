package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.endCall
import com.lastpassadmin.internal.uniffi.takeEnded
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicLong
import kotlin.concurrent.thread
import kotlin.coroutines.ContinuationInterceptor
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CancellableContinuation
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.suspendCancellableCoroutine

/** What became of a call, and where its answer or its error stands; 0 where there is none. */
internal class Ended(val cells: Cells, private val what: Int, val at: Int) {
    val isFailed: Boolean get() = what == FAILED || isRefused

    /** Whether the caller's own function for credentials failed. */
    val isRefused: Boolean get() = what == REFUSED

    private companion object {
        const val FAILED = 1
        const val REFUSED = 2
    }
}

/** The calls of the process that are under way, by their numbers. One thread takes what they came to, many at a time. */
internal object Calls {
    private val numbers = AtomicLong()
    private val waiting = ConcurrentHashMap<Long, CancellableContinuation<Ended?>>()

    init {
        thread(isDaemon = true, name = "lastpass-admin") { while (true) take() }
    }

    /**
     * Begins something, and waits for its end; null if it says that it is done already. When the coroutine is cancelled,
     * it ends with its request.
     */
    suspend fun run(begin: (number: ULong) -> Boolean): Ended? = suspendCancellableCoroutine { one ->
        // One that is cancelled already sends nothing.
        if (!one.isActive) return@suspendCancellableCoroutine
        val number = numbers.incrementAndGet()
        waiting[number] = one
        try {
            if (begin(number.toULong())) waiting.remove(number)?.resume(null)
        } catch (thrown: Throwable) {
            waiting.remove(number)?.resumeWithException(thrown)
        }
        one.invokeOnCancellation {
            if (waiting.remove(number) != null) endCall(number.toULong())
        }
    }

    /** Ends something with its request, if it is under way: who waits for it meets this failure. */
    fun end(number: ULong, failure: LastPassException) {
        val one = waiting.remove(number.toLong()) ?: return
        endCall(number)
        one.goOn { resumeWithException(failure) }
    }

    /** Waits until calls have ended, and lets those go on who wait for them. */
    private fun take() {
        try {
            val cells = Cells(takeEnded())
            val rows = cells.address(cells.first)
            for (row in 0 until cells.count(cells.first + Cells.WORD)) {
                val at = rows + row * ROW
                val ended = Ended(cells, cells.count(at + Cells.WORD), cells.address(at + 2 * Cells.WORD))
                waiting.remove(cells.word(at))?.goOn { resume(ended) }
            }
        } catch (fault: Throwable) {
            // Nobody knows whose answers are lost: without this, who waits for one would do so for ever.
            waiting.keys.forEach { end(it.toULong(), fault(fault)) }
        }
    }

    /** Lets one who waits go on, on a thread of its own: what is done there must not keep others from their answers. */
    private fun CancellableContinuation<Ended?>.goOn(resume: CancellableContinuation<Ended?>.() -> Unit) {
        val dispatcher = context[ContinuationInterceptor] as? CoroutineDispatcher
        if (dispatcher?.isDispatchNeeded(context) == true) {
            resume()
        } else {
            Dispatchers.Default.dispatch(context, Runnable { resume() })
        }
    }

    /** The bytes of what is told of a call: its number, what became of it, and where that stands. */
    private const val ROW = 3 * Cells.WORD
}
