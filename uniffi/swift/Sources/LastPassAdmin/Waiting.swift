/// Tasks that wait for something, each under a number of its own. Who is cancelled waits no longer.
final class Waiting<Value: Sendable>: Sendable {
    private enum Place {
        /// The number is given, and nobody waits yet.
        case reserved
        case taken(UnsafeContinuation<Value, any Error>)
    }

    private struct Places {
        var last: UInt64 = 0
        var places: [UInt64: Place] = [:]
    }

    private let places = Locked(Places())

    /// Begins something under a number, and waits until `end` is called with that. If the task is cancelled, or was
    /// before, this throws a `CancellationError`, and what has begun is given up; of what has ended already, that
    /// changes nothing.
    func wait(begin: (UInt64) throws -> Void, giveUp: @Sendable (UInt64) -> Void) async throws -> Value {
        let number = places { places in
            places.last += 1
            places.places[places.last] = .reserved
            return places.last
        }
        return try await withTaskCancellationHandler {
            try await withUnsafeThrowingContinuation { continuation in
                let isWanted = places {
                    $0.places[number] != nil && $0.places.updateValue(.taken(continuation), forKey: number) != nil
                }
                guard isWanted else { return continuation.resume(throwing: CancellationError()) }
                do {
                    try begin(number)
                    // It may have been cancelled before there was something to give up.
                    if !places({ $0.places[number] != nil }) { giveUp(number) }
                } catch {
                    end(number, .failure(error))
                }
            }
        } onCancel: {
            if end(number, .failure(CancellationError())) { giveUp(number) }
        }
    }

    /// Ends the waiting under a number; whether someone waited.
    @discardableResult
    func end(_ number: UInt64, _ result: Result<Value, any Error>) -> Bool {
        guard case .taken(let continuation) = places({ $0.places.removeValue(forKey: number) }) else { return false }
        continuation.resume(with: result)
        return true
    }
}
