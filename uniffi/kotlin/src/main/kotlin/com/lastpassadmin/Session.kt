package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.Cancel
import java.util.concurrent.atomic.AtomicBoolean
import kotlin.coroutines.resume
import kotlin.coroutines.resumeWithException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Runnable
import kotlinx.coroutines.suspendCancellableCoroutine
import com.lastpassadmin.internal.uniffi.Failure as NativeFailure
import com.lastpassadmin.internal.uniffi.InternalException as NativeFault
import com.lastpassadmin.internal.uniffi.Session as NativeSession

/**
 * How many calls of a client are under way at a time: each waits on a thread of its own, on a connection that the core
 * keeps.
 */
private const val AT_ONCE = 64

/** What all calls of a client go through. */
internal class Session private constructor(
    private val native: NativeSession,
    private val provider: Provider?,
    private val threads: CoroutineDispatcher,
    /** Whether the client was closed; of all that share its connections. */
    private val isClosed: AtomicBoolean,
) {
    suspend fun nothing(request: Request, options: CallOptions?) {
        call(request, options)
    }

    suspend fun <T : Any> one(request: Request, options: CallOptions?, of: RecordReader<T>): T =
        maybe(request, options, of) ?: throw internal(request, "the answer holds no record")

    suspend fun <T : Any> maybe(request: Request, options: CallOptions?, of: RecordReader<T>): T? =
        answer(request, options) { cells, at -> of.read(cells, at) }

    suspend fun <T : Any> many(request: Request, options: CallOptions?, of: RecordReader<T>): List<T> =
        answer(request, options) { cells, at -> cells.records(at, of) }.orEmpty()

    suspend fun json(request: Request, options: CallOptions?): String? =
        answer(request, options) { cells, at -> cells.text(at) }

    suspend fun texts(request: Request, options: CallOptions?): List<String> =
        answer(request, options) { cells, at -> cells.texts(at) }.orEmpty()

    suspend fun groups(request: Request, options: CallOptions?): List<Group> =
        answer(request, options) { cells, at -> cells.list(at, 32) { group(cells, it) } }.orEmpty()

    suspend fun group(request: Request, options: CallOptions?): Group = some(request, options, ::group)

    suspend fun outcome(request: Request, options: CallOptions?): Outcome = some(request, options, ::outcome)

    suspend fun raw(request: Request, options: CallOptions?): RawResponse = some(request, options, ::raw)

    suspend fun report(request: Request, options: CallOptions?): CredentialReport = some(request, options, ::report)

    suspend fun events(request: Request, options: CallOptions?): EventBatch = some(request, options) { cells, at ->
        val events = cells.records(at, EventReader).orEmpty()
        EventBatch(events, EventCursor.parse(cells.text(at + 16).orEmpty()))
    }

    /** A list. Nothing is sent before its first page is asked for. */
    fun <T : Any> pages(request: Request, options: CallOptions?, of: RecordReader<T>): Pager<T> {
        val reader = native { native.list(request.operation, request.body(), given(request.operation, options)) }
        return Pager(this, reader, request.operation, of)
    }

    fun withOptions(options: CallOptions): Session {
        val other = native { native.withOptions(Arguments().apply(options::give).body(null)) }
        return Session(other, provider, threads, isClosed)
    }

    fun close() {
        isClosed.set(true)
        native.shutDown()
    }

    /** Refuses to go on with something that was begun before the client was closed. */
    fun requireOpen(operation: String) {
        if (isClosed.get()) throw exception(Failure(ErrorKind.CONFIGURATION, "the client is closed", operation))
    }

    /** Runs on a thread that may be blocked. When the coroutine is cancelled, so is what it waits for. */
    suspend fun <T> waiting(block: (cancel: Cancel) -> T): T {
        val cancel = Cancelling()
        return suspendCancellableCoroutine { waiting ->
            waiting.invokeOnCancellation { cancel.fire() }
            threads.dispatch(
                waiting.context,
                Runnable {
                    try {
                        val value = native { block(cancel.native) }
                        waiting.resume(value)
                    } catch (thrown: Throwable) {
                        waiting.resumeWithException(thrown)
                    } finally {
                        cancel.close()
                    }
                },
            )
        }
    }

    private suspend fun <T : Any> some(request: Request, options: CallOptions?, read: (Cells, Int) -> T): T =
        answer(request, options, read) ?: throw internal(request, "the answer holds nothing")

    /** Makes a call; null if the operation has nothing to say. */
    private suspend fun <T> answer(request: Request, options: CallOptions?, read: (Cells, Int) -> T): T? {
        val cells = call(request, options)
        return if (cells.first == 0) null else read(cells, cells.first)
    }

    private suspend fun call(request: Request, options: CallOptions?): Cells {
        val arguments = request.body()
        val given = given(request.operation, options)
        return waiting { cancel -> Cells(native.call(request.operation, arguments, given, cancel)) }
    }

    private fun given(operation: String, options: CallOptions?): String? =
        options?.let { Arguments().apply(it::give).body(operation) }

    /** What the library fails with, as an exception of the package. */
    private inline fun <T> native(block: () -> T): T = try {
        block()
    } catch (failure: NativeFailure) {
        throw failed(failure, provider?.refusal)
    } catch (fault: NativeFault) {
        val words = "a fault in the native library"
        throw exception(Failure(ErrorKind.INTERNAL, words, delivery = Delivery.UNKNOWN, cause = fault))
    }

    private fun internal(request: Request, message: String): LastPassException =
        exception(Failure(ErrorKind.INTERNAL, message, request.operation))

    companion object {
        /** A session with these settings. Nothing is sent before the first call. */
        fun open(settings: Arguments, credentials: (suspend () -> Credentials)?): Session {
            requireLibrary()
            val provider = credentials?.let(::Provider)
            val native = try {
                NativeSession(settings.body(null), provider)
            } catch (failure: NativeFailure) {
                throw failed(failure, null)
            }
            return Session(native, provider, Dispatchers.IO.limitedParallelism(AT_ONCE), AtomicBoolean())
        }
    }
}

/** What ends a call, as long as there is one. */
private class Cancelling {
    val native = Cancel()
    private var isOver = false

    @Synchronized
    fun fire() {
        if (!isOver) native.fire()
    }

    @Synchronized
    fun close() {
        isOver = true
        native.destroy()
    }
}
