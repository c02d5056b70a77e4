//! What a client is made with, and the options of its calls: parameters, one for each setting.

use serde::Serialize;

use super::names::identifier;
use super::text::{Part, comment, in_kotlin, in_settings, literal, paragraphs};
use crate::model::settings::{SETTINGS, Setting, SettingValue};
use crate::spoken::Spoken;

/// A parameter, as its templates take it.
#[derive(Serialize)]
pub(super) struct SettingHole {
    name: String,
    /// Its type, and null where it is not given.
    declared: String,
    /// What it says: as a part of a comment, and as a comment of its own.
    #[serde(skip)]
    said: Part,
    doc: String,
    /// What writes it.
    gives: Vec<String>,
    #[serde(skip)]
    is_option: bool,
}

/// The settings that one parameter sets together.
const MEMBERS: [&str; 2] = ["cid", "provhash"];

const PROVISIONING: &str = "CID and provisioning hash of the Provisioning API. Default: `LASTPASS_CID` with \
                            `LASTPASS_PROVHASH`, if no credential is given.";

/// What a client is made with.
pub(super) fn settings(spoken: &Spoken) -> Vec<SettingHole> {
    let mut holes = Vec::new();
    for setting in SETTINGS {
        match MEMBERS.iter().position(|member| *member == setting.name) {
            None => holes.push(alone(setting, spoken)),
            Some(0) => holes.push(together(spoken)),
            Some(_) => {}
        }
    }
    holes
}

/// What a call takes.
pub(super) fn options(spoken: &Spoken) -> Vec<SettingHole> {
    settings(spoken).into_iter().filter(|hole| hole.is_option).collect()
}

/// What is said of the constructor.
const CONSTRUCTOR: &str = "Makes a client of one company. Nothing is sent before the first call. What is not given is \
                           read from the environment, where a variable is named.";

/// What is said of what comes last.
const OTHERS: [&str; 3] = [
    "@param credentials Gives the credentials in place of `apiKey` and `provisioning`; asked once, before the first call.",
    "@throws InvalidArgumentException A setting cannot work; `parameter` names it.",
    "@throws ConfigurationException No credential is given.",
];

/// The comment of the constructor.
pub(super) fn constructor(settings: &[SettingHole]) -> String {
    let said = settings.iter().map(|setting| setting.said.clone());
    let others = OTHERS.iter().map(|line| Part::Line((*line).to_owned()));
    comment(4, &paragraphs([CONSTRUCTOR]).into_iter().chain(said).chain(others).collect::<Vec<_>>())
}

fn alone(setting: &Setting, spoken: &Spoken) -> SettingHole {
    let (kind, writer) = match setting.value {
        SettingValue::Text | SettingValue::Secret | SettingValue::Pem => ("String", "text"),
        SettingValue::Seconds => ("Duration", "seconds"),
        SettingValue::Count => ("Int", "count"),
        SettingValue::Rate => ("Double", "number"),
        SettingValue::Flag => ("Boolean", "flag"),
        SettingValue::Pairs => ("Map<String, String>", "any"),
        SettingValue::Backoff => ("Backoff", "backoff"),
    };
    let name = identifier(setting.name);
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
    let gives = format!("{writer}({}, {name})", literal(setting.name));
    hole(&name, kind, &format!("{description}{default}"), vec![gives], !setting.client_only, spoken)
}

/// The setting of several members.
fn together(spoken: &Spoken) -> SettingHole {
    let gives = MEMBERS.map(|name| format!("text({}, provisioning?.{name})", literal(name)));
    hole("provisioning", "Provisioning", PROVISIONING, gives.into(), false, spoken)
}

fn hole(
    name: &str,
    kind: &str,
    text: &str,
    gives: Vec<String>,
    is_option: bool,
    spoken: &Spoken,
) -> SettingHole {
    let text = in_settings(&in_kotlin(text, spoken));
    SettingHole {
        name: name.to_owned(),
        declared: format!("{kind}? = null"),
        said: Part::Line(format!("@param {name} {text}")),
        doc: comment(4, &paragraphs([text])),
        gives,
        is_option,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_is_given_once() {
        let settings = settings(&Spoken::of_names(&[]));
        for setting in SETTINGS {
            let name = format!("({},", literal(setting.name));
            let given = settings.iter().flat_map(|hole| &hole.gives).filter(|line| line.contains(&name));
            assert_eq!(given.count(), 1, "{}", setting.name);
        }
    }

    #[test]
    fn a_call_takes_no_credential() {
        let options = options(&Spoken::of_names(&[]));
        let names: Vec<&str> = options.iter().map(|hole| hole.name.as_str()).collect();
        assert!(names.contains(&"timeout") && names.contains(&"goneIsDeleted"), "{names:?}");
        assert!(!names.contains(&"apiKey") && !names.contains(&"provisioning"), "{names:?}");
    }
}
