import Foundation

/// A user of the Business API.
struct BusinessUser: Decodable {
    let id: Int?
    let name: String?
    let email: String?
    let accountStatus: String?

    func sum(_ members: Members) -> Int {
        let three = (id ?? 0) + length(email) + length(accountStatus)
        return members == .three ? three : three + length(name)
    }
}

struct BusinessPage: Decodable {
    let items: [BusinessUser]
    let nextPageToken: String?
}

/// A user of the Provisioning API as it comes: times and scores are texts. Its id stands before it.
struct VendorsUser: Decodable {
    let username: String?
    let fullname: String?
    let mpstrength: String?
    let created: String?
    let lastChange: String?
    let lastLogin: String?
    let neverloggedin: Bool?
    let disabled: Bool?
    let admin: Bool?
    let totalscore: String?
    let legacytotalscore: String?
    let hasSharingKeys: Bool?
    let duousername: String?
    let multifactor: String?
    let linked: String?
    let sites: Int?
    let notes: Int?
    let formfills: Int?
    let applications: Int?
    let attachments: Int?
    let passwordResetRequired: Bool?
    let groups: [String]?
    let attribs: [String: String]?

    private enum CodingKeys: String, CodingKey {
        case username, fullname, mpstrength, created
        case lastChange = "last_pw_change"
        case lastLogin = "last_login"
        case neverloggedin, disabled, admin, totalscore, legacytotalscore, hasSharingKeys, duousername, multifactor
        case linked, sites, notes, formfills, applications, attachments
        case passwordResetRequired = "password_reset_required"
        case groups, attribs
    }
}

struct VendorsPage: Decodable {
    let users: [String: VendorsUser]
    let total: Int

    private enum CodingKeys: String, CodingKey {
        case users = "Users"
        case total
    }
}

/// What the package gives of a user beside what comes: times with their instants, and numbers.
struct Made {
    let masterPasswordStrength, totalScore, legacyTotalScore: Double?
    let created, lastPasswordChange, lastLogin: Date?

    init(_ user: VendorsUser, _ times: DateFormatter) {
        masterPasswordStrength = user.mpstrength.flatMap(Double.init)
        totalScore = user.totalscore.flatMap(Double.init)
        legacyTotalScore = user.legacytotalscore.flatMap(Double.init)
        created = user.created.flatMap(times.date(from:))
        lastPasswordChange = user.lastChange.flatMap(times.date(from:))
        lastLogin = user.lastLogin.flatMap(times.date(from:))
    }
}

/// A user with its id, and perhaps what was made of it.
struct Listed {
    let id: String
    let user: VendorsUser
    let made: Made?

    func sum(_ members: Members) -> Int {
        let three = length(id) + length(user.username) + flag(user.disabled)
        if members == .three { return three }
        let texts = length(user.fullname) + length(user.multifactor) + length(user.linked) + length(user.duousername)
        let times = ofTime(user.created) + ofTime(user.lastChange) + ofTime(user.lastLogin)
        let flags =
            flag(user.neverloggedin) + flag(user.admin) + flag(user.hasSharingKeys) + flag(user.passwordResetRequired)
        let counts = [user.sites, user.notes, user.formfills, user.applications, user.attachments]
        let others = texts + times + flags + scores + counts.reduce(0) { $0 + ($1 ?? 0) }
        return three + others + ofGroups(user.groups) + ofAttribs(user.attribs)
    }

    private var scores: Int {
        let scores =
            made.map { [$0.masterPasswordStrength, $0.totalScore, $0.legacyTotalScore] }
            ?? [user.mpstrength, user.totalscore, user.legacytotalscore].map { $0.flatMap(Double.init) }
        return scores.reduce(0) { $0 + Int($1 ?? 0) }
    }
}
