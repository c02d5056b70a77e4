//! Users of the own company and of managed companies.

use http::StatusCode;

use super::problem::Problem;
use super::{Call, filter, page};
use crate::json_text::text;
use crate::quirks::CreationAction;
use crate::reply::{self, Reply};
use crate::tenant::KnownTo;
use crate::tenant::directory::Directory;
use crate::tenant::pages::PageKey;
use crate::tenant::state::NewUser;
use crate::tenant::user::{Stage, User};

fn write(out: &mut Vec<u8>, user: &User, nulls: bool) {
    out.extend_from_slice(b"{\"id\":");
    out.extend_from_slice(user.id.to_string().as_bytes());
    match &user.name {
        Some(name) => {
            out.extend_from_slice(b",\"name\":");
            text(out, name);
        }
        None if nulls => out.extend_from_slice(b",\"name\":null"),
        None => {}
    }
    out.extend_from_slice(b",\"email\":");
    text(out, &user.email);
    out.extend_from_slice(b",\"accountStatus\":");
    text(out, user.account_status());
    out.push(b'}');
}

fn answer(call: &Call<'_>, status: StatusCode, user: &User) -> Reply {
    let mut body = Vec::with_capacity(160);
    write(&mut body, user, call.quirks.users_print_nulls);
    Reply::json(status, body)
}

fn user_id(call: &Call<'_>) -> i64 {
    call.ids.user.unwrap_or_default()
}

