import Foundation

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// What one would write with URLSession and Codable: connections are kept, answers are made into structs.
struct Peer: Client {
    private let http: URLSession
    private let business: String
    private let authorization: String
    private let provisioning: URL
    private let cid: Int
    private let provhash: String
    /// Reads the vendor's times, if they are to be instants.
    private let zone: TimeZone?

    init(times: Bool) throws {
        let settings = URLSessionConfiguration.ephemeral
        settings.httpMaximumConnectionsPerHost = 32
        http = URLSession(configuration: settings)
        business = try environment("LASTPASS_BUSINESS_URL")
        authorization = "api-key \(try environment("LASTPASS_API_KEY"))"
        provisioning = try url(environment("LASTPASS_PROVISIONING_URL"))
        cid = Int(try environment("LASTPASS_CID")) ?? 0
        provhash = try environment("LASTPASS_PROVHASH")
        zone = times ? TimeZone(identifier: try environment("LASTPASS_TIME_ZONE")) : nil
    }

    func listUsers(_ members: Members) async throws -> Int {
        var all: [BusinessUser] = []
        var token: String?
        repeat {
            let page = try await page(token)
            all += page.items
            token = page.nextPageToken
        } while token != nil
        return all.reduce(0) { $0 + $1.sum(members) }
    }

    func listProvisioned(_ members: Members) async throws -> Int {
        let times = DateFormatter()
        times.locale = Locale(identifier: "en_US_POSIX")
        times.dateFormat = "yyyy-MM-dd HH:mm:ss"
        times.timeZone = zone
        var all: [Listed] = []
        var page: VendorsPage
        var index = 0
        repeat {
            page = try await provisioned(index)
            index += 1
            all += page.users.map { Listed(id: $0, user: $1, made: zone == nil ? nil : Made($1, times)) }
        } while all.count < page.total
        return all.reduce(0) { $0 + $1.sum(members) }
    }

    func ids() async throws -> [Int] { try await page(nil).items.compactMap(\.id) }

    func get(_ id: Int) async throws -> Int {
        let user: BusinessUser = try await get("/v1/users/\(id)")
        return user.sum(.every)
    }

    private func page(_ token: String?) async throws -> BusinessPage {
        let next = token?.addingPercentEncoding(withAllowedCharacters: .alphanumerics)
        return try await get("/v1/users?max-results=500\(next.map { "&page-token=\($0)" } ?? "")")
    }

    private func provisioned(_ index: Int) async throws -> VendorsPage {
        var request = URLRequest(url: provisioning)
        request.httpMethod = "POST"
        request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        request.httpBody = try JSONEncoder().encode(Command(cid: cid, provhash: provhash, index: index))
        return try await ask(request)
    }

    private func get<T: Decodable>(_ path: String) async throws -> T {
        var request = URLRequest(url: try url(business + path))
        request.setValue(authorization, forHTTPHeaderField: "Authorization")
        return try await ask(request)
    }

    private func ask<T: Decodable>(_ request: URLRequest) async throws -> T {
        let (body, response) = try await http.data(for: request)
        guard (response as? HTTPURLResponse)?.statusCode == 200 else { throw Fault("the server answered \(response)") }
        return try JSONDecoder().decode(T.self, from: body)
    }
}

private struct Command: Encodable {
    let cid: Int
    let provhash: String
    let cmd = "getuserdata"
    let data: [String: Int]

    init(cid: Int, provhash: String, index: Int) {
        self.cid = cid
        self.provhash = provhash
        data = ["pagesize": 2_000, "pageindex": index]
    }
}

private struct Fault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

private func environment(_ name: String) throws -> String {
    guard let value = ProcessInfo.processInfo.environment[name] else { throw Fault("\(name) is not set") }
    return value
}

private func url(_ text: String) throws -> URL {
    guard let url = URL(string: text) else { throw Fault("\(text) is no URL") }
    return url
}
