import Foundation

/// How far a job has read the audit log, for
/// ``ProvisioningEventsService/since(_:search:user:adminOnly:format:options:)``.
///
/// Keep it, as ``json``, once the events that came with it are safely stored: a job that dies in between gives them
/// again, and never loses one. The text is the same in every language.
public struct EventCursor: Sendable, Hashable, Codable {
    /// The latest time that was read, in the zone of the account, such as `2024-05-02 10:15:00`; or where to begin.
    public let latest: String
    /// How late an event may arrive and still be found, in whole seconds.
    public let overlap: Duration
    /// The ids of the events that were given within the overlap.
    public let given: [String]

    /// A cursor that begins somewhere.
    ///
    /// - Parameters:
    ///   - latest: Where to begin, in the zone of the account, such as `2024-05-02 10:15:00`.
    ///   - overlap: How late an event may arrive and still be found, in whole seconds.
    public init(latest: String, overlap: Duration = .seconds(3_600)) {
        self.latest = latest
        self.overlap = .seconds(overlap.components.seconds)
        given = []
    }

    /// The cursor that was kept as JSON.
    ///
    /// - Throws: ``LastPassError/invalidArgument(_:)``: this is no cursor.
    public init(json: String) throws {
        guard let kept = try? JSONDecoder().decode(EventCursor.self, from: Data(json.utf8)) else {
            throw LastPassError.refused(nil, "cursor", "is no cursor; keep it as `json` gives it")
        }
        self = kept
    }

    /// What is kept of it.
    public var json: String { String(decoding: written.closed, as: UTF8.self) }

    /// Reads it as ``json`` writes it.
    public init(from decoder: any Decoder) throws {
        let kept = try decoder.container(keyedBy: CodingKeys.self)
        latest = try kept.decode(String.self, forKey: .latest)
        overlap = .seconds(try kept.decode(Int64.self, forKey: .overlap))
        given = try kept.decode([String].self, forKey: .given)
    }

    /// Writes it as ``json`` does.
    public func encode(to encoder: any Encoder) throws {
        var kept = encoder.container(keyedBy: CodingKeys.self)
        try kept.encode(latest, forKey: .latest)
        try kept.encode(overlap.components.seconds, forKey: .overlap)
        try kept.encode(given, forKey: .given)
    }

    private enum CodingKeys: String, CodingKey {
        case latest, given
        case overlap = "overlap_seconds"
    }
}

extension EventCursor: Row {
    func give(_ into: inout Arguments) {
        into.text("latest", latest)
        into.integer("overlap_seconds", Int(overlap.components.seconds))
        into.texts("given", given)
    }

    private var written: Arguments {
        var written = Arguments()
        give(&written)
        return written
    }
}
