internal import LastPassAdminNative

/// A list that is read as far as it is asked for.
///
/// ``nextPage()`` and ``pages`` give its pages, ``items`` its items, ``all()`` all items at once. From the second page
/// on, the next page is on its way while you work on the one at hand; leaving a loop ends that, and ``close()`` ends
/// the list. Nothing is sent before something of the list is asked for.
///
/// An error ends a loop: what came before it is not the whole list. Asking again tries the same page again. A pager may
/// be used from several tasks: each page is given once.
public final class Pager<Element: Sendable>: Sendable {
    private let session: Session
    private let operation: String?
    /// Makes the page of a block; nil behind the last one.
    private let page: @Sendable (Cells) -> Page<Element>?
    /// For who waits for a page.
    private let turns = Turns()
    private let state: Locked<State>

    private struct State {
        /// The list; or why there is none.
        var reader: Result<Reader, any Error>
        /// The page whose items are being given, and how many of them were.
        var open: Page<Element>?
        var taken = 0
        /// A page that was read for someone who did not come to the end: it is not lost.
        var kept: [Page<Element>] = []
        /// Where the list goes on behind the pages that were read.
        var next: String?
        /// Where the pages begin that are being gathered.
        var gathering: String?
        var known: ListSummary

        mutating func take() -> Element? {
            guard let open, taken < open.items.count else { return nil }
            defer { taken += 1 }
            return open.items[taken]
        }
    }

    /// Where the list stands, to be kept and given as `pageToken` later; nil at its end.
    ///
    /// While items of a page are left, this is the page itself: an item may come twice after resuming, none is lost.
    public var pageToken: String? {
        state { state in
            let open = state.open.flatMap { state.taken < $0.items.count ? $0 : nil }
            return open?.token ?? state.gathering ?? state.kept.first?.token ?? state.next
        }
    }

    /// What is known of the list so far.
    public var summary: ListSummary { state { $0.known } }

    /// The pages that are left.
    public var pages: Pages<Element> { Pages { self } }

    /// The items that are left.
    public var items: Items<Element> { Items { self } }

    init(_ session: Session, _ operation: String?, _ reader: Result<Reader, any Error>) where Element: Record {
        self.session = session
        self.operation = operation
        page = Page.init
        let list = try? reader.get()
        let known = list.map { ListSummary($0.summary()) } ?? .none
        state = Locked(State(reader: reader, next: list?.pageToken(), known: known))
    }

    /// Reads the next page and gives all of it; items of the page at hand that are left are passed over. Nil behind the
    /// last page.
    ///
    /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled; asking again tries the same page
    ///   again.
    public func nextPage() async throws -> Page<Element>? {
        try await turns {
            let page = try await turn()
            if page != nil { open(nil) }
            return page
        }
    }

    /// Reads all that is left. A failure in the middle is a failure of the whole list, and takes nothing.
    ///
    /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
    public func all() async throws -> [Element] {
        try await turns {
            var gathered = Gathered(state { $0.open?.items[$0.taken...] ?? [] })
            state { $0.gathering = $0.kept.first?.token ?? $0.next }
            defer { state { $0.gathering = nil } }
            do {
                while let page = try await turn() { gathered.add(page) }
            } catch {
                state { $0.kept = gathered.pages + $0.kept }
                throw error
            }
            open(nil)
            return gathered.items
        }
    }

    /// Ends the reading ahead until the next page is asked for.
    public func pause() {
        try? state { try $0.reader.get() }.pause()
    }

    /// Ends the list, and what goes on of it. One that is forgotten is closed by that.
    public func close() {
        pause()
        let reason = "this list is closed; begin it again, at its page token"
        let closed = LastPassError(LastPassError.Details(.configuration, reason, operation: operation))
        state { $0.reader = .failure(closed) }
    }

    /// The next item of the page at hand.
    func take() -> Element? { state { $0.take() } }

    /// The next item, of a later page if need be.
    func nextItem() async throws -> Element? {
        try await turns {
            while true {
                if let item = take() { return item }
                guard let page = try await turn() else { return nil }
                open(page)
            }
        }
    }

    private func open(_ page: Page<Element>?) {
        state { ($0.open, $0.taken) = (page, 0) }
    }

    /// The next page, be it one that was kept.
    private func turn() async throws -> Page<Element>? {
        if state({ $0.kept.isEmpty }) { _ = try await read() }
        return state { $0.kept.isEmpty ? nil : $0.kept.removeFirst() }
    }

    /// Reads the page behind all that were read, and keeps it. Whether there was one.
    private func read() async throws -> Bool {
        try session.requireOpen(operation)
        let reader = try state { try $0.reader.get() }
        try await session.page { number in try reader.begin(number: number) }
        let page = Block(reader.page()).read(self.page)
        let known = ListSummary(reader.summary())
        state { state in
            state.known = known
            state.next = page?.nextToken
            if let page { state.kept.append(page) }
        }
        return page != nil
    }
}

/// Pages whose items are put together, so that none of them is held twice; and how to take them apart again.
private struct Gathered<Element: Sendable> {
    private(set) var items: [Element]
    private var ends: [(end: Int, page: Page<Element>)] = []
    private let start: Int

    init(_ first: ArraySlice<Element>) {
        items = Array(first)
        start = items.count
    }

    mutating func add(_ page: Page<Element>) {
        items += page.items
        ends.append((items.count, page.with([])))
    }

    /// The pages as they came.
    var pages: [Page<Element>] {
        zip([start] + ends.map(\.end), ends).map { start, cut in cut.page.with(Array(items[start..<cut.end])) }
    }
}
