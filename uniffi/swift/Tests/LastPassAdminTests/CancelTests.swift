import Companies
import LastPassAdmin
import Testing

private let uses: [Use] = [
    Use("a call") { lp in _ = try await lp.users.get(adaID) },
    Use("a write") { lp in _ = try await lp.provisioning.users.disable([ada]) },
    Use("a list") { lp in _ = try await all(lp.users.list()) },
    Use("a page") { lp in _ = try await lp.users.listPages().nextPage() },
    Use("a whole list") { lp in _ = try await lp.users.listPages().all() },
    Use("a check") { lp in _ = try await lp.check() },
    Use("a request") { lp in _ = try await lp.request("GET", "/v1/users") },
    Use("a view") { lp in _ = try await lp.iam.users.get(ada) },
]

private let waits: [(String, JSONValue)] = [
    ("a slow answer", slow),
    ("a wait before sending again", ["too-many-requests": ["retry_after": ["seconds": 20]]]),
    ("a body that drips in", ["drip": ["bytes": 1, "pause_ms": 200]]),
    ("a body that stops", ["stall": ["after_bytes": 10]]),
]

@Suite(.timeLimit(.minutes(1)))
struct CancelTests {
    @Test("a task that is cancelled sends nothing", arguments: uses)
    func early(_ use: Use) async throws {
        let (tenant, lp) = try await company()
        let ended = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await use.act(lp)
        }
        try await thrown(CancellationError.self) { try await ended.value }
        _ = try await lp.check()
        #expect(try await tenant.hits() == 2, "requests, beside those of the check")
    }

    @Test("all that a call waits for is ended", arguments: waits)
    func stages(_ name: String, _ fault: JSONValue) async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("getUser", fault)
        let underWay = Task { try await lp.users.get(adaID) }
        try await tenant.untilAsked("getUser", 1)
        try await Task.sleep(for: .milliseconds(50))
        try await cancel(underWay)
        #expect(try await tenant.hits("getUser") == 1)
    }

    @Test("a request is taken off the wire with its task, and the client goes on")
    func onTheWire() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("getUser", slow)
        let underWay = Task { try await lp.users.get(adaID) }
        try await tenant.untilAsked("getUser", 1)
        try await cancel(underWay)
        try await sandbox.untilDropped(1)
        try await tenant.clearFaults()
        #expect(try await lp.users.get(adaID).email == ada)
    }

    @Test("a loop ends on the wire with its task")
    func loops() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("listUsers", slow, after: 1)
        let underWay = Task {
            var seen = 0
            do { for try await _ in lp.users.list(pageSize: 10) { seen += 1 } } catch is CancellationError {
                return seen
            }
            return -1
        }
        try await tenant.untilAsked("listUsers", 2)
        try await Task.sleep(for: .milliseconds(50))
        underWay.cancel()
        try await sandbox.untilDropped(1)
        #expect(try await underWay.value == 10)
    }

    @Test("a page that was given up is read again, and none is lost")
    func pages() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("listUsers", slow, after: 1, times: 1)
        let pager = lp.users.listPages(pageSize: 10)
        let first = try #require(try await pager.nextPage()).items
        let underWay = Task { try await pager.nextPage() }
        try await tenant.untilAsked("listUsers", 2)
        try await cancel(underWay)
        pager.pause()
        try await sandbox.untilDropped(1)
        #expect((first + (try await pager.all())).map(\.id) == allIDs)
    }

    @Test("who waits for another one's page may leave, and the other one gets it")
    func turns() async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("listUsers", ["delay": ["before_ms": 500]], times: 1)
        let pager = lp.users.listPages(pageSize: 10)
        let reading = Task { try await pager.nextPage() }
        try await tenant.untilAsked("listUsers", 1)
        let waiting = Task { try await pager.nextPage() }
        try await Task.sleep(for: .milliseconds(50))
        try await cancel(waiting)
        #expect(try await reading.value?.items.compactMap(\.id) == Array(allIDs.prefix(10)))
        #expect(try await pager.all().map(\.id) == Array(allIDs.dropFirst(10)))
    }

    @Test("all of many calls end, and others go on")
    func many() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("getUser", slow)
        let calls = (0..<100).map { _ in Task { try await lp.users.get(adaID) } }
        try await tenant.untilAsked("getUser", 100)
        #expect(try await lp.provisioning.users.get(ada).username == ada)
        for call in calls { try await cancel(call) }
        try await sandbox.untilDropped(100)
    }

    @Test("calls that are cancelled at any moment end once, and hold nothing up")
    func anyMoment() async throws {
        let (_, lp) = try await company()
        let calls = (0..<500).map { number in
            let call = Task { try await lp.users.get(adaID + number % 25).id }
            Task {
                try await Task.sleep(for: .microseconds(10 * number))
                call.cancel()
            }
            return call
        }
        for (number, call) in calls.enumerated() {
            do { #expect(try await call.value == adaID + number % 25) } catch is CancellationError {}
        }
        #expect(try await lp.users.get(adaID).email == ada)
    }

    @Test("a call of several that fails ends the others")
    func groups() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("getUser", slow)
        let error = try await thrown {
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { _ = try await lp.users.get(adaID) }
                try await tenant.untilAsked("getUser", 1)
                group.addTask { _ = try await lp.managedCompanies.get(1) }
                for try await _ in group {}
            }
        }
        #expect(error.details.kind == .notFound)
        try await sandbox.untilDropped(1)
    }
}
