package com.lastpassadmin.driver

import com.lastpassadmin.ErrorKind
import com.lastpassadmin.LastPassException
import kotlin.time.DurationUnit
import kotlinx.serialization.json.JsonObject

/** Kinds whose class has another name than theirs. */
private val NAMES = mapOf(
    ErrorKind.PERMISSION to "PermissionDeniedException",
    ErrorKind.TIMEOUT to "RequestTimeoutException",
    ErrorKind.CONNECTION to "RequestConnectionException",
)

/** An error with every field that a user can read, if it is of the class of its kind. */
internal fun problem(failure: LastPassException): JsonObject {
    val plain = failure.kind.value.split('_').joinToString("") { it.replaceFirstChar(Char::uppercase) }
    val name = NAMES[failure.kind] ?: "${plain}Exception"
    check(failure::class.simpleName == name) { "${failure.kind} is a ${failure::class.simpleName}, and no $name" }
    return shown(
        "kind" to failure.kind,
        "number" to failure.number,
        "message" to failure.message,
        "operation" to failure.operation,
        "parameter" to failure.parameter,
        "status" to failure.status,
        "title" to failure.title,
        "detail" to failure.detail,
        "instance" to failure.instance,
        "field_errors" to failure.fieldErrors,
        "attempts" to failure.attempts,
        "delivery" to failure.delivery,
        "retry_after" to failure.retryAfter?.toDouble(DurationUnit.SECONDS),
        "outcome" to failure.outcome,
        "printed" to "$failure ${failure.stackTraceToString()}",
    )
}
