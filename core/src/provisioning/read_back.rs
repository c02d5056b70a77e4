//! Whether a write took effect, seen by reading the user.

use serde_json::Value;

use super::lookup;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::{ErrorKind, ProvisioningUser};

/// What a read of the user shows of a write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadBack {
    Applied,
    NotApplied,
    /// The state does not show it.
    Unclear,
}

/// Reads the user that a row of a command is about.
pub(crate) async fn read_back(
    client: &Client,
    command: &str,
    data: &Value,
    username: &str,
) -> Result<ReadBack> {
    if !is_visible(command, data) {
        return Ok(ReadBack::Unclear);
    }
    let user = match lookup::user(client, username).await {
        Ok(user) => Some(user),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(compare(command, data, user.as_ref()))
}

/// Whether the state of a user can show what a write did. That a mail went out, it cannot; passwords and SecurID names are not
/// shown.
fn is_visible(command: &str, data: &Value) -> bool {
    match command {
        "disableuser"
        | "enableuser"
        | "requiremasterpasswordchange"
        | "disablemultifactor"
        | "batchchangegrp" => true,
        "deluser" => matches!(data["deleteaction"].as_i64(), Some(0..=2)),
        "updateuser" | "batchadd" => data.get("securidusername").is_none() && data.get("password").is_none(),
        _ => false,
    }
}

fn compare(command: &str, data: &Value, user: Option<&ProvisioningUser>) -> ReadBack {
    let known = |applied: Option<bool>| match applied {
        Some(true) => ReadBack::Applied,
        Some(false) => ReadBack::NotApplied,
        None => ReadBack::Unclear,
    };
    let Some(user) = user else {
        // Gone is what a removal wants; for everything else there is no user to look at.
        let removal = matches!(data["deleteaction"].as_i64(), Some(1 | 2));
        return if command == "deluser" && removal { ReadBack::Applied } else { ReadBack::Unclear };
    };
    match command {
        "disableuser" => known(user.disabled()),
        "enableuser" => known(user.disabled().map(|disabled| !disabled)),
        "deluser" => match data["deleteaction"].as_i64() {
            Some(0) => known(user.disabled()),
            Some(1 | 2) => ReadBack::NotApplied,
            _ => ReadBack::Unclear,
        },
        "requiremasterpasswordchange" => known(user.password_reset_required()),
        // The member is left out for a user without multifactor authentication.
        "disablemultifactor" => known(Some(user.multifactor().is_none_or(str::is_empty))),
        "updateuser" => known(Some(named(data, user))),
        // A user who is not yet as wanted may still become so: large batches are worked on later.
        "batchadd" => {
            match named(data, user) && is_member(&data["groups"], user) && has_attribs(&data["attribs"], user)
            {
                true => ReadBack::Applied,
                false => ReadBack::Unclear,
            }
        }
        "batchchangegrp" => {
            let groups = data["del"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let left = groups.into_iter().all(|group| !user.groups().any(|name| name == group));
            known(Some(is_member(&data["add"], user) && left))
        }
        _ => ReadBack::Unclear,
    }
}

fn named(data: &Value, user: &ProvisioningUser) -> bool {
    let same = |name: &str, shown: Option<&str>| data.get(name).is_none_or(|wanted| wanted.as_str() == shown);
    same("fullname", user.full_name()) && same("duousername", user.duo_username())
}

fn is_member(groups: &Value, user: &ProvisioningUser) -> bool {
    let mut groups = groups.as_array().into_iter().flatten();
    groups.all(|group| user.groups().any(|name| Some(name) == group.as_str()))
}

/// A stored password is not shown, so it is not compared.
fn has_attribs(attribs: &Value, user: &ProvisioningUser) -> bool {
    let mut wanted =
        attribs.as_object().into_iter().flatten().filter(|(name, _)| !name.eq_ignore_ascii_case("password"));
    wanted.all(|(name, value)| {
        user.attribs().any(|(known, text)| known == name && Some(text) == value.as_str())
    })
}

/// An error of a look-up that found another user than it asked for.
pub(super) fn another_user() -> Error {
    Error::unexpected_response("the answer is about another user than the one that was asked for")
}
