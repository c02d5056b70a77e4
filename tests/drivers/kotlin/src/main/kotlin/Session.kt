package com.lastpassadmin.driver

import com.lastpassadmin.CallOptions
import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.LastPassException
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.supervisorScope
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.double

private const val PROTOCOL = "1"

/** The package lacks an operation. */
internal class Missing(operation: String) : Exception(operation)

/** The client that is open, if one is. */
internal class Session {
    private var client: LastPassAdmin? = null

    /** Plays a step, and gives its outcome. */
    fun play(line: String): JsonObject = try {
        runBlocking { outcome(members(Json.parseToJsonElement(line))) }
    } catch (lacks: Missing) {
        outcome("missing", JsonPrimitive(lacks.message))
    } catch (failure: LastPassException) {
        outcome("error", problem(failure))
    } catch (fault: Exception) {
        outcome("fault", JsonPrimitive(fault.toString()))
    }

    private suspend fun outcome(step: Map<String, JsonElement>): JsonObject = supervisorScope {
        val playing = async { value(step) }
        val cancelling = step["cancel_after"]?.let { after ->
            launch {
                delay((after as JsonPrimitive).double.seconds)
                playing.cancel()
            }
        }
        try {
            outcome("ok", playing.await())
        } catch (cancelled: CancellationException) {
            if (!playing.isCancelled || cancelling == null) throw cancelled
            outcome("ok", outcome("cancelled", JsonPrimitive(true)))
        } finally {
            cancelling?.cancel()
        }
    }

    private suspend fun value(step: Map<String, JsonElement>): JsonElement {
        when (val does = step.text("do")) {
            "open" -> {
                check(step.text("protocol") == PROTOCOL) { "this driver speaks version $PROTOCOL of the protocol" }
                close()
                client = opened(members(step["client"]))
            }
            "close" -> close()
            else -> {
                val client = checkNotNull(client) { "no client is open" }
                val options = step["options"]?.let { options(members(it)) }
                return answer(client, does, step, options)
            }
        }
        return JsonNull
    }

    private suspend fun answer(
        client: LastPassAdmin,
        does: String,
        step: Map<String, JsonElement>,
        options: CallOptions?,
    ): JsonElement = when (does) {
        "call" -> call(client, step.text("operation"), members(step["arguments"]), step["read"], options)
        "command" -> {
            val body = call(client, does, step - NO_ARGUMENTS, null, options)
            outcome("body", body)
        }
        "request", "check" -> call(client, does, step - NO_ARGUMENTS, null, options)
        else -> error("this driver knows no step $does")
    }

    private fun close() {
        client?.close()
        client = null
    }

    private companion object {
        /** Members of a step that are not what its operation takes. */
        val NO_ARGUMENTS = setOf("do", "options", "cancel_after")
    }
}

private fun outcome(what: String, value: JsonElement) = JsonObject(mapOf(what to value))

/** The members of an object that are given; null is not. */
internal fun members(json: JsonElement?): Map<String, JsonElement> =
    (json as JsonObject?).orEmpty().filterValues { it !is JsonNull }

private fun Map<String, JsonElement>.text(name: String): String =
    (checkNotNull(this[name]) { "the step has no $name" } as JsonPrimitive).content
