internal import LastPassAdminNative

/// How weighty a line of the log is.
public enum LogLevel: Sendable, Hashable, CaseIterable {
    /// Something has to be done.
    case error
    /// Something went wrong and was made good: a request is sent again.
    case warn
    /// What happens, in short.
    case info
    /// Every request.
    case debug
}

/// Hands the log of all clients of the process to a function, in place of the one before; nil ends that.
///
/// An attempt is a line at ``LogLevel/debug``, a request that is sent again one at ``LogLevel/warn``, with operation,
/// method, path template, status, attempt and time, never with a query value, a body or a secret. The function is
/// called on any thread. Without one, `LASTPASS_LOG=debug` in the environment prints the log on standard error.
///
/// - Parameters:
///   - least: The least weighty lines that are wanted.
///   - logger: Takes a line.
/// - Throws: ``LastPassError/configuration(_:)``: the native library cannot be used.
public func setLog(_ least: LogLevel, _ logger: (@Sendable (LogLevel, String) -> Void)?) throws {
    try requireLibrary()
    setLog(least: least.native, logger: logger.map(Listener.init))
}

private final class Listener: Logger {
    private let logger: @Sendable (LogLevel, String) -> Void

    init(_ logger: @escaping @Sendable (LogLevel, String) -> Void) {
        self.logger = logger
    }

    func log(level: LastPassAdminNative.LogLevel, line: String) {
        logger(LogLevel(level), line)
    }
}

extension LogLevel {
    fileprivate init(_ native: LastPassAdminNative.LogLevel) {
        self =
            switch native {
            case .error: .error
            case .warn: .warn
            case .info: .info
            case .debug: .debug
            }
    }

    fileprivate var native: LastPassAdminNative.LogLevel {
        switch self {
        case .error: .error
        case .warn: .warn
        case .info: .info
        case .debug: .debug
        }
    }
}
