import Foundation
import Testing

@testable import LastPassAdmin

/// Arguments, and what has to come of them.
private struct Written: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let expected: String
    let write: @Sendable (inout Arguments) -> Void

    init(_ name: String, _ expected: String, _ write: @escaping @Sendable (inout Arguments) -> Void) {
        testDescription = name
        self.expected = expected
        self.write = write
    }

    var arguments: Arguments {
        var arguments = Arguments("users.create")
        write(&arguments)
        return arguments
    }
}

private let carried: [Written] = [
    Written("nothing", "{}") { _ in },
    Written("text", #"{"name":"a\"\\\u000a\u0000\u001fé😀<"}"#) { $0.text("name", "a\"\\\n\0\u{1f}é😀<") },
    Written("secret", #"{"password":"hunter2"}"#) { $0.secret("password", Secret("hunter2")) },
    Written("integer", #"{"id":-9223372036854775808}"#) { $0.integer("id", .min) },
    Written("numbers", #"{"rate":0.5,"large":1e+300}"#) {
        $0.number("rate", 0.5)
        $0.number("large", 1e300)
    },
    Written("flags", #"{"admin":true,"disabled":false}"#) {
        $0.flag("admin", true)
        $0.flag("disabled", false)
    },
    Written("instant", #"{"from":"1970-01-01T00:00:00Z"}"#) { $0.time("from", .at(Date(timeIntervalSince1970: 0))) },
    Written("local time", #"{"from":"2024-05-02 10:15:00"}"#) { $0.time("from", .local("2024-05-02 10:15:00")) },
    Written("seconds", #"{"timeout":0.25}"#) { $0.seconds("timeout", .milliseconds(250)) },
    Written("backoff", #"{"backoff":{"base":0.5,"cap":8.0,"longest_asked":60.0}}"#) {
        $0.backoff("backoff", Backoff())
    },
    Written("cursor", #"{"cursor":{"latest":"x","overlap_seconds":3600,"given":[]}}"#) {
        $0.cursor("cursor", EventCursor(latest: "x"))
    },
    Written("not given", "{}") {
        $0.text("name", nil)
        $0.integer("id", nil)
        $0.number("rate", nil)
        $0.texts("names", nil)
        $0.textMap("headers", nil)
        $0.time("from", nil)
        $0.json("extra", nil as [String: JSONValue]?)
    },
    Written("empty", #"{"name":"","names":[],"headers":{}}"#) {
        $0.text("name", "")
        $0.texts("names", [])
        $0.textMap("headers", [:])
    },
    Written("any", #"{"extra":{"a":[null,1,2.5,"x",true,{}]},"body":null}"#) {
        $0.json("extra", ["a": [nil, 1, 2.5, "x", true, [:]]])
        $0.json("body", .null)
    },
    Written("rows", #"{"changes":[{"username":"ada","add":["Eng"]},{"username":"bob","remove":[]}]}"#) {
        $0.rows("changes", [GroupChange(username: "ada", add: ["Eng"]), GroupChange(username: "bob", remove: [])])
    },
]

private let uncarried: [Written] = [
    Written("number", "rate") { $0.number("rate", .nan) },
    Written("instant", "from") { $0.time("from", .at(Date(timeIntervalSince1970: .nan))) },
    Written("row", "users[1].attribs.a") { $0.rows("users", [Attributed(value: 1), Attributed(value: .infinity)]) },
    Written("deep", "extra.a[0]") { $0.json("extra", ["a": [.number(-.infinity)]]) },
    Written("first of two", "rate") {
        $0.number("rate", .nan)
        $0.number("other", .nan)
    },
]

struct ArgumentsTests {
    @Test("arguments are written as JSON", arguments: carried)
    private func written(_ case: Written) throws {
        #expect(try `case`.arguments.body() == `case`.expected)
    }

    @Test("what JSON cannot carry is refused by its name", arguments: uncarried)
    private func refused(_ case: Written) async throws {
        let details = try await thrown { try `case`.arguments.body() }.details
        #expect(details.kind == .invalidArgument)
        #expect(details.operation == "users.create")
        #expect(details.parameter == `case`.expected)
    }

    @Test(
        "lists may stand in each other as deep as the core reads them, and no deeper",
        arguments: [(99, true), (100, false)])
    func depth(_ depth: Int, _ isWritten: Bool) {
        let value = (0..<depth).reduce(JSONValue.array([])) { value, _ in [value] }
        var arguments = Arguments("users.create")
        arguments.json("extra", value)
        #expect(((try? arguments.body()) != nil) == isWritten)
    }

    @Test("a call is written with its arguments and its options")
    func line() throws {
        var request = Request("users.get")
        request.integer("user_id", 7)
        #expect(try request.line(nil) == #"{"operation":"users.get","arguments":{"user_id":7},"options":{}}"#)
        let options = CallOptions(timeout: .seconds(1))
        #expect(
            try request.line(options)
                == #"{"operation":"users.get","arguments":{"user_id":7},"options":{"timeout":1.0}}"#)
    }
}

private struct Attributed: Row {
    let value: Double

    func give(_ into: inout Arguments) { into.json("attribs", ["a": .number(value)]) }
}
