import Companies
import Testing

@testable import Quickstart

struct QuickstartTests {
    @Test("every part is shown")
    func parts() async throws {
        let lp = try await Sandbox.shared.get().tenant(["users": 400]).client()
        var shown: [String] = []
        #expect(try await tour(lp) { shown.append($0) })
        #expect(shown.filter { !$0.hasPrefix(" ") } == ["Credentials", "Users", "Admin levels", "Shared folders"])
        for name in ["ada@example.com", "Helpdesk", "Shared-Infra"] {
            #expect(shown.contains { $0.contains(name) }, "\(name) is not in \(shown)")
        }
    }
}
