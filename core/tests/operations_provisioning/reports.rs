//! `provisioning.events` and `.reports`.

use lastpass_admin::{EventCursor, EventQuery, ExpiredMasterPasswordQuery};
use lastpass_sandbox::TenantOptions;
use serde_json::json;

use crate::common::bench_of;
use crate::{ADA, assert_sent};

#[tokio::test]
async fn events_list_and_since() {
    let bench = bench_of(TenantOptions { events: 60, ..TenantOptions::default() }).await;
    let client = bench.client();
    let query = EventQuery {
        from: Some("2020-01-01 00:00:00".parse().unwrap()),
        to: Some("2040-12-31 23:59:59".parse().unwrap()),
        search: Some("shared".into()),
        user: Some("allusers".into()),
        admin_only: Some(true),
        ..EventQuery::default()
    };
    let events = client.provisioning().events().list(&query).collect().await.unwrap();
    let data = json!({
        "from": "2020-01-01 00:00:00", "to": "2040-12-31 23:59:59", "search": "shared", "user": "allusers", "admin": "1",
    });
    assert_sent(&bench, "reporting", &data);
    assert!(!events.is_empty());
    for event in &events {
        let whole = format!("{:?}{:?}", event.action(), event.data()).to_lowercase();
        assert!(whole.contains("shared"), "{event:?}");
        assert!(event.time().unwrap().instant().is_some());
        assert_eq!(event.username(), Some(ADA));
    }
    let cursor = EventCursor::starting_at("2020-01-01T01:00:00".parse().unwrap());
    let batch =
        client.provisioning().events().since(&cursor, &EventQuery { to: None, ..query }).await.unwrap();
    let data = json!({"from": "2020-01-01 00:00:00", "search": "shared", "user": "allusers", "admin": "1"});
    assert_sent(&bench, "reporting", &data);
    assert_eq!(batch.events.len(), events.len());
    assert_eq!(Some(batch.cursor.latest()), events[0].time().unwrap().civil());
    let denied = EventQuery { user: Some("api".into()), ..EventQuery::default() };
    let error = client.provisioning().events().list(&denied).collect().await.unwrap_err();
    assert!(error.to_string().contains("Please select a valid user."), "{error}");
}

#[tokio::test]
async fn reports_list_expired_master_passwords() {
    let bench = bench_of(TenantOptions { users: 200, ..TenantOptions::default() }).await;
    let query = ExpiredMasterPasswordQuery { page_size: Some(20), ..ExpiredMasterPasswordQuery::default() };
    let client = bench.client();
    let expired =
        client.provisioning().reports().list_expired_master_passwords(&query).collect().await.unwrap();
    let expected: Vec<_> = bench
        .tenant
        .users()
        .into_iter()
        .filter(|user| user.has_enrolled() && !user.disabled && user.details().password_expired)
        .map(|user| (Some(user.key), user.email.into_string()))
        .collect();
    assert!(expected.len() > 20);
    let read: Vec<_> =
        expired.iter().map(|user| (user.user_id(), user.username().unwrap().to_owned())).collect();
    assert_eq!(read, expected);
    assert_eq!(expired[0].last_password_change().unwrap().text(), "2022-01-10 17:02:33");
    let requests = bench.tenant.requests();
    assert_eq!(requests[0].body.as_ref().unwrap()["data"], json!({"limit": 20}));
    let second = &requests[1].body.as_ref().unwrap()["data"];
    assert_eq!(second, &json!({"limit": 20, "continuation_token": expected[19].0.unwrap().to_string()}));
}