fn found<'a>(call: &'a Call<'_>) -> Result<&'a User, Problem> {
    let user = call.directory()?.get(user_id(call)).filter(|user| user.known_to() != KnownTo::Provisioning);
    user.ok_or_else(|| Problem::not_found("user"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let filtered = ["sort", "name", "email", "account-status"].iter().any(|name| call.query(name).is_some());
    if filtered || call.state.has_one_sided {
        return list_selected(call);
    }
    let window = page::window(call, call.directory()?.len())?;
    let key = PageKey {
        list: "users",
        company: call.ids.company.unwrap_or(0),
        start: window.start,
        size: window.size,
    };
    // A page that a fault has moved looks like another one, so it is neither kept nor taken from what is kept.
    let ordinary = call.paging == crate::fault::Paging::default();
    if ordinary && let Some(page) = call.state.pages.get(key) {
        return Ok(Reply::json(StatusCode::OK, page));
    }
    let users = &call.directory()?.users()[window.range()];
    let page =
        page::print(call.quirks, &window, |out| write_all(out, users.iter(), call.quirks.users_print_nulls));
    if ordinary {
        call.state.pages.keep(key, &page);
    }
    Ok(Reply::json(StatusCode::OK, page))
}

fn write_all<'a>(out: &mut Vec<u8>, users: impl Iterator<Item = &'a User>, nulls: bool) {
    for (number, user) in users.enumerate() {
        if number > 0 {
            out.push(b',');
        }
        write(out, user, nulls);
    }
}

fn list_selected(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let selected = page::selection(call, |call| select(call, call.directory()?))?;
    let window = page::window(call, selected.len())?;
    let all = call.directory()?.users();
    let users = selected[window.range()].iter().map(|at| &all[*at as usize]);
    let page = page::print(call.quirks, &window, |out| write_all(out, users, call.quirks.users_print_nulls));
    Ok(Reply::json(StatusCode::OK, page))
}

fn select(call: &Call<'_>, directory: &Directory) -> Result<Vec<u32>, Problem> {
    let order = filter::sort(call, &["id", "name", "email", "account-status"])?;
    let name = filter::text_filter(call, "name");
    let email = filter::text_filter(call, "email");
    let status = call.query("account-status");
    let users = directory.users();
    let mut selected: Vec<u32> = (0..users.len() as u32)
        .filter(|at| {
            let user = &users[*at as usize];
            user.known_to() != KnownTo::Provisioning
                && status.is_none_or(|status| user.account_status() == status)
                && email.as_ref().is_none_or(|email| email.matches(&user.email))
                && name.as_ref().is_none_or(|name| name.matches(user.name.as_deref().unwrap_or("")))
        })
        .collect();
    if let Some((field, descending)) = order {
        let user = |at: &u32| &users[*at as usize];
        match field {
            "name" => selected.sort_by(|a, b| user(a).name.cmp(&user(b).name)),
            "email" => selected.sort_by(|a, b| user(a).email.cmp(&user(b).email)),
            "account-status" => selected.sort_by_key(|at| user(at).account_status()),
            _ => {}
        }
        if descending {
            selected.reverse();
        }
    }
    Ok(selected)
}

pub(super) fn get(call: &mut Call<'_>) -> Result<Reply, Problem> {
    Ok(answer(call, StatusCode::OK, found(call)?))
}

pub(super) fn create(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let email = valid_email(call, "email")?.unwrap_or_default();
    call.directory()?;
    let stage = match (call.text("creationAccountAction"), call.quirks.default_creation_action) {
        (Some("stage"), _) | (None, CreationAction::Stage) => Stage::Staged,
        _ => Stage::PendingInvitation,
    };
    let new = NewUser { email, name: call.text("name").map(str::to_owned), stage };
    let user = call.state.create_user(call.ids.company, new).ok_or_else(|| duplicate(call))?;
    call.audit(("Employee account created", "Employee Account Created"), &user.email);
    if stage == Stage::PendingInvitation {
        call.audit(("Employee invited", "Employee Invited"), &user.email);
    }
    Ok(answer(call, StatusCode::CREATED, &user).changed())
}

fn duplicate(call: &Call<'_>) -> Problem {
    Problem::new(call.quirks.duplicate_email_status, "The e-mail address is taken.")
        .with_error("Another user has this e-mail address.", "/email")
}

fn valid_email(call: &Call<'_>, member: &str) -> Result<Option<String>, Problem> {
    match call.text(member) {
        Some(email) if !is_email(email) => {
            Err(Problem::new(call.quirks.invalid_body_status, "One field is not valid.")
                .with_error("Not an e-mail address.", format!("/{member}")))
        }
        email => Ok(email.map(str::to_owned)),
    }
}

/// Whether a text can be an e-mail address: something, an at sign, a host.
pub(crate) fn is_email(text: &str) -> bool {
    text.split_once('@').is_some_and(|(local, host)| {
        !local.is_empty() && !host.is_empty() && !host.contains('@') && !text.contains(char::is_whitespace)
    })
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let email = valid_email(call, "email")?;
    let before = found(call)?.clone();
    if let Some(email) = &email {
        let free = match call.ids.company {
            None => call.state.change_email(&before.email, email),
            Some(_) => call.directory_mut()?.change_email(before.id, email),
        };
        if !free {
            return Err(duplicate(call));
        }
    }
    let name = call.text("name").map(str::to_owned);
    let status = call.text("accountStatus").map(str::to_owned);
    let Some(user) = call.directory_mut()?.get_mut(before.id) else { return Err(Problem::not_found("user")) };
    if let Some(name) = name {
        user.name = (!name.is_empty()).then(|| name.into());
    }
    match status.as_deref() {
        Some("disabled") => user.disabled = true,
        Some(status) => {
            user.disabled = false;
            user.stage = Stage::parse(status).unwrap_or(user.stage);
        }
        None => {}
    }
    let after = user.clone();
    match (before.disabled, after.disabled) {
        (false, true) => call.audit(("Deactivated user", "Deactivated User"), &after.email),
        (true, false) => call.audit(("Reactivated user", "Reactivated User"), &after.email),
        _ => {}
    }
    let status = reply::status(call.quirks.patch_user_status);
    if status == StatusCode::NO_CONTENT {
        return Ok(Reply::empty(status).changed());
    }
    Ok(answer(call, status, &after).changed())
}

pub(super) fn delete(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let id = found(call)?.id;
    let removed = match call.ids.company {
        None => call.state.remove_user(id),
        Some(_) => call.directory_mut()?.remove(id),
    };
    if let Some(user) = removed {
        call.audit(("Employee account deleted", "Employee Account Deleted"), &user.email);
    }
    Ok(removal(call))
}

/// The answer of deletions and removals (business mock rule 11).
pub(super) fn removal(call: &Call<'_>) -> Reply {
    let status = reply::status(call.quirks.delete_status);
    match status {
        StatusCode::NO_CONTENT => Reply::empty(status),
        _ => Reply::json(status, "{}"),
    }
    .changed()
}

pub(super) fn invite(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let user = found(call)?;
    let (id, email) = (user.id, user.email.to_string());
    let suitable = !user.disabled
        && matches!(user.stage, Stage::Staged | Stage::PendingInvitation | Stage::ExpiredInvitation);
    if !suitable {
        let status = user.account_status();
        let detail = format!("A user in the status {status} cannot be invited.");
        return Err(Problem::new(call.quirks.invite_unsuitable_status, detail));
    }
    if let Some(user) = call.directory_mut()?.get_mut(id) {
        user.stage = Stage::PendingInvitation;
    }
    if call.ids.company.is_none() && !call.state.invited.contains(&email) {
        call.state.invited.push(email.clone());
    }
    call.audit(("Employee invited", "Employee Invited"), &email);
    let status = reply::status(call.quirks.invite_status);
    if call.quirks.invite_answers_body && status != StatusCode::NO_CONTENT {
        return Ok(answer(call, status, found(call)?).changed());
    }
    Ok(Reply::empty(status).changed())
}
