//! The types that arguments have. JSON of another type is refused and never converted: `"5"` is no number, `5.0` is no whole
//! one.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::civil::Date;
use lastpass_admin::{DeleteAction, PageToken, Secret, TimeBound};
use serde_json::{Map, Value};

use super::{Argument, Arguments, Members, Refusal};

/// A length of time, given as a number of seconds.
pub(crate) struct Seconds(pub(crate) Duration);

/// What was wanted and what came; the value itself may be secret.
fn not(wanted: &str, value: &Value) -> Refusal {
    let given = match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_f64() => "a decimal number",
        Value::Number(_) => "a whole number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    Refusal::new(format!("must be {wanted}, not {given}"))
}

impl Argument for bool {
    fn read(value: Value) -> Result<Self, Refusal> {
        value.as_bool().ok_or_else(|| not("true or false", &value))
    }
}

macro_rules! whole_numbers {
    ($($kind:ident),*) => {
        $(impl Argument for $kind {
            fn read(value: Value) -> Result<Self, Refusal> {
                let number = value.as_i64().map(i128::from).or_else(|| value.as_u64().map(i128::from));
                let number = number.ok_or_else(|| not("a whole number", &value))?;
                $kind::try_from(number)
                    .map_err(|_| Refusal::new(format!("must be from {} to {}", $kind::MIN, $kind::MAX)))
            }
        })*
    };
}

whole_numbers!(i64, u32, usize);

impl Argument for f64 {
    fn read(value: Value) -> Result<Self, Refusal> {
        value.as_f64().ok_or_else(|| not("a number", &value))
    }
}

impl Argument for Seconds {
    fn read(value: Value) -> Result<Self, Refusal> {
        let seconds = value.as_f64().ok_or_else(|| not("a number of seconds", &value))?;
        let duration = Duration::try_from_secs_f64(seconds);
        duration.map(Seconds).map_err(|_| Refusal::new("must be a number of seconds, from 0 up"))
    }
}

impl Argument for String {
    fn read(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::String(text) => Ok(text),
            other => Err(not("a text", &other)),
        }
    }
}

/// Types that take any text.
macro_rules! text_arguments {
    ($($kind:ty),*) => {
        $(impl $crate::arguments::Argument for $kind {
            fn read(value: serde_json::Value) -> Result<Self, $crate::arguments::Refusal> {
                <String as $crate::arguments::Argument>::read(value).map(<$kind>::from)
            }
        })*
    };
}
pub(crate) use text_arguments;

text_arguments!(PageToken, Secret);

impl Argument for Date {
    fn read(value: Value) -> Result<Self, Refusal> {
        let text = value.as_str().ok_or_else(|| not("a date such as `2026-04-30`", &value))?;
        // A date with a time parses too, and would lose its time unseen.
        let date = text.parse().ok().filter(|date: &Date| date.to_string() == text);
        date.ok_or_else(|| Refusal::new("must be a date such as `2026-04-30`"))
    }
}

impl Argument for TimeBound {
    fn read(value: Value) -> Result<Self, Refusal> {
        const WANTED: &str =
            "a time such as `2026-04-30 10:15:00`, or an instant such as `2026-04-30T10:15:00Z`";
        let text = value.as_str().ok_or_else(|| not(WANTED, &value))?;
        text.parse().map_err(|_| Refusal::new(format!("must be {WANTED}")))
    }
}

impl Argument for DeleteAction {
    fn read(value: Value) -> Result<Self, Refusal> {
        match String::read(value)?.as_str() {
            "deactivate" => Ok(DeleteAction::Deactivate),
            "remove_from_company" => Ok(DeleteAction::RemoveFromCompany),
            "delete_permanently" => Ok(DeleteAction::DeletePermanently),
            "uninvite" => Ok(DeleteAction::Uninvite),
            _ => Err(Refusal::new(
                "must be `deactivate`, `remove_from_company`, `delete_permanently` or `uninvite`",
            )),
        }
    }
}

impl Argument for Value {
    fn read(value: Value) -> Result<Self, Refusal> {
        Ok(value)
    }
}

impl Argument for Map<String, Value> {
    fn read(value: Value) -> Result<Self, Refusal> {
        match value {
            Value::Object(members) => Ok(members),
            other => Err(not("an object", &other)),
        }
    }
}

impl Argument for BTreeMap<String, String> {
    fn read(value: Value) -> Result<Self, Refusal> {
        let members = Map::read(value)?.into_iter();
        members
            .map(|(name, value)| match String::read(value) {
                Ok(text) => Ok((name, text)),
                Err(refusal) => Err(refusal.inside(&name)),
            })
            .collect()
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn read(value: Value) -> Result<Self, Refusal> {
        let Value::Array(values) = value else { return Err(not("a list", &value)) };
        let values = values.into_iter().enumerate();
        values.map(|(index, value)| T::read(value).map_err(|refusal| refusal.at(index))).collect()
    }
}

impl<T: Members> Argument for T {
    fn read(value: Value) -> Result<Self, Refusal> {
        Map::read(value).map(Arguments::new)?.rest()
    }
}
