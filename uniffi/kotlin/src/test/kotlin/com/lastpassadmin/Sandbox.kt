package com.lastpassadmin

import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import java.util.concurrent.atomic.AtomicInteger
import org.junit.jupiter.api.fail
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A fault: no answer within the time that any test takes. */
internal const val SLOW = """{"delay":{"before_ms":30000}}"""

/** The program lastpass-sandbox; it ends with [close], or with this process. */
internal class Sandbox : AutoCloseable {
    private val process: Process
    private val url: String

    init {
        val program = checkNotNull(System.getenv("LASTPASS_SANDBOX")) {
            "LASTPASS_SANDBOX has to name the program lastpass-sandbox; `cargo xtask test --only kotlin` sets it"
        }
        val sizes = listOf("--users", "0", "--companies", "0", "--events", "0")
        process = ProcessBuilder(listOf(program, "--port", "0", "--until-stdin-closes") + sizes)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
        val started = Json.parseToJsonElement(process.inputReader().readLine())
        url = started.jsonObject.getValue("sandbox_url").jsonPrimitive.content
    }

    /** Makes a company of 25 users and three managed companies; `over` says what it has instead. */
    fun tenant(over: String = "{}"): Tenant {
        // Each company has a key that no other one has: limits of a key are those of the process.
        val size = """{"seed":${seed.incrementAndGet()},"users":25,"companies":3,"events":0}"""
        val asked = Json.parseToJsonElement(size).jsonObject + Json.parseToJsonElement(over).jsonObject
        return Tenant(ask("POST", "$url/tenants", JsonObject(asked).toString()).jsonObject)
    }

    /** Waits until clients have dropped so many requests, and no other one is under way, or so many. */
    fun untilDropped(requests: Int, inFlight: Int = 0) {
        until("$requests requests that are dropped") { traffic("aborted_requests") >= requests }
        until("$inFlight requests in flight") { traffic("requests_in_flight") == inFlight }
        val dropped = traffic("aborted_requests")
        if (dropped != requests) fail("$dropped requests were dropped, not $requests")
    }

    /** Waits until no client holds a connection. */
    fun untilUnconnected() {
        // The one that asks is a connection too.
        until("no connection left") { traffic("open_connections") <= 1 }
    }

    private fun traffic(what: String): Int = ask("GET", url).jsonObject.getValue(what).jsonPrimitive.int

    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }

    companion object {
        private val seed = AtomicInteger()

        /** The one of this process, with the companies of all its tests in it. */
        val shared by lazy { Sandbox() }
    }
}

private val control: HttpClient = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()

/** Makes a request to the control interface. */
internal fun ask(method: String, url: String, body: String? = null): JsonElement {
    val content = body?.let(BodyPublishers::ofString) ?: BodyPublishers.noBody()
    val answer = control.send(HttpRequest.newBuilder(URI(url)).method(method, content).build(), BodyHandlers.ofString())
    if (answer.statusCode() >= 300) fail("$method $url: ${answer.statusCode()} ${answer.body()}")
    return Json.parseToJsonElement(answer.body().ifEmpty { "null" })
}

/** Waits until something holds. */
internal fun until(what: String, holds: () -> Boolean) {
    val end = System.nanoTime() + 20_000_000_000
    while (!holds()) {
        if (System.nanoTime() > end) fail("waited in vain: $what")
        Thread.sleep(5)
    }
}
