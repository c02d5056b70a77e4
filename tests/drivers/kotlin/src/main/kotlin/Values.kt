package com.lastpassadmin.driver

import com.lastpassadmin.CallOptions
import com.lastpassadmin.EventCursor
import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.Provisioning
import com.lastpassadmin.VendorTime
import kotlin.reflect.KClass
import kotlin.reflect.KFunction
import kotlin.reflect.KParameter
import kotlin.reflect.KType
import kotlin.reflect.KVisibility
import kotlin.reflect.full.primaryConstructor
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.double
import kotlinx.serialization.json.int
import kotlinx.serialization.json.long
import kotlinx.serialization.json.longOrNull

/** A client with the settings of a step. */
internal fun opened(settings: Map<String, JsonElement>): LastPassAdmin {
    val constructor = LastPassAdmin::class.constructors.single { it.visibility == KVisibility.PUBLIC }
    fun parameter(name: String) = constructor.parameters.single { it.name == name }
    val own = setOf("cid", "provhash")
    val given: MutableMap<KParameter, Any?> = values(constructor.parameters, settings - own).toMutableMap()
    if (own.any { it in settings }) {
        fun text(name: String) = (settings[name] as JsonPrimitive?)?.content.orEmpty()
        given[parameter("provisioning")] = Provisioning(text("cid"), text("provhash"))
    }
    given[parameter("noProxy")] = true
    return unwrapped { constructor.callBy(given) }
}

/** The options of a call. */
internal fun options(settings: Map<String, JsonElement>): CallOptions =
    made(checkNotNull(CallOptions::class.primaryConstructor), settings)

private fun <T> made(constructor: KFunction<T>, members: Map<String, JsonElement>): T =
    unwrapped { constructor.callBy(values(constructor.parameters, members)) }

/** What parameters take, of members by their names in snake_case. */
internal fun values(parameters: List<KParameter>, members: Map<String, JsonElement>): Map<KParameter, Any?> =
    members.entries.associate { (name, json) ->
        val parameter = parameters.find { named(it.name.orEmpty(), name) } ?: error("there is no parameter $name")
        parameter to value(parameter.type, json)
    }

/** A value as one would write it in Kotlin. */
private fun value(type: KType, json: JsonElement): Any? {
    if (json is JsonNull) return null
    val kind = type.classifier as KClass<*>
    fun plain() = json as JsonPrimitive
    return when (kind) {
        String::class -> plain().content
        Boolean::class -> plain().boolean
        Int::class -> plain().int
        Long::class -> plain().long
        Double::class -> plain().double
        Duration::class -> plain().double.seconds
        Any::class -> any(json)
        VendorTime::class -> time(plain().content)
        EventCursor::class -> EventCursor.parse(json.toString())
        List::class -> (json as JsonArray).map { value(argument(type, 0), it) }
        Map::class -> (json as JsonObject).mapValues { value(argument(type, 1), it.value) }
        else -> {
            kind.java.enumConstants?.let { values -> return values.single { it.toString() == plain().content } }
            val constructor = checkNotNull(kind.primaryConstructor)
            if (kind.isValue) constructor.call(plain().content) else made(constructor, members(json))
        }
    }
}

/** With an offset it is an instant. */
private fun time(text: String): VendorTime = Instant.parseOrNull(text)?.let(VendorTime::at) ?: VendorTime.local(text)

private fun argument(type: KType, place: Int): KType = checkNotNull(type.arguments[place].type)

/** Any JSON as plain values. */
private fun any(json: JsonElement): Any? = when (json) {
    is JsonNull -> null
    is JsonObject -> json.mapValues { any(it.value) }
    is JsonArray -> json.map(::any)
    is JsonPrimitive -> if (json.isString) json.content else json.booleanOrNull ?: json.longOrNull ?: json.double
}
