package com.lastpassadmin

import com.lastpassadmin.internal.uniffi.CredentialsProvider
import com.lastpassadmin.internal.uniffi.Refusal
import kotlin.time.Duration
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.runBlocking

/** The credential of the Provisioning API. It is never printed. */
public class Provisioning(
    /** The account number. */
    internal val cid: String,
    /** The provisioning hash, from the Admin Console under Advanced, Enterprise API. */
    internal val provhash: String,
) {
    override fun toString(): String = "Provisioning(hidden)"
}

/**
 * What a client may be given by a function: an API key, the credential of the Provisioning API, or both. It is never
 * printed.
 */
public class Credentials(internal val apiKey: String? = null, internal val provisioning: Provisioning? = null) {
    override fun toString(): String = "Credentials(hidden)"
}

/** Waits before a request is sent again. */
public data class Backoff(
    /** The first one. */
    val base: Duration = 0.5.seconds,
    /** The longest one. */
    val cap: Duration = 8.seconds,
    /** The longest that the server may ask for. */
    val longestAsked: Duration = 60.seconds,
)

/** A function of the caller's that gives credentials. */
internal class Provider(private val give: suspend () -> Credentials) : CredentialsProvider {
    /** What it last threw. */
    @Volatile
    var refusal: Throwable? = null
        private set

    override fun credentials(): String = try {
        val credentials = runBlocking { give() }
        Arguments().apply {
            text("api_key", credentials.apiKey)
            text("cid", credentials.provisioning?.cid)
            text("provhash", credentials.provisioning?.provhash)
        }.body(null)
    } catch (thrown: Throwable) {
        refusal = thrown
        throw Refusal.Refused(thrown.toString())
    }
}
