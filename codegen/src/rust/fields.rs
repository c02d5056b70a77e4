//! The fields of request structs: their types, how they are checked, and how they are written.

use serde::Serialize;
use serde_json::Value;

use super::text::{doc, identifier, literal};
use crate::model::{Kind, Member};

/// A field of a request struct.
#[derive(Serialize)]
pub(crate) struct Field {
    doc: String,
    pub(crate) name: String,
    /// Type of the field.
    pub(crate) kind: String,
    pub(crate) required: bool,
    /// Type of the constructor's argument, and what makes the field of it.
    argument: String,
    taken: String,
    /// The value of a field that the constructor is not given.
    default: &'static str,
    /// Whether it is not printed as it is.
    masked: bool,
}

/// How a caller leaves out a list or a map that is not required.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Lists {
    /// By giving an empty one.
    EmptyIsAbsent,
    /// By giving none: in a partial update, an empty list empties.
    EmptyIsSent,
}

pub(super) fn field(member: &Member, lists: Lists) -> Field {
    let base = base(&member.kind);
    let container = matches!(member.kind, Kind::List(_) | Kind::Map(_)) && lists == Lists::EmptyIsAbsent;
    let (kind, default) = match &member.kind {
        _ if member.required => (base.clone(), ""),
        Kind::List(_) if container => (base.clone(), "Vec::new()"),
        Kind::Map(_) if container => (base.clone(), "BTreeMap::new()"),
        _ if member.flag.is_some() => ("Option<bool>".to_owned(), "None"),
        _ => (format!("Option<{base}>"), "None"),
    };
    let name = identifier(&member.name);
    let (argument, taken) = match base.as_str() {
        "String" | "Secret" => (format!("impl Into<{base}>"), format!("{name}: {name}.into()")),
        _ => (base, name.clone()),
    };
    let note = member.provenance.as_ref().and_then(|provenance| provenance.note());
    let paragraphs: Vec<String> = std::iter::once(member.description.clone()).chain(note).collect();
    Field {
        doc: doc(4, &paragraphs),
        name,
        kind,
        required: member.required,
        argument,
        taken,
        default,
        masked: is_masked(member),
    }
}

/// Whether a field may hold a password among other things: attributes may.
pub(super) fn is_masked(member: &Member) -> bool {
    matches!(member.kind, Kind::Map(_))
}

/// The type of a value.
pub(super) fn base(kind: &Kind) -> String {
    match kind {
        Kind::Flag => "bool".to_owned(),
        Kind::Integer { .. } => "i64".to_owned(),
        Kind::Number => "f64".to_owned(),
        Kind::Text | Kind::Email => "String".to_owned(),
        Kind::Secret => "Secret".to_owned(),
        Kind::Date => "Date".to_owned(),
        Kind::LocalTime => "TimeBound".to_owned(),
        Kind::Instant => "Timestamp".to_owned(),
        Kind::Enum(name) | Kind::Object(name) => name.clone(),
        Kind::List(item) => format!("Vec<{}>", base(item)),
        Kind::Map(value) => format!("BTreeMap<String, {}>", base(value)),
        Kind::Any => "Value".to_owned(),
    }
}

/// The checks of the members of one struct, in their order: statements that refuse before anything is sent.
pub(super) fn checks(members: &[&Member]) -> Vec<String> {
    let mut checks: Vec<String> = members.iter().filter_map(|member| check(member)).collect();
    let date = |name: &str| {
        members.iter().any(|member| member.name == name && member.kind == Kind::Date && member.required)
    };
    if date("start_date") && date("end_date") {
        checks.push("check::order(\"end_date\", &self.start_date, &self.end_date)?;".to_owned());
    }
    checks
}

