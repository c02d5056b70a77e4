//! The settings as parameters of a language: one for each, but for those that only work together.

use crate::model::settings::{SETTINGS, SettingValue};

/// A parameter of what makes a client, or of the options of a call.
pub(crate) struct SettingParameter {
    /// Its name, in snake_case.
    pub name: &'static str,
    /// What it is; none: the credential of the Provisioning API, whose members are [`PROVISIONING`].
    pub value: Option<SettingValue>,
    /// What it says.
    pub text: String,
    /// Whether a client alone takes it, and no call.
    pub client_only: bool,
}

/// What is said of what makes a client.
pub(crate) const CONSTRUCTOR: &str = "Makes a client of one company. Nothing is sent before the first call. What is not \
                                      given is read from the environment, where a variable is named.";

/// What is said of the function that gives credentials.
pub(crate) const CREDENTIALS: &str =
    "Gives the credentials in place of `apiKey` and `provisioning`; asked once, before the first call.";

/// The settings that make up one credential.
pub(crate) const PROVISIONING: [&str; 2] = ["cid", "provhash"];

/// The parameters, in the order in which they are told.
pub(crate) fn setting_parameters() -> Vec<SettingParameter> {
    let mut parameters = Vec::new();
    for setting in SETTINGS {
        let default = setting.default.map(|default| format!(" Default: {default}.")).unwrap_or_default();
        let description = match setting.value {
            // They are given together.
            SettingValue::Pairs => ["header", "parameter"]
                .iter()
                .fold(setting.description.replace("A further", "Further"), |text, one| {
                    text.replace(one, &format!("{one}s"))
                }),
            _ => setting.description.to_owned(),
        };
        match PROVISIONING.iter().position(|member| *member == setting.name) {
            None => parameters.push(SettingParameter {
                name: setting.name,
                value: Some(setting.value),
                text: format!("{description}{default}"),
                client_only: setting.client_only,
            }),
            Some(0) => parameters.push(SettingParameter {
                name: "provisioning",
                value: None,
                text: "CID and provisioning hash of the Provisioning API. Default: `LASTPASS_CID` with \
                       `LASTPASS_PROVHASH`, if no credential is given."
                    .to_owned(),
                client_only: true,
            }),
            Some(_) => {}
        }
    }
    parameters
}

/// A text that names settings as parameters, which a language calls so.
pub(crate) fn in_settings(text: &str, identifier: fn(&str) -> String) -> String {
    SETTINGS.iter().filter(|setting| setting.name.contains('_')).fold(text.to_owned(), |text, setting| {
        text.replace(&format!("`{}`", setting.name), &format!("`{}`", identifier(setting.name)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_a_parameter_and_no_credential_one_of_calls() {
        let parameters = setting_parameters();
        for setting in SETTINGS {
            let name = if PROVISIONING.contains(&setting.name) { "provisioning" } else { setting.name };
            let found: Vec<_> = parameters.iter().filter(|parameter| parameter.name == name).collect();
            assert_eq!(found.len(), 1, "{}", setting.name);
            assert_eq!(found[0].client_only, setting.client_only, "{}", setting.name);
        }
    }

    #[test]
    fn pairs_are_told_as_several() {
        let parameters = setting_parameters();
        let text = |name| parameters.iter().find(|one| one.name == name).map(|one| one.text.as_str());
        assert_eq!(text("headers"), Some("Further request headers."));
        assert_eq!(text("query"), Some("Further query parameters of the Business API."));
        assert_eq!(text("max_retries").map(|text| text.ends_with(" Default: 2.")), Some(true));
    }

    #[test]
    fn texts_name_settings_as_their_parameters() {
        let text = "A client with `read_only`, `not_sent`, `query`.";
        let expected = "A client with `readOnly`, `not_sent`, `query`.";
        assert_eq!(in_settings(text, crate::names::camel), expected);
    }
}
