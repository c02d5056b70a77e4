import Foundation
import LastPassAdmin

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A fault: no answer within the time that any test takes.
public let slow: JSONValue = ["delay": ["before_ms": 30_000]]

/// The program lastpass-sandbox; it ends with this value, or with the process.
public final class Sandbox: Sendable {
    /// The one of this process, with the companies of all its tests in it.
    public static let shared = Result { try Sandbox() }

    private static let seed = Seed()
    private let url: String
    private let input = Pipe()

    /// Starts one.
    public init() throws {
        guard let program = ProcessInfo.processInfo.environment["LASTPASS_SANDBOX"] else {
            throw Complaint(
                "LASTPASS_SANDBOX has to name the program lastpass-sandbox; `cargo xtask test --only swift` sets it")
        }
        let (process, output) = (Process(), Pipe())
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = [
            "--port", "0", "--until-stdin-closes", "--users", "0", "--companies", "0", "--events", "0",
        ]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let started = try JSONDecoder().decode(
            [String: JSONValue].self, from: output.fileHandleForReading.availableData)
        guard case .string(let url) = started["sandbox_url"] else {
            throw Complaint("the sandbox did not say where it is")
        }
        self.url = url
    }

    deinit { try? input.fileHandleForWriting.close() }

    /// Makes a company of 25 users and three managed companies; `over` says what it has instead.
    public func tenant(_ over: [String: JSONValue] = [:]) async throws -> Tenant {
        // Each company has a key that no other one has: limits of a key are those of the process.
        let size: [String: JSONValue] = [
            "seed": .integer(await Self.seed.next()), "users": 25, "companies": 3, "events": 0,
        ]
        let asked = size.merging(over) { _, over in over }
        return Tenant(self, try await ask("POST", "\(url)/tenants", .object(asked)).members)
    }

    /// Waits until clients have dropped so many requests, and no other one is under way.
    public func untilDropped(_ requests: Int) async throws {
        try await until("\(requests) requests that are dropped") {
            try await self.traffic("aborted_requests") >= requests
        }
        try await until("no request in flight") { try await self.traffic("requests_in_flight") == 0 }
        let dropped = try await traffic("aborted_requests")
        if dropped != requests { throw Complaint("\(dropped) requests were dropped, not \(requests)") }
    }

    /// Waits until no client holds a connection.
    public func untilUnconnected() async throws {
        // The one that asks is a connection too.
        try await until("no connection left") { try await self.traffic("open_connections") <= 1 }
    }

    private func traffic(_ what: String) async throws -> Int { try await ask("GET", url).members[what]?.number ?? 0 }
}

private actor Seed {
    private var last = 0

    func next() -> Int {
        last += 1
        return last
    }
}

/// What a test cannot go on without.
public struct Complaint: Error, CustomStringConvertible {
    public let description: String

    /// What is wrong.
    public init(_ description: String) {
        self.description = description
    }
}

/// For the control interface. Connections of its own would be taken for those of a client.
private let control = {
    let settings = URLSessionConfiguration.ephemeral
    settings.httpMaximumConnectionsPerHost = 1
    return URLSession(configuration: settings)
}()

/// Makes a request to the control interface.
@discardableResult
func ask(_ method: String, _ url: String, _ body: JSONValue? = nil) async throws -> JSONValue {
    guard let address = URL(string: url) else { throw Complaint("\(url) is no URL") }
    var request = URLRequest(url: address)
    request.httpMethod = method
    request.httpBody = try body.map(JSONEncoder().encode)
    let (answer, response) = try await control.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    if status >= 300 { throw Complaint("\(method) \(url): \(status) \(String(decoding: answer, as: UTF8.self))") }
    return answer.isEmpty ? .null : try JSONDecoder().decode(JSONValue.self, from: answer)
}

/// Waits until something holds.
public func until(_ what: String, _ holds: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while try await !holds() {
        if .now > end { throw Complaint("waited in vain: \(what)") }
        try await Task.sleep(for: .milliseconds(5))
    }
}

extension JSONValue {
    /// The members of an object; none of another value.
    var members: [String: JSONValue] { if case .object(let members) = self { members } else { [:] } }

    var number: Int? { if case .integer(let number) = self { number } else { nil } }

    /// A text, or a number as text.
    var text: String { if case .string(let text) = self { text } else { number.map(String.init) ?? "" } }
}
