//! Rule 7: reading on by `next`, across the seams of pages.

use std::collections::BTreeSet;

use lastpass_admin::{ErrorKind, EventFormat, EventQuery};
use lastpass_sandbox::{FaultKind, NewEvent, NextForm, TenantOptions};
use serde_json::json;

use super::events::{actions, adas, empty_log, event, ids, local, read};
use crate::common::bench_of;
use crate::stub::{self, Stub};

/// Provisioning rule 7: `next` is echoed unchanged, in the same JSON type.
#[tokio::test]
async fn rule_07_next_is_echoed_unchanged() {
    let forms = [
        json!("2024-05-02 10:14:58.000000"),
        json!(1_714_644_898_000_000_i64),
        json!("1714644898000000"),
        json!(u64::MAX),
        json!("0"),
        json!("%20+\"\\é"),
        json!({"at": 1_714_644_898, "shard": [3, null]}),
    ];
    for next in forms {
        let first =
            json!({"status": "OK", "next": next, "data": {"Event1": {"Time": "2024-05-02 10:15:00"}}});
        let last = json!({"status": "OK", "next": null, "data": {"Event1": {"Time": "2024-05-02 10:14:00"}}});
        let stub = Stub::start(move |request| {
            let page = if request.json()["data"]["next"].is_null() { &first } else { &last };
            stub::ok(page.to_string())
        })
        .await;
        let query = EventQuery {
            user: Some("allusers".to_owned()),
            from: local("2024-05-01 00:00:00"),
            ..EventQuery::default()
        };
        let events = stub.client().provisioning().events().list(&query).collect().await.unwrap();
        assert_eq!(events.len(), 2, "{next}");
        let [one, two] = &stub.received()[..] else { panic!("{next}: {} requests", stub.received().len()) };
        assert_eq!(two.json()["data"]["next"], next);
        let mut repeated = two.json();
        repeated["data"].as_object_mut().unwrap().remove("next");
        assert_eq!(repeated, one.json(), "the same query is sent again with `next`");
    }
}

/// Provisioning rule 7: every form of `next` of the vendor is read to the end, without a lost or a doubled event.
#[tokio::test]
async fn rule_07_every_event_comes_once_across_the_seams_of_pages() {
    for form in [NextForm::DateText, NextForm::Microseconds, NextForm::NumericString] {
        for ascending in [false, true] {
            let bench = bench_of(TenantOptions { users: 3, events: 120, ..TenantOptions::default() }).await;
            bench.tenant.push_events(&event("2024-05-02 10:15:00", "Failed login attempt"), 25).unwrap();
            bench.tenant.quirks(|quirks| {
                (quirks.event_limit, quirks.next_form, quirks.events_ascending) = (10, form, ascending);
            });
            let query = adas();
            let on_server =
                bench.tenant.events().iter().filter(|event| &*event.username == "ada@example.com").count();
            let client = bench.client();
            let mut list = client.provisioning().events().list(&query);
            let mut events = Vec::new();
            while let Some(event) = list.try_next().await.unwrap() {
                events.push(event);
            }
            assert!(on_server > 60, "{on_server}");
            assert_eq!(events.len(), on_server, "{form:?}, ascending: {ascending}");
            assert_eq!(ids(&events).len(), on_server, "{form:?}, ascending: {ascending}");
            assert!(bench.tenant.hits("reporting") > on_server / 10, "pages of 10 were not followed");
            assert!(list.summary().duplicates > 0, "the boundary event comes twice");
        }
    }
}

/// Provisioning rule 7: the seam holds in the hour that daylight saving repeats, where local times go back.
#[tokio::test]
async fn rule_07_the_repeated_hour_has_seams_too() {
    let bench = empty_log("US/Eastern").await;
    let mut count = 0;
    for second_pass in [false, true] {
        for minute in (0..60).step_by(2) {
            let action = format!("{} {minute}", if second_pass { "second" } else { "first" });
            let event = NewEvent { second_pass, ..event(&format!("2024-11-03 01:{minute:02}:00"), &action) };
            bench.tenant.push_event(&event).unwrap();
            count += 1;
        }
    }
    for (limit, ascending) in [(7, false), (7, true), (11, false), (40, false), (40, true)] {
        bench.tenant.quirks(|quirks| (quirks.event_limit, quirks.events_ascending) = (limit, ascending));
        let events = read(&bench.client(), &adas()).await;
        let distinct: BTreeSet<&str> = actions(&events).into_iter().collect();
        assert_eq!(
            (events.len(), distinct.len()),
            (count, count),
            "pages of {limit}, ascending: {ascending}"
        );
    }
}

/// Provisioning rule 7: a `next` that repeats is an error and no endless loop.
#[tokio::test]
async fn rule_07_a_repeated_next_ends_the_list_with_an_error() {
    let bench = bench_of(TenantOptions { events: 60, ..TenantOptions::default() }).await;
    bench.tenant.quirks(|quirks| quirks.event_limit = 10);
    bench.inject("reporting", FaultKind::RepeatToken);
    let client = bench.client();
    let error = client.provisioning().events().list(&EventQuery::default()).collect().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Paging, "{error}");
    assert!(bench.tenant.hits("reporting") <= 3);
}

/// Provisioning rule 7: a full page of 10,000 means that more may follow, and more is read.
#[tokio::test]
async fn rule_07_a_page_of_ten_thousand_is_followed_by_the_next() {
    let bench = bench_of(TenantOptions { users: 3, events: 0, ..TenantOptions::default() }).await;
    bench.tenant.clear_events();
    bench.tenant.push_events(&event("2024-05-02 10:15:00", "Failed login attempt"), 12_500).unwrap();
    let events = read(&bench.client(), &adas()).await;
    assert_eq!((events.len(), ids(&events).len()), (12_500, 12_500));
    assert_eq!(bench.tenant.hits("reporting"), 2);
}

/// Provisioning rule 7, section 8.3: the shape for log collectors is read too, whatever the case of its keys.
#[tokio::test]
async fn rule_07_the_siem_shape_is_read_whatever_the_case_of_its_keys() {
    let bench = bench_of(TenantOptions { events: 60, ..TenantOptions::default() }).await;
    let query = EventQuery { format: Some(EventFormat::Siem), ..adas() };
    let events = read(&bench.client(), &query).await;
    let plain = read(&bench.client(), &adas()).await;
    assert!(!events.is_empty());
    assert_eq!(events.len(), plain.len());
    assert!(
        events
            .iter()
            .all(|event| event.siem_id().is_some() && event.time().is_some() && event.username().is_some())
    );
    assert_eq!(bench.tenant.requests()[0].body.as_ref().unwrap()["data"]["format"], "siem");
}
