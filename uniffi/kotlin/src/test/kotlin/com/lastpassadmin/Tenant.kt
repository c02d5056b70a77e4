package com.lastpassadmin

import kotlin.time.Duration.Companion.milliseconds
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive

/** A company, as the sandbox describes it. */
internal class Tenant(private val described: JsonObject) {
    val apiKey = text("api_key")
    val forbiddenApiKey = text("forbidden_api_key")
    val provisioning = Provisioning(text("cid"), text("provhash"))
    val credentials = Credentials(apiKey, provisioning)
    val secrets = listOf(apiKey, text("provhash"))

    /** A client, which does not wait long before it sends again. */
    fun client(
        apiKey: String? = this.apiKey,
        provisioning: Provisioning? = this.provisioning,
        readOnly: Boolean? = null,
        attemptTimeoutMs: Int? = null,
        maxRetries: Int? = null,
        credentials: (suspend () -> Credentials)? = null,
    ) = LastPassAdmin(
        apiKey = apiKey,
        provisioning = provisioning,
        businessUrl = text("business_url"),
        provisioningUrl = text("provisioning_url"),
        readOnly = readOnly,
        backoff = Backoff(base = 1.milliseconds, cap = 10.milliseconds),
        noProxy = true,
        attemptTimeout = attemptTimeoutMs?.milliseconds,
        maxRetries = maxRetries,
        timeZone = "US/Eastern",
        credentials = credentials,
    )

    /** A client whose credentials a function gives. */
    fun asking(give: suspend () -> Credentials) = client(apiKey = null, provisioning = null, credentials = give)

    /** Lets something go wrong: `after` requests pass first, then it meets so many `times`, or all. */
    fun fault(on: String, kind: String, after: Int = 0, times: Int? = null) {
        val often = if (times == null) "" else ""","times":$times"""
        ask("POST", control("faults"), """{"on":"$on","kind":$kind,"after":$after$often}""")
    }

    /** Lets everything go well again. */
    fun clearFaults() {
        ask("DELETE", control("faults"))
    }

    /** Turns switches of the sandbox. */
    fun quirks(quirks: String) {
        ask("PATCH", control("quirks"), quirks)
    }

    /** How often an operation was asked for; without a name all of them together. */
    fun hits(operation: String? = null): Int {
        val hits = ask("GET", control("hits")).jsonObject.mapValues { it.value.jsonPrimitive.int }
        return if (operation == null) hits.values.sum() else hits[operation] ?: 0
    }

    /** Waits until an operation has been asked for so often. */
    fun untilAsked(operation: String, times: Int) {
        until("$times requests $operation") { hits(operation) >= times }
    }

    private fun control(what: String) = "${text("control_url")}/$what"

    private fun text(name: String) = described.getValue(name).jsonPrimitive.content
}
