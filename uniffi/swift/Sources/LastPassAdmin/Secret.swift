/// A text that is sent, and never printed: a password, for example.
public struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    private let value: String

    /// Hides a text.
    public init(_ value: String) {
        self.value = value
    }

    func reveal() -> String { value }

    /// `hidden`.
    public var description: String { "hidden" }

    /// `hidden`.
    public var debugDescription: String { description }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

/// What is sent along may be a secret, in a header for example.
extension CallOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The type alone.
    public var description: String { "CallOptions" }

    /// The type alone.
    public var debugDescription: String { description }

    /// Nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
