import Foundation
import LastPassAdmin

/// JSON as one line of text.
func written(_ json: JSONValue) throws -> String { String(decoding: try encoder.encode(json), as: UTF8.self) }

/// What came as JSON.
func parsed(_ json: String?) throws -> JSONValue {
    try json.map { try decoder.decode(JSONValue.self, from: Data($0.utf8)) } ?? .null
}

/// What the package gave, as JSON that is the same in every language: as its own coding writes it.
///
/// Read again, it has to be the same value.
func shown<T: Codable & Hashable>(_ value: T) throws -> JSONValue {
    let json = try encoder.encode(value)
    guard try decoder.decode(T.self, from: json) == value else {
        throw Fault("\(value) is another one when it is read again")
    }
    return unfolded(try decoder.decode(JSONValue.self, from: json))
}

func shown<T: Codable & Hashable>(_ value: T?) throws -> JSONValue { try value.map { try shown($0) } ?? .null }

func shown(_ response: RawResponse) throws -> JSONValue {
    ["status": .integer(response.info.status), "body": try parsed(response.body)]
}

func shown(_ report: CredentialReport) throws -> JSONValue {
    func shown(_ status: CredentialStatus?) throws -> JSONValue {
        guard let status else { return .null }
        return ["works": .bool(status.works), "error": try status.error.map(problem) ?? .null]
    }
    return ["business": try shown(report.business), "provisioning": try shown(report.provisioning)]
}

extension Given {
    /// Reads a list as far as the step says: all of it, or `{"first": 3}`, `{"pages": 2}` or `"summary"`.
    func read<T: Codable & Hashable>(_ items: Items<T>, _ pager: Pager<T>) async throws -> JSONValue {
        try requireAllAsked()
        switch reading {
        case nil:
            return ["items": try shown(await first(.max, of: items))]
        case "summary":
            let items = try await pager.all()
            return ["items": try shown(items), "summary": try shown(pager.summary)]
        case .object(let what):
            let (what, count) = (what.first?.key, what.first?.value)
            guard case .integer(let count) = count else { throw Fault("how many is no number") }
            let found: JSONValue
            switch what {
            case "first": found = try shown(await first(count, of: pager.items))
            case "pages": found = .array(try await first(count, of: pager.pages).map { try shown($0.items) })
            default: throw Fault("a list cannot be read like this: \(what ?? "")")
            }
            return [what == "first" ? "items" : "pages": found, "page_token": try shown(pager.pageToken)]
        default:
            throw Fault("a list cannot be read like this")
        }
    }

    /// So many of a list, and none further.
    private func first<S: AsyncSequence>(_ count: Int, of list: S) async throws -> [S.Element] {
        var found: [S.Element] = []
        if count == 0 { return found }
        for try await item in list {
            found.append(item)
            if found.count == count { break }
        }
        return found
    }
}

/// The members that the package does not know come as text.
private func unfolded(_ json: JSONValue) -> JSONValue {
    switch json {
    case .array(let items): .array(items.map(unfolded))
    case .object(let members):
        .object(
            Dictionary(
                uniqueKeysWithValues: members.map { name, value in
                    if name == "extra", case .string(let text) = value, let extra = try? parsed(text) {
                        return (name, extra)
                    }
                    return (name, unfolded(value))
                }
            )
        )
    default: json
    }
}

private let encoder = {
    let encoder = JSONEncoder()
    encoder.dateEncodingStrategy = .iso8601
    encoder.outputFormatting = [.withoutEscapingSlashes]
    return encoder
}()

private let decoder = {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .iso8601
    return decoder
}()
