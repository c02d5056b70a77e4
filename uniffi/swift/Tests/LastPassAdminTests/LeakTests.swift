import Companies
import Foundation
import LastPassAdmin
import Testing

/// What may be held beyond what a first round left, in bytes: far less than a round would leave, if it leaked.
private let slack = 24 << 20

@Suite(.timeLimit(.minutes(2)), .enabled(if: FileManager.default.fileExists(atPath: "/proc/self/status")))
struct LeakTests {
    @Test("what is done over and over holds no more memory")
    func rounds() async throws {
        let tenant = try await Sandbox.shared.get().tenant(["users": 2_000])
        func round() async throws {
            for _ in 0..<60 {
                let lp = try tenant.client()
                _ = try await first(1, of: lp.users.list())
                _ = try await lp.users.listPages().all()
                try await thrown { try await lp.users.get(1) }
                lp.close()
            }
        }
        try await round()
        let before = try resident()
        try await round()
        let grown = try resident() - before
        #expect(grown < slack, "\(grown) bytes more are held")
    }

    /// What the process holds in memory.
    private func resident() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmRSS") })
        return (Int(line.filter(\.isNumber)) ?? 0) << 10
    }
}