fn check(member: &Member) -> Option<String> {
    let (label, name) = (literal(&member.name), identifier(&member.name));
    let test = |value: &str| match &member.kind {
        Kind::Email => Some(format!("check::email({label}, {value})?;")),
        Kind::Text if member.required => Some(format!("check::text({label}, {value})?;")),
        _ => None,
    };
    if let Kind::Integer { minimum: Some(minimum), maximum: Some(maximum) } = &member.kind {
        return Some(match member.required {
            true => format!("check::range({label}, self.{name}, {minimum}, {maximum})?;"),
            false => {
                format!(
                    "if let Some({name}) = self.{name} {{ check::range({label}, {name}, {minimum}, {maximum})?; }}"
                )
            }
        });
    }
    if member.required {
        return test(&format!("&self.{name}"));
    }
    let inner = test(&name)?;
    Some(format!("if let Some({name}) = &self.{name} {{ {inner} }}"))
}

/// The JSON value of a member, as an expression of type `Option<Value>`.
pub(super) fn json(member: &Member, lists: Lists) -> String {
    let name = identifier(&member.name);
    if let Some(constant) = &member.constant {
        return format!("Some({})", json_literal(constant));
    }
    if let Some(flag) = &member.flag {
        let set = json_literal(&flag.set);
        return match &flag.clear {
            Some(clear) => {
                format!("self.{name}.map(|{name}| if {name} {{ {set} }} else {{ {} }})", json_literal(clear))
            }
            None => format!("(self.{name} == Some(true)).then(|| {set})"),
        };
    }
    match &member.kind {
        _ if member.required => format!("Some(json!(self.{name}))"),
        Kind::List(_) | Kind::Map(_) if lists == Lists::EmptyIsAbsent => {
            format!("(!self.{name}.is_empty()).then(|| json!(self.{name}))")
        }
        Kind::Text | Kind::Email => format!("self.{name}.as_deref().map(Value::from)"),
        Kind::Integer { .. } | Kind::Flag | Kind::Number => format!("self.{name}.map(Value::from)"),
        _ => format!("self.{name}.as_ref().map(|{name}| json!({name}))"),
    }
}

/// A JSON value as an expression of type `Value`.
pub(super) fn json_literal(value: &Value) -> String {
    match value {
        Value::String(text) => format!("Value::from({})", literal(text)),
        other => format!("Value::from({other})"),
    }
}

