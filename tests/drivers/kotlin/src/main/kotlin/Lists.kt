package com.lastpassadmin.driver

import com.lastpassadmin.Page
import com.lastpassadmin.Pager
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.int

/** Reads a list as far as a step says: all of a flow, or of a pager `{"first": 3}`, `{"pages": 2}` or `"summary"`. */
internal suspend fun list(list: Any?, read: JsonElement?): JsonElement {
    if (read == null) return shown("items" to (list as Flow<*>).toList())
    return (list as Pager<*>).use { pager ->
        if (read == JsonPrimitive("summary")) return@use shown("items" to pager.toList(), "summary" to pager.summary)
        val (what, count) = (read as JsonObject).entries.single()
        val number = (count as JsonPrimitive).int
        val found = when (what) {
            "first" -> "items" to some(pager.items(), number)
            "pages" -> "pages" to some(pager.pages(), number).map(Page<*>::items)
            else -> error("a list cannot be read like this: $read")
        }
        shown(found, "page_token" to pager.pageToken)
    }
}

/** So many of a flow, and none further. */
private suspend fun <T> some(flow: Flow<T>, count: Int): List<T> =
    if (count == 0) emptyList() else flow.take(count).toList()
