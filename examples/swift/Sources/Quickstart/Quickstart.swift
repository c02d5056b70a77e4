// An admin's first minutes: which credentials work, some users, admin levels and shared folders. It changes nothing.
//
// Needs LASTPASS_API_KEY, or LASTPASS_CID with LASTPASS_PROVHASH, or all three. Ends with 0 if all that is set works,
// else with 1.

import Foundation
import LastPassAdmin

/// How much is shown of a list.
private let shown = 8

/// Shows what there is. Whether all went well.
func tour(_ lp: LastPassAdmin, _ show: (String) -> Void) async throws -> Bool {
    let report = try await lp.check()
    show("Credentials")
    show("  API key        \(said(report.business))")
    show("  CID and hash   \(said(report.provisioning))")
    if report.business?.works == true {
        show("Users")
        // Pages are read as the list is, and no further.
        for try await user in lp.users.list(pageSize: shown).prefix(shown) {
            show("  \(user.id ?? 0)  \(user.accountStatus ?? "")  \(user.email ?? "")")
        }
        show("Admin levels")
        for try await level in lp.adminLevels.list() {
            guard let id = level.id else { continue }
            let holders = try await lp.adminLevels.listUsersPages(adminLevelID: id).all()
            show("  \(level.name ?? ""): \(holders.count)")
        }
    }
    if report.provisioning?.works == true {
        show("Shared folders")
        for try await folder in lp.provisioning.sharedFolders.list().prefix(shown) {
            let people = Set(folder.users?.compactMap(\.username) ?? [])
            show("  \(folder.name ?? ""): \(people.count)\(folder.isDeleted ? ", deleted" : "")")
        }
    }
    return report.allWork
}

private func said(_ status: CredentialStatus?) -> String {
    guard let status else { return "not set" }
    return status.error.map { "\($0)" } ?? "works"
}

private func say(_ line: String) { print(line) }

@main
struct Program {
    static func main() async {
        do {
            let lp = try LastPassAdmin()
            defer { lp.close() }
            exit(try await tour(lp, say) ? 0 : 1)
        } catch {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            exit(1)
        }
    }
}
