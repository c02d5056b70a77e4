//! Rules 5 and 6: the times of events, their order and their identity.

use std::collections::BTreeSet;

use lastpass_admin::{Client, ErrorKind, Event, EventCursor, EventQuery, Item, TimeBound, UserDataQuery};
use lastpass_sandbox::{NewEvent, TenantOptions};
use serde_json::{Value, json};

use crate::common::{Bench, bench_of};

/// A tenant whose audit log holds what the test puts there; its own calls are told apart by the user.
pub(super) async fn empty_log(time_zone: &str) -> Bench {
    let time_zone = time_zone.parse().unwrap();
    let bench = bench_of(TenantOptions { users: 3, events: 0, time_zone, ..TenantOptions::default() }).await;
    bench.tenant.clear_events();
    bench
}

pub(super) fn event(time: &str, action: &str) -> NewEvent {
    NewEvent {
        time: Some(time.to_owned()),
        username: "ada@example.com".to_owned(),
        ip_address: "203.0.113.7".to_owned(),
        action: action.to_owned(),
        ..NewEvent::default()
    }
}

/// The events of ada, without those that the calls of the API leave.
pub(super) fn adas() -> EventQuery {
    EventQuery { user: Some("ada@example.com".to_owned()), ..EventQuery::default() }
}

pub(super) async fn read(client: &Client, query: &EventQuery) -> Vec<Event> {
    client.provisioning().events().list(query).collect().await.unwrap()
}

pub(super) fn actions(events: &[Event]) -> Vec<&str> {
    events.iter().filter_map(Event::action).collect()
}

pub(super) fn ids(events: &[Event]) -> BTreeSet<String> {
    events.iter().map(Event::id).collect()
}

pub(super) fn local(time: &str) -> Option<TimeBound> {
    Some(time.parse().unwrap())
}

/// Provisioning rule 5: without an explicit zone nothing is sent, and there is no default.
#[tokio::test]
async fn rule_05_an_event_report_without_a_time_zone_is_refused_before_sending() {
    let bench = empty_log("US/Eastern").await;
    let client = Client::builder()
        .credentials(bench.credentials())
        .provisioning_url(bench.sandbox.provisioning_url())
        .no_proxy()
        .build()
        .unwrap();
    let list = client.provisioning().events().list(&EventQuery::default()).collect().await.unwrap_err();
    let cursor = EventCursor::starting_at("2024-05-02T00:00:00".parse().unwrap());
    let since = client.provisioning().events().since(&cursor, &EventQuery::default()).await.unwrap_err();
    for error in [list, since] {
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some("time_zone")),
            "{error}"
        );
        assert!(error.to_string().contains("US/Eastern"), "the message gives no example: {error}");
    }
    let unknown = bench.builder().time_zone("Eastern Time").build().unwrap_err();
    assert_eq!(unknown.parameter(), Some("time_zone"));
    assert_eq!(bench.hits(), 0);
}

/// Provisioning rule 5: `from` and `to` go out in the account's zone, whole seconds, without an offset.
#[tokio::test]
async fn rule_05_bounds_are_sent_in_the_zone_of_the_account() {
    let cases = [
        ("a local time", "Europe/Berlin", "2024-05-02 00:00:00", "2024-05-02 00:00:00"),
        ("an instant", "Europe/Berlin", "2024-05-02T00:00:00Z", "2024-05-02 02:00:00"),
        ("an instant in winter", "Europe/Berlin", "2024-01-02T00:00:00Z", "2024-01-02 01:00:00"),
        ("an instant with an offset", "US/Eastern", "2024-05-02T00:00:00+02:00", "2024-05-01 18:00:00"),
    ];
    for (name, zone, bound, expected) in cases {
        let bench = empty_log(zone).await;
        let query = EventQuery { from: local(bound), to: local(bound), ..EventQuery::default() };
        read(&bench.client(), &query).await;
        let data = bench.last("reporting").body.unwrap()["data"].clone();
        assert_eq!((&data["from"], &data["to"]), (&json!(expected), &json!(expected)), "{name}");
    }
}

