package com.lastpassadmin

import kotlin.time.Duration
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlin.time.Instant
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.DynamicTest.dynamicTest
import org.junit.jupiter.api.TestFactory

/** Half of a pair of surrogates: no text. */
private const val HALF = "\ud83d"

private class Written(val name: String, val expected: String, val write: Arguments.() -> Unit)

class ArgumentsTest {
    @TestFactory
    fun `arguments are written as JSON`(): List<DynamicTest> = listOf(
        Written("nothing", "{}") {},
        Written("text", "{\"name\":\"a\\\"\\\\\\u000a\\u0000é\u2028<\ud83d\ude00\"}") {
            text("name", "a\"\\\n\u0000é\u2028<\ud83d\ude00")
        },
        Written("secret", """{"password":"hunter2"}""") { secret("password", Secret("hunter2")) },
        Written("integer", """{"id":-9223372036854775808}""") { integer("id", Long.MIN_VALUE) },
        Written("numbers", """{"rate":0.5,"large":1.0E300}""") {
            number("rate", 0.5)
            number("large", 1e300)
        },
        Written("flags", """{"admin":true,"disabled":false}""") {
            flag("admin", true)
            flag("disabled", false)
        },
        Written("instant", """{"from":"1970-01-01T00:00:00Z"}""") {
            time("from", VendorTime.at(Instant.fromEpochSeconds(0)))
        },
        Written("local time", """{"from":"2024-05-02 10:15:00"}""") {
            time("from", VendorTime.local("2024-05-02 10:15:00"))
        },
        Written("seconds", """{"timeout":0.25}""") { seconds("timeout", 250.milliseconds) },
        Written("backoff", """{"backoff":{"base":0.5,"cap":8.0,"longest_asked":60.0}}""") {
            backoff("backoff", Backoff(0.5.seconds, 8.seconds, 60.seconds))
        },
        Written("not given", "{}") {
            text("name", null)
            integer("id", null)
            number("rate", null)
            texts("names", null)
            any("extra", null)
        },
        Written("empty", """{"name":"","names":[]}""") {
            text("name", "")
            texts("names", emptyList())
        },
        Written("any", """{"extra":{"a":[null,1,2.5,"x",true],"b":{}}}""") {
            any("extra", mapOf("a" to listOf(null, 1, 2.5, "x", true), "b" to emptyMap<String, Any?>()))
        },
        Written("rows", """{"changes":[{"username":"ada","add":["Eng"]},{"username":"bob","remove":[]}]}""") {
            val changes = listOf(GroupChange("ada", add = listOf("Eng")), GroupChange("bob", remove = emptyList()))
            rows("changes", changes) { it.give(this) }
        },
    ).map { dynamicTest(it.name) { assertEquals(it.expected, request("users.create", it.write).body()) } }

    @TestFactory
    fun `what JSON cannot carry is refused by its name`(): List<DynamicTest> = listOf(
        Written("text", "name") { text("name", "a$HALF") },
        Written("halves in the wrong order", "name") { text("name", "\ude00\ud83d") },
        Written("secret", "password") { secret("password", Secret(HALF)) },
        Written("number", "rate") { number("rate", Double.NaN) },
        Written("duration", "timeout") { seconds("timeout", Duration.INFINITE) },
        Written("item", "names[1]") { texts("names", listOf("a", HALF)) },
        Written("row", "users[1].attribs.a") {
            val rows = listOf(BatchAddUser("ada"), BatchAddUser("bob", attribs = mapOf("a" to HALF)))
            rows("users", rows) { it.give(this) }
        },
        Written("deep", "extra.a[0]") { any("extra", mapOf("a" to listOf(Double.POSITIVE_INFINITY))) },
        Written("key", "extra") { any("extra", mapOf(HALF to 1)) },
        Written("key that is no text", "extra") { any("extra", mapOf(1 to 1)) },
        Written("function", "extra") { any("extra", {}) },
        Written("first of two", "name") {
            text("name", HALF)
            number("rate", Double.NaN)
        },
    ).map {
        dynamicTest(it.name) {
            val request = request("users.create", it.write)
            val refused = assertThrows(InvalidArgumentException::class.java) { request.body() }
            assertEquals("users.create" to it.expected, refused.operation to refused.parameter)
        }
    }

    @TestFactory
    fun `what holds itself is refused`(): List<DynamicTest> {
        val list = mutableListOf<Any>().also { it.add(it) }
        val map = mutableMapOf<String, Any>().also { it["a"] = it }
        return listOf("list" to list, "map" to map).map { (name, value) ->
            dynamicTest(name) {
                val request = request("users.create") { any("extra", value) }
                val refused = assertThrows(InvalidArgumentException::class.java) { request.body() }
                assertEquals(true, refused.parameter?.startsWith("extra"))
            }
        }
    }
}
