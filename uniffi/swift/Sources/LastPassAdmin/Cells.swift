import Foundation

/// A record that is made of cells.
protocol Record: Sendable {
    /// The bytes of its cells.
    static var size: Int { get }

    /// The record that stands there.
    init(_ cells: Cells, _ at: Int)
}

/// What the core gave: cells, and texts behind them.
struct Block: Sendable {
    private let bytes: Data

    init(_ bytes: Data) {
        self.bytes = bytes
    }

    /// Reads something of it, which keeps nothing of the block.
    func read<T>(_ read: (Cells) throws -> T) rethrows -> T {
        try bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { preconditionFailure("a block has its first word") }
            return try read(Cells(start))
        }
    }
}

/// Cells as the core lays them out, in words as this machine has them. A place, and what a cell points to, is a number
/// of bytes from the start of the block; in a cell of what is absent everything is 0.
final class Cells {
    private let block: UnsafeRawPointer

    /// Longer texts that were read last.
    private var recurring: [String] = []

    init(_ block: UnsafeRawPointer) {
        self.block = block
    }

    /// Where the first cell stands; 0 if there is none.
    var first: Int { word(0) }

    /// A word that is a number.
    func word(_ at: Int) -> Int { block.loadUnaligned(fromByteOffset: at, as: Int.self) }

    /// A word that is a number with a fraction.
    func decimal(_ at: Int) -> Double { block.loadUnaligned(fromByteOffset: at, as: Double.self) }

    /// A word that is the place of something; 0 if it is absent.
    func address(_ at: Int) -> Int { word(at) }

    /// A word that says how many there are.
    func count(_ at: Int) -> Int { word(at) }

    /// A text, or any JSON as text.
    func text(_ at: Int) -> String? {
        let start = address(at)
        return start == 0 ? nil : String(decoding: letters(start, count(at + Size.word)), as: UTF8.self)
    }

    /// A text that is likely to recur, such as a value of an enum: a longer one is made once. (Swift keeps shorter ones
    /// in place.)
    func shared(_ at: Int) -> String? {
        let length = count(at + Size.word)
        guard Recurring.inPlace < length, length <= Recurring.longest else { return text(at) }
        let letters = letters(address(at), length)
        if recurring.isEmpty { recurring = Array(repeating: "", count: Recurring.places) }
        let place =
            (length &* 31 &+ Int(letters[0]) &* 7 &+ Int(letters[length / 2]) &* 3 &+ Int(letters[length - 1]))
            & (Recurring.places - 1)
        if recurring[place].utf8.elementsEqual(letters) { return recurring[place] }
        recurring[place] = String(decoding: letters, as: UTF8.self)
        return recurring[place]
    }

    /// A value of an enum of the core's own, which has no others than this package.
    func own<T: RawRepresentable>(_ at: Int) -> T where T.RawValue == String {
        guard let value = shared(at).flatMap(T.init(rawValue:)) else {
            preconditionFailure("the core has another \(T.self)")
        }
        return value
    }

    func integer(_ at: Int) -> Int? { isThere(at) ? word(at) : nil }

    func number(_ at: Int) -> Double? { isThere(at) ? decimal(at) : nil }

    func flag(_ at: Int) -> Bool? { half(at + Size.half) == 0 ? nil : half(at) != 0 }

    func vendorTime(_ at: Int) -> VendorTime? {
        text(at).map { VendorTime(text: $0, instant: instant(at), isAmbiguous: byte(at + Time.isAmbiguous) != 0) }
    }

    func instant(_ at: Int) -> Date? {
        byte(at + Time.hasInstant) == 0 ? nil : Date(timeIntervalSince1970: TimeInterval(word(at + Time.seconds)))
    }

    func texts(_ at: Int) -> [String]? { list(at, Size.text) { shared($0) ?? "" } }

    func textMap(_ at: Int) -> [String: String]? { map(at) { text($0) ?? "" } }

    func textsMap(_ at: Int) -> [String: [String]]? { map(at) { texts($0) ?? [] } }

    /// The record whose place stands there.
    func record<T: Record>(_ at: Int) -> T? {
        let start = address(at)
        return start == 0 ? nil : T(self, start)
    }

    /// The records of a list.
    func records<T: Record>(_ at: Int) -> [T]? { list(at, T.size) { T(self, $0) } }

    /// The rows of a list, of so many bytes each.
    func list<T>(_ at: Int, _ size: Int, _ read: (Int) -> T) -> [T]? {
        let start = address(at)
        if start == 0 { return nil }
        var rows: [T] = []
        let count = count(at + Size.word)
        rows.reserveCapacity(count)
        for index in 0..<count { rows.append(read(start + index * size)) }
        return rows
    }

    /// The entries of a map: a text, and what has the size of one.
    private func map<V>(_ at: Int, _ read: (Int) -> V) -> [String: V]? {
        let entries = list(at, 2 * Size.text) { (shared($0) ?? "", read($0 + Size.text)) }
        return entries.map { Dictionary($0) { _, last in last } }
    }

    private func isThere(_ at: Int) -> Bool { word(at + Size.word) != 0 }

    private func half(_ at: Int) -> Int32 { block.loadUnaligned(fromByteOffset: at, as: Int32.self) }

    private func byte(_ at: Int) -> UInt8 { block.load(fromByteOffset: at, as: UInt8.self) }

    private func letters(_ start: Int, _ length: Int) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: block + start, count: length)
    }
}

/// The bytes of what cells are made of. A text and a list have a place and a length.
private enum Size {
    static let half = 4
    static let word = 2 * half
    static let text = 2 * word
}

/// What a time has behind its text.
private enum Time {
    static let seconds = Size.text
    static let hasInstant = seconds + Size.word + Size.half
    static let isAmbiguous = hasInstant + 1
}

/// Which texts are kept.
private enum Recurring {
    /// How many, a power of two.
    static let places = 64
    /// The bytes of the longest.
    static let longest = 40
    /// The bytes of a text that Swift keeps without asking for memory.
    static let inPlace = 15
}
