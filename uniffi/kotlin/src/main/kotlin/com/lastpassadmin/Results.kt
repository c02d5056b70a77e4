package com.lastpassadmin

import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds

/** What became of one user of a call on many. */
public data class RowOutcome(
    /** The user, as the caller gave it. */
    val username: String,
    /** What is known. */
    val state: RowState,
    /** What the vendor said of this row, or why it was not sent. */
    val detail: String? = null,
)

/** What became of all users of a call on many, in the caller's order. */
public data class Outcome(
    /** One entry for each row of the caller. */
    val rows: List<RowOutcome>,
    /** Remarks of the vendor on requests that it took. */
    val messages: List<String> = emptyList(),
) {
    /** The users for whom the operation took effect. */
    val applied: List<String> get() = users(RowState.APPLIED)

    /** The users whom the vendor left as they were: already in the state, or not known to it. */
    val unchanged: List<String> get() = users(RowState.UNCHANGED)

    /** The rows that did not take effect, or may not have. */
    val failed: List<RowOutcome>
        get() = rows.filter { it.state != RowState.APPLIED && it.state != RowState.UNCHANGED }

    private fun users(state: RowState) = rows.filter { it.state == state }.map { it.username }
}

/** A group and its members. */
public data class Group(
    /** The name, by which the vendor knows the group. */
    val name: String,
    /** The e-mail addresses of the members, in order. */
    val members: List<String>,
)

/** New events, the earliest first, and the cursor behind them. */
public data class EventBatch(
    /** Events that were not given before. */
    val events: List<Event>,
    /** Where to go on. */
    val cursor: EventCursor,
)

/** What came with an answer beside its body. */
public data class ResponseInfo(
    /** The HTTP status. The Provisioning API answers 200 for failures too. */
    val status: Int,
    /** The headers, with names in lower case; cookies are left out. */
    val headers: Map<String, String>,
    /** How many attempts the answer took. */
    val attempts: Int,
    /** How long the last attempt took. */
    val elapsed: Duration,
)

/** An answer as it came. */
public data class RawResponse(
    /** What came with it. */
    val info: ResponseInfo,
    /** The body, as JSON; null if there was none. */
    val body: String?,
)

/** Whether a credential works. */
public data class CredentialStatus(
    /** Why it does not; null if it does. */
    val error: LastPassException?,
) {
    /** Whether the vendor accepts it. */
    val works: Boolean get() = error == null
}

/** Which of the credentials of a client work. */
public data class CredentialReport(
    /** The API key; null if the client holds none. */
    val business: CredentialStatus?,
    /** CID and provisioning hash; null if the client holds none. */
    val provisioning: CredentialStatus?,
) {
    /** Whether every credential that the client holds works. */
    val allWork: Boolean get() = listOfNotNull(business, provisioning).all { it.works }
}

internal fun outcome(cells: Cells, at: Int): Outcome = Outcome(
    rows = cells.list(at, 48) {
        RowOutcome(cells.text(it).orEmpty(), RowState.of(cells.shared(it + 16)), cells.text(it + 32))
    }.orEmpty(),
    messages = cells.texts(at + 16).orEmpty(),
)

internal fun group(cells: Cells, at: Int): Group =
    Group(cells.text(at).orEmpty(), cells.texts(at + 16).orEmpty())

internal fun response(cells: Cells, at: Int): ResponseInfo = ResponseInfo(
    status = cells.count(at),
    attempts = cells.count(at + 8),
    elapsed = cells.decimal(at + 16).seconds,
    headers = cells.textMap(at + 24).orEmpty(),
)

internal fun raw(cells: Cells, at: Int): RawResponse =
    RawResponse(response(cells, cells.address(at)), cells.text(at + 8))

internal fun report(cells: Cells, at: Int): CredentialReport {
    fun status(at: Int): CredentialStatus? = cells.flag(at)?.let {
        val error = cells.address(at + 16)
        CredentialStatus(if (error == 0) null else exception(failure(cells, error)))
    }
    return CredentialReport(status(at), status(at + 8))
}
