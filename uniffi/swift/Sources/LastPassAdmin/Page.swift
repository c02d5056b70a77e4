internal import LastPassAdminNative

/// A page of a list, as the vendor cut it.
public struct Page<Element: Sendable>: Sendable {
    /// The items. A list may go on behind an empty page.
    public let items: [Element]
    /// The position of this page: reading on from it begins with this page.
    public let token: String
    /// The position of the next page; nil on the last one.
    public let nextToken: String?
    /// What came with the page: status, headers, attempts, time.
    public let response: ResponseInfo
}

/// What is known of a list that is being read.
public struct ListSummary: Sendable, Hashable, Codable {
    /// Items given so far.
    public let items: Int
    /// Items that came a second time, because the list shifted while it was read, and were left out.
    public let duplicates: Int
    /// What the vendor says the list holds, where it says so and no filter is set.
    public let total: Int?
    /// Whether the last page has been read.
    public let complete: Bool
    /// Whether the list was read on from a stored position, so that the items before it are not counted.
    public let resumed: Bool
    /// Whether a list that was read from its start to its end holds another number of items than the vendor says.
    public let isInconsistent: Bool

    private enum CodingKeys: String, CodingKey {
        case items, duplicates, total, complete, resumed
        case isInconsistent = "is_inconsistent"
    }
}

extension Page {
    /// The same page with other items.
    func with(_ items: [Element]) -> Page {
        Page(items: items, token: token, nextToken: nextToken, response: response)
    }
}

extension Page where Element: Record {
    /// The page of a block; nil behind the last one.
    init?(_ cells: Cells) {
        let at = cells.first
        if at == 0 { return nil }
        self.init(
            items: cells.records(at + 16) ?? [],
            token: cells.text(at + 32) ?? "",
            nextToken: cells.text(at + 48),
            response: ResponseInfo(cells, cells.address(at + 64))
        )
    }
}

extension ListSummary {
    /// Nothing was read.
    static let none = ListSummary(
        items: 0, duplicates: 0, total: nil, complete: false, resumed: false, isInconsistent: false)

    init(_ known: Summary) {
        self.init(
            items: Int(known.items),
            duplicates: Int(known.duplicates),
            total: known.total.map(Int.init),
            complete: known.complete,
            resumed: known.resumed,
            isInconsistent: known.isInconsistent
        )
    }
}
