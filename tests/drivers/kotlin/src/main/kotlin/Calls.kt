package com.lastpassadmin.driver

import com.lastpassadmin.CallOptions
import com.lastpassadmin.LastPassAdmin
import java.lang.reflect.InvocationTargetException
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.full.callSuspendBy
import kotlin.reflect.full.instanceParameter
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.full.memberProperties
import kotlin.reflect.full.valueParameters
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** Calls the method of an operation: that of `users.list` is `client.users.list`. */
internal suspend fun call(
    client: LastPassAdmin,
    operation: String,
    arguments: Map<String, JsonElement>,
    read: JsonElement?,
    options: CallOptions?,
): JsonElement {
    val steps = operation.split('.')
    val resource = steps.dropLast(1).fold(client as Any) { resource, step ->
        val property = resource::class.memberProperties.find { named(it.name, step) } ?: throw Missing(operation)
        checkNotNull(property.getter.call(resource))
    }
    fun method(name: String) = resource::class.memberFunctions.find { named(it.name, name) }
    val method = method(steps.last()) ?: throw Missing(operation)
    suspend fun called(method: KFunction<*>) = method.called(resource, arguments, options)
    val pages = method(steps.last() + "_pages")
    if (pages != null) return list(called(if (read == null) method else pages), read)
    val answer = called(method)
    // What has no type of its own is JSON.
    return if (answer is String) Json.parseToJsonElement(answer) else canonical(answer)
}

private suspend fun KFunction<*>.called(
    resource: Any,
    arguments: Map<String, JsonElement>,
    options: CallOptions?,
): Any? {
    val given: MutableMap<KParameter, Any?> = values(valueParameters, arguments).toMutableMap()
    given[checkNotNull(instanceParameter)] = resource
    if (options != null) given[valueParameters.last()] = options
    return unwrapped { callSuspendBy(given) }
}

/** Runs what is called by reflection, and throws what it threw. */
internal inline fun <T> unwrapped(call: () -> T): T = try {
    call()
} catch (wrapped: InvocationTargetException) {
    throw wrapped.targetException
}

/** Whether a name of Kotlin is one in snake_case: `disableMfa` is `disable_mfa`. */
internal fun named(name: String, snake: String): Boolean = name.equals(snake.replace("_", ""), ignoreCase = true)
