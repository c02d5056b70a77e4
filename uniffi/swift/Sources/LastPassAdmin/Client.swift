extension LastPassAdmin {
    /// Tells for each credential of the client whether it works, and why not.
    ///
    /// It reads one item with each. A credential that the vendor refuses is an answer; a network that fails is an
    /// error.
    ///
    /// - Parameter options: Options of this call over those of the client.
    /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
    public func check(options: CallOptions? = nil) async throws -> CredentialReport {
        try await session.report(Request("check"), options)
    }

    /// Sends any request of the Business API, with the same credential, limits and errors as every operation.
    ///
    /// A GET may be sent again after a failure; anything else is sent once.
    ///
    /// - Parameters:
    ///   - method: The HTTP method.
    ///   - path: Where below the API's address, for example `/v1/users`.
    ///   - query: Parameters of the query.
    ///   - body: The body, sent as JSON; nil for none.
    ///   - options: Options of this call over those of the client.
    /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
    public func request(
        _ method: String,
        _ path: String,
        query: [String: String]? = nil,
        body: JSONValue? = nil,
        options: CallOptions? = nil
    ) async throws -> RawResponse {
        var request = Request("request")
        request.text("method", method)
        request.text("path", path)
        request.textMap("query", query)
        request.json("body", body)
        return try await session.raw(request, options)
    }

    /// Sends any command of the Provisioning API, with the same credential, limits and errors as every operation.
    ///
    /// - Parameters:
    ///   - command: The vendor's name of the command, for example `getuserdata`.
    ///   - data: The data, sent as JSON; nil for none.
    ///   - options: Options of this call over those of the client.
    /// - Returns: The answer, as JSON.
    /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
    public func command(
        _ command: String,
        data: JSONValue? = nil,
        options: CallOptions? = nil
    ) async throws -> String? {
        var request = Request("command")
        request.text("command", command)
        request.json("data", data)
        return try await session.json(request, options)
    }

    /// Asks for the outcome of a change that the vendor accepted and carries out later.
    ///
    /// What the vendor answers is not documented, so it is given as JSON. A URL on another host than the API's own is
    /// refused.
    ///
    /// - Parameters:
    ///   - url: The URL of the ``AsyncRequest`` that the change answered.
    ///   - options: Options of this call over those of the client.
    /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
    public func poll(_ url: String, options: CallOptions? = nil) async throws -> RawResponse {
        var request = Request("poll")
        request.text("url", url)
        return try await session.raw(request, options)
    }

    /// Closes the connections that no call uses, and waits for nothing. Further calls are refused, also those of
    /// clients that ``withOptions(_:)`` gave.
    public func close() { session.close() }
}
