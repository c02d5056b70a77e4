import Companies
import Foundation
import LastPassAdmin
import Testing

/// A way to a failure.
private struct Way: Sendable, CustomTestStringConvertible {
    let kind: ErrorKind
    let operation: String
    var status: Int?
    var attempts = 1
    var delivery = Delivery.answered
    /// What goes wrong, and with which operation of the vendor's.
    var fault: (String, JSONValue)?
    var client: @Sendable (Tenant) throws -> LastPassAdmin = { try $0.client() }
    var use: @Sendable (LastPassAdmin) async throws -> Any = { try await $0.users.get(adaID) }

    var testDescription: String { kind.rawValue }
}

private let tooMany: JSONValue = ["too-many-requests": ["retry_after": ["seconds": 300]]]

private let ways = [
    Way(
        kind: .invalidArgument, operation: "users.list", attempts: 0, delivery: .notSent,
        use: { try await $0.users.listPages(pageSize: 501).all() }
    ),
    Way(
        kind: .configuration, operation: "users.get", attempts: 0, delivery: .notSent,
        client: { try $0.client(nil, $0.provisioning) }
    ),
    Way(
        kind: .readOnly, operation: "provisioning.users.disable", attempts: 0, delivery: .notSent,
        client: { try $0.client(readOnly: true) },
        use: { try await $0.provisioning.users.disable([ada]) }
    ),
    Way(kind: .permission, operation: "users.get", status: 403, client: { try $0.client($0.forbiddenAPIKey, nil) }),
    Way(kind: .notFound, operation: "users.get", status: 404, use: { try await $0.users.get(1) }),
    Way(kind: .rateLimit, operation: "users.get", status: 429, fault: ("getUser", tooMany)),
    Way(
        kind: .server, operation: "users.get", status: 503, attempts: 3, fault: ("getUser", ["status": ["status": 503]])
    ),
    Way(
        kind: .rejected, operation: "provisioning.users.reinvite", status: 200,
        use: { try await $0.provisioning.users.reinvite(nobody) }
    ),
    Way(kind: .unexpectedResponse, operation: "users.get", status: 200, fault: ("getUser", "html")),
    Way(
        kind: .timeout, operation: "users.get", delivery: .unknown, fault: ("getUser", slow),
        client: { try $0.client(attemptTimeout: .milliseconds(50), maxRetries: 0) }
    ),
    Way(
        kind: .connection, operation: "users.create", delivery: .unknown, fault: ("createUser", "reset-after"),
        use: { try await $0.users.create(email: "grace@example.com", creationAccountAction: .stage) }
    ),
    Way(
        kind: .paging, operation: "users.list", attempts: 0, fault: ("listUsers", "repeat-token"),
        use: { try await $0.users.listPages(pageSize: 10).all() }
    ),
    Way(
        kind: .notSupported, operation: "iam.list_resource_types", attempts: 0, delivery: .notSent,
        client: { try $0.client($0.apiKey, nil) },
        use: { try await $0.iam.listResourceTypes() }
    ),
]

@Suite(.timeLimit(.minutes(1)))
struct ErrorsTests {
    @Test("each kind has its case and its fields, and prints no secret", arguments: ways)
    private func kinds(_ way: Way) async throws {
        let tenant = try await Sandbox.shared.get().tenant()
        if let (on, kind) = way.fault { try await tenant.fault(on, kind) }
        let lp = try way.client(tenant)
        let error = try await thrown { try await way.use(lp) }
        let details = error.details
        #expect(details.kind == way.kind, "\(error)")
        #expect(details.number == way.kind.number)
        #expect(details.operation == way.operation)
        #expect("\(error)" == error.localizedDescription)
        #expect("\(error)".contains("\(way.operation): \(details.reason)"))
        #expect(details.status == way.status)
        #expect(details.attempts == way.attempts)
        #expect(details.delivery == way.delivery)
        var printed = "\(error) \(String(reflecting: error))"
        dump(error, to: &printed)
        for secret in tenant.secrets { #expect(!printed.contains(secret)) }
    }

    @Test("the wait that the server asked for is kept")
    func waits() async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("getUser", tooMany)
        let error = try await thrown { try await lp.users.get(adaID) }
        guard case .rateLimit(let details) = error else { throw Complaint("\(error) is of another case") }
        #expect(details.retryAfter == .seconds(300))
    }

    @Test("the vendor's words are kept")
    func words() async throws {
        let (tenant, lp) = try await company()
        try await tenant.quirks(["problem_errors": "several"])
        let details = try await thrown { try await lp.users.create(email: ada, creationAccountAction: .stage) }.details
        #expect(details.kind == .invalidRequest)
        #expect(!details.fieldErrors.isEmpty)
        #expect(details.title != nil)
        #expect(details.retryAfter == nil)
    }

    @Test("a part that was done stands in the outcome")
    func parts() async throws {
        let (tenant, lp) = try await company()
        try await tenant.quirks(["unknown_addresses_are_errors": true])
        let details = try await thrown { try await lp.provisioning.users.disable([ada, nobody]) }.details
        let outcome = try #require(details.outcome)
        #expect(details.kind == .partial)
        #expect(outcome.rows.map(\.username) == [ada, nobody])
        #expect(outcome.failed.map(\.username) == [nobody])
        #expect(outcome.applied == [ada])
    }

    @Test("a check tells of each credential whether it works")
    func check() async throws {
        let tenant = try await Sandbox.shared.get().tenant()
        let report = try await tenant.client(tenant.forbiddenAPIKey, tenant.provisioning).check()
        #expect(report.business?.error?.details.kind == .permission)
        #expect(report.provisioning?.works == true)
        #expect(!report.allWork)
    }
}
