import Foundation
import LastPassAdmin

/// What a step gives: members by their names in snake_case. Null is not given.
final class Given: Sendable {
    /// What is made of a part of a step.
    protocol Value {
        init(_ given: Given) throws
    }

    let json: JSONValue
    /// How much of a list is to be read; nil: all of it.
    let reading: JSONValue?
    private let asked = Asked()

    init(_ json: JSONValue?, reading: JSONValue? = nil) {
        self.json = json ?? [:]
        self.reading = reading
    }

    /// A member that has to be there.
    func callAsFunction<T: Value>(_ name: String) throws -> T {
        guard let value: T = try some(name) else { throw Fault("there is no \(name)") }
        return value
    }

    /// A value of an enum that has to be there.
    func callAsFunction<T: RawRepresentable>(_ name: String) throws -> T where T.RawValue == String {
        guard let value: T = try some(name) else { throw Fault("there is no \(name)") }
        return value
    }

    /// Values of an enum that have to be there.
    func callAsFunction<T: RawRepresentable>(_ name: String) throws -> [T] where T.RawValue == String {
        guard let values: [T] = try some(name) else { throw Fault("there is no \(name)") }
        return values
    }

    /// A member that may be there.
    func some<T: Value>(_ name: String) throws -> T? { try member(name).map(T.init) }

    /// A value of an enum that may be there.
    func some<T: RawRepresentable>(_ name: String) throws -> T? where T.RawValue == String {
        try member(name).map { try Self.value($0) }
    }

    /// Values of an enum that may be there.
    func some<T: RawRepresentable>(_ name: String) throws -> [T]? where T.RawValue == String {
        try member(name).map { list in try list.items.map { try Self.value($0) } }
    }

    /// Fails if a member was not asked for: what takes the step does not have it.
    func requireAllAsked() throws {
        guard case .object(let members) = json else { return }
        let others = members.filter { $0.value != .null }.keys.filter { !asked.names.contains($0) }.sorted()
        if !others.isEmpty { throw Fault("there is no parameter \(others.joined(separator: ", "))") }
    }

    /// The elements of a list.
    fileprivate var items: [Given] {
        get throws {
            guard case .array(let items) = json else { throw Fault("\(json) is no list") }
            return items.map { Given($0) }
        }
    }

    /// The members of an object.
    fileprivate var members: [String: Given] {
        get throws {
            guard case .object(let members) = json else { throw Fault("\(json) is no object") }
            return members.mapValues { Given($0) }
        }
    }

    private func member(_ name: String) throws -> Given? {
        asked.names.insert(name)
        guard let member = try members[name], member.json != .null else { return nil }
        return member
    }

    private static func value<T: RawRepresentable>(_ given: Given) throws -> T where T.RawValue == String {
        guard let value = T(rawValue: try String(given)) else { throw Fault("\(given.json) is no \(T.self)") }
        return value
    }
}

/// The members that were asked for; one task plays a step.
private final class Asked: @unchecked Sendable {
    var names: Set<String> = []
}

extension String: Given.Value {
    init(_ given: Given) throws {
        switch given.json {
        case .string(let text): self = text
        // The account number of a company is one.
        case .integer(let number): self = "\(number)"
        default: throw Fault("\(given.json) is no text")
        }
    }
}

extension Int: Given.Value {
    init(_ given: Given) throws {
        guard case .integer(let number) = given.json else { throw Fault("\(given.json) is no whole number") }
        self = number
    }
}

extension Double: Given.Value {
    init(_ given: Given) throws {
        switch given.json {
        case .integer(let number): self = Double(number)
        case .number(let number): self = number
        default: throw Fault("\(given.json) is no number")
        }
    }
}

extension Bool: Given.Value {
    init(_ given: Given) throws {
        guard case .bool(let flag) = given.json else { throw Fault("\(given.json) is no flag") }
        self = flag
    }
}

extension Array: Given.Value where Element: Given.Value {
    init(_ given: Given) throws { self = try given.items.map(Element.init) }
}

extension Dictionary: Given.Value where Key == String, Value: Given.Value {
    init(_ given: Given) throws { self = try given.members.mapValues(Value.init) }
}

extension JSONValue: Given.Value {
    init(_ given: Given) { self = given.json }
}

extension Secret: Given.Value {
    init(_ given: Given) throws { self.init(try String(given)) }
}

extension Duration: Given.Value {
    init(_ given: Given) throws { self = .seconds(try Double(given)) }
}

extension VendorTime: Given.Value {
    /// With an offset it is an instant.
    init(_ given: Given) throws {
        let text = try String(given)
        self = (try? Date(text, strategy: .iso8601)).map(VendorTime.at) ?? .local(text)
    }
}

extension EventCursor: Given.Value {
    init(_ given: Given) throws { try self.init(json: written(given.json)) }
}

extension Backoff: Given.Value {
    init(_ given: Given) throws {
        let usual = Backoff()
        self.init(
            base: try given.some("base") ?? usual.base,
            cap: try given.some("cap") ?? usual.cap,
            longestAsked: try given.some("longest_asked") ?? usual.longestAsked
        )
    }
}
