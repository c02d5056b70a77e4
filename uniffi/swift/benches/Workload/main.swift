// Does one workload with one client in one process, and prints what it took as a line of JSON.
//
// Run by `cargo xtask bench swift`, with the server and the credentials in the environment:
//
//     Workload <w1|w2|w3|w4> <client> <every|three>
//
// - w1 lists all users of the Business API, w4 all users of the Provisioning API: every client reads page by page to
//   the end, keeps the users as structs, and then reads every member of each, or three of them: the id, the e-mail
//   address and the status.
// - w2 makes 5,000 single reads with 32 tasks, w3 2,000 one after another; both read every member.
//
// Nothing is sent again after a failure; time limits are those that each client has by itself. Wall and CPU time run
// from before the client is made until the members are summed. The sums are how the caller sees that all clients read
// the same.

import Foundation

/// Who does the workloads; what is given is the sum of what was read.
protocol Client: Sendable {
    func listUsers(_ members: Members) async throws -> Int
    func listProvisioned(_ members: Members) async throws -> Int
    /// The ids of some users.
    func ids() async throws -> [Int]
    /// Reads every member of one user.
    func get(_ id: Int) async throws -> Int
}

/// Which members are read.
enum Members: String {
    case every, three
}

let arguments = CommandLine.arguments
guard arguments.count == 4, let members = Members(rawValue: arguments[3]) else {
    fatalError("Workload <w1|w2|w3|w4> <client> <every|three>")
}
let start = ContinuousClock.now
let before = cpu()
let client: any Client =
    switch arguments[2] {
    case "ours": try Ours()
    case "ours-streaming": try Streaming()
    case "codable": try Peer(times: false)
    case "codable-same": try Peer(times: true)
    default: fatalError("there is no client \(arguments[2])")
    }
let checksum =
    switch arguments[1] {
    case "w1": try await client.listUsers(members)
    case "w2": try await reads(of: client, 5_000, inFlight: 32)
    case "w3": try await reads(of: client, 2_000, inFlight: 1)
    default: try await client.listProvisioned(members)
    }
let wall = (ContinuousClock.now - start) / .milliseconds(1)
let used = cpu() - before
print(#"{"wall_ms":\#(wall),"cpu_ms":\#(used),"peak_mib":\#(try peak()),"checksum":\#(checksum)}"#)

/// Makes single reads, so many at once: of the users of the first page, over and over.
func reads(of client: any Client, _ count: Int, inFlight: Int) async throws -> Int {
    let ids = try await client.ids()
    return try await withThrowingTaskGroup(of: Int.self) { group in
        for first in 0..<inFlight {
            group.addTask {
                var total = 0
                for read in stride(from: first, to: count, by: inFlight) {
                    total += try await client.get(ids[read % ids.count])
                }
                return total
            }
        }
        return try await group.reduce(0, +)
    }
}

/// The time of the processor that the process took, in milliseconds.
func cpu() -> Double {
    var used = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used)
    return Double(used.tv_sec) * 1e3 + Double(used.tv_nsec) / 1e6
}

/// The most memory that the process had resident, in MiB.
func peak() throws -> Double {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM") }
    return Double(line?.filter(\.isNumber) ?? "").map { $0 / 1_024 } ?? 0
}
