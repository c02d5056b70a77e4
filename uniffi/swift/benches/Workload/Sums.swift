// What members come to.

func length(_ text: String?) -> Int { text?.utf8.count ?? 0 }

func flag(_ flag: Bool?) -> Int { flag == true ? 1 : 0 }

/// The day and the second of a time as the vendor prints it.
func ofTime(_ text: String?) -> Int {
    guard let letters = text?.utf8, letters.count >= 19 else { return 0 }
    func digits(_ at: Int) -> Int {
        let first = letters.index(letters.startIndex, offsetBy: at)
        return Int(letters[first] - 48) * 10 + Int(letters[letters.index(after: first)] - 48)
    }
    return digits(8) + digits(17)
}

func ofGroups(_ groups: [String]?) -> Int { groups?.reduce(0) { $0 + length($1) } ?? 0 }

func ofAttribs(_ attribs: [String: String]?) -> Int {
    attribs?.reduce(0) { $0 + length($1.key) + length($1.value) } ?? 0
}
