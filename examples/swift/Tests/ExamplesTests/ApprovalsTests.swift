import Approvals
import Companies
import LastPassAdmin
import Testing

@MainActor
@Suite(.timeLimit(.minutes(1)))
struct ApprovalsTests {
    @Test("the list loads as it scrolls, and who is approved is invited and leaves it")
    func scrolls() async throws {
        let (lp, approvals, tenant, _) = try await screen()
        defer { withExtendedLifetime(tenant) {} }
        await approvals.loadMore()
        #expect(approvals.users.count == 2)
        while approvals.problem == nil && !approvals.isComplete { await approvals.loadMore() }
        #expect(approvals.problem == nil)
        let users = approvals.users
        #expect(Set(users.compactMap(\.id)).count == users.count)
        let first = try #require(users.first?.id)
        await approvals.approve(first)
        #expect(approvals.users == Array(users.dropFirst()))
        #expect(try await lp.users.get(first).accountStatus == .pendingInvitation)
    }

    @Test("an approval that is cancelled ends on the wire, and may be given again")
    func cancelled() async throws {
        let (_, approvals, tenant, sandbox) = try await screen()
        try await tenant.fault("inviteUser", slow)
        await approvals.loadMore()
        let user = try #require(approvals.users.first?.id)
        let approving = Task { await approvals.approve(user) }
        try await tenant.untilAsked("inviteUser", 1)
        #expect(approvals.approving == [user])
        approving.cancel()
        await approving.value
        try await sandbox.untilDropped(1)
        #expect(approvals.approving.isEmpty)
        #expect(approvals.problem == nil)
        #expect(approvals.users.first?.id == user)
        try await tenant.clearFaults()
        await approvals.approve(user)
        #expect(!approvals.users.contains { $0.id == user })
    }

    @Test("a failure is said, and loading goes on")
    func fails() async throws {
        let (_, approvals, tenant, _) = try await screen()
        try await tenant.fault("listUsers", ["status": ["status": 422]])
        await approvals.loadMore()
        #expect(approvals.problem != nil)
        try await tenant.clearFaults()
        await approvals.loadMore()
        #expect(approvals.problem == nil)
        #expect(approvals.users.count == 2)
    }

    private func screen() async throws -> (LastPassAdmin, Approvals, Tenant, Sandbox) {
        let sandbox = try Sandbox()
        let tenant = try await sandbox.tenant(["users": 400])
        let lp = try tenant.client()
        return (lp, Approvals(lp, pageSize: 2), tenant, sandbox)
    }
}
