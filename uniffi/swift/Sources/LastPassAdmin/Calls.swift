import Foundation
internal import LastPassAdminNative

/// What a call came to.
enum Ended: Sendable {
    /// The answer, in the block at this place; 0 if there is nothing to say.
    case answered(Block, at: Int)
    /// The error, in the block at this place; and whether it is the caller's function for credentials that failed.
    case failed(Block, at: Int, isRefusal: Bool)
    /// The page is there, to be asked for.
    case ready
}

/// The calls of the process that are under way.
enum Calls {
    private static let waiting = Waiting<Ended>()

    /// One thread takes what has ended, from the first call on and for ever: to wake someone for each call would cost
    /// more than its request.
    private static let taking: Void = {
        let thread = Thread {
            while true { tell(Block(takeEnded())) }
        }
        thread.name = "lastpass-admin"
        thread.start()
    }()

    /// Waits for the end of what is begun under a number; beginning may come to the end at once. When the task is
    /// cancelled, what has begun is ended, with its request.
    static func end(begin: (UInt64) throws -> Ended?) async throws -> Ended {
        taking
        return try await waiting.wait { number in
            if let ended = try begin(number) { waiting.end(number, .success(ended)) }
        } giveUp: { number in
            endCall(number: number)
        }
    }

    private static func tell(_ block: Block) {
        let ends = block.read { cells in
            cells.list(cells.first, 24) { row in
                (UInt64(cells.word(row)), ended(block, cells.word(row + 8), cells.address(row + 16)))
            }
        }
        for (number, ended) in ends ?? [] { waiting.end(number, .success(ended)) }
    }

    private static func ended(_ block: Block, _ what: Int, _ at: Int) -> Ended {
        switch what {
        case 0: .answered(block, at: at)
        case 1, 2: .failed(block, at: at, isRefusal: what == 2)
        default: .ready
        }
    }
}
