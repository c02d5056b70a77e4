//! What a client is made with, and the options of its calls: parameters, one for each setting.

use serde::Serialize;

use super::names::identifier;
use super::text::{Part, comment, in_swift, literal, paragraphs};
use crate::model::settings::SettingValue;
use crate::setting_parameters::{
    CONSTRUCTOR, CREDENTIALS, PROVISIONING, SettingParameter, in_settings, setting_parameters,
};
use crate::spoken::Spoken;

/// A parameter, as its templates take it.
#[derive(Serialize)]
pub(super) struct SettingHole {
    name: String,
    kind: &'static str,
    doc: String,
    /// What writes it.
    gives: Vec<String>,
    /// Its name as a literal, in snake_case.
    key: String,
    #[serde(skip)]
    text: String,
    #[serde(skip)]
    client_only: bool,
}

/// What a client is made with.
pub(super) fn settings(spoken: &Spoken) -> Vec<SettingHole> {
    setting_parameters().iter().map(|parameter| hole(parameter, spoken)).collect()
}

/// What a call takes.
pub(super) fn options(spoken: &Spoken) -> Vec<SettingHole> {
    settings(spoken).into_iter().filter(|hole| !hole.client_only).collect()
}

/// What the initializer throws.
const THROWS: &str = "``LastPassError/invalidArgument(_:)`` if a setting cannot work, which `parameter` \
                      names; ``LastPassError/configuration(_:)`` if no credential is given.";

/// The comment of the initializer.
pub(super) fn constructor(spoken: &Spoken) -> String {
    let mut parts = paragraphs([CONSTRUCTOR]);
    parts.push(Part::Line("Parameters:".to_owned()));
    parts.extend(
        settings(spoken).iter().map(|setting| Part::Below(format!("{}: {}", setting.name, setting.text))),
    );
    parts.push(Part::Below(format!("credentials: {CREDENTIALS}")));
    parts.push(Part::Line(format!("Throws: {THROWS}")));
    comment(4, &parts)
}

fn hole(parameter: &SettingParameter, spoken: &Spoken) -> SettingHole {
    let name = identifier(parameter.name);
    let text = in_settings(&in_swift(&parameter.text, spoken), identifier);
    let (kind, writer) = match parameter.value {
        None => ("Provisioning", ""),
        Some(SettingValue::Text | SettingValue::Secret | SettingValue::Pem) => ("String", "text"),
        Some(SettingValue::Seconds) => ("Duration", "seconds"),
        Some(SettingValue::Count) => ("Int", "integer"),
        Some(SettingValue::Rate) => ("Double", "number"),
        Some(SettingValue::Flag) => ("Bool", "flag"),
        Some(SettingValue::Pairs) => ("[String: String]", "textMap"),
        Some(SettingValue::Backoff) => ("Backoff", "backoff"),
    };
    let gives = match parameter.value {
        None => PROVISIONING.map(|member| format!("secret({}, {name}?.{member})", literal(member))).into(),
        Some(_) => vec![format!("{writer}({}, {name})", literal(parameter.name))],
    };
    SettingHole {
        doc: comment(4, &paragraphs([text.as_str()])),
        name,
        kind,
        gives,
        key: literal(parameter.name),
        text,
        client_only: parameter.client_only,
    }
}
