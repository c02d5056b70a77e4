//! What a client is made with, and the options of its calls: parameters, one for each setting.

use serde::Serialize;

use super::names::identifier;
use super::text::{Part, comment, in_kotlin, literal, paragraphs};
use crate::model::settings::SettingValue;
use crate::setting_parameters::{
    CONSTRUCTOR, CREDENTIALS, PROVISIONING, SettingParameter, in_settings, setting_parameters,
};
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

/// What a client is made with.
pub(super) fn settings(spoken: &Spoken) -> Vec<SettingHole> {
    setting_parameters().iter().map(|parameter| hole(parameter, spoken)).collect()
}

/// What a call takes.
pub(super) fn options(spoken: &Spoken) -> Vec<SettingHole> {
    settings(spoken).into_iter().filter(|hole| hole.is_option).collect()
}

/// What the constructor throws.
const THROWS: [&str; 2] = [
    "InvalidArgumentException A setting cannot work; `parameter` names it.",
    "ConfigurationException No credential is given.",
];

/// The comment of the constructor.
pub(super) fn constructor(spoken: &Spoken) -> String {
    let said = settings(spoken).into_iter().map(|setting| setting.said);
    let credentials = [Part::Line(format!("@param credentials {CREDENTIALS}"))];
    let throws = THROWS.iter().map(|text| Part::Line(format!("@throws {text}")));
    let parts = paragraphs([CONSTRUCTOR]).into_iter().chain(said).chain(credentials).chain(throws);
    comment(4, &parts.collect::<Vec<_>>())
}

fn hole(parameter: &SettingParameter, spoken: &Spoken) -> SettingHole {
    let name = identifier(parameter.name);
    let text = in_settings(&in_kotlin(&parameter.text, spoken), identifier);
    let (kind, writer) = match parameter.value {
        None => ("Provisioning", ""),
        Some(SettingValue::Text | SettingValue::Secret | SettingValue::Pem) => ("String", "text"),
        Some(SettingValue::Seconds) => ("Duration", "seconds"),
        Some(SettingValue::Count) => ("Int", "count"),
        Some(SettingValue::Rate) => ("Double", "number"),
        Some(SettingValue::Flag) => ("Boolean", "flag"),
        Some(SettingValue::Pairs) => ("Map<String, String>", "any"),
        Some(SettingValue::Backoff) => ("Backoff", "backoff"),
    };
    let gives = match parameter.value {
        None => PROVISIONING.map(|member| format!("text({}, {name}?.{member})", literal(member))).into(),
        Some(_) => vec![format!("{writer}({}, {name})", literal(parameter.name))],
    };
    SettingHole {
        declared: format!("{kind}? = null"),
        said: Part::Line(format!("@param {name} {text}")),
        doc: comment(4, &paragraphs([text])),
        name,
        gives,
        is_option: !parameter.client_only,
    }
}
