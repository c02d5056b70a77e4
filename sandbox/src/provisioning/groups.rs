//! batchchangegrp: members of groups.

use serde_json::{Value, json};

use super::Call;
use super::reply::{json, ok};
use crate::reply::Reply;

fn texts<'a>(row: &'a Value, member: &str) -> impl Iterator<Item = &'a str> {
    row.get(member).and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
}

/// Applies the valid rows; WARN lists the others (provisioning mock rule 5).
pub(super) fn change(call: &mut Call<'_>) -> Reply {
    let rows = std::mem::take(&mut call.data);
    let mut errors = Vec::new();
    let mut applied = 0;
    for row in rows.as_array().into_iter().flatten() {
        let email = row.get("username").and_then(Value::as_str).unwrap_or_default();
        let Some(id) = call.state.directory.id_of(email) else {
            errors.push(format!("{email} does not exist"));
            continue;
        };
        applied += 1;
        for group in texts(row, "add") {
            if call.state.add_to_group(id, group) {
                call.audit(("Adding user to group", "Adding User to Group"), &format!("{email} - {group}"));
            }
        }
        for group in texts(row, "del") {
            if call.state.remove_from_group(id, group) {
                call.audit(("Remove from group", "Remove from Group"), &format!("'{group}' '{email}'"));
            }
        }
    }
    if call.quirks.empty_groups_vanish {
        call.state.groups.retain(|_, members| *members > 0);
    }
    if errors.is_empty() {
        return ok().changed();
    }
    let status = if applied > 0 { "WARN" } else { "FAIL" };
    let reply = json(&json!({"status": status, "errors": errors}));
    if applied > 0 { reply.changed() } else { reply }
}
