package com.lastpassadmin

import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import com.lastpassadmin.internal.uniffi.Failure as NativeFailure

/** What is known of a call that failed: what a [LastPassException] is made of. */
public class Failure internal constructor(
    internal val kind: ErrorKind,
    internal val reason: String,
    internal val operation: String? = null,
    internal val parameter: String? = null,
    /** What is printed: the operation and what happened, in one line. */
    internal val text: String = if (operation == null) reason else "$operation: $reason",
    internal val status: Int? = null,
    internal val title: String? = null,
    internal val detail: String? = null,
    internal val instance: String? = null,
    internal val fieldErrors: List<FieldError> = emptyList(),
    internal val attempts: Int = 0,
    internal val delivery: Delivery = Delivery.NOT_SENT,
    internal val retryAfter: Duration? = null,
    internal val outcome: Outcome? = null,
    internal val cause: Throwable? = null,
)

/** What is said of something that led to a failure, and that is known by its words alone. */
private class Cause(text: String) : Exception(text)

/** The failure whose cells stand there; `cause` is what the caller's own code threw, if it did. */
internal fun failure(cells: Cells, at: Int, cause: Throwable? = null): Failure = Failure(
    kind = ErrorKind.of(cells.word(at + 16).toInt()),
    text = cells.text(at + 24).orEmpty(),
    reason = cells.text(at + 40).orEmpty(),
    operation = cells.text(at + 56),
    parameter = cells.text(at + 72),
    status = cells.count(at + 88).takeIf { it != 0 },
    title = cells.text(at + 96),
    detail = cells.text(at + 112),
    instance = cells.text(at + 128),
    fieldErrors = cells.list(at + 144, 32) { FieldError(cells.text(it), cells.text(it + 16)) }.orEmpty(),
    attempts = cells.count(at + 160),
    delivery = Delivery.of(cells.text(at + 168)),
    retryAfter = cells.decimal(at + 184).takeIf { it >= 0 }?.seconds,
    outcome = cells.address(at + 192).takeIf { it != 0 }?.let { outcome(cells, it) },
    cause = cause ?: cells.text(at + 200)?.let { Cause(it) },
)

/** What the library failed with; `refusal` is what the caller's function for credentials last threw. */
internal fun failed(failure: NativeFailure, refusal: Throwable?): LastPassException = when (failure) {
    is NativeFailure.Failed -> {
        val cells = Cells(failure.block)
        exception(failure(cells, cells.first, refusal.takeIf { failure.refused }))
    }
}

/** The library did not do what it should. */
internal fun fault(cause: Throwable): LastPassException {
    val words = "a fault in the native library"
    return exception(Failure(ErrorKind.INTERNAL, words, delivery = Delivery.UNKNOWN, cause = cause))
}

internal fun invalidArgument(operation: String?, parameter: String, message: String): LastPassException =
    exception(Failure(ErrorKind.INVALID_ARGUMENT, "$parameter: $message", operation, parameter))
