/// The items of a list, read page by page; the next page is on its way while you work on the one at hand.
///
/// ```swift
/// for try await user in lp.users.list() { print(user.email ?? "") }
/// ```
///
/// Nothing is sent before a loop asks for its first item, and each loop over what `list` gives begins anew. An error
/// ends the loop: what came before it is not the whole list. When the task is cancelled or the loop is left, the
/// request ends.
public struct Items<Element: Sendable>: AsyncSequence, Sendable {
    private let begin: @Sendable () -> Pager<Element>

    init(begin: @escaping @Sendable () -> Pager<Element>) {
        self.begin = begin
    }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(reading: Reading(begin())) }

    /// Gives one item after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let reading: Reading<Element>

        /// The next item; nil behind the last one.
        ///
        /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
        public mutating func next() async throws -> Element? {
            if let item = reading.pager.take() { return item }
            return try await reading.pager.nextItem()
        }
    }
}

/// The pages of a list that are left; the next one is on its way while you work on the one at hand.
public struct Pages<Element: Sendable>: AsyncSequence, Sendable {
    private let begin: @Sendable () -> Pager<Element>

    init(begin: @escaping @Sendable () -> Pager<Element>) {
        self.begin = begin
    }

    /// Begins to read.
    public func makeAsyncIterator() -> Iterator { Iterator(reading: Reading(begin())) }

    /// Gives one page after the other.
    public struct Iterator: AsyncIteratorProtocol {
        let reading: Reading<Element>

        /// The next page; nil behind the last one.
        ///
        /// - Throws: ``LastPassError``, or `CancellationError` when the task is cancelled.
        public mutating func next() async throws -> Page<Element>? { try await reading.pager.nextPage() }
    }
}

/// A loop over a list: when it is left, nothing is read ahead any more.
final class Reading<Element: Sendable>: Sendable {
    let pager: Pager<Element>

    init(_ pager: Pager<Element>) {
        self.pager = pager
    }

    deinit { pager.pause() }
}
