/// A text of the vendor's of which this version knows some values. The vendor may add others, which are kept as they
/// came.
///
/// A known value is a static member, `.enrolled`; any other is written as a literal.
public protocol OpenEnum: RawRepresentable, Hashable, Sendable, Codable, ExpressibleByStringLiteral,
    CustomStringConvertible
where RawValue == String {
    /// The values that this version knows.
    static var known: [Self] { get }

    /// The value that the vendor writes so.
    init(rawValue: String)
}

extension OpenEnum {
    public init(stringLiteral value: String) {
        self.init(rawValue: value)
    }

    /// The value as the vendor writes it.
    public var description: String { rawValue }
}
