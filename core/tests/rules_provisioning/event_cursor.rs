//! Rule 8: reading the log again and again, without losing or doubling an event.

use std::time::Duration;

use lastpass_admin::{Client, ErrorKind, EventBatch, EventCursor};
use lastpass_sandbox::{Fault, FaultKind, NewEvent, Target};

use super::events::{actions, adas, empty_log, event, ids};

pub(super) async fn since(client: &Client, cursor: &EventCursor) -> EventBatch {
    client.provisioning().events().since(cursor, &adas()).await.unwrap()
}

fn stored(cursor: &EventCursor) -> EventCursor {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

/// Time and action of an event.
type Pushed = (&'static str, &'static str);

/// Provisioning rule 8: windows overlap, each event is given once, the late ones too; the cursor is stored as JSON.
#[tokio::test]
async fn rule_08_a_cursor_gives_every_event_once_and_the_late_ones_too() {
    let bench = empty_log("US/Eastern").await;
    let push = |time: &str, action: &str| bench.tenant.push_event(&event(time, action)).unwrap();
    let client = bench.client();
    push("2024-05-02 09:59:59", "before the start");
    push("2024-05-02 12:00:00", "one");
    push("2024-05-02 12:00:00", "two");
    let start =
        EventCursor::starting_at("2024-05-02T12:00:00".parse().unwrap()).overlap(Duration::from_secs(600));
    let first = since(&client, &start).await;
    assert_eq!(actions(&first.events), ["one", "two"]);
    assert_eq!(first.cursor.latest().to_string(), "2024-05-02T12:00:00");

    let cases: [(&str, &[Pushed], &[&str]); 6] = [
        ("nothing new", &[], &[]),
        ("a later one", &[("2024-05-02 12:10:00", "three")], &["three"]),
        ("one that arrives late", &[("2024-05-02 12:05:00", "late")], &["late"]),
        ("an equal one of a known second", &[("2024-05-02 12:10:00", "three")], &["three"]),
        (
            "late and later at once",
            &[("2024-05-02 12:04:00", "x"), ("2024-05-02 12:11:00", "y")],
            &["x", "y"],
        ),
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
    bench.tenant.inject(Fault {
        on: Target::Command("reporting"),
        kind: FaultKind::Html,
        times: Some(1),
        after: 2,
    });
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
    let moments = [
        ("00:50", false),
        ("01:10", false),
        ("01:50", false),
        ("01:05", true),
        ("01:55", true),
        ("02:10", false),
    ];
    for (number, (moment, second_pass)) in moments.into_iter().enumerate() {
        let new =
            NewEvent { second_pass, ..event(&format!("2024-11-03 {moment}:00"), &format!("event {number}")) };
        bench.tenant.push_event(&new).unwrap();
        let batch = since(&client, &cursor).await;
        given.push(actions(&batch.events).join(","));
        cursor = stored(&batch.cursor);
    }
    assert_eq!(given, ["event 0", "event 1", "event 2", "event 3", "event 4", "event 5"]);
}
