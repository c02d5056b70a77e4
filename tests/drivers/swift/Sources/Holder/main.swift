// Uses clients with secrets as a program in Swift does; see tests/secrets/README.md. Its own texts, and the JSON that is
// made of them, stand in memory that Swift frees as it is.

import Foundation
import LastPassAdmin

private let nowhere = "http://127.0.0.1:9"

private func line() -> String {
    guard let line = readLine() else { exit(1) }
    return line
}

/// Reads a secret, which comes as numbers that are each one higher than a byte of it.
private func readSecret() -> String {
    let numbers = line().split(separator: " ").compactMap { UInt8($0) }
    return String(decoding: numbers.map { $0 - 1 }, as: UTF8.self)
}

/// Prints all of what a call fails with.
private func attempt<Answer>(_ call: () async throws -> Answer) async -> Answer? {
    do {
        return try await call()
    } catch {
        dump(error)
        print(error, String(reflecting: error), error.localizedDescription)
        return nil
    }
}

/// What a client is used for, which succeeds or fails as its credentials and its server are.
private func use(_ client: LastPassAdmin, _ password: String) async {
    dump(client)
    _ = await attempt { for try await _ in client.users.list() {} }
    _ = await attempt { try await client.users.get(1) }
    for username in ["grace@example.com", "nobody"] {
        let row = BatchAddUser(username: username, password: Secret(password))
        dump(row)
        _ = await attempt { try await client.provisioning.users.add([row]) }
    }
}

/// Says how far it is, and waits until it is told to go on.
private func reached(_ place: String) {
    print(place)
    fflush(nil)
    _ = line()
}

/// Opens clients, uses them, and closes them.
private func play() async {
    let (business, provisioning, cid) = (line(), line(), line())
    let (key, hash, password) = (readSecret(), readSecret(), readSecret())
    var clients: [LastPassAdmin] = []
    for (apiKey, provhash, businessURL, provisioningURL) in [
        (key, hash, business, provisioning),
        ("lpkey_of-nobody", "of-nobody", business, provisioning),
        (key, hash, nowhere, nowhere),
        (hash, key, business, provisioning),
    ] {
        let client = await attempt {
            try LastPassAdmin(
                apiKey: apiKey,
                provisioning: Provisioning(cid: cid, provhash: provhash),
                businessURL: businessURL,
                provisioningURL: provisioningURL,
                noProxy: true,
                maxRetries: 1
            )
        }
        guard let client else { continue }
        clients.append(client)
        await use(client, password)
    }
    reached("OPEN")
    for client in clients { client.close() }
}

try setLog(.debug) { level, line in FileHandle.standardError.write(Data("\(level) \(line)\n".utf8)) }
await play()
// Connections end in the background.
try await Task.sleep(for: .milliseconds(300))
reached("CLOSED")
