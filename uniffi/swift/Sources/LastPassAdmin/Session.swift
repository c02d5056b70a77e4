internal import LastPassAdminNative

/// What all calls of a client go through.
final class Session: Sendable {
    private let native: LastPassAdminNative.Session
    private let provider: Provider?
    /// Whether the client was closed; of all that share its connections.
    private let isClosed: Locked<Bool>

    private init(_ native: LastPassAdminNative.Session, _ provider: Provider?, _ isClosed: Locked<Bool>) {
        self.native = native
        self.provider = provider
        self.isClosed = isClosed
    }

    /// A session with these settings. Nothing is sent before the first call.
    static func open(_ settings: Arguments, _ credentials: (@Sendable () async throws -> Credentials)?) throws
        -> Session
    {
        try requireLibrary()
        let provider = credentials.map(Provider.init)
        let native = try translated(nil) {
            try LastPassAdminNative.Session(settings: settings.body(), provider: provider)
        }
        return Session(native, provider, Locked(false))
    }

    func withOptions(_ options: CallOptions) throws -> Session {
        var given = Arguments()
        options.give(&given)
        let native = try translated(provider) { try self.native.withOptions(options: given.body()) }
        return Session(native, provider, isClosed)
    }

    func close() {
        isClosed { $0 = true }
        native.shutDown()
    }

    /// Refuses to go on with something that was begun before the client was closed.
    func requireOpen(_ operation: String?) throws {
        if isClosed({ $0 }) {
            throw LastPassError(LastPassError.Details(.configuration, "the client is closed", operation: operation))
        }
    }

    func nothing(_ request: Request, _ options: CallOptions?) async throws {
        _ = try await answer(request, options) { _, _ in }
    }

    func one<T: Record>(_ request: Request, _ options: CallOptions?) async throws -> T {
        try await some(request, options, T.init)
    }

    func maybe<T: Record>(_ request: Request, _ options: CallOptions?) async throws -> T? {
        try await answer(request, options, T.init)
    }

    func many<T: Record>(_ request: Request, _ options: CallOptions?) async throws -> [T] {
        try await answer(request, options) { $0.records($1) ?? [] } ?? []
    }

    func json(_ request: Request, _ options: CallOptions?) async throws -> String? {
        try await answer(request, options) { $0.text($1) } ?? nil
    }

    func texts(_ request: Request, _ options: CallOptions?) async throws -> [String] {
        try await answer(request, options) { $0.texts($1) ?? [] } ?? []
    }

    func group(_ request: Request, _ options: CallOptions?) async throws -> ProvisioningGroup {
        try await one(request, options)
    }

    func groups(_ request: Request, _ options: CallOptions?) async throws -> [ProvisioningGroup] {
        try await many(request, options)
    }

    func outcome(_ request: Request, _ options: CallOptions?) async throws -> Outcome {
        try await one(request, options)
    }

    func raw(_ request: Request, _ options: CallOptions?) async throws -> RawResponse {
        try await some(request, options, RawResponse.init)
    }

    func report(_ request: Request, _ options: CallOptions?) async throws -> CredentialReport {
        try await some(request, options, CredentialReport.init)
    }

    func events(_ request: Request, _ options: CallOptions?) async throws -> EventBatch {
        try await some(request, options, EventBatch.init)
    }

    /// A list. Nothing is sent before its first page is asked for; what is refused is thrown then.
    func pages<T: Record>(_ request: Request, _ options: CallOptions?) -> Pager<T> {
        let list = Result { try translated(provider) { try native.list(request: request.line(options)) } }
        return Pager(self, request.operation, list)
    }

    /// Waits for a page that is being read: until it may be asked for.
    func page(begin: (UInt64) throws -> Bool) async throws {
        _ = try await ended { number in try begin(number) ? .ready : nil }
    }

    private func some<T>(_ request: Request, _ options: CallOptions?, _ read: (Cells, Int) throws -> T) async throws
        -> T
    {
        guard let some = try await answer(request, options, read) else {
            throw LastPassError(
                LastPassError.Details(.internal, "the answer holds nothing", operation: request.operation))
        }
        return some
    }

    /// Makes a call; nil if the operation has nothing to say.
    private func answer<T>(
        _ request: Request, _ options: CallOptions?, _ read: (Cells, Int) throws -> T
    ) async throws -> T? {
        let line = try request.line(options)
        let ended = try await ended { number in
            try native.begin(number: number, request: line)
            return nil
        }
        guard case .answered(let block, let at) = ended, at != 0 else { return nil }
        return try block.read { try read($0, at) }
    }

    /// What a call came to, if it did not fail.
    private func ended(_ begin: (UInt64) throws -> Ended?) async throws -> Ended {
        let ended = try await Calls.end { number in try translated(provider) { try begin(number) } }
        if case .failed(let block, let at, let isRefusal) = ended {
            throw block.read { LastPassError($0, at, cause: isRefusal ? provider?.refusal : nil) }
        }
        return ended
    }
}

/// What the library fails with, as an error of the package.
private func translated<T>(_ provider: Provider?, _ call: () throws -> T) throws -> T {
    do {
        return try call()
    } catch Failure.Failed(let block, let isRefusal) {
        throw Block(block).read { LastPassError($0, $0.first, cause: isRefusal ? provider?.refusal : nil) }
    } catch let known as LastPassError {
        throw known
    } catch {
        var details = LastPassError.Details(.internal, "a fault in the native library")
        details.delivery = .unknown
        details.underlying = error
        throw LastPassError(details)
    }
}
