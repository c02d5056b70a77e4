import LastPassAdmin

/// A company, as the sandbox describes it.
public struct Tenant: Sendable {
    /// It runs as long as someone asks it.
    private let sandbox: Sandbox
    private let described: [String: JSONValue]

    init(_ sandbox: Sandbox, _ described: [String: JSONValue]) {
        self.sandbox = sandbox
        self.described = described
    }

    public var apiKey: String { text("api_key") }
    public var forbiddenAPIKey: String { text("forbidden_api_key") }
    public var provisioning: Provisioning { Provisioning(cid: text("cid"), provhash: text("provhash")) }
    public var credentials: Credentials { Credentials(apiKey: apiKey, provisioning: provisioning) }
    public var secrets: [String] { [apiKey, text("provhash")] }

    /// A client with both credentials, which does not wait long before it sends again.
    public func client(readOnly: Bool? = nil, attemptTimeout: Duration? = nil, maxRetries: Int? = nil) throws
        -> LastPassAdmin
    {
        try client(apiKey, provisioning, readOnly: readOnly, attemptTimeout: attemptTimeout, maxRetries: maxRetries)
    }

    /// A client with these credentials, or with those that a function gives.
    public func client(
        _ apiKey: String?, _ provisioning: Provisioning?, readOnly: Bool? = nil, attemptTimeout: Duration? = nil,
        maxRetries: Int? = nil, asking: (@Sendable () async throws -> Credentials)? = nil
    ) throws -> LastPassAdmin {
        try LastPassAdmin(
            apiKey: apiKey,
            provisioning: provisioning,
            businessURL: text("business_url"),
            provisioningURL: text("provisioning_url"),
            readOnly: readOnly,
            backoff: Backoff(base: .milliseconds(1), cap: .milliseconds(10)),
            noProxy: true,
            attemptTimeout: attemptTimeout,
            maxRetries: maxRetries,
            timeZone: "US/Eastern",
            credentials: asking
        )
    }

    /// Lets something go wrong: `after` requests pass first, then it meets so many `times`, or all.
    public func fault(_ on: String, _ kind: JSONValue, after: Int = 0, times: Int? = nil) async throws {
        var fault: [String: JSONValue] = ["on": .string(on), "kind": kind, "after": .integer(after)]
        fault["times"] = times.map(JSONValue.integer)
        try await ask("POST", control("faults"), .object(fault))
    }

    /// Lets everything go well again.
    public func clearFaults() async throws { try await ask("DELETE", control("faults")) }

    /// Turns switches of the sandbox.
    public func quirks(_ quirks: JSONValue) async throws { try await ask("PATCH", control("quirks"), quirks) }

    /// How often an operation was asked for; without a name all of them together.
    public func hits(_ operation: String? = nil) async throws -> Int {
        let hits = try await ask("GET", control("hits")).members.mapValues { $0.number ?? 0 }
        return operation.map { hits[$0] ?? 0 } ?? hits.values.reduce(0, +)
    }

    /// Waits until an operation has been asked for so often.
    public func untilAsked(_ operation: String, _ times: Int) async throws {
        try await until("\(times) requests \(operation)") { try await hits(operation) >= times }
    }

    private func control(_ what: String) -> String { "\(text("control_url"))/\(what)" }

    private func text(_ name: String) -> String { described[name]?.text ?? "" }
}
