//! What a client is made with, and the options of its calls: parameters, one for each setting.

use serde::Serialize;

use super::Language;
use crate::comments::paragraphs;
use crate::model::settings::SettingValue;
use crate::setting_parameters::{PROVISIONING, SettingParameter, in_settings, setting_parameters};
use crate::spoken::Spoken;
use crate::values::Sent;

/// A parameter, as its templates take it.
#[derive(Serialize)]
pub(crate) struct SettingHole {
    pub(crate) name: String,
    kind: String,
    /// What it says: in the comment of what takes it, and in a comment of its own.
    #[serde(skip)]
    pub(crate) text: String,
    doc: String,
    /// What writes it.
    gives: Vec<String>,
    /// Its name as a literal, in snake_case.
    key: String,
    #[serde(skip)]
    client_only: bool,
}

impl Language {
    /// What a client is made with.
    pub(crate) fn settings(&self, spoken: &Spoken) -> Vec<SettingHole> {
        setting_parameters().iter().map(|parameter| self.setting(parameter, spoken)).collect()
    }

    /// What a call takes.
    pub(crate) fn options(&self, spoken: &Spoken) -> Vec<SettingHole> {
        self.settings(spoken).into_iter().filter(|setting| !setting.client_only).collect()
    }

    fn setting(&self, parameter: &SettingParameter, spoken: &Spoken) -> SettingHole {
        let (types, name) = (self.types, (self.identifier)(parameter.name));
        let text = in_settings(&(self.voice.say)(&parameter.text, spoken), self.identifier);
        let key = (self.literal)(parameter.name);
        let call = |writer: &str| vec![format!("{writer}({key}, {name})")];
        let sent = |kind: &str, form| (kind.to_owned(), call((self.writer)(form)));
        let (kind, gives) = match parameter.value {
            None => {
                let member = |one| format!("{}({}, {name}?.{one})", self.credential, (self.literal)(one));
                ("Provisioning".to_owned(), PROVISIONING.map(member).into())
            }
            Some(SettingValue::Text | SettingValue::Secret | SettingValue::Pem) => {
                sent(types.text, Sent::Text)
            }
            Some(SettingValue::Seconds) => ("Duration".to_owned(), call("seconds")),
            Some(SettingValue::Count) => sent(types.count, Sent::Count),
            Some(SettingValue::Rate) => sent(types.number, Sent::Number),
            Some(SettingValue::Flag) => sent(types.flag, Sent::Flag),
            Some(SettingValue::Pairs) => sent(&(types.map)(types.text), Sent::TextMap),
            Some(SettingValue::Backoff) => ("Backoff".to_owned(), call("backoff")),
        };
        SettingHole {
            doc: (self.comment)(4, &paragraphs([text.as_str()])),
            name,
            kind,
            text,
            gives,
            key,
            client_only: parameter.client_only,
        }
    }
}
