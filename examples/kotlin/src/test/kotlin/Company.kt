package com.example

import com.lastpassadmin.LastPassAdmin
import com.lastpassadmin.Provisioning
import java.net.URI
import java.net.http.HttpClient
import java.net.http.HttpRequest
import java.net.http.HttpRequest.BodyPublishers
import java.net.http.HttpResponse.BodyHandlers
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A made-up company of 400 users, in a sandbox of its own. */
class Company : AutoCloseable {
    private val process: Process
    private val url: String
    private val control: String
    private val described: JsonObject

    init {
        val program = checkNotNull(System.getenv("LASTPASS_SANDBOX")) { "LASTPASS_SANDBOX has to name the program" }
        process = ProcessBuilder(program, "--port", "0", "--users", "400", "--until-stdin-closes")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
        described = Json.parseToJsonElement(process.inputReader().readLine()).jsonObject
        url = text("sandbox_url")
        control = text("control_url")
    }

    /** A client of the company. */
    fun client() = LastPassAdmin(
        apiKey = text("api_key"),
        provisioning = Provisioning(text("cid"), text("provhash")),
        businessUrl = text("business_url"),
        provisioningUrl = text("provisioning_url"),
        noProxy = true,
    )

    /** Lets an operation go wrong, always. */
    fun fault(on: String, kind: String): String = ask("POST", "$control/faults", """{"on":"$on","kind":$kind}""")

    fun clearFaults(): String = ask("DELETE", "$control/faults")

    /** How many requests clients have dropped before they were answered. */
    fun dropped(): Int =
        Json.parseToJsonElement(ask("GET", url)).jsonObject.getValue("aborted_requests").jsonPrimitive.int

    /** How often an operation was asked for. */
    fun hits(operation: String): Int =
        Json.parseToJsonElement(ask("GET", "$control/hits")).jsonObject[operation]?.jsonPrimitive?.int ?: 0

    private fun text(name: String) = described.getValue(name).jsonPrimitive.content

    private fun ask(method: String, url: String, body: String? = null): String {
        val content = body?.let(BodyPublishers::ofString) ?: BodyPublishers.noBody()
        val request = HttpRequest.newBuilder(URI(url)).method(method, content).build()
        val answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString())
        check(answer.statusCode() < 300) { "$method $url: ${answer.statusCode()} ${answer.body()}" }
        return answer.body()
    }

    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }
}
