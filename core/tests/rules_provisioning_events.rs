//! Rules 5 to 8 of the Provisioning API: event reports, their times, their identity, and reading on without loss.

mod common;
#[path = "common/stub.rs"]
mod stub;

use std::collections::BTreeSet;
use std::time::Duration;

use common::{Bench, bench_of};
use lastpass_admin::{
    Client, ErrorKind, Event, EventBatch, EventCursor, EventFormat, EventQuery, Item, TimeBound, UserDataQuery,
};
use lastpass_sandbox::{Fault, FaultKind, NewEvent, NextForm, Target, TenantOptions};
use serde_json::{Value, json};
use stub::Stub;

/// A tenant whose audit log holds what the test puts there; its own calls are told apart by the user.
async fn empty_log(time_zone: &str) -> Bench {
    let time_zone = time_zone.parse().unwrap();
    let bench = bench_of(TenantOptions { users: 3, events: 0, time_zone, ..TenantOptions::default() }).await;
    bench.tenant.clear_events();
    bench
}

fn event(time: &str, action: &str) -> NewEvent {
    NewEvent {
        time: Some(time.to_owned()),
        username: "ada@example.com".to_owned(),
        ip_address: "203.0.113.7".to_owned(),
        action: action.to_owned(),
        ..NewEvent::default()
    }
}

/// The events of ada, without those that the calls of the API leave.
fn adas() -> EventQuery {
    EventQuery { user: Some("ada@example.com".to_owned()), ..EventQuery::default() }
}

async fn read(client: &Client, query: &EventQuery) -> Vec<Event> {
    client.provisioning().events().list(query).collect().await.unwrap()
}

fn actions(events: &[Event]) -> Vec<&str> {
    events.iter().filter_map(Event::action).collect()
}

fn ids(events: &[Event]) -> BTreeSet<String> {
    events.iter().map(Event::id).collect()
}

fn local(time: &str) -> Option<TimeBound> {
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
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("time_zone")), "{error}");
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
    let query = EventQuery { from: local("2024-05-02 10:00:00"), to: local("2024-05-02 10:00:05"), ..EventQuery::default() };
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
    let without = Client::builder().credentials(bench.credentials()).provisioning_url(url).no_proxy().build().unwrap();
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
    let second = EventQuery { from: local("2024-05-02 10:15:00"), to: local("2024-05-02 10:15:00"), ..adas() };
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
        let first = json!({"status": "OK", "next": next, "data": {"Event1": {"Time": "2024-05-02 10:15:00"}}});
        let last = json!({"status": "OK", "next": null, "data": {"Event1": {"Time": "2024-05-02 10:14:00"}}});
        let stub = Stub::start(move |request| {
            let page = if request.json()["data"]["next"].is_null() { &first } else { &last };
            stub::ok(page.to_string())
        })
        .await;
        let query = EventQuery { user: Some("allusers".to_owned()), from: local("2024-05-01 00:00:00"), ..EventQuery::default() };
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
            let on_server = bench.tenant.events().iter().filter(|event| &*event.username == "ada@example.com").count();
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
        assert_eq!((events.len(), distinct.len()), (count, count), "pages of {limit}, ascending: {ascending}");
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
    assert!(events.iter().all(|event| event.siem_id().is_some() && event.time().is_some() && event.username().is_some()));
    assert_eq!(bench.tenant.requests()[0].body.as_ref().unwrap()["data"]["format"], "siem");
}

async fn since(client: &Client, cursor: &EventCursor) -> EventBatch {
    client.provisioning().events().since(cursor, &adas()).await.unwrap()
}

