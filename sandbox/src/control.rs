//! The control interface below `/sandbox`: what programs that cannot link the library set up and look into.
//!
//! JSON in and out, no credentials: the server listens on the loopback interface only. The README lists the paths.

use http::{Method, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::fault::Fault;
use crate::quirks::Quirks;
use crate::reply::Reply;
use crate::request::Request;
use crate::server::Shared;
use crate::tenant::{Grant, NewEvent, Tenant, TenantOptions, UserChange};

/// Why a request of the control interface is refused.
struct Refusal(StatusCode, String);

type Outcome = Result<Value, Refusal>;

/// Answers a request below `/sandbox`.
pub(crate) fn answer(shared: &Shared, request: &Request) -> Reply {
    let parts: Vec<&str> = request.uri.path().split('/').skip(2).filter(|part| !part.is_empty()).collect();
    let outcome = match (request.method.clone(), parts.as_slice()) {
        (Method::GET, []) => Ok(overview(shared)),
        (Method::POST, ["tenants"]) => {
            body::<TenantOptions>(request).map(|options| credentials(shared, &shared.tenant(options)))
        }
        (Method::GET, ["tenants"]) => Ok(json!(shared.registry.cids())),
        (method, ["tenants", cid, rest @ ..]) => cid
            .parse()
            .ok()
            .and_then(|cid| shared.known_tenant(cid))
            .ok_or_else(|| Refusal(StatusCode::NOT_FOUND, format!("there is no tenant {cid}")))
            .and_then(|tenant| about_tenant(shared, &tenant, &method, rest, request)),
        _ => Err(unknown(request)),
    };
    match outcome {
        Ok(Value::Null) => Reply::empty(StatusCode::NO_CONTENT),
        Ok(value) => Reply::json(StatusCode::OK, value.to_string()),
        Err(Refusal(status, text)) => Reply::json(status, json!({"error": text}).to_string()),
    }
}

fn unknown(request: &Request) -> Refusal {
    let text = format!("{} {} is no part of the control interface", request.method, request.uri.path());
    Refusal(StatusCode::NOT_FOUND, text)
}

/// The body, or the default of its type if there is none.
fn body<T: DeserializeOwned>(request: &Request) -> Result<T, Refusal> {
    let bytes: &[u8] = if request.body.is_empty() { b"{}" } else { &request.body };
    serde_json::from_slice(bytes).map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))
}

fn overview(shared: &Shared) -> Value {
    json!({
        "business_url": shared.business_url(),
        "provisioning_url": shared.provisioning_url(),
        "tenants": shared.registry.cids(),
        "open_connections": shared.traffic.open_connections(),
        // Without the one that asks.
        "requests_in_flight": shared.traffic.in_flight().saturating_sub(1),
        "aborted_requests": shared.traffic.aborted(),
    })
}

/// Where a tenant is found and what opens it; also what the program prints when it starts.
pub(crate) fn credentials(shared: &Shared, tenant: &Tenant) -> Value {
    let cid = tenant.cid();
    json!({
        "cid": cid,
        "api_key": tenant.api_key(),
        "provhash": tenant.provhash(),
        "expired_api_key": tenant.expired_api_key(),
        "forbidden_api_key": tenant.forbidden_api_key(),
        "time_zone": tenant.options().time_zone.name(),
        "business_url": shared.business_url(),
        "provisioning_url": shared.provisioning_url(),
        "control_url": format!("{}/sandbox/tenants/{cid}", shared.origins.own),
        "environment": {
            "LASTPASS_API_KEY": tenant.api_key(),
            "LASTPASS_CID": cid.to_string(),
            "LASTPASS_PROVHASH": tenant.provhash(),
            "LASTPASS_BUSINESS_URL": shared.business_url(),
            "LASTPASS_PROVISIONING_URL": shared.provisioning_url(),
            "LASTPASS_TIME_ZONE": tenant.options().time_zone.name(),
        },
    })
}

/// Events to be pushed: one, and how often.
#[derive(Deserialize)]
struct Events {
    event: NewEvent,
    #[serde(default = "one")]
    times: usize,
}

const fn one() -> usize {
    1
}

