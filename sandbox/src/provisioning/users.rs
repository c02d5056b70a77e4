//! Commands that create, change and remove users.

use std::time::{Duration, Instant};

use http::StatusCode;
use serde_json::{Map, Value, json};

use super::Call;
use super::reply::{error_status, fail, fail_list, json, ok};
use crate::business::is_email;
use crate::contract::check::{self, Dialect};
use crate::reply::Reply;
use crate::tenant::{NewUser, Stage, User};

/// Mails a second for one old address (contract 7.12).
const MAILS_A_SECOND: usize = 10;

fn no_such_user(email: &str) -> Reply {
    fail(&format!("No such user: {email}"))
}

fn text_of<'a>(row: &'a Value, member: &str) -> Option<&'a str> {
    row.get(member).and_then(Value::as_str)
}

/// The members that batchadd and updateuser share.
fn apply_names(user: &mut User, row: &Value) {
    if let Some(name) = text_of(row, "fullname") {
        user.name = (!name.is_empty()).then(|| name.into());
    }
    if let Some(name) = text_of(row, "duousername") {
        user.details_mut().duo_username = Some(name.into());
    }
    if let Some(name) = text_of(row, "securidusername") {
        user.details_mut().securid_username = Some(name.into());
    }
}

pub(super) fn add(call: &mut Call<'_>) -> Reply {
    let rows = call.data.as_array().cloned().unwrap_or_default();
    let invalid: Vec<String> = rows
        .iter()
        .filter_map(|row| text_of(row, "username"))
        .filter(|username| !is_email(username))
        .map(|username| format!("not an e-mail address: {username}"))
        .collect();
    if !invalid.is_empty() {
        return fail_list(&invalid);
    }
    let mut created = Vec::new();
    for row in &rows {
        let Some(email) = text_of(row, "username") else { continue };
        let new = NewUser { email: email.to_owned(), name: None, stage: Stage::PendingInvitation };
        if call.state.create_user(None, new).is_some() {
            created.push(email);
        }
        let Some(id) = call.state.directory.id_of(email) else { continue };
        if let Some(user) = call.state.directory.get_mut(id) {
            apply_names(user, row);
            apply_account(user, row);
        }
        for group in
            row.get("groups").and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str)
        {
            call.state.add_to_group(id, group);
        }
    }
    if !created.is_empty() {
        let created = created.join(",");
        call.audit(("Employee account created", "Employee Account Created"), &created);
        call.audit(("Employee invited", "Employee Invited"), &created);
    }
    if rows.len() > call.quirks.batchadd_message_above {
        return json(
            &json!({"status": "OK", "message": "The batch is large; some rows may be processed later."}),
        )
        .changed();
    }
    ok().changed()
}

fn apply_account(user: &mut User, row: &Value) {
    if text_of(row, "password").is_some() {
        let required =
            row.get("password_reset_required").and_then(|flag| check::flag(flag, Dialect::Lenient));
        user.details_mut().password_reset_required = required.unwrap_or(true);
    }
    if let Some(Value::Object(attribs)) = row.get("attribs") {
        let known = &mut user.details_mut().attribs;
        for (name, value) in attribs {
            known.retain(|(other, _)| **other != **name);
            known.push((name.as_str().into(), value.as_str().unwrap_or_default().into()));
        }
    }
}

pub(super) fn update(call: &mut Call<'_>) -> Reply {
    let row = std::mem::take(&mut call.data);
    let email = text_of(&row, "username").unwrap_or_default();
    match call.state.directory.find_mut(email) {
        Some(user) => apply_names(user, &row),
        None => return no_such_user(email),
    }
    ok().changed()
}

pub(super) fn delete(call: &mut Call<'_>) -> Reply {
    let email = call.text("username").unwrap_or_default().to_owned();
    let action = call.integer("deleteaction").unwrap_or(0);
    let user = call.state.directory.find_mut(&email);
    let (id, invited) = match user {
        Some(user) if action == 0 => {
            user.disabled = true;
            call.audit(("Deactivated user", "Deactivated User"), &email);
            return ok().changed();
        }
        Some(user) => (Some(user.id), !user.has_enrolled()),
        None => (None, call.state.invited.iter().any(|known| known.eq_ignore_ascii_case(&email))),
    };
    let event = match (action, id, invited) {
        (1, Some(_), _) => ("Remove user from company", "Remove User From Company"),
        (2, Some(_), _) | (3, _, true) => ("Employee account deleted", "Employee Account Deleted"),
        (3, Some(_), false) => return fail(&format!("User is not invited: {email}")),
        _ => return no_such_user(&email),
    };
    if let Some(id) = id {
        call.state.remove_user(id);
    }
    call.state.invited.retain(|known| !known.eq_ignore_ascii_case(&email));
    call.audit(event, &email);
    ok().changed()
}

pub(super) fn disable(call: &mut Call<'_>) -> Reply {
    set_disabled(call, true)
}

