//! The functions that set options, one for each setting.

use serde::Serialize;

use super::text::{doc, paragraphs};
use crate::model::settings::{SETTINGS, Setting, SettingValue};

/// A function that sets an option, as its template takes it.
#[derive(Debug, Serialize)]
pub(super) struct Setter {
    name: String,
    doc: String,
    parameters: Vec<(&'static str, &'static str)>,
    /// What hands it on, as an expression in Rust.
    gives: String,
    /// Whether that may be refused at once, since it reads a text.
    reads: bool,
}

pub(super) fn setters() -> Vec<Setter> {
    SETTINGS.iter().map(setter).chain([by_names()]).collect()
}

/// What sets any of them.
fn by_names() -> Setter {
    let text = "Sets any settings by their names, by a JSON object of so many bytes, for bindings of other languages: \
                `{\"timeout\": 5, \"headers\": {\"x-team\": \"it\"}}`.";
    Setter {
        name: "lpa_options_set_json".to_owned(),
        doc: doc(0, &paragraphs([text])),
        parameters: vec![("json", "*const c_char"), ("length", "usize")],
        gives: "given.members(\"json\", json, length)".to_owned(),
        reads: true,
    }
}

fn setter(setting: &Setting) -> Setter {
    let name = setting.name;
    let adds = setting.value == SettingValue::Pairs;
    let (parameters, gives): (&[(&str, &str)], String) = match setting.value {
        SettingValue::Text | SettingValue::Secret => {
            (&[("text", "*const c_char")], format!("given.text(\"{name}\", text)"))
        }
        SettingValue::Pem => (
            &[("pem", "*const c_char"), ("length", "usize")],
            format!("given.string(\"{name}\", pem, length)"),
        ),
        SettingValue::Seconds => (&[("seconds", "f64")], format!("given.put(\"{name}\", number(seconds))")),
        SettingValue::Rate => (&[("rate", "f64")], format!("given.put(\"{name}\", number(rate))")),
        SettingValue::Count => (&[("count", "u32")], format!("given.put(\"{name}\", count)")),
        SettingValue::Flag => (&[("yes", "bool")], format!("given.put(\"{name}\", yes)")),
        SettingValue::Pairs => (
            &[("name", "*const c_char"), ("value", "*const c_char")],
            format!("given.pair(\"{name}\", name, value)"),
        ),
        SettingValue::Backoff => (
            &[("base", "f64"), ("cap", "f64"), ("longest_asked", "f64")],
            format!(
                "let waits = json!({{\"base\": number(base), \"cap\": number(cap), \"longest_asked\": number(longest_asked)}});\n\
                 given.put(\"{name}\", waits)"
            ),
        ),
    };
    let reads = parameters.iter().any(|(_, kind)| kind.starts_with('*'));
    let unit = match setting.value {
        SettingValue::Seconds | SettingValue::Backoff => Some("In seconds.".to_owned()),
        SettingValue::Pairs => Some("May be given several times.".to_owned()),
        _ => None,
    };
    let default = setting.default.map(|default| format!("If it is not set: {default}."));
    let whose = setting.client_only.then(|| "Of a client only.".to_owned());
    let texts = [Some(setting.description.to_owned()), unit, default, whose];
    let text = texts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = if adds { format!("add_{}", name.trim_end_matches('s')) } else { format!("set_{name}") };
    Setter {
        name: format!("lpa_options_{name}"),
        doc: doc(0, &paragraphs([text])),
        parameters: parameters.to_vec(),
        gives,
        reads,
    }
}
