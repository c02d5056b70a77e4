internal import LastPassAdminNative

/// The version of this package.
private let version = "0.1.0"

/// Fails if the native library is not the one that this package is made for: another version lays out its answers
/// otherwise.
func requireLibrary() throws {
    let found = libraryVersion()
    if found != version {
        let reason = "the native library of lastpass-admin is of version \(found) and not \(version)"
        throw LastPassError(LastPassError.Details(.configuration, reason))
    }
}
