import Foundation

/// How deep lists and objects may stand in each other; the core takes no more.
private let deepest = 100

/// What writes itself as a JSON object: a row of a call on many users, the options of a call.
protocol Row {
    func give(_ into: inout Arguments)
}

/// The arguments of an operation.
typealias Request = Arguments

/// A JSON object that is being written. What is nil is left out. What JSON cannot carry is refused by its name; of
/// several, the first one.
struct Arguments {
    /// The operation that they are for; nil for settings.
    let operation: String?
    private var json: [UInt8] = []
    private var refused: (name: String, message: String)?

    init(_ operation: String? = nil) {
        self.operation = operation
    }

    /// The object, or the error that tells what was refused.
    func body() throws -> String {
        if let refused { throw LastPassError.refused(operation, refused.name, refused.message) }
        return String(decoding: closed, as: UTF8.self)
    }

    /// The operation with these arguments and the options of the call, as the core takes them.
    func line(_ options: CallOptions?) throws -> String {
        var given = Arguments(operation)
        options?.give(&given)
        let name = operation ?? ""
        return "{\"operation\":\"\(name)\",\"arguments\":\(try body()),\"options\":\(try given.body())}"
    }

    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        begin(name)
        quote(value)
    }

    mutating func secret(_ name: String, _ value: Secret?) { text(name, value?.reveal()) }

    mutating func integer(_ name: String, _ value: Int?) {
        guard let value else { return }
        begin(name)
        append("\(value)")
    }

    mutating func flag(_ name: String, _ value: Bool?) {
        guard let value else { return }
        begin(name)
        append(value ? "true" : "false")
    }

    mutating func number(_ name: String, _ value: Double?) {
        guard let value else { return }
        begin(name)
        write(name, value)
    }

    mutating func seconds(_ name: String, _ value: Duration?) { number(name, value.map { $0 / .seconds(1) }) }

    /// What is sent of a time: the text is one of two instants where it is ambiguous, the instant is not.
    mutating func time(_ name: String, _ value: VendorTime?) {
        guard let instant = value?.instant else { return text(name, value?.text) }
        // As numbers: a time that is none stands in every range of times.
        let times = Date.distantPast.timeIntervalSince1970...Date.distantFuture.timeIntervalSince1970
        guard times.contains(instant.timeIntervalSince1970) else { return refuse(name, "is out of range") }
        text(name, rfc3339(instant))
    }

    mutating func cursor(_ name: String, _ value: EventCursor?) {
        if let value { object(name, value.give) }
    }

    mutating func backoff(_ name: String, _ value: Backoff?) {
        guard let value else { return }
        object(name) { into in
            into.seconds("base", value.base)
            into.seconds("cap", value.cap)
            into.seconds("longest_asked", value.longestAsked)
        }
    }

    mutating func texts(_ name: String, _ values: [String]?) {
        json(name, values.map { .array($0.map(JSONValue.string)) })
    }

    mutating func textMap(_ name: String, _ values: [String: String]?) {
        json(name, values?.mapValues(JSONValue.string))
    }

    /// A list of objects.
    mutating func rows(_ name: String, _ values: [some Row]?) {
        guard let values else { return }
        begin(name)
        each(values, "[", "]") { into, index, value in into.inner("\(name)[\(index)]", value.give) }
    }

    mutating func json(_ name: String, _ value: [String: JSONValue]?) { json(name, value.map(JSONValue.object)) }

    /// Any JSON; nil is left out, and null is sent.
    mutating func json(_ name: String, _ value: JSONValue?) {
        guard let value else { return }
        begin(name)
        write(name, value, 0)
    }

    /// A member that is an object.
    mutating func object(_ name: String, _ give: (inout Arguments) -> Void) {
        begin(name)
        inner(name, give)
    }

    private mutating func write(_ name: String, _ value: JSONValue, _ depth: Int) {
        switch value {
        case .null: append("null")
        case .bool(let bool): append(bool ? "true" : "false")
        case .integer(let integer): append("\(integer)")
        case .number(let number): write(name, number)
        case .string(let string): quote(string)
        case .array where depth == deepest, .object where depth == deepest:
            refuse(name, "holds too many lists and objects inside of each other")
        case .array(let values):
            each(values, "[", "]") { into, index, value in into.write("\(name)[\(index)]", value, depth + 1) }
        case .object(let members):
            each(members, "{", "}") { into, _, member in
                into.quote(member.key)
                into.append(":")
                into.write("\(name).\(member.key)", member.value, depth + 1)
            }
        }
    }

    private mutating func write(_ name: String, _ value: Double) {
        if value.isFinite { append("\(value)") } else { refuse(name, "must be a finite number") }
    }

    private mutating func each<Values: Collection>(
        _ values: Values, _ open: String, _ close: String, _ write: (inout Arguments, Int, Values.Element) -> Void
    ) {
        append(open)
        for (index, value) in values.enumerated() {
            if index > 0 { append(",") }
            write(&self, index, value)
        }
        append(close)
    }

    private mutating func inner(_ way: String, _ give: (inout Arguments) -> Void) {
        var inner = Arguments()
        give(&inner)
        if let refused = inner.refused { refuse("\(way).\(refused.name)", refused.message) }
        json += inner.closed
    }

    /// Begins a member, whose value has to follow.
    private mutating func begin(_ name: String) {
        append(json.isEmpty ? "{" : ",")
        quote(name)
        append(":")
    }

    /// The object as far as it could be written.
    var closed: [UInt8] { json.isEmpty ? Array("{}".utf8) : json + [UInt8(ascii: "}")] }

    private mutating func quote(_ text: String) {
        append("\"")
        for letter in text.utf8 {
            switch letter {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): json += [UInt8(ascii: "\\"), letter]
            case 0x00...0x0F: append("\\u000" + String(letter, radix: 16))
            case 0x10...0x1F: append("\\u00" + String(letter, radix: 16))
            default: json.append(letter)
            }
        }
        append("\"")
    }

    private mutating func append(_ text: String) { json += text.utf8 }

    private mutating func refuse(_ name: String, _ message: String) {
        if refused == nil { refused = (name, message) }
    }
}
