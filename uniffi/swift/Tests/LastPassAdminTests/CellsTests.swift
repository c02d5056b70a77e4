import Foundation
import Testing

@testable import LastPassAdmin

/// A block of so many words, as the core writes it.
private struct Words {
    private var words: [Int]
    private var texts: [UInt8] = []

    init(_ count: Int, _ words: [Int: Int] = [:]) {
        self.words = (0..<count).map { words[$0] ?? 0 }
    }

    func text(_ word: Int, _ text: String) -> Words {
        var next = self
        next.words[word] = words.count * 8 + texts.count
        next.words[word + 1] = text.utf8.count
        next.texts += text.utf8
        return next
    }

    var block: Block { Block(words.withUnsafeBytes { Data($0) } + texts) }
}

struct CellsTests {
    @Test("a cell of what is absent is nil")
    func absent() {
        Words(6).block.read { cells in
            #expect(cells.first == 0)
            #expect(cells.text(8) == nil)
            #expect(cells.shared(8) == nil)
            #expect(cells.integer(8) == nil)
            #expect(cells.number(8) == nil)
            #expect(cells.flag(8) == nil)
            #expect(cells.vendorTime(8) == nil)
            #expect(cells.instant(8) == nil)
            #expect(cells.texts(8) == nil)
            #expect(cells.textMap(8) == nil)
            #expect(cells.textsMap(8) == nil)
            #expect(cells.record(8) as CompanyUser? == nil)
            #expect(cells.records(8) as [CompanyUser]? == nil)
        }
    }

    @Test("what is zero or empty is there")
    func empty() {
        let half = Int(truncatingIfNeeded: (-0.5).bitPattern)
        // A flag that is no; its other half says that it is there.
        let words = Words(12, [1: 0, 2: 1, 3: half, 4: 1, 5: 1 << 32, 8: 88, 9: 0])
        words.text(6, "").block.read { cells in
            #expect(cells.integer(8) == 0)
            #expect(cells.number(24) == -0.5)
            #expect(cells.flag(40) == false)
            #expect(cells.text(48) == "")
            #expect(cells.shared(48) == "")
            #expect(cells.texts(64) == [])
            #expect(cells.textMap(64) == [:])
        }
    }

    @Test("a text that recurs is read as it is, and no other text is taken for it")
    func recurring() {
        let long = [
            "pending-invitation", "expired-invitation", "awaiting-approval", "group of the people 11",
            "group of the people 21",
        ]
        let texts = ["enrolled", "", "a", String(repeating: "x", count: 41), "Grüße aus dem Süden", "😀😀😀😀😀"] + long
        let twice = texts + texts
        let words = twice.enumerated().reduce(Words(1 + 2 * twice.count)) { $0.text(1 + 2 * $1.offset, $1.element) }
        words.block.read { cells in
            #expect(twice.indices.map { cells.shared(8 + 16 * $0) } == twice)
        }
    }

    @Test("a time has its text, and an instant where that is known")
    func times() {
        let instant = Date(timeIntervalSince1970: 1_730_611_800)
        for (flags, expected) in [(0, nil), (1, (instant, false)), (0x101, (instant, true))] as [(Int, (Date, Bool)?)] {
            let zone = Int(UInt32(bitPattern: -14_400)) | flags << 32
            let words = Words(6, [3: 1_730_611_800, 4: zone]).text(1, "2024-11-03 01:30:00")
            words.block.read { cells in
                let time = VendorTime(
                    text: "2024-11-03 01:30:00", instant: expected?.0, isAmbiguous: expected?.1 ?? false)
                #expect(cells.vendorTime(8) == time)
                #expect(cells.instant(8) == expected?.0)
            }
        }
    }

    @Test("the entries of a map, and lists in it")
    func maps() {
        // The map, its two entries of a text and a list each, and the text of the second list.
        let words = Words(15, [1: 24, 2: 2, 5: 104, 6: 0, 9: 88, 10: 1])
        words.text(3, "b").text(7, "a").text(11, "x").block.read { cells in
            #expect(cells.textsMap(8) == ["b": [], "a": ["x"]])
        }
    }

    @Test("records stand one behind the other")
    func records() {
        let size = CompanyUser.size
        let second = 3 + size / 8
        let words = Words(3 + 2 * size / 8, [0: 8, 1: 24, 2: 2, 3: 7, 4: 1])
        words.text(5, "Ada").text(9, "suspended?").text(second + 8, #"{"a":1}"#).block.read { cells in
            let users: [CompanyUser] = cells.records(cells.first) ?? []
            #expect(users.map(\.id) == [7, nil])
            #expect(users.map(\.name) == ["Ada", nil])
            #expect(users.map(\.accountStatus) == ["suspended?", nil])
            #expect(users.map(\.extra) == [nil, #"{"a":1}"#])
            #expect(cells.record(8) as CompanyUser? == users.first)
        }
    }
}
