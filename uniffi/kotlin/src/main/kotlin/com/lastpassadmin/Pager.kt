package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.Reader
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/**
 * A list that is read as far as it is asked for.
 *
 * [nextPage] and [pages] give its pages, [items] its items, [toList] all items at once. From the second page on, the
 * next page is on its way while you work on the one at hand; leaving a flow ends that, and [close] ends the list.
 * Nothing is sent before something of the list is asked for.
 *
 * An exception ends a flow: what came before it is not the whole list. Asking again tries the same page again. A pager
 * may be used from several coroutines: each page is given once.
 */
public class Pager<T : Any> internal constructor(
    private val session: Session,
    private val reader: Reader,
    private val operation: String,
    private val of: RecordReader<T>,
) : AutoCloseable {
    /** Held by who waits for a page. */
    private val reading = Mutex()

    /** Guards what follows. */
    private val lock = Any()

    /** The page whose items are being given, and how many of them were. */
    private var open: Page<T>? = null
    private var taken = 0

    /** Pages that were read for someone who did not come to the end: they are not lost. */
    private val kept = ArrayDeque<Page<T>>()

    /** Where the list goes on behind the pages that were read. */
    private var next: String? = reader.pageToken()
    private var known: ListSummary = summary(reader.summary())

    /** The number of the page that was last begun. */
    private var underWay: ULong? = null
    private var isClosed = false

    /**
     * Where the list stands, to be kept and given as `pageToken` later; null at its end.
     *
     * While items of a page are left, this is the page itself: an item may come twice after resuming, none is lost.
     */
    public val pageToken: String?
        get() = synchronized(lock) {
            val page = open?.takeIf { taken < it.items.size } ?: kept.firstOrNull()
            page?.token ?: next
        }

    /** What is known of the list so far. */
    public val summary: ListSummary get() = synchronized(lock) { known }

    /**
     * Reads the next page and gives all of it; items of the page at hand that are left are passed over. Null behind the
     * last page.
     */
    public suspend fun nextPage(): Page<T>? = reading.withLock {
        turn().also { if (it != null) open(null) }
    }

    /** The pages that are left. */
    public fun pages(): Flow<Page<T>> = flow {
        try {
            while (true) emit(nextPage() ?: break)
        } finally {
            pause()
        }
    }

    /** The items that are left. */
    public fun items(): Flow<T> = flow {
        try {
            while (true) emit(take() ?: nextItem() ?: break)
        } finally {
            pause()
        }
    }

    /** Reads all that is left. A failure in the middle is a failure of the whole list, and takes nothing. */
    public suspend fun toList(): List<T> = reading.withLock {
        while (read()) continue
        synchronized(lock) {
            val left = open?.let { it.items.subList(taken, it.items.size) }.orEmpty()
            val all = left + kept.flatMap { it.items }
            open = null
            kept.clear()
            all
        }
    }

    /** Ends the reading ahead until the next page is asked for. */
    public fun pause() {
        synchronized(lock) { if (!isClosed) reader.pause() }
    }

    /** Ends the list, and what goes on of it. One that is forgotten is closed with the next garbage. */
    override fun close() {
        synchronized(lock) {
            if (isClosed) return
            isClosed = true
            reader.pause()
            reader.destroy()
            underWay?.let { Calls.end(it, closed()) }
        }
    }

    /** The next item of the page at hand. */
    private fun take(): T? = synchronized(lock) { open?.items?.getOrNull(taken)?.also { taken++ } }

    /** The next item, of a later page if need be. */
    private suspend fun nextItem(): T? = reading.withLock {
        var item = take()
        while (item == null) {
            open(turn() ?: break)
            item = take()
        }
        item
    }

    private fun open(page: Page<T>?): Unit = synchronized(lock) {
        open = page
        taken = 0
    }

    /** The next page, be it one that was kept. */
    private suspend fun turn(): Page<T>? {
        if (synchronized(lock) { kept.isEmpty() }) read()
        return synchronized(lock) { kept.removeFirstOrNull() }
    }

    /** Reads the page behind all that were read, and keeps it. Whether there was one. */
    private suspend fun read(): Boolean {
        session.requireOpen(operation)
        session.waiting { number -> whileOpen { reader.begin(number).also { underWay = number } } }
        val (block, summary) = whileOpen { reader.page() to summary(reader.summary()) }
        val page = page(Cells(block), of)
        synchronized(lock) {
            known = summary
            next = page?.nextToken
            if (page != null) kept.addLast(page)
        }
        return page != null
    }

    /** Does something with a list that is not closed meanwhile. */
    private inline fun <R> whileOpen(use: () -> R): R = synchronized(lock) {
        if (isClosed) throw closed()
        use()
    }

    private fun closed() = exception(
        Failure(ErrorKind.CONFIGURATION, "this list is closed; begin it again, at its page token", operation),
    )
}

/** The items of a list that begins with each collection, and is closed behind it. */
internal fun <T : Any> items(begin: () -> Pager<T>): Flow<T> = flow {
    begin().use { pager ->
        while (true) {
            val page = pager.nextPage() ?: break
            page.items.forEach { emit(it) }
        }
    }
}
