import LastPassAdmin

/// lastpass-admin.
struct Ours: Client {
    private let lp: LastPassAdmin

    init() throws {
        lp = try LastPassAdmin(maxRetries: 0)
    }

    func listUsers(_ members: Members) async throws -> Int {
        try await lp.users.listPages().all().reduce(0) { $0 + $1.sum(members) }
    }

    func listProvisioned(_ members: Members) async throws -> Int {
        try await lp.provisioning.users.listPages().all().reduce(0) { $0 + $1.sum(members) }
    }

    func ids() async throws -> [Int] { try await lp.users.listPages().nextPage()?.items.compactMap(\.id) ?? [] }

    func get(_ id: Int) async throws -> Int { try await lp.users.get(id).sum(.every) }
}

/// Lists without keeping the users.
struct Streaming: Client {
    private let lp: LastPassAdmin

    init() throws {
        lp = try LastPassAdmin(maxRetries: 0)
    }

    func listUsers(_ members: Members) async throws -> Int {
        var total = 0
        for try await user in lp.users.list() { total += user.sum(members) }
        return total
    }

    func listProvisioned(_ members: Members) async throws -> Int {
        var total = 0
        for try await user in lp.provisioning.users.list() { total += user.sum(members) }
        return total
    }

    func ids() async throws -> [Int] { fatalError("it lists alone") }

    func get(_ id: Int) async throws -> Int { fatalError("it lists alone") }
}

extension CompanyUser {
    fileprivate func sum(_ members: Members) -> Int {
        let three = (id ?? 0) + length(email) + length(accountStatus?.rawValue)
        return members == .three ? three : three + length(name)
    }
}

extension ProvisioningUser {
    fileprivate func sum(_ members: Members) -> Int {
        let three = length(id) + length(username) + flag(disabled)
        if members == .three { return three }
        let texts = length(fullName) + length(multifactor) + length(linked) + length(duoUsername)
        let times = ofTime(created?.text) + ofTime(lastPasswordChange?.text) + ofTime(lastLogin?.text)
        let flags = flag(neverLoggedIn) + flag(admin) + flag(hasSharingKeys) + flag(passwordResetRequired)
        let scores = Int(masterPasswordStrength ?? 0) + Int(totalScore ?? 0) + Int(legacyTotalScore ?? 0)
        let counts = (sites ?? 0) + (notes ?? 0) + (formFills ?? 0) + (applications ?? 0) + (attachments ?? 0)
        return three + texts + times + flags + scores + counts + ofGroups(groups) + ofAttribs(attribs)
    }
}
