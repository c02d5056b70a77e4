//! Turning the names of the contract into words, and words into the cases that languages use.

/// The words of a name in any case: `IP_Address`, `hasSharingKeys`, `managed-msp`, `CompanyUserPage`, `listUsers`.
#[must_use]
pub fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    for (index, &letter) in letters.iter().enumerate() {
        if !letter.is_ascii_alphanumeric() {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
            continue;
        }
        let before = index.checked_sub(1).and_then(|index| letters.get(index));
        let after = letters.get(index + 1);
        // A capital begins a word after a small letter (`nextPage`), and ends a run of capitals (`IPAddress`).
        let begins = letter.is_ascii_uppercase()
            && (before.is_some_and(|before| !before.is_ascii_uppercase())
                || after.is_some_and(char::is_ascii_lowercase));
        if begins {
            words.extend((!word.is_empty()).then(|| std::mem::take(&mut word)));
        }
        word.push(letter.to_ascii_lowercase());
    }
    words.extend((!word.is_empty()).then_some(word));
    words
}

/// `account_status`
#[must_use]
pub fn snake(name: &str) -> String {
    words(name).join("_")
}

/// `ACCOUNT_STATUS`
#[must_use]
pub fn screaming(name: &str) -> String {
    snake(name).to_ascii_uppercase()
}

/// `AccountStatus`
#[must_use]
pub fn pascal(name: &str) -> String {
    words(name).iter().map(|word| word[..1].to_ascii_uppercase() + &word[1..]).collect()
}

/// `accountStatus`
#[must_use]
pub fn camel(name: &str) -> String {
    let pascal = pascal(name);
    let first = words(name).first().map_or(0, String::len);
    pascal[..first].to_ascii_lowercase() + &pascal[first..]
}

/// The name of a constant: `PENDING_INVITATION`.
pub(crate) fn constant(wire: &str) -> String {
    let name = screaming(wire);
    if name.starts_with(|letter: char| letter.is_ascii_digit()) { format!("_{name}") } else { name }
}

/// The class of a kind of error, where it can be told from those that languages bring along.
pub(crate) fn error_class(kind: &str) -> String {
    format!("{}Error", error_name(kind))
}

/// The name of a kind of error, without the word of the language for an error.
pub(crate) fn error_name(kind: &str) -> String {
    match kind {
        "permission" => "PermissionDenied".to_owned(),
        "timeout" => "RequestTimeout".to_owned(),
        "connection" => "RequestConnection".to_owned(),
        _ => pascal(kind),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_every_origin_are_split_into_words() {
        let cases = [
            ("IP_Address", "ip_address", "IpAddress"),
            ("hasSharingKeys", "has_sharing_keys", "HasSharingKeys"),
            ("managed-msp", "managed_msp", "ManagedMsp"),
            ("CompanyUserPage", "company_user_page", "CompanyUserPage"),
            ("ID", "id", "Id"),
            ("IPAddress", "ip_address", "IpAddress"),
            ("Users", "users", "Users"),
            ("nextPageToken", "next_page_token", "NextPageToken"),
            ("max-results", "max_results", "MaxResults"),
            ("provisioning.shared_folders", "provisioning_shared_folders", "ProvisioningSharedFolders"),
            ("last_pw_change", "last_pw_change", "LastPwChange"),
            ("Managed companies users", "managed_companies_users", "ManagedCompaniesUsers"),
        ];
        for (name, in_snake, in_pascal) in cases {
            assert_eq!(snake(name), in_snake, "{name}");
            assert_eq!(pascal(name), in_pascal, "{name}");
        }
        assert_eq!(camel("last_pw_change"), "lastPwChange");
        assert_eq!(camel("user"), "user");
        assert_eq!(screaming("provisioning.users.list"), "PROVISIONING_USERS_LIST");
    }

    #[test]
    fn values_become_constants() {
        let cases =
            [("pending-invitation", "PENDING_INVITATION"), ("managed-msp", "MANAGED_MSP"), ("2fa", "_2FA")];
        for (wire, expected) in cases {
            assert_eq!(constant(wire), expected, "{wire}");
        }
    }
}