fn stored(cursor: &EventCursor) -> EventCursor {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

/// Provisioning rule 8: windows overlap, each event is given once, the late ones too; the cursor is stored as JSON.
#[tokio::test]
async fn rule_08_a_cursor_gives_every_event_once_and_the_late_ones_too() {
    let bench = empty_log("US/Eastern").await;
    let push = |time: &str, action: &str| bench.tenant.push_event(&event(time, action)).unwrap();
    let client = bench.client();
    push("2024-05-02 09:59:59", "before the start");
    push("2024-05-02 12:00:00", "one");
    push("2024-05-02 12:00:00", "two");
    let start = EventCursor::starting_at("2024-05-02T12:00:00".parse().unwrap()).overlap(Duration::from_secs(600));
    let first = since(&client, &start).await;
    assert_eq!(actions(&first.events), ["one", "two"]);
    assert_eq!(first.cursor.latest().to_string(), "2024-05-02T12:00:00");

    let cases: [(&str, &[(&str, &str)], &[&str]); 6] = [
        ("nothing new", &[], &[]),
        ("a later one", &[("2024-05-02 12:10:00", "three")], &["three"]),
        ("one that arrives late", &[("2024-05-02 12:05:00", "late")], &["late"]),
        ("an equal one of a known second", &[("2024-05-02 12:10:00", "three")], &["three"]),
        ("late and later at once", &[("2024-05-02 12:04:00", "x"), ("2024-05-02 12:11:00", "y")], &["x", "y"]),
        ("later than the overlap is lost to every cursor", &[("2024-05-02 11:00:00", "too late")], &[]),
    ];
    let mut cursor = first.cursor;
    for (name, pushed, expected) in cases {
        pushed.iter().for_each(|(time, action)| push(time, action));
        let batch = since(&client, &stored(&cursor)).await;
        assert_eq!(actions(&batch.events), expected, "{name}");
        cursor = batch.cursor;
    }
    assert_eq!(cursor.latest().to_string(), "2024-05-02T12:11:00");
    assert!(since(&client, &cursor).await.events.is_empty());
}

/// Provisioning rule 8: at least once: a cursor that was not stored gives the same events again, with the same ids.
#[tokio::test]
async fn rule_08_a_cursor_that_was_not_stored_gives_the_same_events_again() {
    let bench = empty_log("Europe/Berlin").await;
    for minute in 10..30 {
        bench.tenant.push_events(&event(&format!("2024-05-02 12:{minute}:00"), "Log in"), 2).unwrap();
    }
    let client = bench.client();
    let start = EventCursor::starting_at("2024-05-02T12:00:00".parse().unwrap());
    let (one, two) = (since(&client, &start).await, since(&client, &start).await);
    assert_eq!((one.events.len(), ids(&one.events).len()), (40, 40));
    assert_eq!(ids(&one.events), ids(&two.events));
    assert_eq!(one.cursor, two.cursor);
    let times: Vec<&str> = one.events.iter().map(|event| event.time().unwrap().text()).collect();
    assert!(times.is_sorted(), "the earliest comes first: {times:?}");
}

/// Provisioning rule 8: a list that cannot be read to its end gives no cursor, so that nothing is passed over.
#[tokio::test]
async fn rule_08_a_failure_half_way_gives_no_cursor() {
    let bench = empty_log("US/Eastern").await;
    for minute in 10..40 {
        bench.tenant.push_event(&event(&format!("2024-05-02 12:{minute}:00"), "Log in")).unwrap();
    }
    bench.tenant.quirks(|quirks| quirks.event_limit = 10);
    let client = bench.client();
    let start = EventCursor::starting_at("2024-05-02T12:00:00".parse().unwrap());
    bench.tenant.inject(Fault { on: Target::Command("reporting"), kind: FaultKind::Html, times: Some(1), after: 2 });
    let error = client.provisioning().events().since(&start, &adas()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnexpectedResponse);
    assert_eq!(since(&client, &start).await.events.len(), 30);
}

/// Provisioning rule 8: nothing is lost or doubled while the repeated hour passes.
#[tokio::test]
async fn rule_08_a_cursor_passes_the_repeated_hour_without_loss() {
    let bench = empty_log("US/Eastern").await;
    let client = bench.client();
    let start = "2024-11-03T00:00:00".parse().unwrap();
    let mut cursor = EventCursor::starting_at(start).overlap(Duration::from_secs(60));
    let mut given = Vec::new();
    let moments = [("00:50", false), ("01:10", false), ("01:50", false), ("01:05", true), ("01:55", true), ("02:10", false)];
    for (number, (moment, second_pass)) in moments.into_iter().enumerate() {
        let new = NewEvent { second_pass, ..event(&format!("2024-11-03 {moment}:00"), &format!("event {number}")) };
        bench.tenant.push_event(&new).unwrap();
        let batch = since(&client, &cursor).await;
        given.push(actions(&batch.events).join(","));
        cursor = stored(&batch.cursor);
    }
    assert_eq!(given, ["event 0", "event 1", "event 2", "event 3", "event 4", "event 5"]);
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
