import Companies
import Foundation
import LastPassAdmin
import Testing

private let mistakes: [Use] = [
    Use("timeout") { lp in _ = try lp.withOptions(CallOptions(timeout: .milliseconds(-1))) },
    Use("attempt_timeout") { lp in
        _ = try await lp.users.get(adaID, options: CallOptions(attemptTimeout: .milliseconds(-1)))
    },
    Use("time_zone") { lp in _ = try await lp.users.get(adaID, options: CallOptions(timeZone: "Nowhere/Land")) },
    Use("page_size") { lp in _ = try await all(lp.users.list(pageSize: 0)) },
    Use("email") { lp in _ = try await lp.users.create(email: "no address", creationAccountAction: .stage) },
    Use("body.limit") { lp in _ = try await lp.request("POST", "/v1/users", body: ["limit": .number(.nan)]) },
    Use("from") { lp in
        _ = try await all(lp.provisioning.events.list(from: .at(Date(timeIntervalSince1970: .infinity))))
    },
]

@Suite(.timeLimit(.minutes(1)))
struct ClientTests {
    @Test("a closed client holds no connection")
    func unconnected() async throws {
        let (sandbox, _, lp) = try await alone()
        _ = try await lp.users.get(adaID)
        let pager = lp.users.listPages(pageSize: 10)
        _ = try await pager.nextPage()
        pager.close()
        lp.close()
        lp.close()
        try await sandbox.untilUnconnected()
    }

    @Test("a closed client refuses every call")
    func closed() async throws {
        let (tenant, lp) = try await company()
        _ = try await lp.users.get(adaID)
        let other = try lp.withOptions(CallOptions(maxRetries: 0))
        let pager = lp.users.listPages()
        lp.close()
        let asked = try await tenant.hits()
        let uses: [() async throws -> Any] = [
            { try await lp.users.get(adaID) },
            { try await other.users.get(adaID) },
            { try await pager.nextPage() as Any },
            { try await lp.check() },
            { try await lp.iam.me() },
        ]
        for use in uses {
            let details = try await thrown { try await use() }.details
            #expect(details.kind == .configuration && details.reason.contains("closed"), "\(details)")
        }
        #expect(try await tenant.hits() == asked)
    }

    @Test("closing waits for nothing, and calls that are under way come to their end")
    func closing() async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("getUser", ["delay": ["before_ms": 300]])
        let underWay = Task { try await lp.users.get(adaID) }
        try await tenant.untilAsked("getUser", 1)
        lp.close()
        #expect(try await underWay.value.email == ada)
    }

    @Test("a client that is forgotten holds no connection")
    func forgotten() async throws {
        var (sandbox, _, lp): (Sandbox, Tenant, LastPassAdmin?) = try await alone()
        _ = try await lp?.users.get(adaID)
        lp = nil
        try await sandbox.untilUnconnected()
    }

    @Test("one client serves many tasks at once")
    func many() async throws {
        let (tenant, lp) = try await company()
        let ids = (0..<100).map { adaID + $0 % 25 }
        let calls = ids.map { id in Task { try await lp.users.get(id).id } }
        for (id, call) in zip(ids, calls) { #expect(try await call.value == id) }
        #expect(try await tenant.hits("getUser") == 100)
    }

    @Test("what is printed holds no secret")
    func printed() async throws {
        let (tenant, lp) = try await company()
        var dumped = ""
        let report = try await lp.check()
        let options = CallOptions(headers: ["X-Key": tenant.apiKey])
        for value: Any in [lp, lp.users, tenant.provisioning, tenant.credentials, report, options] {
            dump(value, to: &dumped)
            dumped += "\(value) \(String(reflecting: value)) \(Mirror(reflecting: value).children.map { "\($0)" })"
        }
        for secret in tenant.secrets { #expect(!dumped.contains(secret)) }
    }

    @Test("the log tells of each request, and of no secret")
    func log() async throws {
        let (tenant, lp) = try await company()
        let lines = Lines()
        try setLog(.debug) { _, line in lines.add(line) }
        _ = try await lp.users.get(adaID)
        _ = try await lp.provisioning.users.get(ada)
        try setLog(.debug, nil)
        let told = lines.taken()
        #expect(told.contains("users.get"))
        for secret in tenant.secrets { #expect(!told.contains(secret)) }
        _ = try await lp.users.get(adaID)
        #expect(lines.taken().isEmpty)
    }

    @Test("what cannot work is refused by its name, before anything is sent", arguments: mistakes)
    func refused(_ use: Use) async throws {
        let (tenant, lp) = try await company()
        let details = try await thrown { try await use.act(lp) }.details
        #expect(details.kind == .invalidArgument)
        #expect(details.parameter == use.name)
        #expect(try await tenant.hits() == 0)
    }

    @Test("a setting that cannot work is refused by its name")
    func settings() async throws {
        let tenant = try await Sandbox.shared.get().tenant()
        let key = try await thrown { try tenant.client("nonsense", nil) }
        #expect(key.details.parameter == "api_key")
        let retries = try await thrown { try tenant.client(maxRetries: -1) }
        #expect(retries.details.parameter == "max_retries")
    }
}

/// Lines of a log, from any thread.
private final class Lines: @unchecked Sendable {
    private let lock = NSLock()
    private var lines = ""

    func add(_ line: String) { lock.withLock { lines += line + "\n" } }

    /// What has come since this was asked last.
    func taken() -> String {
        lock.withLock {
            defer { lines = "" }
            return lines
        }
    }
}
