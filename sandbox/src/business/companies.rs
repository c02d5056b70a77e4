//! Managed companies; changes are accepted with 202 and apply later (business mock rule 9).

use std::collections::HashSet;
use std::time::{Duration, Instant};

use http::StatusCode;
use serde_json::{Value, json};

use super::problem::Problem;
use super::{Call, filter, page};
use crate::fault::distort;
use crate::reply::Reply;
use crate::tenant::companies::{Company, CompanyChange};
use crate::tenant::state::State;

fn print(company: &Company) -> Value {
    json!({
        "id": company.id,
        "name": company.name,
        "licenseLimit": company.license_limit,
        "status": company.status,
        "type": company.kind,
        "addons": company.addons,
        "parentId": company.parent,
    })
}

fn found<'a>(call: &'a Call<'_>) -> Result<&'a Company, Problem> {
    let id = call.ids.company.unwrap_or_default();
    call.state.company(id).ok_or_else(|| Problem::not_found("company"))
}

pub(super) fn list(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let selected = page::selection(call, |call| select(call))?;
    let window = page::window(call, selected.len())?;
    // The members of a company stand in the dialect of the users pages, but `parentId` is documented as nullable.
    let items: Vec<Value> =
        selected[window.range()].iter().map(|at| print(&call.state.companies[*at as usize])).collect();
    Ok(page::reply(call, &window, items.into_iter()))
}

fn select(call: &Call<'_>) -> Result<Vec<u32>, Problem> {
    let order = filter::sort(call, &["id", "name", "license-limit", "status", "type"])?;
    let name = filter::text_filter(call, "name");
    let any_of = |parameter: &str| call.query(parameter).map(|list| list.split(',').collect::<Vec<_>>());
    let (status, kind, addon) = (any_of("status"), any_of("type"), any_of("addon"));
    let license_limit = match call.query("license-limit").map(str::parse::<i64>) {
        None => None,
        Some(Ok(limit)) => Some(limit),
        Some(Err(_)) => {
            return Err(Problem::new(400, "The query parameter license-limit is not valid.")
                .with_error("It must be a plain number.", "license-limit"));
        }
    };
    let below = match call.query("parent-id").map(str::parse::<i64>) {
        Some(Ok(id)) => Some(family(call.state, distort::known_id(id))),
        _ => None,
    };
    let companies = &call.state.companies;
    let mut selected: Vec<u32> = (0..companies.len() as u32)
        .filter(|at| {
            let company = &companies[*at as usize];
            below.as_ref().is_none_or(|below| below.contains(&company.id))
                && name.as_ref().is_none_or(|name| name.matches(&company.name))
                && license_limit.is_none_or(|limit| company.license_limit == Some(limit))
                && status.as_ref().is_none_or(|any| any.contains(&company.status.as_str()))
                && kind.as_ref().is_none_or(|any| any.contains(&company.kind.as_str()))
                && addon
                    .as_ref()
                    .is_none_or(|any| company.addons.iter().any(|addon| any.contains(&addon.as_str())))
        })
        .collect();
    if let Some((field, descending)) = order {
        let company = |at: &u32| &companies[*at as usize];
        match field {
            "name" => selected.sort_by(|a, b| company(a).name.cmp(&company(b).name)),
            "license-limit" => selected.sort_by_key(|at| company(at).license_limit),
            "status" => selected.sort_by(|a, b| company(a).status.cmp(&company(b).status)),
            "type" => selected.sort_by(|a, b| company(a).kind.cmp(&company(b).kind)),
            _ => {}
        }
        if descending {
            selected.reverse();
        }
    }
    Ok(selected)
}

/// A company and every company below it (business mock rule 7).
fn family(state: &State, of: i64) -> HashSet<i64> {
    let mut family = HashSet::from([of]);
    loop {
        let before = family.len();
        for company in &state.companies {
            if company.parent.is_some_and(|parent| family.contains(&parent)) {
                family.insert(company.id);
            }
        }
        if family.len() == before {
            return family;
        }
    }
}

pub(super) fn get(call: &mut Call<'_>) -> Result<Reply, Problem> {
    Ok(Reply::json(StatusCode::OK, print(found(call)?).to_string()))
}

pub(super) fn create(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let parent = call.body.get("parentId").and_then(Value::as_i64).map(distort::known_id);
    if let Some(parent) = parent
        && call.state.company(parent).is_none()
    {
        return Err(Problem::new(call.quirks.invalid_body_status, "One member is not valid.")
            .with_error("There is no company with this id.", "/parentId"));
    }
    let change = CompanyChange::Create {
        name: call.text("name").unwrap_or_default().to_owned(),
        license_limit: call.body.get("licenseLimit").and_then(Value::as_i64),
        kind: call.text("type").unwrap_or("managed").to_owned(),
        addons: call.texts("addons").unwrap_or_default(),
        parent,
    };
    Ok(accept(call, change))
}

pub(super) fn replace(call: &mut Call<'_>) -> Result<Reply, Problem> {
    update(call)
}

pub(super) fn update(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let change = CompanyChange::Update {
        company: found(call)?.id,
        license_limit: call.body.get("licenseLimit").and_then(Value::as_i64),
        status: call.text("status").map(str::to_owned),
        addons: call.texts("addons"),
    };
    Ok(accept(call, change))
}

fn accept(call: &mut Call<'_>, change: CompanyChange) -> Reply {
    let due = call.quirks.company_change_delay_ms.map(|delay| Instant::now() + Duration::from_millis(delay));
    let id = call.state.accept(due, change);
    let origin =
        if call.quirks.async_url_on_foreign_host { &call.origins.foreign } else { &call.origins.own };
    let body = json!({"id": id, "url": format!("{origin}/async/{}/{id}", call.cid)});
    Reply::json(StatusCode::ACCEPTED, body.to_string()).changed()
}

pub(super) fn detach(call: &mut Call<'_>) -> Result<Reply, Problem> {
    let company = found(call)?;
    let id = company.id;
    if !company.has_local_admin() {
        return Err(Problem::new(call.quirks.detach_without_admin_status, "Can't detach without admins."));
    }
    call.state.detach_company(id);
    Ok(Reply::empty(StatusCode::NO_CONTENT).changed())
}