pub(super) fn enable(call: &mut Call<'_>) -> Reply {
    set_disabled(call, false)
}

fn set_disabled(call: &mut Call<'_>, disabled: bool) -> Reply {
    let (member, event) = if disabled {
        ("disabled_users", ("Deactivated user", "Deactivated User"))
    } else {
        ("enabled_users", ("Reactivated user", "Reactivated User"))
    };
    let emails = std::mem::take(&mut call.data);
    let (mut changed, mut unchanged, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    for email in emails.as_array().into_iter().flatten().filter_map(Value::as_str) {
        match call.state.directory.find_mut(email) {
            Some(user) if user.disabled != disabled => {
                user.disabled = disabled;
                changed.push(email);
            }
            Some(_) => unchanged.push(email),
            None if call.quirks.unknown_addresses_are_errors => unknown.push(email),
            None => unchanged.push(email),
        }
    }
    for email in &changed {
        call.audit(event, email);
    }
    let mut body = Map::new();
    body.insert("status".into(), "success".into());
    body.insert(member.into(), json!(changed));
    if !unchanged.is_empty() {
        body.insert("unchanged_users".into(), json!(unchanged));
    }
    if !unknown.is_empty() {
        body.insert("error".into(), format!("No such user: {}", unknown.join(", ")).into());
    }
    let reply = json(&Value::Object(body));
    if changed.is_empty() { reply } else { reply.changed() }
}

/// A command about one user that answers OK.
fn about_user(call: &mut Call<'_>, change: impl FnOnce(&mut User), event: (&str, &str)) -> Reply {
    let email = call.text("username").unwrap_or_default().to_owned();
    match call.state.directory.find_mut(&email) {
        Some(user) => change(user),
        None => return no_such_user(&email),
    }
    call.audit(event, &email);
    ok().changed()
}

pub(super) fn reinvite(call: &mut Call<'_>) -> Reply {
    let email = call.text("username").unwrap_or_default();
    let listed = call.state.invited.iter().any(|known| known.eq_ignore_ascii_case(email));
    let event = ("Re-invite user", "Re-invite User");
    if listed && call.state.directory.find(email).is_none() {
        let email = email.to_owned();
        call.audit(event, &email);
        return ok();
    }
    let invite = |user: &mut User| {
        if matches!(user.stage, Stage::Staged | Stage::ExpiredInvitation) {
            user.stage = Stage::PendingInvitation;
        }
    };
    about_user(call, invite, event)
}

/// Its answer for an unknown user is the one that is known to be an array.
pub(super) fn reset_password(call: &mut Call<'_>) -> Reply {
    let email = call.text("username").unwrap_or_default();
    if call.state.directory.find(email).is_none() {
        return fail_list(&[format!("user not found: {email}")]);
    }
    about_user(call, |_| {}, ("Password reset", "Password Reset"))
}

pub(super) fn require_password_change(call: &mut Call<'_>) -> Reply {
    let event = ("Require password change", "Require Password Change");
    about_user(call, |user| user.details_mut().password_reset_required = true, event)
}

pub(super) fn disable_multifactor(call: &mut Call<'_>) -> Reply {
    let event = ("Disabled multifactor authentication", "Disabled Multifactor Authentication");
    about_user(call, |user| user.details_mut().multifactor = None, event)
}

/// OK means that the change has begun: a test confirms it (provisioning mock rule 25).
pub(super) fn change_email(call: &mut Call<'_>) -> Reply {
    let old = call.text("oldemail").unwrap_or_default().to_owned();
    let new = call.text("newemail").unwrap_or_default().to_owned();
    match call.state.directory.find(&old) {
        None => return no_such_user(&old),
        Some(user) if !user.has_enrolled() => return fail(&format!("The account is not activated: {old}")),
        Some(_) => {}
    }
    if !is_email(&new) {
        return fail(&format!("Not an e-mail address: {new}"));
    }
    if call.state.directory.find(&new).is_some() {
        return fail(&format!("The address is taken: {new}"));
    }
    if call.quirks.mail_limits && !may_mail(call, &old) {
        return error_status(StatusCode::TOO_MANY_REQUESTS);
    }
    call.state.email_changes.retain(|(from, _)| !from.eq_ignore_ascii_case(&old));
    call.state.email_changes.push((old, new));
    ok().changed()
}

fn may_mail(call: &mut Call<'_>, old: &str) -> bool {
    let now = Instant::now();
    call.state.mails.retain(|_, sent| {
        sent.retain(|at| now.duration_since(*at) < Duration::from_secs(1));
        !sent.is_empty()
    });
    // Every client of a sandbox has the same source address, so one limit over all mails is the limit of the address.
    let all: usize = call.state.mails.values().map(Vec::len).sum();
    let allowed = all < MAILS_A_SECOND;
    if allowed {
        call.state.mails.entry(old.to_lowercase()).or_default().push(now);
    }
    allowed
}
