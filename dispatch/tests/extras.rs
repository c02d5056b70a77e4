//! What the core has beside the operations of the contract, against the sandbox. The others are played by the scenarios.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use lastpass_admin::{AsyncRequest, Client, Credentials};
use lastpass_dispatch::{Answer, Call, call};
use lastpass_sandbox::{Sandbox, Tenant, TenantOptions};
use serde_json::{Value, json};

async fn start() -> (Sandbox, Tenant, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let credentials =
        Credentials::new().api_key(tenant.api_key()).provisioning(tenant.cid(), tenant.provhash());
    let client = Client::builder()
        .credentials(credentials)
        .business_url(sandbox.business_url())
        .provisioning_url(sandbox.provisioning_url())
        .time_zone(tenant.options().time_zone.name())
        .no_proxy();
    (sandbox, tenant, client.build().unwrap())
}

async fn answer(client: &Client, operation: &str, arguments: Value) -> Answer {
    let called = call(client, operation, arguments.as_object().unwrap().clone()).unwrap().unwrap();
    let Call::One(answer) = called else { panic!("{operation} is a list") };
    answer.await.unwrap()
}

#[tokio::test]
async fn a_check_says_which_credential_works() {
    let (_sandbox, tenant, client) = start().await;
    tenant.revoke_api_key();
    let Answer::Report(report) = answer(&client, "check", json!({})).await else { panic!() };
    assert!(!report.business.unwrap().works());
    assert!(report.provisioning.unwrap().works());
}

#[tokio::test]
async fn people_who_were_invited_are_listed() {
    let (_sandbox, tenant, client) = start().await;
    tenant.set_invited(vec!["grace@example.com".to_owned()]);
    let answer = answer(&client, "provisioning.users.list_invited", json!({})).await;
    let Answer::Texts(invited) = answer else { panic!("{answer:?}") };
    assert_eq!(invited, ["grace@example.com"]);
}

#[tokio::test]
async fn a_company_is_found_by_its_name_or_there_is_none() {
    let (_sandbox, tenant, client) = start().await;
    let id = tenant.add_company("Tailors & Sons", "managed-business", None);
    let found = answer(&client, "managed_companies.find_by_name", json!({ "name": "Tailors & Sons" })).await;
    let Answer::Record(found) = found else { panic!("{found:?}") };
    let company = found.cast::<lastpass_admin::ManagedCompany>().unwrap();
    assert_eq!(company.id(), Some(id));
    let none = answer(&client, "managed_companies.find_by_name", json!({ "name": "Nobody" })).await;
    assert!(matches!(none, Answer::Nothing), "{none:?}");
}

#[tokio::test]
async fn events_are_given_once_from_a_cursor_to_the_next() {
    let (_sandbox, _tenant, client) = start().await;
    let mut cursor = json!({ "latest": "2000-01-01T00:00:00", "overlap_seconds": 3600, "given": [] });
    for first in [true, false] {
        // The reading itself is logged too, as an event of the API.
        let arguments = json!({ "cursor": cursor, "user": "ada@example.com" });
        let given = answer(&client, "provisioning.events.since", arguments).await;
        let Answer::Events(batch) = given else { panic!("{given:?}") };
        assert_eq!(batch.events.is_empty(), !first);
        cursor = serde_json::to_value(&batch.cursor).unwrap();
    }
}

#[tokio::test]
async fn an_accepted_change_is_asked_for_at_its_url() {
    let (_sandbox, tenant, client) = start().await;
    let company = tenant.add_company("Tailors & Sons", "managed-business", None);
    let change = json!({
        "child_company_id": company, "license_limit": 5, "status": "active", "addons": [],
    });
    let accepted = answer(&client, "managed_companies.replace", change).await;
    let Answer::Record(accepted) = accepted else { panic!("{accepted:?}") };
    let accepted = accepted.cast::<AsyncRequest>().unwrap();
    let polled = answer(&client, "poll", json!({ "url": accepted.url() })).await;
    let Answer::Raw(response) = polled else { panic!("{polled:?}") };
    assert_eq!(response.info.status, 200);
}
