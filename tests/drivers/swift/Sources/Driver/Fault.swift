/// A step cannot be played as it is written, or the package gave what it must not give.
struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

/// The package lacks an operation.
struct Missing: Error {
    let operation: String
}
