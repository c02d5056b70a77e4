import Foundation
internal import LastPassAdminNative

/// The credential of the Provisioning API. It is never printed.
public struct Provisioning: Sendable {
    let cid: Secret
    let provhash: Secret

    /// - Parameters:
    ///   - cid: The account number.
    ///   - provhash: The provisioning hash, from the Admin Console under Advanced, Enterprise API.
    public init(cid: String, provhash: String) {
        self.cid = Secret(cid)
        self.provhash = Secret(provhash)
    }
}

/// What a client may be given by a function: an API key, the credential of the Provisioning API, or both. It is never
/// printed.
public struct Credentials: Sendable {
    let apiKey: Secret?
    let provisioning: Provisioning?

    /// - Parameters:
    ///   - apiKey: The API key of the Business API, `lpkey_…`.
    ///   - provisioning: CID and provisioning hash of the Provisioning API.
    public init(apiKey: String? = nil, provisioning: Provisioning? = nil) {
        self.apiKey = apiKey.map(Secret.init)
        self.provisioning = provisioning
    }
}

/// Waits before a request is sent again.
public struct Backoff: Sendable, Hashable {
    /// The first one.
    public var base: Duration
    /// The longest one.
    public var cap: Duration
    /// The longest that the server may ask for.
    public var longestAsked: Duration

    /// - Parameters:
    ///   - base: The first wait.
    ///   - cap: The longest one.
    ///   - longestAsked: The longest that the server may ask for.
    public init(base: Duration = .milliseconds(500), cap: Duration = .seconds(8), longestAsked: Duration = .seconds(60))
    {
        self.base = base
        self.cap = cap
        self.longestAsked = longestAsked
    }
}

/// A function of the caller's that gives credentials.
final class Provider: CredentialsProvider {
    private let give: @Sendable () async throws -> Credentials
    private let last = Locked<(any Error)?>(nil)

    init(_ give: @escaping @Sendable () async throws -> Credentials) {
        self.give = give
    }

    /// What the function threw last.
    var refusal: (any Error)? { last { $0 } }

    /// Called on a thread of the library's, which may wait.
    func credentials() throws -> String {
        let given = Locked<Result<Credentials, any Error>?>(nil)
        let isGiven = DispatchSemaphore(value: 0)
        Task.detached { [give] in
            do {
                let credentials = try await give()
                given { $0 = .success(credentials) }
            } catch {
                given { $0 = .failure(error) }
            }
            isGiven.signal()
        }
        isGiven.wait()
        do {
            return try written(try given { $0 }?.get())
        } catch {
            last { $0 = error }
            throw Refusal.Refused(text: "\(error)")
        }
    }

    private func written(_ credentials: Credentials?) throws -> String {
        var written = Arguments()
        written.secret("api_key", credentials?.apiKey)
        written.secret("cid", credentials?.provisioning?.cid)
        written.secret("provhash", credentials?.provisioning?.provhash)
        return try written.body()
    }
}
