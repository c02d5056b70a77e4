package com.lastpassadmin.driver

import com.lastpassadmin.CredentialStatus
import com.lastpassadmin.EventCursor
import com.lastpassadmin.LastPassException
import com.lastpassadmin.RawResponse
import com.lastpassadmin.VendorTime
import kotlin.reflect.KClass
import kotlin.reflect.KProperty1
import kotlin.reflect.KVisibility
import kotlin.reflect.full.memberProperties
import kotlin.time.Instant
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What the package gave, as JSON that is the same in every language. */
internal fun canonical(value: Any?): JsonElement = when (value) {
    null, Unit -> JsonNull
    is String -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is Boolean -> JsonPrimitive(value)
    is Instant -> JsonPrimitive(value.toString())
    is Enum<*> -> JsonPrimitive(value.toString())
    is List<*> -> JsonArray(value.map(::canonical))
    is Map<*, *> -> JsonObject(value.entries.associate { (name, member) -> name as String to canonical(member) })
    is VendorTime -> shown("text" to value.text, "instant" to value.instant, "ambiguous" to value.isAmbiguous)
    is EventCursor -> Json.parseToJsonElement(value.json())
    is LastPassException -> problem(value)
    is CredentialStatus -> shown("works" to value.works, "error" to value.error)
    is RawResponse -> JsonObject(mapOf("status" to JsonPrimitive(value.info.status), "body" to parsed(value.body)))
    else -> {
        val members = members(value::class)
        if (value::class.isValue) canonical(members.values.single().get(value)) else fields(value, members)
    }
}

/** An object of these members. */
internal fun shown(vararg members: Pair<String, Any?>): JsonObject =
    JsonObject(members.associate { (name, value) -> name to canonical(value) })

/** The members of a record; its unknown ones, if there are any. */
private fun fields(record: Any, members: Map<String, KProperty1<Any, *>>): JsonObject {
    val fields = members.mapValues { (name, member) ->
        val value = member.get(record)
        if (name == "extra") parsed(value as String?) else canonical(value)
    }
    return JsonObject(fields.filterNot { (name, value) -> name == "extra" && value is JsonNull })
}

private fun parsed(json: String?): JsonElement = json?.let(Json::parseToJsonElement) ?: JsonNull

private val known = HashMap<KClass<*>, Map<String, KProperty1<Any, *>>>()

/** The public members of a class, by their names in snake_case. */
@Suppress("UNCHECKED_CAST")
private fun members(of: KClass<*>): Map<String, KProperty1<Any, *>> = known.getOrPut(of) {
    val open = of.memberProperties.filter { it.visibility == KVisibility.PUBLIC }
    open.associate { snake(it.name) to it as KProperty1<Any, *> }
}

private fun snake(name: String) = name.replace(Regex("[A-Z]")) { letter -> "_" + letter.value.lowercase() }