/// A started change of an address, by the old one.
#[derive(Deserialize)]
struct OldEmail {
    oldemail: String,
}

/// All addresses that are invited.
#[derive(Deserialize)]
struct Invited {
    invited: Vec<String>,
}

fn about_tenant(
    shared: &Shared,
    tenant: &Tenant,
    method: &Method,
    rest: &[&str],
    request: &Request,
) -> Outcome {
    match (method.as_str(), rest) {
        ("GET", []) => Ok(credentials(shared, tenant)),
        ("DELETE", []) => done(|| tenant.remove()),
        ("GET", ["faults"]) => Ok(json!(tenant.faults())),
        ("POST", ["faults"]) => body::<Fault>(request).and_then(|fault| done(|| tenant.inject(fault))),
        ("DELETE", ["faults"]) => done(|| tenant.clear_faults()),
        ("GET", ["quirks"]) => Ok(json!(tenant.current_quirks())),
        ("PATCH", ["quirks"]) => patch_quirks(tenant, request),
        ("DELETE", ["quirks"]) => done(|| tenant.quirks(|quirks| *quirks = Quirks::default())),
        ("GET", ["requests"]) => Ok(json!(tenant.requests())),
        ("DELETE", ["requests"]) => done(|| tenant.clear_requests()),
        ("GET", ["hits"]) => Ok(tenant
            .all_hits()
            .into_iter()
            .map(|(operation, hits)| (operation.to_owned(), json!(hits)))
            .collect()),
        ("POST", ["events"]) => {
            let Events { event, times } = body(request)?;
            let pushed = tenant.push_events(&event, times);
            pushed.map(|()| Value::Null).map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))
        }
        ("DELETE", ["events"]) => done(|| tenant.clear_events()),
        ("PATCH", ["users", email]) => match tenant.change_user(email, &body::<UserChange>(request)?) {
            Ok(true) => Ok(Value::Null),
            Ok(false) => Err(Refusal(StatusCode::NOT_FOUND, format!("{email} is no user"))),
            Err(error) => Err(Refusal(StatusCode::BAD_REQUEST, error.to_string())),
        },
        ("POST", ["folders", id, "grants"]) => {
            let grant = body::<Grant>(request)?;
            match id.parse().is_ok_and(|id| tenant.share(id, grant)) {
                true => Ok(Value::Null),
                false => Err(Refusal(StatusCode::NOT_FOUND, format!("there is no folder {id}"))),
            }
        }
        ("PUT", ["invited"]) => {
            body::<Invited>(request).and_then(|body| done(|| tenant.set_invited(body.invited)))
        }
        ("POST", ["email-changes", "confirm"]) => {
            let OldEmail { oldemail } = body(request)?;
            match tenant.confirm_email_change(&oldemail) {
                true => Ok(Value::Null),
                false => Err(Refusal(StatusCode::NOT_FOUND, format!("no change of {oldemail} was started"))),
            }
        }
        ("POST", ["company-changes", "flush"]) => Ok(json!({"applied": tenant.flush_company_changes()})),
        ("POST", ["api-key", "renew"]) => Ok(json!({"api_key": tenant.renew_api_key()})),
        ("POST", ["api-key", "revoke"]) => done(|| tenant.revoke_api_key()),
        ("POST", ["provhash", "renew"]) => Ok(json!({"provhash": tenant.renew_provhash()})),
        ("POST", ["provhash", "revoke"]) => done(|| tenant.revoke_provhash()),
        _ => Err(unknown(request)),
    }
}

fn done(act: impl FnOnce()) -> Outcome {
    act();
    Ok(Value::Null)
}

/// Changes the switches that the body names and leaves the others.
fn patch_quirks(tenant: &Tenant, request: &Request) -> Outcome {
    let changes: serde_json::Map<String, Value> = body(request)?;
    let mut quirks = json!(tenant.current_quirks());
    if let Value::Object(quirks) = &mut quirks {
        quirks.extend(changes);
    }
    let changed: Quirks = serde_json::from_value(quirks)
        .map_err(|error| Refusal(StatusCode::BAD_REQUEST, error.to_string()))?;
    tenant.quirks(|quirks| *quirks = changed.clone());
    Ok(json!(changed))
}
