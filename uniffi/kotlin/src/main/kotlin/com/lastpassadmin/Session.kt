package com.lastpassadmin

import java.util.concurrent.atomic.AtomicBoolean
import com.lastpassadmin.internal.uniffi.Failure as NativeFailure
import com.lastpassadmin.internal.uniffi.InternalException as NativeFault
import com.lastpassadmin.internal.uniffi.Session as NativeSession

/** What all calls of a client go through. */
internal class Session private constructor(
    private val native: NativeSession,
    private val provider: Provider?,
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
        val text = request.text(options)
        val reader = native { native.list(text) }
        return Pager(this, reader, request.operation, of)
    }

    fun withOptions(options: CallOptions): Session {
        val other = native { native.withOptions(Arguments().apply(options::give).body(null)) }
        return Session(other, provider, isClosed)
    }

    fun close() {
        isClosed.set(true)
        native.shutDown()
    }

    /** Refuses to go on with something that was begun before the client was closed. */
    fun requireOpen(operation: String) {
        if (isClosed.get()) throw exception(Failure(ErrorKind.CONFIGURATION, "the client is closed", operation))
    }

    /**
     * Begins something, and waits for its end; null if it says that it is done already. When the coroutine is cancelled,
     * it ends with its request.
     */
    suspend fun waiting(begin: (number: ULong) -> Boolean): Ended? {
        val ended = Calls.run { number -> native { begin(number) } } ?: return null
        if (ended.isFailed) {
            throw exception(failure(ended.cells, ended.at, provider?.refusal.takeIf { ended.isRefused }))
        }
        return ended
    }

    private suspend fun <T : Any> some(request: Request, options: CallOptions?, read: (Cells, Int) -> T): T =
        answer(request, options, read) ?: throw internal(request, "the answer holds nothing")

    /** Makes a call; null if the operation has nothing to say. */
    private suspend fun <T> answer(request: Request, options: CallOptions?, read: (Cells, Int) -> T): T? {
        val ended = call(request, options)
        return if (ended == null || ended.at == 0) null else read(ended.cells, ended.at)
    }

    private suspend fun call(request: Request, options: CallOptions?): Ended? {
        val text = request.text(options)
        return waiting { number ->
            native.begin(number, text)
            false
        }
    }

    /** What the library fails with, as an exception of the package. */
    private inline fun <T> native(block: () -> T): T = try {
        block()
    } catch (failure: NativeFailure) {
        throw failed(failure, provider?.refusal)
    } catch (fault: NativeFault) {
        throw fault(fault)
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
            return Session(native, provider, AtomicBoolean())
        }
    }
}