/// Provisioning rule 5: both bounds are inclusive; an end before its start is refused.
#[tokio::test]
async fn rule_05_bounds_are_inclusive_and_in_order() {
    let bench = empty_log("US/Eastern").await;
    for second in ["09:59:59", "10:00:00", "10:00:05", "10:00:06"] {
        bench.tenant.push_event(&event(&format!("2024-05-02 {second}"), second)).unwrap();
    }
    let client = bench.client();
    let query = EventQuery {
        from: local("2024-05-02 10:00:00"),
        to: local("2024-05-02 10:00:05"),
        ..EventQuery::default()
    };
    assert_eq!(actions(&read(&client, &query).await), ["10:00:05", "10:00:00"]);
    let hits = bench.hits();
    let reversed = EventQuery { from: query.to, to: query.from, ..EventQuery::default() };
    let error = client.provisioning().events().list(&reversed).collect().await.unwrap_err();
    assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("to")));
    assert_eq!(bench.hits(), hits);
}

/// Provisioning rule 5: each event has UTC and the original text; the ambiguous hour is marked.
#[tokio::test]
async fn rule_05_an_event_has_its_instant_and_its_text_and_the_repeated_hour_is_marked() {
    let bench = empty_log("US/Eastern").await;
    let cases = [
        ("2024-11-03 02:00:00", "2024-11-03T07:00:00Z", false),
        ("2024-11-03 01:30:00", "2024-11-03T05:30:00Z", true),
        ("2024-07-01 12:00:00", "2024-07-01T16:00:00Z", false),
        ("2024-01-15 12:00:00", "2024-01-15T17:00:00Z", false),
    ];
    for (text, _, _) in cases {
        bench.tenant.push_event(&event(text, "Log in")).unwrap();
    }
    let events = read(&bench.client(), &adas()).await;
    assert_eq!(events.len(), cases.len());
    for (event, (text, instant, ambiguous)) in events.iter().zip(cases) {
        let time = event.time().unwrap();
        assert_eq!(time.text(), text);
        assert_eq!(time.instant().unwrap().to_string(), instant);
        assert_eq!(time.is_ambiguous(), ambiguous, "{text}");
    }
}

/// Provisioning rule 5: the dates of users are turned into instants only with a zone that the caller named.
#[tokio::test]
async fn rule_05_dates_of_users_are_instants_only_with_a_configured_zone() {
    let bench = empty_log("US/Eastern").await;
    let url = bench.sandbox.provisioning_url();
    let without =
        Client::builder().credentials(bench.credentials()).provisioning_url(url).no_proxy().build().unwrap();
    for (client, expected) in [(without, None), (bench.client(), Some("2022-06-20T12:00:07Z"))] {
        let ada = client.provisioning().users().get("ada@example.com").await.unwrap();
        let last_login = ada.last_login().unwrap();
        assert_eq!(last_login.text(), "2022-06-20 08:00:07");
        assert_eq!(last_login.instant().map(|instant| instant.to_string()).as_deref(), expected);
    }
}

/// Provisioning rule 6: the latest event comes first, in whatever order the vendor sends them.
#[tokio::test]
async fn rule_06_events_come_latest_first_whatever_the_vendors_order() {
    let bench = bench_of(TenantOptions { events: 300, ..TenantOptions::default() }).await;
    let client = bench.client();
    let to = local("2030-01-01 00:00:00");
    let query = EventQuery { search: Some("e".to_owned()), to, ..EventQuery::default() };
    let mut orders = Vec::new();
    for ascending in [false, true] {
        bench.tenant.quirks(|quirks| quirks.events_ascending = ascending);
        let mut events = read(&client, &query).await;
        events.retain(|event| event.username() != Some(""));
        assert!(events.len() > 100);
        assert!(events.is_sorted_by(|one, two| one.time().unwrap().text() >= two.time().unwrap().text()));
        orders.push(events.iter().map(|event| event.to_json()).collect::<Vec<_>>());
    }
    assert_eq!(orders[0], orders[1]);
}

