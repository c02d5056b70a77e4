import Companies
import LastPassAdmin
import Testing

@Suite(.timeLimit(.minutes(1)))
struct CredentialsTests {
    @Test("credentials are asked for once, when the first request needs them")
    func once() async throws {
        let tenant = try await Sandbox.shared.get().tenant()
        let asked = Counter()
        let lp = try tenant.client(nil, nil) {
            await asked.increment()
            try await Task.sleep(for: .milliseconds(50))
            return tenant.credentials
        }
        #expect(await asked.count == 0)
        let calls = (0..<10).map { _ in Task { try await lp.users.get(adaID) } }
        for call in calls { _ = try await call.value }
        _ = try await lp.provisioning.users.get(ada)
        _ = try await all(lp.withOptions(CallOptions(maxRetries: 0)).users.list())
        #expect(await asked.count == 1)
    }

    @Test("a function that throws is what led to the error, and is asked again with the next call")
    func refusal() async throws {
        let tenant = try await Sandbox.shared.get().tenant()
        let asked = Counter()
        let lp = try tenant.client(nil, nil) {
            if await asked.increment() == 1 { throw Complaint("the vault is sealed") }
            return tenant.credentials
        }
        let error = try await thrown { try await lp.users.get(adaID) }
        #expect(error.details.kind == .configuration)
        #expect((error.details.underlying as? Complaint)?.description == "the vault is sealed")
        #expect(try await lp.users.get(adaID).email == ada)
        #expect(try await tenant.hits() == 1)
    }

    @Test(
        "credentials that cannot work are refused before anything is sent",
        arguments: [
            ("none", Credentials()),
            ("a key of another form", Credentials(apiKey: "nonsense")),
            (
                "half of a pair",
                Credentials(provisioning: Provisioning(cid: "", provhash: "00000000000000000000000000000000"))
            ),
        ])
    func unusable(_ name: String, _ credentials: Credentials) async throws {
        let tenant = try await Sandbox.shared.get().tenant()
        let lp = try tenant.client(nil, nil) { credentials }
        #expect(try await thrown { try await lp.users.get(adaID) }.details.delivery == .notSent)
        #expect(try await tenant.hits() == 0)
    }

    @Test("who gives up does not wait for the function")
    func impatient() async throws {
        let lp = try await Sandbox.shared.get().tenant().client(nil, nil) {
            try await Task.sleep(for: .seconds(5))
            return Credentials()
        }
        let underWay = Task { try await lp.users.get(adaID) }
        try await Task.sleep(for: .milliseconds(100))
        try await cancel(underWay)
    }
}

private actor Counter {
    private(set) var count = 0

    @discardableResult
    func increment() -> Int {
        count += 1
        return count
    }
}
