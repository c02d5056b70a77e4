import Companies
import LastPassAdmin
import Testing

let ada = "ada@example.com"
let nobody = "nobody@example.com"
let adaID = 80_001

/// The ids of a company's users, in their order.
let allIDs = Array(adaID..<adaID + 25)

/// Something that is done with a client, as a case of a table.
struct Use: Sendable, CustomTestStringConvertible {
    let name: String
    let act: @Sendable (LastPassAdmin) async throws -> Void

    init(_ name: String, _ act: @escaping @Sendable (LastPassAdmin) async throws -> Void) {
        self.name = name
        self.act = act
    }

    var testDescription: String { name }
}

/// A company of its own, and a client of it.
func company(_ over: [String: JSONValue] = [:]) async throws -> (Tenant, LastPassAdmin) {
    let tenant = try await Sandbox.shared.get().tenant(over)
    return (tenant, try tenant.client())
}

/// A sandbox of its own, for a test that looks at all that goes on in it.
func alone() async throws -> (Sandbox, Tenant, LastPassAdmin) {
    let sandbox = try Sandbox()
    let tenant = try await sandbox.tenant()
    return (sandbox, tenant, try tenant.client())
}

/// What something has to throw.
@discardableResult
func thrown<E: Error, T>(
    _ type: E.Type = LastPassError.self, at location: SourceLocation = #_sourceLocation, _ use: () async throws -> T
) async throws -> E {
    do {
        let given = try await use()
        Issue.record("it gave \(given), and threw no \(E.self)", sourceLocation: location)
    } catch let error as E {
        return error
    } catch {
        Issue.record("it threw \(error), which is no \(E.self)", sourceLocation: location)
    }
    throw Complaint("there is no \(E.self)")
}

/// Cancels what is under way, which has to end as cancelled, and soon.
func cancel<T: Sendable>(_ underWay: Task<T, any Error>, at location: SourceLocation = #_sourceLocation) async throws {
    let began = ContinuousClock.now
    underWay.cancel()
    try await thrown(CancellationError.self, at: location) { try await underWay.value }
    #expect(.now - began < .seconds(2), sourceLocation: location)
}

/// All of a sequence.
func all<S: AsyncSequence>(_ sequence: S) async throws -> [S.Element] {
    var elements: [S.Element] = []
    for try await element in sequence { elements.append(element) }
    return elements
}

/// So many of a sequence, and none further.
func first<S: AsyncSequence>(_ count: Int, of sequence: S) async throws -> [S.Element] {
    var elements: [S.Element] = []
    for try await element in sequence {
        elements.append(element)
        if elements.count == count { break }
    }
    return elements
}