/// Provisioning rule 6 and section 8.7: an id is made of time, zone, user, address, action, data and an ordinal.
///
/// The values are worked out by another program from the same parts: a stored id stays valid.
#[tokio::test]
async fn rule_06_the_id_of_an_event_is_stable() {
    let bench = empty_log("US/Eastern").await;
    bench.tenant.push_events(&event("2024-05-02 10:15:00", "Failed login attempt"), 2).unwrap();
    let events = read(&bench.client(), &adas()).await;
    let expected = ["06b0d4473c3fde1abe0c310d0b2786f2", "28e44392a48d2e3117630d64984558d4"];
    assert_eq!(events.iter().map(Event::id).collect::<Vec<_>>(), expected);
}

/// Provisioning rule 6 and section 8.7: equal events of one second are as many events, and each part tells two apart.
#[tokio::test]
async fn rule_06_equal_events_of_a_second_and_events_that_differ_in_one_part_have_ids_of_their_own() {
    let bench = empty_log("US/Eastern").await;
    let base = event("2024-05-02 10:15:00", "Failed login attempt");
    bench.tenant.push_events(&base, 5).unwrap();
    let others = [
        NewEvent { time: Some("2024-05-02 10:15:01".to_owned()), ..base.clone() },
        NewEvent { ip_address: "203.0.113.8".to_owned(), ..base.clone() },
        NewEvent { action: "Failed Login Attempt".to_owned(), ..base.clone() },
        NewEvent { data: "portal.example".to_owned(), ..base.clone() },
    ];
    for other in &others {
        bench.tenant.push_event(other).unwrap();
    }
    let client = bench.client();
    let whole = read(&client, &adas()).await;
    assert_eq!((whole.len(), ids(&whole).len()), (9, 9));
    let second =
        EventQuery { from: local("2024-05-02 10:15:00"), to: local("2024-05-02 10:15:00"), ..adas() };
    let part = read(&client, &second).await;
    assert_eq!(part.len(), 8);
    assert!(ids(&part).is_subset(&ids(&whole)), "an overlapping report gives other ids");
    let elsewhere = bench.builder().time_zone("US/Pacific").build().unwrap();
    assert!(ids(&read(&elsewhere, &adas()).await).is_disjoint(&ids(&whole)), "the zone is a part of the id");
}

/// Provisioning rule 6: actions compare case-folded; unknown and localised ones stay as they are.
#[tokio::test]
async fn rule_06_actions_compare_without_regard_to_case_and_stay_as_they_came() {
    let bench = empty_log("US/Eastern").await;
    let spellings = ["Failed Login Attempt", "Failed login attempt", "ポリシーの編集", "Something New"];
    for (second, action) in spellings.iter().enumerate() {
        bench.tenant.push_event(&event(&format!("2024-05-02 10:15:0{second}"), action)).unwrap();
    }
    let mut events = read(&bench.client(), &adas()).await;
    events.reverse();
    assert_eq!(actions(&events), spellings);
    let failed: Vec<bool> = events.iter().map(|event| event.is_action("failed LOGIN attempt")).collect();
    assert_eq!(failed, [true, true, false, false]);
    assert!(events[2].is_action("ポリシーの編集"));
}

/// Provisioning rule 14, mock rule 22: calls show up in the audit log under the label that the client gives itself.
#[tokio::test]
async fn rule_14_calls_show_up_in_the_audit_log_under_their_label() {
    let bench = empty_log("US/Eastern").await;
    let client = bench.builder().api_user("joiner job").build().unwrap();
    client.provisioning().users().list(&UserDataQuery::default()).collect().await.unwrap();
    let events = read(&client, &EventQuery::default()).await;
    assert_eq!(events[0].data(), Some("Initiated by API: joiner job"));
    assert_eq!(bench.last("reporting").body.unwrap()["apiuser"], Value::from("joiner job"));
}
