//! The Provisioning API: one endpoint, a command in each body.

mod envelope;
mod events;
mod folders;
mod groups;
mod passwords;
mod reply;
mod sites;
mod user_data;
mod users;

use serde_json::{Map, Value};

pub(crate) use envelope::Envelope;
use envelope::Malformed;
pub(crate) use reply::{authorization_error, error_status};

use crate::contract::check::{self, Dialect, Kind, Violation};
use crate::contract::{Command, Shape};
use crate::fault::Paging;
use crate::quirks::{EmptyMap, PageSizeAbove, Quirks, Unknown};
use crate::reply::Reply;
use crate::tenant::Inner;
use crate::tenant::state::State;

/// A command at work.
struct Call<'a> {
    command: &'static Command,
    data: Value,
    apiuser: Option<String>,
    format: Option<String>,
    state: &'a mut State,
    quirks: &'a Quirks,
    paging: Paging,
}

type Handler = fn(&mut Call<'_>) -> Reply;

fn handler(command: &str) -> Option<Handler> {
    Some(match command {
        "batchadd" => users::add,
        "updateuser" => users::update,
        "deluser" => users::delete,
        "disableuser" => users::disable,
        "enableuser" => users::enable,
        "reinviteuser" => users::reinvite,
        "resetpassword" => users::reset_password,
        "requiremasterpasswordchange" => users::require_password_change,
        "disablemultifactor" => users::disable_multifactor,
        "updateemail" => users::change_email,
        "batchchangegrp" => groups::change,
        "getuserdata" => user_data::read,
        "getsfdata" => folders::read,
        "getdetailedsfdata" => folders::read_detailed,
        "reporting" => events::report,
        "pushsitestousers" => sites::push,
        "expiredmasterpwlist" => passwords::list_expired,
        _ => return None,
    })
}

/// Checks a command against the contract and carries it out.
pub(crate) fn answer(tenant: &Inner, quirks: &Quirks, envelope: Envelope, paging: Paging) -> Reply {
    let known = envelope.command.and_then(|command| Some((command, handler(command.name)?)));
    let Some((command, handler)) = known else {
        return Malformed(format!("unknown command: {}", envelope.cmd)).reply(quirks);
    };
    let data = usual_form(command, envelope.data);
    if let Some(text) = refusal(command, &data, quirks) {
        return reply::fail(&text);
    }
    let mut state = tenant.state();
    state.apply_changes(false);
    let mut call = Call {
        command,
        data,
        apiuser: envelope.apiuser,
        format: envelope.format,
        state: &mut state,
        quirks,
        paging,
    };
    let reply = handler(&mut call);
    call.leave_event();
    if reply.changed {
        state.touch();
    }
    reply
}

/// Forms that clients are known to send beside the documented one.
fn usual_form(command: &Command, data: Value) -> Value {
    match (&command.data, data) {
        // A public client updates a user by a single row outside an array.
        (Some(Shape::List(Shape::Object(_))), Value::Object(row)) => Value::Array(vec![Value::Object(row)]),
        // An empty map, as PHP prints it.
        (Some(Shape::Object(_)), Value::Array(items)) if items.is_empty() && command.data_optional => {
            Value::Object(Map::new())
        }
        (_, data) => data,
    }
}

fn refusal(command: &Command, data: &Value, quirks: &Quirks) -> Option<String> {
    let shape = command.data.as_ref()?;
    if data.is_null() {
        return (!command.data_optional).then(|| "data is missing".to_owned());
    }
    let tolerated = |found: &Violation| match (found.kind, found.pointer.as_str()) {
        (Kind::Unknown, _) => quirks.unknown_body_member == Unknown::Ignore,
        (Kind::Range, "/pagesize" | "/limit") => quirks.page_size_above_maximum == PageSizeAbove::Cap,
        (Kind::Missing, "/deleteaction") => quirks.delete_defaults_to_deactivate,
        (Kind::Type, _) => command.name == "pushsitestousers" && !quirks.push_values_must_be_strings,
        _ => false,
    };
    let found = check::value(shape, data, Dialect::Lenient).into_iter().find(|found| !tolerated(found))?;
    Some(format!("data{}: {}", found.pointer, found.detail))
}

impl Call<'_> {
    fn text(&self, member: &str) -> Option<&str> {
        self.data.get(member).and_then(Value::as_str)
    }

    fn integer(&self, member: &str) -> Option<i64> {
        self.data.get(member).and_then(|value| check::integer(value, Dialect::Lenient))
    }

    fn flag(&self, member: &str) -> Option<bool> {
        self.data.get(member).and_then(|value| check::flag(value, Dialect::Lenient))
    }

    /// A page size between 1 and the maximum; a larger one was refused before if the switch says so.
    fn page_size(&self, member: &str, maximum: usize) -> Option<usize> {
        self.integer(member).map(|size| usize::try_from(size).unwrap_or(1).clamp(1, maximum))
    }

    /// An empty map as the switch says (provisioning mock rule 7).
    fn empty_map(&self) -> Value {
        match self.quirks.empty_maps {
            EmptyMap::Object => Value::Object(Map::new()),
            EmptyMap::Array => Value::Array(Vec::new()),
        }
    }

    /// Leaves the event of a write.
    fn audit(&mut self, spellings: (&str, &str), data: &str) {
        self.state.audit_call(self.quirks, spellings, data);
    }

    /// Leaves the event of a read (provisioning mock rule 22).
    fn leave_event(&mut self) {
        let action = match self.command.name {
            "reporting" => ("Reporting", "Reporting"),
            "getuserdata" => ("Get user data", "Get User Data"),
            "getsfdata" | "getdetailedsfdata" => ("Get shared folder data", "Get Shared Folder Data"),
            _ => return,
        };
        let data = match &self.apiuser {
            Some(apiuser) => format!("Initiated by API: {apiuser}"),
            None => "Initiated by API".to_owned(),
        };
        self.audit(action, &data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contract::COMMANDS;

    #[test]
    fn every_command_of_the_contract_is_served() {
        let unserved: Vec<_> =
            COMMANDS.iter().map(|command| command.name).filter(|name| handler(name).is_none()).collect();
        assert_eq!(unserved, [""; 0]);
    }
}