/// The text of a query parameter, as an expression of type `Option<String>`; none if Rust has no form for it.
pub(super) fn query(member: &Member) -> Option<String> {
    let name = identifier(&member.name);
    Some(match (&member.kind, member.required) {
        (Kind::Text | Kind::Email, true) => format!("Some(self.{name}.clone())"),
        (Kind::Text | Kind::Email, false) => format!("self.{name}.clone()"),
        (Kind::Integer { .. } | Kind::Flag | Kind::Date | Kind::Enum(_), true) => {
            format!("Some(self.{name}.to_string())")
        }
        (Kind::Integer { .. } | Kind::Flag | Kind::Date | Kind::Enum(_), false) => {
            format!("self.{name}.as_ref().map(ToString::to_string)")
        }
        (Kind::List(item), _) => match &**item {
            Kind::Enum(of) => format!(
                "(!self.{name}.is_empty()).then(|| self.{name}.iter().map({of}::as_str).collect::<Vec<_>>().join(\",\"))"
            ),
            Kind::Text => format!("(!self.{name}.is_empty()).then(|| self.{name}.join(\",\"))"),
            _ => return None,
        },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json as value;

    use super::*;
    use crate::model::FlagForm;

    fn member(name: &str, kind: Kind, required: bool) -> Member {
        Member {
            wire: name.to_owned(),
            name: name.to_owned(),
            aliases: Vec::new(),
            kind,
            description: "What it is for.".to_owned(),
            provenance: None,
            required,
            nullable: false,
            role: None,
            constant: None,
            flag: None,
            from_key: false,
            map_form: false,
            envelope: false,
            identity: false,
            knows_null: false,
        }
    }

    #[test]
    fn a_field_can_be_left_out_in_the_way_of_its_type() {
        let color = || Kind::Enum("Color".to_owned());
        let map = Kind::map(Kind::Text);
        let cases = [
            ("required text", Kind::Text, true, Lists::EmptyIsAbsent, "String", ""),
            ("optional text", Kind::Text, false, Lists::EmptyIsAbsent, "Option<String>", "None"),
            ("optional secret", Kind::Secret, false, Lists::EmptyIsAbsent, "Option<Secret>", "None"),
            ("optional list", Kind::list(color()), false, Lists::EmptyIsAbsent, "Vec<Color>", "Vec::new()"),
            ("required list", Kind::list(color()), true, Lists::EmptyIsAbsent, "Vec<Color>", ""),
            (
                "list of a partial update",
                Kind::list(color()),
                false,
                Lists::EmptyIsSent,
                "Option<Vec<Color>>",
                "None",
            ),
            ("map", map, false, Lists::EmptyIsAbsent, "BTreeMap<String, String>", "BTreeMap::new()"),
            ("time", Kind::LocalTime, false, Lists::EmptyIsAbsent, "Option<TimeBound>", "None"),
        ];
        for (name, kind, required, lists, expected, default) in cases {
            let field = field(&member("it", kind, required), lists);
            assert_eq!((field.kind.as_str(), field.default), (expected, default), "{name}");
        }
    }

    #[test]
    fn a_member_is_written_as_the_vendor_takes_it() {
        let absent = Lists::EmptyIsAbsent;
        let flag = |clear| {
            let flag = Some(FlagForm { set: value!("on"), clear });
            Member { flag, ..member("night", Kind::Text, false) }
        };
        let constant = Member { constant: Some(value!("all")), ..member("data", Kind::Text, false) };
        let cases = [
            (member("name", Kind::Text, true), absent, "Some(json!(self.name))"),
            (member("name", Kind::Text, false), absent, "self.name.as_deref().map(Value::from)"),
            (member("type", Kind::INTEGER, false), absent, "self.r#type.map(Value::from)"),
            (
                member("groups", Kind::list(Kind::Text), false),
                absent,
                "(!self.groups.is_empty()).then(|| json!(self.groups))",
            ),
            (
                member("groups", Kind::list(Kind::Text), false),
                Lists::EmptyIsSent,
                "self.groups.as_ref().map(|groups| json!(groups))",
            ),
            (flag(None), absent, "(self.night == Some(true)).then(|| Value::from(\"on\"))"),
            (
                flag(Some(value!(""))),
                absent,
                "self.night.map(|night| if night { Value::from(\"on\") } else { Value::from(\"\") })",
            ),
            (constant, absent, "Some(Value::from(\"all\"))"),
        ];
        for (member, lists, expected) in cases {
            assert_eq!(json(&member, lists), expected, "{}", member.wire);
        }
    }

    #[test]
    fn what_cannot_be_right_is_refused_before_it_is_sent() {
        let bounded = Kind::Integer { minimum: Some(1), maximum: Some(12) };
        let cases = [
            (member("email", Kind::Email, true), Some("check::email(\"email\", &self.email)?;")),
            (
                member("email", Kind::Email, false),
                Some("if let Some(email) = &self.email { check::email(\"email\", email)?; }"),
            ),
            (member("name", Kind::Text, true), Some("check::text(\"name\", &self.name)?;")),
            // A filter with wildcards is any text.
            (member("name", Kind::Text, false), None),
            (
                member("cycles", bounded, false),
                Some("if let Some(cycles) = self.cycles { check::range(\"cycles\", cycles, 1, 12)?; }"),
            ),
            (member("user_id", Kind::INTEGER, true), None),
        ];
        for (member, expected) in cases {
            assert_eq!(check(&member).as_deref(), expected, "{}", member.wire);
        }
        let dates = ["start_date", "end_date"].map(|name| member(name, Kind::Date, true));
        let expected = ["check::order(\"end_date\", &self.start_date, &self.end_date)?;"];
        assert_eq!(checks(&dates.iter().collect::<Vec<_>>()), expected);
    }
}
