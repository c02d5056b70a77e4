// Tells the resident memory over many calls, or over many clients: it prints samples in MiB as a JSON list. Linux only.
//
// Run by `cargo xtask bench swift --leaks`, with the server and the credentials in the environment:
//
//     Leaks <calls|clients>
//
// The first half is warm-up. The least of some looks is a sample: what is freed is not given back at once.

import Foundation
import LastPassAdmin

private let inFlight = 32
private let ada = 80_001
private let nobody = 1
private let looks = 100
private let samples = 10

/// Turns that are given to whoever asks, and what was seen between them.
private actor Turns {
    private let count: Int
    private var given = 0
    private(set) var seen: [Double] = []

    init(_ count: Int) {
        self.count = count
    }

    /// The next turn; nil behind the last one. At some of them, a look is taken.
    func next() throws -> Int? {
        if given == count { return nil }
        given += 1
        if given > count / 2, given % (count / 2 / looks) == 0 {
            let pages = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8).split(separator: " ")[1]
            seen.append(Double(pages).map { $0 * 4_096 / 1_048_576 } ?? 0)
        }
        return given
    }
}

/// Makes many calls with one client, some at once.
private func calls() async throws -> [Double] {
    let turns = Turns(100_000)
    let lp = try LastPassAdmin(maxRetries: 0)
    try await withThrowingTaskGroup(of: Void.self) { group in
        for _ in 0..<inFlight {
            group.addTask { while let turn = try await turns.next() { try await call(lp, turn) } }
        }
        try await group.waitForAll()
    }
    return await turns.seen
}

/// Does one of these: most calls read a user; one in ten fails, one reads a page, one begins a list and leaves it, one
/// is cancelled.
private func call(_ lp: LastPassAdmin, _ turn: Int) async throws {
    switch turn % 10 {
    case 0:
        do {
            _ = try await lp.users.get(nobody)
            fatalError("there is nobody")
        } catch LastPassError.notFound {}
    case 1:
        _ = try await lp.users.listPages(pageSize: 5).nextPage()
    case 2:
        for try await _ in lp.provisioning.users.list(pageSize: 5) { break }
    case 3:
        let reading = Task { try await lp.users.get(ada) }
        reading.cancel()
        do { _ = try await reading.value } catch is CancellationError {}
    default:
        _ = try await lp.users.get(ada)
    }
}

/// Makes many clients, and closes every other one.
private func clients() async throws -> [Double] {
    let turns = Turns(10_000)
    while let turn = try await turns.next() {
        let lp = try LastPassAdmin(maxRetries: 0)
        _ = try await lp.users.get(ada)
        if turn % 2 == 0 { lp.close() }
    }
    return await turns.seen
}

let seen = try await CommandLine.arguments[1] == "calls" ? calls() : clients()
let chunk = looks / samples
let least = stride(from: 0, to: seen.count, by: chunk).map { seen[$0..<min($0 + chunk, seen.count)].min() ?? 0 }
print("[\(least.map { "\($0)" }.joined(separator: ","))]")
