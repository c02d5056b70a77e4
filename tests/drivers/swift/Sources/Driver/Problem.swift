import LastPassAdmin

/// An error with every field that a user can read, if it is the case of its kind.
func problem(_ error: LastPassError) throws -> JSONValue {
    let details = error.details
    let name = details.kind.rawValue.split(separator: "_").enumerated().map { $0 == 0 ? String($1) : $1.capitalized }
        .joined()
    guard let called = Mirror(reflecting: error).children.first?.label, called == name else {
        throw Fault("\(details.kind) is another case than \(name)")
    }
    var printed = ""
    dump(error, to: &printed)
    printed += " \(error) \(String(reflecting: error)) \(error.localizedDescription) \(details)"
    return [
        "kind": .string(details.kind.rawValue),
        "number": .integer(details.number),
        "message": .string(details.message),
        "operation": try shown(details.operation),
        "parameter": try shown(details.parameter),
        "status": try shown(details.status),
        "title": try shown(details.title),
        "detail": try shown(details.detail),
        "instance": try shown(details.instance),
        "field_errors": try shown(details.fieldErrors),
        "attempts": .integer(details.attempts),
        "delivery": .string(details.delivery.rawValue),
        "retry_after": details.retryAfter.map { .number($0 / .seconds(1)) } ?? .null,
        "outcome": try shown(details.outcome),
        "printed": .string(printed),
    ]
}
