import Companies
import LastPassAdmin
import Testing

/// A way to read all users.
private struct Reading: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let read: @Sendable (LastPassAdmin) async throws -> [CompanyUser]

    init(_ name: String, _ read: @escaping @Sendable (LastPassAdmin) async throws -> [CompanyUser]) {
        testDescription = name
        self.read = read
    }
}

private let readings: [Reading] = [
    Reading("in a loop") { lp in try await all(lp.users.list(pageSize: 10)) },
    Reading("all at once") { lp in try await lp.users.listPages(pageSize: 10).all() },
    Reading("its items") { lp in try await all(lp.users.listPages(pageSize: 10).items) },
    Reading("its pages") { lp in try await all(lp.users.listPages(pageSize: 10).pages).flatMap(\.items) },
    Reading("page by page") { lp in
        let pager = lp.users.listPages(pageSize: 10)
        var users: [CompanyUser] = []
        while let page = try await pager.nextPage() { users += page.items }
        return users
    },
    Reading("in one page") { lp in try await lp.users.listPages().all() },
]

@Suite(.timeLimit(.minutes(1)))
struct ListsTests {
    @Test("a list is read to its end", arguments: readings)
    private func ways(_ reading: Reading) async throws {
        let (_, lp) = try await company()
        #expect(try await reading.read(lp).map(\.id) == allIDs)
    }

    @Test("a list is cold, and begins again with each loop")
    func cold() async throws {
        let (tenant, lp) = try await company()
        let users = lp.users.list(pageSize: 10)
        let pager = lp.users.listPages(pageSize: 10)
        try await Task.sleep(for: .milliseconds(50))
        #expect(try await tenant.hits() == 0)
        #expect(try await all(users).map(\.id) == allIDs)
        #expect(try await all(users).map(\.id) == allIDs)
        #expect(try await tenant.hits("listUsers") == 6)
        pager.close()
    }

    @Test("a page has its place and what came with it")
    func places() async throws {
        let (_, lp) = try await company()
        let pager = lp.users.listPages(pageSize: 20)
        let first = try #require(try await pager.nextPage())
        let last = try #require(try await pager.nextPage())
        #expect(first.nextToken == last.token)
        #expect(last.nextToken == nil)
        #expect(pager.pageToken == nil)
        #expect(try await pager.nextPage() == nil)
        #expect(first.response.status == 200)
        #expect(first.response.attempts == 1)
        #expect(first.response.headers["content-type"] != nil)
        let again = try #require(try await lp.users.listPages(pageSize: 20, pageToken: first.token).nextPage())
        #expect(again.items == first.items)
        #expect([again.token, again.nextToken] == [first.token, first.nextToken])
    }

    @Test("a list that was left goes on at its token, and no item is lost")
    func resumed() async throws {
        let (_, lp) = try await company()
        let pager = lp.users.listPages(pageSize: 10)
        #expect(try await first(13, of: pager.items).map(\.id) == Array(allIDs.prefix(13)))
        // The second page is not at its end: it comes again.
        let rest = try await lp.users.listPages(pageSize: 10, pageToken: pager.pageToken).all()
        #expect(rest.map(\.id) == Array(allIDs.dropFirst(10)))
        #expect(try await all(pager.items).map(\.id) == Array(allIDs.dropFirst(13)))
    }

    @Test("leaving a loop ends its reading ahead on the wire")
    func left() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("listUsers", slow, after: 2)
        var seen = 0
        for try await _ in lp.users.list(pageSize: 5) {
            seen += 1
            if seen == 7 { try await tenant.untilAsked("listUsers", 3) }
            if seen == 8 { break }
        }
        try await sandbox.untilDropped(1)
    }

    @Test("a pager that is forgotten reads no further")
    func forgotten() async throws {
        let (sandbox, tenant, lp) = try await alone()
        try await tenant.fault("listUsers", slow, after: 2)
        var pager: Pager<CompanyUser>? = lp.users.listPages(pageSize: 5)
        _ = try await pager?.nextPage()
        _ = try await pager?.nextPage()
        try await tenant.untilAsked("listUsers", 3)
        pager = nil
        try await sandbox.untilDropped(1)
    }

    @Test("after a failure the list goes on with the same page")
    func goesOn() async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("listUsers", ["status": ["status": 422]], after: 1, times: 1)
        let pager = lp.users.listPages(pageSize: 10)
        var seen: [Int?] = []
        let error = try await thrown { for try await user in pager.items { seen.append(user.id) } }
        #expect(error.details.kind == .invalidRequest)
        #expect(error.details.operation == "users.list")
        for try await user in pager.items { seen.append(user.id) }
        #expect(seen == allIDs)
    }

    @Test("a failure in the middle takes nothing")
    func takesNothing() async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("listUsers", ["status": ["status": 422]], after: 1, times: 1)
        let pager = lp.users.listPages(pageSize: 10)
        try await thrown { try await pager.all() }
        let token = pager.pageToken
        let first = try #require(try await pager.nextPage())
        #expect(first.items.map(\.id) == Array(allIDs.prefix(10)))
        #expect(first.token == token)
        #expect(try await pager.all().map(\.id) == Array(allIDs.dropFirst(10)))
    }

    @Test("the summary tells what is known")
    func summary() async throws {
        let (_, lp) = try await company()
        let pager = lp.provisioning.users.listPages(pageSize: 10)
        #expect(pager.summary.items == 0)
        _ = try await pager.nextPage()
        #expect(pager.summary.items == 10)
        #expect(!pager.summary.complete)
        _ = try await pager.all()
        let known = pager.summary
        #expect([known.items, known.duplicates, known.total] == [25, 0, 25])
        #expect([known.complete, known.resumed, known.isInconsistent] == [true, false, false])
    }

    @Test("a pager is read by several, and gives each item once")
    func several() async throws {
        let (_, lp) = try await company()
        let pager = lp.users.listPages(pageSize: 2)
        let readers = (0..<4).map { _ in Task { try await all(pager.items).compactMap(\.id) } }
        var seen: [Int] = []
        for reader in readers { seen += try await reader.value }
        #expect(seen.sorted() == allIDs)
    }

    @Test("a closed list is refused, and so is a wrong page size, which is named")
    func refused() async throws {
        let (tenant, lp) = try await company()
        let pager = lp.users.listPages()
        pager.close()
        let closed = try await thrown { try await pager.nextPage() }.details
        #expect(closed.kind == .configuration)
        #expect(closed.operation == "users.list")
        let size = try await thrown { try await all(lp.users.list(pageSize: 501)) }.details
        #expect(size.parameter == "page_size")
        #expect(try await tenant.hits() == 0)
    }

    @Test("what is absent is nil, and what is empty is not")
    func absent() async throws {
        let (tenant, lp) = try await company()
        try await tenant.fault("listUsers", "null-members", times: 1)
        let user = try #require(try await first(1, of: lp.users.list()).first)
        #expect(user.id == nil && user.name == nil && user.email == nil && user.accountStatus == nil)
        try await tenant.fault("listUsers", "unknown-members", times: 1)
        #expect(try await first(1, of: lp.users.list()).first?.extra != nil)
        #expect(try await all(lp.users.list(name: "no such name")).isEmpty)
    }

    @Test("a large list comes whole and in order")
    func large() async throws {
        let (_, lp) = try await company(["users": 20_000])
        #expect(try await lp.users.listPages().all().map(\.id) == Array(adaID..<adaID + 20_000))
    }
}
