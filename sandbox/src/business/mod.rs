//! The Business API: routing, the checks that are the same for all operations, and the operations.

mod admin_levels;
mod companies;
mod filter;
mod page;
mod problem;
mod reports;
pub(crate) mod route;
mod users;

pub(crate) use users::is_email;

use std::sync::Arc;

use http::header;
use serde_json::{Map, Value};

pub(crate) use problem::Problem;
use route::PathIds;

use crate::contract::check::{self, Dialect, Kind, Violation};
use crate::contract::{Operation, Provenance};
use crate::fault::Paging;
use crate::quirks::{PatchMediaType, Quirks, Unknown};
use crate::reply::Reply;
use crate::request::Request;
use crate::tenant::directory::Directory;
use crate::tenant::levels::AdminLevel;
use crate::tenant::state::State;
use crate::tenant::{Inner, Standing};

/// Where this server and the host that is not the API's own are found.
#[derive(Clone, Debug)]
pub(crate) struct Origins {
    pub(crate) own: String,
    pub(crate) foreign: String,
}

/// An operation at work.
pub(crate) struct Call<'a> {
    pub(crate) operation: &'static Operation,
    pub(crate) ids: PathIds,
    pub(crate) query: &'a [(String, String)],
    pub(crate) body: Map<String, Value>,
    pub(crate) state: &'a mut State,
    pub(crate) quirks: &'a Quirks,
    pub(crate) paging: Paging,
    pub(crate) origins: &'a Origins,
    pub(crate) cid: i64,
}

pub(crate) type Handler = fn(&mut Call<'_>) -> Result<Reply, Problem>;

fn handler(operation: &str) -> Option<Handler> {
    Some(match operation {
        "listUsers" | "listManagedCompanyUsers" => users::list,
        "createUser" | "createManagedCompanyUser" => users::create,
        "getUser" | "getManagedCompanyUser" => users::get,
        "partiallyUpdateUser" | "partiallyUpdateManagedCompanyUser" => users::update,
        "deleteUser" | "deleteManagedCompanyUser" => users::delete,
        "inviteUser" | "inviteManagedCompanyUser" => users::invite,
        "listAdminLevels" | "listManagedCompanyAdminLevels" => admin_levels::list,
        "getAdminLevel" | "getManagedCompanyAdminLevel" => admin_levels::get,
        "listAdminLevelUsers" | "listManagedCompanyAdminLevelUsers" => admin_levels::list_users,
        "addUserToAdminLevel" | "addManagedCompanyUserToAdminLevel" => admin_levels::add_user,
        "removeUserFromAdminLevel" | "removeManagedCompanyUserFromAdminLevel" => admin_levels::remove_user,
        "listManagedCompanies" => companies::list,
        "createManagedCompany" => companies::create,
        "getManagedCompany" => companies::get,
        "updateManagedCompany" => companies::replace,
        "partiallyUpdateManagedCompany" => companies::update,
        "detachManagedCompany" => companies::detach,
        "listManagedCompaniesAdminUsers" => reports::admin_users,
        "listBillingCycles" => reports::billing_cycles,
        "listBillingReports" => reports::billing_records,
        _ => return None,
    })
}

/// The key of an `Authorization: api-key …` header; the scheme in any letter case (business mock rule 2).
pub(crate) fn key_of(request: &Request) -> Option<&str> {
    let value = request.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, key) = value.split_once(' ')?;
    scheme.eq_ignore_ascii_case("api-key").then(|| key.trim())
}

/// The answer to a missing or unknown key.
pub(crate) fn unauthorized(instance: &str, quirks: &Quirks) -> Reply {
    Problem::new(401, "The API key is missing or not valid.").reply(instance, quirks)
}

/// Refuses keys that are known and may not act.
pub(crate) fn check_standing(standing: Standing) -> Result<(), Problem> {
    match standing {
        Standing::Good => Ok(()),
        Standing::Retired => Err(Problem::new(401, "The API key is missing or not valid.")),
        Standing::SubscriptionExpired => {
            Err(Problem::new(402, "The subscription of the company has expired."))
        }
        Standing::Forbidden => Err(Problem::new(403, "The key may not do this.")),
    }
}

