import Foundation

extension LastPassError {
    /// What is known of a call that failed. Nothing of it holds a credential or the body of a request.
    public struct Details: Sendable {
        /// What kind of failure it is.
        public internal(set) var kind: ErrorKind
        /// What happened and what to do, without the operation.
        public internal(set) var reason: String
        /// The operation and what happened, in one line.
        public internal(set) var message: String
        /// The operation, by its name in every language: `users.list`; nil where there was none yet.
        public internal(set) var operation: String?
        /// The parameter at fault, in snake_case, of an argument that was refused: `user_id`, `users[2].username`.
        public internal(set) var parameter: String?
        /// The HTTP status of the answer, if there is one. The Provisioning API answers 200 for most failures.
        public internal(set) var status: Int?
        /// The vendor's summary of the kind of problem.
        public internal(set) var title: String?
        /// The vendor's explanation of this occurrence.
        public internal(set) var detail: String?
        /// The vendor's reference of this occurrence.
        public internal(set) var instance: String?
        /// What the vendor found fault with, field by field or row by row.
        public internal(set) var fieldErrors: [FieldError] = []
        /// How many times the request was tried; 0 if it was refused before sending.
        public internal(set) var attempts = 0
        /// Whether the request may have had an effect.
        public internal(set) var delivery = Delivery.notSent
        /// How long the server asked to wait before the next request; nil if it did not.
        public internal(set) var retryAfter: Duration?
        /// What is known of each user, for operations on several users.
        public internal(set) var outcome: Outcome?
        /// What led to it: what the caller's own function threw, or what is known by its words alone.
        public internal(set) var underlying: (any Error)?

        /// The stable number of the kind.
        public var number: Int { kind.number }

        init(_ kind: ErrorKind, _ reason: String, operation: String? = nil, parameter: String? = nil) {
            self.kind = kind
            self.reason = reason
            self.operation = operation
            self.parameter = parameter
            message = operation.map { "\($0): \(reason)" } ?? reason
        }
    }
}

/// One field that the vendor found fault with.
public struct FieldError: Sendable, Hashable, Codable {
    /// What is wrong.
    public let detail: String?
    /// Where: a JSON pointer as it came, for example `/email`, or the position of the text.
    public let pointer: String?
}

extension LastPassError: CustomStringConvertible, LocalizedError {
    /// The operation and what happened, in one line.
    public var description: String { details.message }

    /// The operation and what happened, in one line.
    public var errorDescription: String? { details.message }
}

/// What is said of something that led to a failure.
private struct Cause: Error, CustomStringConvertible {
    let description: String
}

extension LastPassError {
    /// An argument that cannot be sent.
    static func refused(_ operation: String?, _ parameter: String, _ message: String) -> LastPassError {
        LastPassError(Details(.invalidArgument, "\(parameter): \(message)", operation: operation, parameter: parameter))
    }

    /// The error whose cells stand there; `cause` is what the caller's own code threw, if it did.
    init(_ cells: Cells, _ at: Int, cause: (any Error)? = nil) {
        var details = Details(ErrorKind(number: cells.word(at + 16)) ?? .internal, cells.text(at + 40) ?? "")
        details.message = cells.text(at + 24) ?? ""
        details.operation = cells.text(at + 56)
        details.parameter = cells.text(at + 72)
        details.status = cells.count(at + 88) == 0 ? nil : cells.count(at + 88)
        details.title = cells.text(at + 96)
        details.detail = cells.text(at + 112)
        details.instance = cells.text(at + 128)
        details.fieldErrors =
            cells.list(at + 144, 32) { FieldError(detail: cells.text($0), pointer: cells.text($0 + 16)) } ?? []
        details.attempts = cells.count(at + 160)
        details.delivery = cells.own(at + 168)
        details.retryAfter = cells.decimal(at + 184) < 0 ? nil : .seconds(cells.decimal(at + 184))
        details.outcome = cells.record(at + 192)
        details.underlying = cause ?? cells.text(at + 200).map(Cause.init)
        self.init(details)
    }
}
