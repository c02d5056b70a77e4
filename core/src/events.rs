//! Audit events: their identity, and the instant they stand for.

use ring::digest::{Context, SHA256};

use crate::generated::{EVENT_ORDINAL, Event};
use crate::tape::Item;

impl Event {
    /// A stable id of the event: 32 hexadecimal digits, the same in every process, report and language.
    ///
    /// The vendor gives no id. This one is made of the time, the zone that the client was built with, the user, the address,
    /// the action, the data, and the [`ordinal`](Self::ordinal) among equal events of the same second: five equal failed
    /// logins within a second are five events. Store it to recognise an event that a later, overlapping report gives again.
    pub fn id(&self) -> String {
        let zone = self.node().tape().zone().and_then(|zone| zone.iana_name()).unwrap_or_default();
        let time = self.time().map(|time| time.text()).unwrap_or_default();
        let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let parts = [
            time.to_owned(),
            zone.to_owned(),
            text(self.username()),
            text(self.ip_address()),
            text(self.action()),
            text(self.data()),
            self.ordinal().to_string(),
        ];
        let mut context = Context::new(&SHA256);
        // One shape of the report has an id of its own, which tells equal rows apart.
        let siem_id = self.siem_id().map(str::to_owned);
        for part in parts.into_iter().chain(siem_id) {
            context.update(&(part.len() as u64).to_le_bytes());
            context.update(part.as_bytes());
        }
        context.finish().as_ref()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// How many equal events of the same second the report gave before this one.
    pub fn ordinal(&self) -> u64 {
        self.node().integer(EVENT_ORDINAL).and_then(|ordinal| u64::try_from(ordinal).ok()).unwrap_or_default()
    }

    /// Whether the action is this one, whatever the case: the vendor changed the spelling of its actions over the years.
    pub fn is_action(&self, action: &str) -> bool {
        self.action().is_some_and(|own| own.to_lowercase() == action.to_lowercase())
    }
}
