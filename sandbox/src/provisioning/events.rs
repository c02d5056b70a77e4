//! reporting: the audit log, paged by an instant.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use serde_json::{Map, Value, json};

use super::Call;
use super::reply::{fail, json};
use crate::quirks::NextForm;
use crate::reply::Reply;
use crate::tenant::Event;

struct Query<'a> {
    from: i64,
    to: i64,
    user: Option<&'a str>,
    search: Option<String>,
    admin: bool,
}

impl<'a> Query<'a> {
    fn read(call: &'a Call<'_>) -> Result<Self, String> {
        let bound = |name: &str, read: &dyn Fn(&str) -> Option<i64>, open: i64| match call.text(name) {
            None | Some("") => Ok(open),
            Some(time) => read(time).ok_or_else(|| format!("Invalid date: {time}")),
        };
        let user = call.text("user").filter(|user| !user.is_empty() && *user != "allusers");
        if user.is_some_and(|user| call.state.directory.find(user).is_none()) {
            return Err("Please select a valid user.".to_owned());
        }
        let mut to = bound("to", &|time| call.state.log.latest(time), i64::MAX)?;
        match &call.data["next"] {
            Value::Null => {}
            next => to = to.min(instant(next).ok_or("Invalid next")?),
        }
        Ok(Self {
            from: bound("from", &|time| call.state.log.earliest(time), i64::MIN)?,
            to,
            user,
            search: call.text("search").filter(|text| !text.is_empty()).map(str::to_lowercase),
            admin: call.flag("admin").unwrap_or(false),
        })
    }

    fn matches(&self, event: &Event) -> bool {
        let contains = |text: &str, part: &str| text.to_lowercase().contains(part);
        (!self.admin || event.admin)
            && self.user.is_none_or(|user| event.username.eq_ignore_ascii_case(user))
            && self.search.as_deref().is_none_or(|part| {
                [&event.username, &event.ip_address, &event.action, &event.data]
                    .into_iter()
                    .any(|text| contains(text, part))
            })
    }
}

pub(super) fn report(call: &mut Call<'_>) -> Reply {
    let query = match Query::read(call) {
        Ok(query) => query,
        Err(text) => return fail(&text),
    };
    let limit = call.quirks.event_limit.max(1);
    let all = call.state.log.events();
    let (first, last) = (
        all.partition_point(|event| event.at < query.from),
        all.partition_point(|event| event.at <= query.to),
    );
    let mut found: Vec<&Event> = all
        .get(first..last)
        .unwrap_or_default()
        .iter()
        .rev()
        .filter(|event| query.matches(event))
        .take(limit + 1)
        .collect();
    let more = found.len() > limit;
    found.truncate(limit);
    // The next page begins with the last event of this one (provisioning mock rule 18).
    let boundary = found.last().map(|event| event.at);
    if call.quirks.events_ascending {
        found.reverse();
    }
    if call.text("format") == Some("siem") || call.format.as_deref() == Some("siem") {
        return siem(call, &found);
    }
    let paging = call.paging;
    let next = match boundary {
        _ if paging.empty_token => "".into(),
        _ if paging.repeat_token && !call.data["next"].is_null() => call.data["next"].clone(),
        Some(at) if more || paging.endless || paging.repeat_token => print_next(at, call.quirks.next_form),
        _ => Value::Null,
    };
    let data: Map<String, Value> = found
        .iter()
        .enumerate()
        .map(|(at, event)| (format!("Event{}", at + 1), print(call, event, str::to_owned)))
        .collect();
    let data = if data.is_empty() { call.empty_map() } else { Value::Object(data) };
    json(&json!({"status": "OK", "next": next, "data": data}))
}

fn print(call: &Call<'_>, event: &Event, spell: impl Fn(&str) -> String) -> Value {
    let mut printed = Map::new();
    let mut member = |name: &str, value: &str| printed.insert(spell(name), value.into());
    member("Time", &call.state.log.local_time(event.at));
    member("Username", &event.username);
    member("IP_Address", &event.ip_address);
    member("Action", &event.action);
    member("Data", &event.data);
    if let Some(session) = &event.session {
        member("serverSessionId", session);
    }
    Value::Object(printed)
}

/// The other shape: an array, with an `ID`, keys in varying case (provisioning mock rule 19).
fn siem(call: &Call<'_>, found: &[&Event]) -> Reply {
    let events: Vec<Value> = found
        .iter()
        .enumerate()
        .map(|(at, event)| {
            let spell = |name: &str| match at % 3 {
                0 => name.to_owned(),
                1 => name.to_lowercase(),
                _ => name.to_uppercase(),
            };
            let mut printed = print(call, event, spell);
            printed[spell("ID")] = event.id.to_string().into();
            printed
        })
        .collect();
    json(&json!({"events": events}))
}

fn print_next(at: i64, form: NextForm) -> Value {
    match form {
        NextForm::Microseconds => at.into(),
        NextForm::NumericString => at.to_string().into(),
        NextForm::DateText => {
            let time = TimeZone::UTC.to_datetime(Timestamp::from_microsecond(at).unwrap_or_default());
            time.strftime("%Y-%m-%d %H:%M:%S.%6f").to_string().into()
        }
    }
}

/// The instant of a `next`, in any of its forms.
fn instant(next: &Value) -> Option<i64> {
    let Some(text) = next.as_str() else { return next.as_i64() };
    if let Ok(at) = text.parse() {
        return Some(at);
    }
    let time = DateTime::strptime("%Y-%m-%d %H:%M:%S%.f", text).ok()?;
    TimeZone::UTC.to_timestamp(time).ok().map(Timestamp::as_microsecond)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn next_comes_back_in_every_form() {
        let at = 1_714_645_298_000_003;
        for form in [NextForm::DateText, NextForm::Microseconds, NextForm::NumericString] {
            assert_eq!(instant(&print_next(at, form)), Some(at), "{form:?}");
        }
        assert_eq!(print_next(at, NextForm::DateText), "2024-05-02 10:21:38.000003");
        assert_eq!(instant(&json!("soon")), None);
    }
}
