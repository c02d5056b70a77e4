//! The options: functions, one for each setting of a client or option of a call.

use serde::Serialize;

use super::names::exported;
use super::text::{Part, comment, literal, named, paragraphs};
use crate::model::settings::{SETTINGS, Setting, SettingValue};
use crate::setting_parameters::PROVISIONING;

/// A function, as its template takes it.
#[derive(Serialize)]
pub(super) struct OptionHole {
    doc: String,
    name: String,
    parameters: &'static str,
    /// The setting that no call takes, as a literal; empty if calls take it too.
    client_only: String,
    lines: Vec<String>,
}

const CLIENTS: &str = "Clients take it, and no call.";

pub(super) fn options() -> Vec<OptionHole> {
    let mut options = Vec::new();
    for setting in SETTINGS {
        match PROVISIONING.iter().position(|member| *member == setting.name) {
            None => options.push(alone(setting)),
            Some(0) => options.push(together()),
            Some(_) => {}
        }
    }
    options
}

fn alone(setting: &Setting) -> OptionHole {
    let several = setting.value == SettingValue::Pairs;
    let name = function(setting);
    let mut texts = vec![named(&name, "sets ", &described(setting))];
    texts.extend(several.then(|| "It may be given several times.".to_owned()));
    texts.push(whom(setting).to_owned());
    OptionHole {
        doc: comment(0, &paragraphs([texts.join(" ")])),
        name,
        parameters: parameter(setting.value),
        client_only: if setting.client_only { literal(setting.name) } else { String::new() },
        lines: vec![line(setting)],
    }
}

/// The function of a setting that stands alone.
fn function(setting: &Setting) -> String {
    // They are given one by one.
    let one = setting.value == SettingValue::Pairs;
    let name = if one { setting.name.trim_end_matches('s') } else { setting.name };
    format!("With{}", exported(name))
}

/// A text that names settings by their functions.
pub(super) fn in_functions(text: &str) -> String {
    SETTINGS.iter().fold(text.to_owned(), |text, setting| {
        text.replace(&format!("`{}`", setting.name), &format!("[{}]", function(setting)))
    })
}

/// The setting of several members.
fn together() -> OptionHole {
    let members = SETTINGS.iter().filter(|setting| PROVISIONING.contains(&setting.name));
    let text = format!("WithProvisioning sets the credential of the Provisioning API. {CLIENTS}");
    let mut parts = paragraphs([text]);
    parts.extend(members.map(|setting| Part::Below(format!("{}: {}", setting.name, described(setting)))));
    OptionHole {
        doc: comment(0, &parts),
        name: "WithProvisioning".to_owned(),
        parameters: "cid, provhash string",
        client_only: literal(PROVISIONING[0]),
        lines: PROVISIONING.map(|name| format!("s.text({}, {name})", literal(name))).into(),
    }
}

fn described(setting: &Setting) -> String {
    let default = setting.default.map(|default| format!(" Default: {default}.")).unwrap_or_default();
    format!("{}{default}", setting.description)
}

fn whom(setting: &Setting) -> &'static str {
    if setting.client_only { CLIENTS } else { "Clients and calls take it." }
}

fn parameter(value: SettingValue) -> &'static str {
    match value {
        SettingValue::Text | SettingValue::Secret => "value string",
        SettingValue::Pem => "pem string",
        SettingValue::Seconds => "duration time.Duration",
        SettingValue::Count => "count int",
        SettingValue::Rate => "rate float64",
        SettingValue::Flag => "yes bool",
        SettingValue::Pairs => "name, value string",
        SettingValue::Backoff => "base, longest, longestAsked time.Duration",
    }
}

fn line(setting: &Setting) -> String {
    let name = literal(setting.name);
    match setting.value {
        SettingValue::Text | SettingValue::Secret => format!("s.text({name}, value)"),
        SettingValue::Pem => format!("s.text({name}, pem)"),
        SettingValue::Seconds => format!("s.seconds({name}, duration)"),
        SettingValue::Count => format!("s.count({name}, count)"),
        SettingValue::Rate => format!("s.rate({name}, rate)"),
        SettingValue::Flag => format!("s.flag({name}, yes)"),
        SettingValue::Pairs => format!("s.pair({name}, name, value)"),
        SettingValue::Backoff => "s.backoff(base, longest, longestAsked)".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_function() {
        let options = options();
        let lines: Vec<&str> = options.iter().flat_map(|option| &option.lines).map(String::as_str).collect();
        for setting in SETTINGS {
            let name = literal(setting.name);
            let set = lines.iter().any(|line| line.contains(&name)) || setting.value == SettingValue::Backoff;
            assert!(set, "{name}");
        }
        let names: Vec<&str> = options.iter().map(|option| option.name.as_str()).collect();
        for expected in
            ["WithAPIKey", "WithProvisioning", "WithHeader", "WithQuery", "WithCAPEM", "WithBackoff"]
        {
            assert!(names.contains(&expected), "{expected}: {names:?}");
        }
    }

    #[test]
    fn what_no_call_takes_is_told() {
        for option in options() {
            let whom = if option.client_only.is_empty() { "Clients and calls" } else { "and no call" };
            assert!(option.doc.replace("\n// ", " ").contains(whom), "{}", option.doc);
        }
    }
}
