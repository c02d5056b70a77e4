import Foundation
import LastPassAdmin
import Testing

struct ValuesTests {
    @Test("a row prints no password")
    func secrets() {
        let row = BatchAddUser(username: ada, password: Secret("hunter2"))
        var printed = "\(row) \(String(reflecting: row)) \([row.password])"
        dump(row, to: &printed)
        #expect(!printed.contains("hunter2"))
    }

    @Test("a time prints its text, or its instant where there is no text")
    func times() {
        let instant = Date(timeIntervalSince1970: 1_714_659_300)
        #expect("\(VendorTime(text: "2024-05-02 10:15:00", instant: instant))" == "2024-05-02 10:15:00")
        #expect("\(VendorTime.at(instant))" == "2024-05-02T14:15:00Z")
        #expect("\(VendorTime.at(instant.addingTimeInterval(0.25)))" == "2024-05-02T14:15:00.250Z")
    }

    @Test("a value that this version does not know is kept")
    func openEnums() throws {
        let status: CompanyUserAccountStatus = "on-leave"
        #expect("\(status)" == "on-leave")
        #expect(CompanyUserAccountStatus(rawValue: "enrolled") == .enrolled)
        #expect(
            try JSONDecoder().decode([CompanyUserAccountStatus].self, from: Data(#"["on-leave"]"#.utf8)) == [status])
        #expect(CompanyUserAccountStatus.known.contains(.enrolled))
    }

    @Test(
        "a cursor is kept as every language keeps it",
        arguments: [
            (
                EventCursor(latest: "2024-05-02 10:15:00"),
                #"{"latest":"2024-05-02 10:15:00","overlap_seconds":3600,"given":[]}"#
            ),
            (EventCursor(latest: "", overlap: .seconds(1)), #"{"latest":"","overlap_seconds":1,"given":[]}"#),
        ])
    func cursors(_ cursor: EventCursor, _ json: String) throws {
        #expect(cursor.json == json)
        #expect(try EventCursor(json: json) == cursor)
        #expect(try JSONDecoder().decode(EventCursor.self, from: JSONEncoder().encode(cursor)) == cursor)
    }

    @Test("what is no cursor is refused", arguments: ["", "{}", "[]", #"{"latest":1,"overlap_seconds":1,"given":[]}"#])
    func noCursors(_ json: String) async throws {
        #expect(try await thrown { try EventCursor(json: json) }.details.kind == .invalidArgument)
    }

    @Test(
        "JSON is written as Swift has it, and read again",
        arguments: [
            (nil, "null"), (true, "true"), (-7, "-7"), (2.5, "2.5"), ("é\"", #""é\"""#), ([1, nil], "[1,null]"),
            (["a": [:]], #"{"a":{}}"#),
        ] as [(JSONValue, String)])
    func json(_ value: JSONValue, _ text: String) throws {
        #expect(String(decoding: try JSONEncoder().encode(value), as: UTF8.self) == text)
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) == value)
    }
}
