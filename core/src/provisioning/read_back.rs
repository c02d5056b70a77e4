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
pub(crate) async fn read_back(client: &Client, command: &str, data: &Value, username: &str) -> Result<ReadBack> {
    let user = match lookup::user(client, username).await {
        Ok(user) => Some(user),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => return Err(error),
    };
    Ok(compare(command, data, user.as_ref()))
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
        // The SecurID name is not shown.
        "updateuser" if data.get("securidusername").is_some() => ReadBack::Unclear,
        "updateuser" => {
            let same = |name: &str, shown: Option<&str>| data.get(name).is_none_or(|wanted| wanted.as_str() == shown);
            known(Some(same("fullname", user.full_name()) && same("duousername", user.duo_username())))
        }
        "batchchangegrp" => {
            let member = |group: &Value| user.groups().any(|name| Some(name) == group.as_str());
            let groups = |name: &str| data[name].as_array().into_iter().flatten();
            known(Some(groups("add").all(member) && !groups("del").any(member)))
        }
        _ => ReadBack::Unclear,
    }
}

/// An error of a look-up that found another user than it asked for.
pub(super) fn another_user() -> Error {
    Error::unexpected_response("the answer is about another user than the one that was asked for")
}
