/// What became of one user of a call on many.
public struct RowOutcome: Sendable, Hashable, Codable {
    /// The user, as the caller gave it.
    public let username: String
    /// What is known.
    public let state: RowState
    /// What the vendor said of this row, or why it was not sent.
    public let detail: String?
}

/// What became of all users of a call on many, in the caller's order.
public struct Outcome: Sendable, Hashable, Codable {
    /// One entry for each row of the caller.
    public let rows: [RowOutcome]
    /// Remarks of the vendor on requests that it took.
    public let messages: [String]

    /// The users for whom the operation took effect.
    public var applied: [String] { users(.applied) }

    /// The users whom the vendor left as they were: already in the state, or not known to it.
    public var unchanged: [String] { users(.unchanged) }

    /// The rows that did not take effect, or may not have.
    public var failed: [RowOutcome] { rows.filter { $0.state != .applied && $0.state != .unchanged } }

    private func users(_ state: RowState) -> [String] { rows.filter { $0.state == state }.map(\.username) }
}

/// A group and its members.
public struct ProvisioningGroup: Sendable, Hashable, Codable, Identifiable {
    /// The name, by which the vendor knows the group.
    public let name: String
    /// The e-mail addresses of the members, in order.
    public let members: [String]

    /// The name.
    public var id: String { name }
}

/// New events, the earliest first, and the cursor behind them.
public struct EventBatch: Sendable, Hashable, Codable {
    /// Events that were not given before.
    public let events: [Event]
    /// Where to go on.
    public let cursor: EventCursor
}

/// What came with an answer beside its body.
public struct ResponseInfo: Sendable, Hashable {
    /// The HTTP status. The Provisioning API answers 200 for failures too.
    public let status: Int
    /// The headers, with names in lower case; cookies are left out.
    public let headers: [String: String]
    /// How many attempts the answer took.
    public let attempts: Int
    /// How long the last attempt took.
    public let elapsed: Duration
}

/// An answer as it came.
public struct RawResponse: Sendable, Hashable {
    /// What came with it.
    public let info: ResponseInfo
    /// The body, as JSON; nil if there was none.
    public let body: String?
}

/// Whether a credential works.
public struct CredentialStatus: Sendable {
    /// Why it does not; nil if it does.
    public let error: LastPassError?

    /// Whether the vendor accepts it.
    public var works: Bool { error == nil }
}

/// Which of the credentials of a client work.
public struct CredentialReport: Sendable {
    /// The API key; nil if the client holds none.
    public let business: CredentialStatus?
    /// CID and provisioning hash; nil if the client holds none.
    public let provisioning: CredentialStatus?

    /// Whether every credential that the client holds works.
    public var allWork: Bool { [business, provisioning].allSatisfy { $0?.works ?? true } }
}

extension Outcome: Record {
    static let size = 32

    init(_ cells: Cells, _ at: Int) {
        let rows = cells.list(at, 48) {
            RowOutcome(username: cells.text($0) ?? "", state: cells.own($0 + 16), detail: cells.text($0 + 32))
        }
        self.init(rows: rows ?? [], messages: cells.texts(at + 16) ?? [])
    }
}

extension ProvisioningGroup: Record {
    static let size = 32

    init(_ cells: Cells, _ at: Int) {
        self.init(name: cells.text(at) ?? "", members: cells.texts(at + 16) ?? [])
    }
}

extension EventBatch {
    init(_ cells: Cells, _ at: Int) throws {
        self.init(events: cells.records(at) ?? [], cursor: try EventCursor(json: cells.text(at + 16) ?? ""))
    }
}

extension ResponseInfo {
    init(_ cells: Cells, _ at: Int) {
        self.init(
            status: cells.count(at),
            headers: cells.textMap(at + 24) ?? [:],
            attempts: cells.count(at + 8),
            elapsed: .seconds(cells.decimal(at + 16))
        )
    }
}

extension RawResponse {
    init(_ cells: Cells, _ at: Int) {
        self.init(info: ResponseInfo(cells, cells.address(at)), body: cells.text(at + 8))
    }
}

extension CredentialReport {
    init(_ cells: Cells, _ at: Int) {
        func status(_ at: Int) -> CredentialStatus? {
            if cells.flag(at) == nil { return nil }
            let error = cells.address(at + 16)
            return CredentialStatus(error: error == 0 ? nil : LastPassError(cells, error))
        }
        self.init(business: status(at), provisioning: status(at + 8))
    }
}
