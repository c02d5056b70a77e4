package com.lastpassadmin

import kotlin.time.Duration
import kotlin.time.DurationUnit

/** What is said of values that are refused here, before the core sees them. */
private const val NOT_FINITE = "must be a finite number"
private const val NOT_TEXT = "is not UTF-16"
private const val TOO_DEEP = "holds too many lists and maps inside of each other"

/** How deep lists and maps may stand in each other; the core takes no more. */
private const val DEEPEST = 100

/**
 * A JSON object that is being written. What is null is left out. What JSON cannot carry is refused by its name; of
 * several, the first one.
 */
internal open class Arguments {
    private val json = StringBuilder()
    private var refused: Refused? = null

    /** What is wrong with a member, and the way to it, for example `users[2].username`. */
    private class Refused(val name: String, val message: String)

    /** The object, or the exception that tells what was refused. */
    fun body(operation: String?): String {
        refused?.let { throw invalidArgument(operation, it.name, it.message) }
        return close()
    }

    fun text(name: String, value: String?) {
        if (value != null && isText(name, value)) {
            begin(name)
            quote(value)
        }
    }

    fun secret(name: String, value: Secret?): Unit = text(name, value?.reveal())

    fun integer(name: String, value: Long?): Unit = plain(name, value)

    fun count(name: String, value: Int?): Unit = plain(name, value)

    fun flag(name: String, value: Boolean?): Unit = plain(name, value)

    fun number(name: String, value: Double?) {
        if (value == null || value.isFinite()) plain(name, value) else refuse(name, NOT_FINITE)
    }

    fun seconds(name: String, value: Duration?): Unit = number(name, value?.toDouble(DurationUnit.SECONDS))

    fun time(name: String, value: VendorTime?): Unit = text(name, value?.given())

    fun cursor(name: String, value: EventCursor?): Unit = plain(name, value?.json())

    fun backoff(name: String, value: Backoff?) {
        if (value != null) member(name) {
            seconds("base", value.base)
            seconds("cap", value.cap)
            seconds("longest_asked", value.longestAsked)
        }
    }

    fun texts(name: String, values: List<String>?): Unit = any(name, values)

    /** A list of objects. */
    fun <T> rows(name: String, values: List<T>?, give: Arguments.(T) -> Unit) {
        if (values == null) return
        begin(name)
        json.append('[')
        values.forEachIndexed { index, value ->
            next(index)
            inner("$name[$index]") { give(value) }
        }
        json.append(']')
    }

    /** Whatever JSON can carry: texts, numbers, flags, lists, maps from texts, and null inside of these. */
    fun any(name: String, value: Any?) {
        if (value != null) {
            begin(name)
            write(name, value, 0)
        }
    }

    private fun write(name: String, value: Any?, depth: Int) {
        when (value) {
            null, is Boolean, is Int, is Long, is Short, is Byte -> json.append(value)
            is String -> if (isText(name, value)) quote(value)
            is Double -> if (value.isFinite()) json.append(value) else refuse(name, NOT_FINITE)
            is Float -> if (value.isFinite()) json.append(value) else refuse(name, NOT_FINITE)
            is Secret -> write(name, value.reveal(), depth)
            is Map<*, *> -> deeper(name, depth) { writeMap(name, value, depth + 1) }
            is Iterable<*> -> deeper(name, depth) { writeList(name, value, depth + 1) }
            else -> refuse(name, "cannot be sent as JSON: ${value::class.java.name}")
        }
    }

    private fun writeList(name: String, values: Iterable<*>, depth: Int) {
        json.append('[')
        values.forEachIndexed { index, value ->
            next(index)
            write("$name[$index]", value, depth)
        }
        json.append(']')
    }

    private fun writeMap(name: String, values: Map<*, *>, depth: Int) {
        json.append('{')
        values.entries.forEachIndexed { index, (key, value) ->
            next(index)
            if (key !is String) return refuse(name, "has a key that is no text")
            if (isText(name, key)) quote(key)
            json.append(':')
            write("$name.$key", value, depth)
        }
        json.append('}')
    }

    private inline fun deeper(name: String, depth: Int, write: () -> Unit) {
        if (depth < DEEPEST) write() else refuse(name, TOO_DEEP)
    }

    /** A member that is an object. */
    private fun member(name: String, give: Arguments.() -> Unit) {
        begin(name)
        inner(name, give)
    }

    private fun inner(way: String, give: Arguments.() -> Unit) {
        val inner = Arguments().apply(give)
        inner.refused?.let { refuse("$way.${it.name}", it.message) }
        json.append(inner.close())
    }

    private fun plain(name: String, value: Any?) {
        if (value != null) {
            begin(name)
            json.append(value)
        }
    }

    private fun close(): String = if (json.isEmpty()) "{}" else json.toString() + "}"

    /** Begins a member, whose value has to follow. */
    private fun begin(name: String) {
        json.append(if (json.isEmpty()) '{' else ',')
        quote(name)
        json.append(':')
    }

    /** Goes on to an item of a list. */
    private fun next(index: Int) {
        if (index > 0) json.append(',')
    }

    private fun quote(text: String) {
        json.append('"')
        for (letter in text) {
            when {
                letter == '"' || letter == '\\' -> json.append('\\').append(letter)
                letter < ' ' -> json.append("\\u").append(letter.code.toString(16).padStart(4, '0'))
                else -> json.append(letter)
            }
        }
        json.append('"')
    }

    private fun isText(name: String, value: String): Boolean {
        val isText = isUtf16(value)
        if (!isText) refuse(name, NOT_TEXT)
        return isText
    }

    private fun refuse(name: String, message: String) {
        if (refused == null) refused = Refused(name, message)
    }
}

/** An operation and its arguments. */
internal class Request(val operation: String) : Arguments() {
    /** The arguments as a JSON object, or the exception that tells what cannot be sent. */
    fun body(): String = body(operation)

    /** All of it as the library takes it. */
    fun text(options: CallOptions?): String {
        val arguments = body()
        val given = options?.let { ""","options":${Arguments().apply(it::give).body(operation)}""" }.orEmpty()
        return """{"operation":"$operation","arguments":$arguments$given}"""
    }
}

/** An operation with these arguments. */
internal inline fun request(operation: String, arguments: Arguments.() -> Unit = {}): Request =
    Request(operation).apply(arguments)

/** Whether every half of a pair of surrogates has its other half. */
private fun isUtf16(text: String): Boolean {
    var index = 0
    while (index < text.length) {
        val letter = text[index]
        if (letter.isSurrogate()) {
            val isPair = letter.isHighSurrogate() && index + 1 < text.length && text[index + 1].isLowSurrogate()
            if (!isPair) return false
            index++
        }
        index++
    }
    return true
}
