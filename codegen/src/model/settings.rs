//! What a client is made with, and what a call takes beside its arguments: every language offers it, with the same words.

/// Where they stand, for what is generated of them.
pub(crate) const SOURCE: &str = "codegen/src/model/settings.rs";

/// A setting of a client, or an option of its calls.
#[derive(Debug)]
pub struct Setting {
    /// Its name, in snake_case.
    pub name: &'static str,
    /// What it is.
    pub value: SettingValue,
    /// Whether a client alone takes it, and no call.
    pub client_only: bool,
    /// What it says.
    pub description: &'static str,
    /// What holds where it is not given.
    pub default: Option<&'static str>,
}

/// What a setting is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingValue {
    /// A text.
    Text,
    /// A text that may be, or hold, a secret.
    Secret,
    /// Certificates as text in PEM.
    Pem,
    /// A span of time.
    Seconds,
    /// A whole number from 0.
    Count,
    /// A number of requests per second.
    Rate,
    /// Yes or no.
    Flag,
    /// A name and a value; may be given several times.
    Pairs,
    /// Three spans of time: `base`, `cap` and `longest_asked`.
    Backoff,
}

/// The settings, in the order in which they are told.
pub const SETTINGS: &[Setting] = &[
    client(
        "api_key",
        SettingValue::Secret,
        "The API key of the Business API, `lpkey_…`, from the Admin Console under Advanced, LastPass API.",
        Some("`LASTPASS_API_KEY`, if no credential is given"),
    ),
    client(
        "cid",
        SettingValue::Text,
        "The account number of the Provisioning API; it goes with `provhash`.",
        Some("`LASTPASS_CID`, if no credential is given"),
    ),
    client(
        "provhash",
        SettingValue::Secret,
        "The provisioning hash of the Provisioning API, from the Admin Console under Advanced, Enterprise API.",
        Some("`LASTPASS_PROVHASH`, if no credential is given"),
    ),
    client(
        "business_url",
        SettingValue::Secret,
        "Where the Business API is.",
        Some("`LASTPASS_BUSINESS_URL`, or `https://api.lastpass.com/business`"),
    ),
    client(
        "provisioning_url",
        SettingValue::Secret,
        "Where the Provisioning API is.",
        Some("`LASTPASS_PROVISIONING_URL`, or `https://lastpass.com/enterpriseapi.php`"),
    ),
    client(
        "api_user",
        SettingValue::Text,
        "The label under which calls of the Provisioning API show up in the audit events.",
        Some("`lastpass-admin`"),
    ),
    client(
        "read_only",
        SettingValue::Flag,
        "Whether every operation that writes is refused, before anything is sent.",
        Some("no"),
    ),
    client(
        "requests_per_second",
        SettingValue::Rate,
        "A fixed limit for each API, over all clients of the same credential that set it.",
        Some("none"),
    ),
    client(
        "user_agent_suffix",
        SettingValue::Text,
        "What to put behind the client's own name in `User-Agent`, for example `my-tool/1.2`.",
        None,
    ),
    client(
        "backoff",
        SettingValue::Backoff,
        "Waits before a request is sent again: the first, the longest, and the longest that the server may ask for.",
        Some("0.5, 8 and 60 seconds"),
    ),
    client(
        "proxy",
        SettingValue::Secret,
        "A proxy for all requests, in place of the one that `HTTPS_PROXY` and its like name.",
        None,
    ),
    client(
        "no_proxy",
        SettingValue::Flag,
        "Whether no proxy is used, whatever the environment says.",
        Some("no"),
    ),
    client("ca_pem", SettingValue::Pem, "Certificates to trust beside the system's, in PEM.", None),
    option(
        "timeout",
        SettingValue::Seconds,
        "Limit of the whole call with its retries and waits.",
        Some("120 seconds"),
    ),
    option(
        "attempt_timeout",
        SettingValue::Seconds,
        "Limit of one attempt.",
        Some("30 seconds, 60 for the bulk reads of the Provisioning API"),
    ),
    option("connect_timeout", SettingValue::Seconds, "Limit of making a connection.", Some("5 seconds")),
    option(
        "read_timeout",
        SettingValue::Seconds,
        "Limit between two pieces of an answer.",
        Some("15 seconds"),
    ),
    option(
        "max_retries",
        SettingValue::Count,
        "How often a call is sent again after a failure where that is safe.",
        Some("2"),
    ),
    option("headers", SettingValue::Pairs, "A further request header.", None),
    option("query", SettingValue::Pairs, "A further query parameter of the Business API.", None),
    option(
        "time_zone",
        SettingValue::Text,
        "Time zone of the account, as an IANA name such as `US/Eastern`.",
        Some("`LASTPASS_TIME_ZONE`; without any, times have no instant"),
    ),
    option(
        "chunk_size",
        SettingValue::Count,
        "How many users go into one request of an operation on many users.",
        None,
    ),
    option("chunk_pause", SettingValue::Seconds, "Pause between two such requests.", None),
    option(
        "gone_is_deleted",
        SettingValue::Flag,
        "Whether \"not found\" is taken for a success where a deletion was sent a second time.",
        Some("no"),
    ),
];

const fn client(
    name: &'static str,
    value: SettingValue,
    description: &'static str,
    default: Option<&'static str>,
) -> Setting {
    Setting { name, value, client_only: true, description, default }
}

const fn option(
    name: &'static str,
    value: SettingValue,
    description: &'static str,
    default: Option<&'static str>,
) -> Setting {
    Setting { name, value, client_only: false, description, default }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_told_once_in_sentences() {
        for (place, setting) in SETTINGS.iter().enumerate() {
            assert!(SETTINGS[..place].iter().all(|other| other.name != setting.name), "{}", setting.name);
            assert!(setting.description.ends_with('.'), "{}", setting.name);
            assert!(setting.default.is_none_or(|default| !default.ends_with('.')), "{}", setting.name);
        }
    }
}
