package com.lastpassadmin

/** What every client does beside the operations of its resources. */
public abstract class Client internal constructor(internal val session: Session) : AutoCloseable {
    /**
     * Tells for each credential of the client whether it works, and why not.
     *
     * It reads one item with each. A credential that the vendor refuses is an answer; a network that fails is an
     * exception.
     */
    public suspend fun check(options: CallOptions? = null): CredentialReport = session.report(request("check"), options)

    /**
     * Sends any request of the Business API, with the same credential, limits and exceptions as every operation.
     *
     * A GET may be sent again after a failure; anything else is sent once.
     *
     * @param method The HTTP method.
     * @param path Where below the API's address, for example `/v1/users`.
     * @param query Parameters of the query.
     * @param body The body, sent as JSON: texts, numbers, flags, lists, maps and null; null for none.
     * @param options Options of this call over those of the client, see [CallOptions].
     */
    public suspend fun request(
        method: String,
        path: String,
        query: Map<String, String>? = null,
        body: Any? = null,
        options: CallOptions? = null,
    ): RawResponse {
        val request = request("request") {
            text("method", method)
            text("path", path)
            any("query", query)
            any("body", body)
        }
        return session.raw(request, options)
    }

    /**
     * Sends any command of the Provisioning API by the vendor's name, for example `getuserdata`, with the same
     * credential, limits and exceptions as every operation. The data are sent as JSON; null for none. The answer is
     * JSON.
     */
    public suspend fun command(command: String, data: Any? = null, options: CallOptions? = null): String? {
        val request = request("command") {
            text("command", command)
            any("data", data)
        }
        return session.json(request, options)
    }

    /**
     * Asks for the outcome of a change that the vendor accepted and carries out later; the URL is that of the
     * [AsyncRequest] that the change answered.
     *
     * What the vendor answers is not documented, so it is given as JSON. A URL on another host than the API's own is
     * refused.
     */
    public suspend fun poll(url: String, options: CallOptions? = null): RawResponse =
        session.raw(request("poll") { text("url", url) }, options)

    /**
     * Closes the connections that no call and no open list uses, and waits for nothing. Further calls are refused, also
     * those of clients that `withOptions` gave.
     */
    override fun close() {
        session.close()
    }
}
