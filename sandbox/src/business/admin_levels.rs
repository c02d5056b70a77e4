//! Admin levels and the users who hold them.

use http::StatusCode;
use serde_json::{Value, json};

use super::problem::Problem;
use super::{Call, filter, page, users};
use crate::fault::distort;
use crate::reply::Reply;
use crate::tenant::levels::AdminLevel;
use crate::tenant::{KnownTo, User};

fn print(level: &AdminLevel) -> Value {
    serde_json::to_value(level).unwrap_or_default()
}

fn found(call: &Call<'_>) -> Result<AdminLevel, Problem> {
    let id = call.ids.admin_level;
    let levels = call.levels()?;
    levels.iter().find(|level| Some(level.id) == id).cloned().ok_or_else(|| Problem::not_found("admin level"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let levels = call.levels()?;
    let order = filter::sort(call, &["name"])?;
    let name = filter::text_filter(call, "name");
    let mut selected: Vec<&AdminLevel> = levels
        .iter()
        .filter(|level| name.as_ref().is_none_or(|name| name.matches(level.name.as_deref().unwrap_or(""))))
        .collect();
    if let Some((_, descending)) = order {
        selected.sort_by(|a, b| a.name.cmp(&b.name));
        if descending {
            selected.reverse();
        }
    }
    let window = page::window(call, selected.len())?;
    Ok(page::reply(call, &window, selected[window.range()].iter().map(|level| print(level))))
}

pub(super) fn get(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let mut level = print(&found(call)?);
    if !call.quirks.levels_and_reports_print_nulls {
        page::strip_nulls(&mut level);
    }
    Ok(Reply::json(StatusCode::OK, level.to_string()))
}

pub(super) fn list_users(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let level = found(call)?.id;
    let holders = page::selection(call, |call| {
        let users = call.directory()?.users();
        let holds = |user: &User| user.admin_level == Some(level) && user.known_to() != KnownTo::Provisioning;
        Ok((0..users.len() as u32).filter(|at| holds(&users[*at as usize])).collect())
    })?;
    let window = page::window(call, holders.len())?;
    let users = call.directory()?.users();
    let items = holders[window.range()].iter().map(|at| {
        let user = &users[*at as usize];
        json!({"id": user.id, "name": user.name, "email": user.email})
    });
    Ok(page::reply(call, &window, items))
}

pub(super) fn add_user(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let level = found(call)?;
    let id = call.body.get("userId").and_then(Value::as_i64).map(distort::known_id).unwrap_or_default();
    let refusal = call.quirks.second_admin_level_status;
    let Some(user) = call.directory_mut()?.get_mut(id) else {
        return Err(Problem::not_found("user").with_error("There is no user with this id.", "/userId"));
    };
    if let Some(status) = refusal
        && user.admin_level.is_some_and(|held| held != level.id)
    {
        return Err(Problem::new(status, "The user holds another admin level."));
    }
    user.admin_level = Some(level.id);
    let answer = json!({"id": user.id, "name": user.name, "email": user.email, "adminLevelId": level.id});
    let email = user.email.to_string();
    call.audit(("Make admin", "Make Admin"), &email);
    Ok(Reply::json(StatusCode::CREATED, answer.to_string()).changed())
}

pub(super) fn remove_user(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let level = found(call)?.id;
    let id = call.ids.user.unwrap_or_default();
    let holder = call.directory_mut()?.get_mut(id).filter(|user| user.admin_level == Some(level));
    let Some(user) = holder else { return Err(Problem::not_found("user with this admin level")) };
    user.admin_level = None;
    let email = user.email.to_string();
    call.audit(("Remove admin", "Remove Admin"), &email);
    Ok(users::removal(call))
}
