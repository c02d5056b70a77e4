package com.lastpassadmin

import kotlin.time.Duration

/**
 * A call that failed. There is a class for each kind of failure, for example [NotFoundException].
 *
 * Nothing of it, nor what is printed, holds a credential or the body of a request.
 */
public sealed class LastPassException(failure: Failure) : Exception(failure.text, failure.cause) {
    /** What kind of failure it is. */
    public val kind: ErrorKind = failure.kind

    /** The stable number of the kind. */
    public val number: Int get() = kind.number

    /** What happened and what to do, without the operation. */
    public val reason: String = failure.reason

    /** The operation, by its name in every language: `users.list`; null where there was none yet. */
    public val operation: String? = failure.operation

    /** The parameter at fault, in snake_case, of an argument that was refused: `user_id`, `users[2].username`. */
    public val parameter: String? = failure.parameter

    /** The HTTP status of the answer, if there is one. The Provisioning API answers 200 for most failures. */
    public val status: Int? = failure.status

    /** The vendor's summary of the kind of problem. */
    public val title: String? = failure.title

    /** The vendor's explanation of this occurrence. */
    public val detail: String? = failure.detail

    /** The vendor's reference of this occurrence. */
    public val instance: String? = failure.instance

    /** What the vendor found fault with, field by field or row by row. */
    public val fieldErrors: List<FieldError> = failure.fieldErrors

    /** How many times the request was tried; 0 if it was refused before sending. */
    public val attempts: Int = failure.attempts

    /** Whether the request may have had an effect. */
    public val delivery: Delivery = failure.delivery

    /** How long the server asked to wait before the next request; null if it did not. */
    public val retryAfter: Duration? = failure.retryAfter

    /** What is known of each user, for operations on several users. */
    public val outcome: Outcome? = failure.outcome
}

/** One field that the vendor found fault with. */
public data class FieldError(
    /** What is wrong. */
    val detail: String? = null,
    /** Where: a JSON pointer as it came, for example `/email`, or the position of the text. */
    val pointer: String? = null,
)
