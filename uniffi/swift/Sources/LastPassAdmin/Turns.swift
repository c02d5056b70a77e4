/// One task at a time, in the order in which they came. Who is cancelled leaves the queue.
final class Turns: Sendable {
    private struct Queue {
        var isTaken = false
        var waiting: [UInt64] = []
    }

    private let queue = Locked(Queue())
    private let tasks = Waiting<Void>()

    func callAsFunction<T>(_ act: () async throws -> T) async throws -> T {
        try await tasks.wait { number in
            let isFree = queue { queue in
                if queue.isTaken { queue.waiting.append(number) }
                defer { queue.isTaken = true }
                return !queue.isTaken
            }
            if isFree && !tasks.end(number, .success(())) { next() }
        } giveUp: { number in
            queue { $0.waiting.removeAll { $0 == number } }
        }
        defer { next() }
        return try await act()
    }

    /// Gives the turn to the next one who still waits.
    private func next() {
        while let number = queue({
            $0.isTaken = !$0.waiting.isEmpty
            return $0.isTaken ? $0.waiting.removeFirst() : nil
        }) {
            if tasks.end(number, .success(())) { return }
        }
    }
}