/// Checks a request against the contract and carries it out.
pub(crate) fn answer(
    tenant: &Inner,
    quirks: &Arc<Quirks>,
    (route, ids): (&'static route::Route, PathIds),
    request: &Request,
    paging: Paging,
    origins: &Origins,
) -> Reply {
    let operation = route.operation;
    let outcome = checked_body(operation, request, quirks).and_then(|body| {
        let handler =
            route.handler.ok_or_else(|| Problem::new(501, "The sandbox does not serve this operation."))?;
        let query = request.query();
        check_query(operation, &query, quirks)?;
        let mut state = tenant.state();
        state.apply_changes(false);
        let mut call = Call {
            operation,
            ids,
            query: &query,
            body,
            state: &mut state,
            quirks,
            paging,
            origins,
            cid: tenant.cid,
        };
        let reply = handler(&mut call)?;
        if reply.changed {
            state.touch();
        }
        Ok(reply)
    });
    let reply = outcome.unwrap_or_else(|problem| problem.reply(request.uri.path(), quirks));
    mark(reply, operation.provenance)
}

/// Says in a header that an answer rests on an inferred row of the contract (business mock rule 18).
fn mark(reply: Reply, provenance: Provenance) -> Reply {
    if provenance >= Provenance::Observed {
        return reply;
    }
    reply.with_header(header::HeaderName::from_static("x-sandbox-provenance"), provenance.mark())
}

fn check_query(operation: &Operation, query: &[(String, String)], quirks: &Quirks) -> Result<(), Problem> {
    let found = check::query(operation, query);
    let Some(first) = found.iter().find(|found| {
        match (found.kind, found.pointer.as_str()) {
            (Kind::Unknown, _) => quirks.unknown_query_parameter == Unknown::Refuse,
            // The fields of a sort have a switch of their own; see `filter`.
            (_, "sort") => false,
            // The vendor's own example of this filter holds a value, `msp`, that the enum of the member lacks.
            (Kind::Choice, "type") => false,
            _ => true,
        }
    }) else {
        return Ok(());
    };
    let status = match first.kind {
        Kind::Range => quirks.out_of_range_status,
        _ if first.pointer == "account-status" => quirks.account_status_list_status,
        _ => 400,
    };
    Err(Problem::new(status, format!("The query parameter {} is not valid.", first.pointer))
        .with_error(first.detail.as_str(), first.pointer.as_str()))
}

fn checked_body(
    operation: &Operation,
    request: &Request,
    quirks: &Quirks,
) -> Result<Map<String, Value>, Problem> {
    let Some(known) = operation.body else { return Ok(Map::new()) };
    let accepted = match (operation.method, quirks.patch_media_type) {
        ("PATCH", PatchMediaType::MergePatch) => "application/merge-patch+json",
        _ => "application/json",
    };
    if request.media_type() != Some(accepted) {
        return Err(Problem::new(415, format!("The body must be {accepted}.")));
    }
    let body: Value = serde_json::from_slice(&request.body)
        .map_err(|error| Problem::new(400, format!("The body is not JSON: {error}.")))?;
    let refused = |found: &Violation| match found.kind {
        Kind::Unknown => quirks.unknown_body_member == Unknown::Refuse,
        // The vendor marks it as optional; what its absence means is a switch (business mock rule 8).
        Kind::Missing => found.pointer != "/creationAccountAction",
        _ => true,
    };
    let found: Vec<Violation> =
        check::members(known, &body, Dialect::Strict).into_iter().filter(refused).collect();
    if !found.is_empty() {
        let detail =
            if found.len() == 1 { "One member is not valid." } else { "Some members are not valid." };
        let problem = Problem::new(quirks.invalid_body_status, detail);
        return Err(found
            .into_iter()
            .fold(problem, |problem, found| problem.with_error(found.detail, found.pointer)));
    }
    match body {
        Value::Object(body) => Ok(body),
        _ => Ok(Map::new()),
    }
}

impl Call<'_> {
    /// The value of a query parameter.
    fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    fn text(&self, member: &str) -> Option<&str> {
        self.body.get(member).and_then(Value::as_str)
    }

    fn texts(&self, member: &str) -> Option<Vec<String>> {
        let items = self.body.get(member)?.as_array()?;
        Some(items.iter().filter_map(Value::as_str).map(str::to_owned).collect())
    }

    /// The users of the company in the path, or of the own one.
    fn directory(&self) -> Result<&Directory, Problem> {
        match self.ids.company {
            None => Ok(&self.state.directory),
            Some(id) => Ok(&self.state.company(id).ok_or_else(|| Problem::not_found("company"))?.directory),
        }
    }

    fn directory_mut(&mut self) -> Result<&mut Directory, Problem> {
        match self.ids.company {
            None => Ok(&mut self.state.directory),
            Some(id) => {
                Ok(&mut self.state.company_mut(id).ok_or_else(|| Problem::not_found("company"))?.directory)
            }
        }
    }

    /// The admin levels of the company in the path, or of the own one.
    fn levels(&self) -> Result<Arc<Vec<AdminLevel>>, Problem> {
        match self.ids.company {
            None => Ok(self.state.levels.clone()),
            Some(id) => {
                Ok(self.state.company(id).ok_or_else(|| Problem::not_found("company"))?.levels.clone())
            }
        }
    }

    /// Leaves an event about a write.
    fn audit(&mut self, spellings: (&str, &str), data: &str) {
        self.state.audit_call(self.quirks, spellings, data);
    }
}
