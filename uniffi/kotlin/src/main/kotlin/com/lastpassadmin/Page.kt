package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.Summary

/** A page of a list, as the vendor cut it. */
public data class Page<T : Any>(
    /** The items. A list may go on behind an empty page. */
    val items: List<T>,
    /** The position of this page: reading on from it begins with this page. */
    val token: String,
    /** The position of the next page; null on the last one. */
    val nextToken: String?,
    /** What came with the page: status, headers, attempts, time. */
    val response: ResponseInfo,
)

/** What is known of a list that is being read. */
public data class ListSummary(
    /** Items given so far. */
    val items: Long,
    /** Items that came a second time, because the list shifted while it was read, and were left out. */
    val duplicates: Long,
    /** What the vendor says the list holds, where it says so and no filter is set. */
    val total: Long?,
    /** Whether the last page has been read. */
    val complete: Boolean,
    /** Whether the list was read on from a stored position, so that the items before it are not counted. */
    val resumed: Boolean,
    /** Whether a list that was read from its start to its end holds another number of items than the vendor says. */
    val isInconsistent: Boolean,
)

/** The page of a block; null behind the last one. */
internal fun <T : Any> page(cells: Cells, of: RecordReader<T>): Page<T>? {
    val at = cells.first
    if (at == 0) return null
    return Page(
        items = cells.records(at + 16, of).orEmpty(),
        token = cells.text(at + 32).orEmpty(),
        nextToken = cells.text(at + 48),
        response = response(cells, cells.address(at + 64)),
    )
}

internal fun summary(known: Summary): ListSummary = ListSummary(
    items = known.items.toLong(),
    duplicates = known.duplicates.toLong(),
    total = known.total?.toLong(),
    complete = known.complete,
    resumed = known.resumed,
    isInconsistent = known.isInconsistent,
)
