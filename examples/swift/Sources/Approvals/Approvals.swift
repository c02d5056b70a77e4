import LastPassAdmin
import Observation

/// What stands behind a screen on which an admin looks through those who wait for an approval, and approves and invites
/// them, one by one. A view calls its methods in tasks: with a task ends what it waits for, on the wire too.
@MainActor
@Observable
@available(macOS 14, iOS 17, *)
public final class Approvals {
    /// Those who wait, as far as they are loaded.
    public private(set) var users: [CompanyUser] = []
    /// Whether there is nothing further to load.
    public private(set) var isComplete = false
    /// The users whose approval is under way.
    public private(set) var approving: Set<Int> = []
    /// What went wrong last, in words for the admin.
    public private(set) var problem: String?

    private let lp: LastPassAdmin
    private let pager: Pager<CompanyUser>

    public init(_ lp: LastPassAdmin, pageSize: Int = 50) {
        self.lp = lp
        pager = lp.users.listPages(accountStatus: .awaitingApproval, pageSize: pageSize)
    }

    /// Loads the next page: the list calls it when its end comes into view. After a failure it tries the same page
    /// again.
    public func loadMore() async {
        await reporting {
            let page = try await pager.nextPage()
            users += page?.items ?? []
            isComplete = page?.nextToken == nil
        }
    }

    /// Approves and invites a user, who then leaves the list. When the task is cancelled, the request ends; approving
    /// once more is safe.
    public func approve(_ userID: Int) async {
        approving.insert(userID)
        defer { approving.remove(userID) }
        await reporting {
            // Whoever is staged may be invited. That the vendor lets a status be changed is not documented.
            _ = try await lp.users.update(userID, accountStatus: .staged)
            _ = try await lp.users.invite(userID)
            users.removeAll { $0.id == userID }
        }
    }

    private func reporting(_ act: () async throws -> Void) async {
        problem = nil
        do {
            try await act()
        } catch let error as LastPassError {
            let doubt = error.details.delivery == .unknown ? " It may have taken effect: look first." : ""
            problem = error.details.reason + doubt
        } catch {
            // The task was cancelled: nobody waits for words.
        }
    }
}
