import Foundation

/// A time as the vendor prints it, without a zone, and what it stands for.
public struct VendorTime: Sendable, Hashable, Codable {
    /// The text as it came; empty of a time that was made of an instant.
    public let text: String
    /// The instant, where the client knows the zone of the account (`timeZone`); nil where it does not, or if the text
    /// is no time. Of the two instants of an hour that daylight saving repeats, this is the earlier one.
    public let instant: Date?
    /// Whether the text names two instants, or none, in the zone of the account.
    public let isAmbiguous: Bool

    /// A time as it came.
    public init(text: String, instant: Date? = nil, isAmbiguous: Bool = false) {
        self.text = text
        self.instant = instant
        self.isAmbiguous = isAmbiguous
    }

    /// An instant, as a bound of what is asked for.
    public static func at(_ instant: Date) -> VendorTime { VendorTime(text: "", instant: instant) }

    /// A time in the zone of the account, such as `2024-05-02 10:15:00`, as a bound of what is asked for.
    public static func local(_ text: String) -> VendorTime { VendorTime(text: text) }

    private enum CodingKeys: String, CodingKey {
        case text, instant
        case isAmbiguous = "ambiguous"
    }
}

extension VendorTime: CustomStringConvertible {
    /// The text, or the instant where there is no text.
    public var description: String { text.isEmpty ? instant.map(rfc3339) ?? "" : text }
}

/// An instant in UTC, with its fraction of a second if it has one.
func rfc3339(_ instant: Date) -> String {
    let isWhole = instant.timeIntervalSince1970.rounded() == instant.timeIntervalSince1970
    return instant.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: !isWhole))
}
