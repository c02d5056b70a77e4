//! Positions that are stored and resumed from.

use std::collections::BTreeSet;

use lastpass_admin::{Client, ErrorKind, Event, Item, PageToken, Pager};
use lastpass_sandbox::{NewEvent, NextForm, TenantOptions};

use crate::common::{Bench, bench_of};
use crate::{events, expired, folders, of_users, user_data, users};

/// Reads on from every position of a list, saved as text after so many items, with a client of its own.
async fn assert_resumes<T: Item>(
    bench: &Bench,
    name: &str,
    list: impl Fn(&Client, Option<PageToken>) -> Pager<T>,
    id: impl Fn(&T) -> String,
) {
    let client = bench.client();
    let ids = |items: &[T]| items.iter().map(&id).collect::<Vec<_>>();
    let whole = ids(&list(&client, None).collect().await.unwrap());
    assert!(whole.len() > 20, "{name}: {}", whole.len());
    for taken in 0..=whole.len() {
        let mut pager = list(&client, None);
        let mut given = Vec::new();
        for _ in 0..taken {
            given.push(pager.try_next().await.unwrap().unwrap());
        }
        let given = ids(&given);
        let saved = pager.page_token().map(|token| token.to_string());
        drop(pager);
        let Some(saved) = saved else {
            assert_eq!(taken, whole.len(), "{name}: no position in the middle");
            continue;
        };
        let rest = ids(&list(&bench.client(), Some(PageToken::from(saved.clone()))).collect().await.unwrap());
        let repeated = given.len() + rest.len() - whole.len();
        assert!(repeated < 10, "{name}: more than a page comes twice after {taken}");
        assert_eq!(rest, whole[taken - repeated..], "{name}: resumed after {taken} from {saved}");
        // At the end of a page nothing comes twice.
        assert!(taken % 10 != 0 || repeated == 0, "{name}: {repeated} come twice after {taken}");
    }
}

#[tokio::test]
async fn a_list_by_token_resumes_from_any_position() {
    let bench = of_users(34).await;
    assert_resumes(
        &bench,
        "token",
        |client, at| users(client, 10, at),
        |user| user.id().unwrap().to_string(),
    )
    .await;
}

#[tokio::test]
async fn a_list_by_page_number_resumes_from_any_position() {
    let bench = of_users(30).await;
    for totals in [true, false] {
        bench.tenant.quirks(|quirks| quirks.totals = totals);
        assert_resumes(
            &bench,
            "index",
            |client, at| user_data(client, 10, at),
            |user| user.id().unwrap().to_owned(),
        )
        .await;
    }
    let bench = bench_of(TenantOptions { folders: 33, ..TenantOptions::default() }).await;
    assert_resumes(
        &bench,
        "folders",
        |client, at| folders(client, 10, at),
        |folder| folder.id().unwrap().to_owned(),
    )
    .await;
}

#[tokio::test]
async fn a_list_by_continuation_resumes_from_any_position() {
    let bench = of_users(140).await;
    assert_resumes(
        &bench,
        "continuation",
        |client, at| expired(client, 10, at),
        |user| user.user_id().unwrap().to_string(),
    )
    .await;
}

#[tokio::test]
async fn an_event_report_resumes_from_the_end_of_every_page_without_a_lost_or_a_doubled_event() {
    let bench = of_users(3).await;
    bench.tenant.clear_events();
    for minute in 10..40 {
        let event = NewEvent {
            time: Some(format!("2024-05-02 10:{minute}:00")),
            username: "ada@example.com".into(),
            action: "Failed login attempt".into(),
            ..NewEvent::default()
        };
        bench.tenant.push_events(&event, if minute == 20 { 17 } else { 1 }).unwrap();
    }
    for form in [NextForm::DateText, NextForm::Microseconds, NextForm::NumericString] {
        bench.tenant.quirks(|quirks| (quirks.event_limit, quirks.next_form) = (5, form));
        let whole: Vec<String> =
            events(&bench.client(), None).collect().await.unwrap().iter().map(Event::id).collect();
        assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), 46);
        let client = bench.client();
        let mut pages = events(&client, None);
        let mut given = Vec::new();
        while let Some(page) = pages.next_page().await.unwrap() {
            given.extend(page.iter().map(|event| event.id()));
            let Some(saved) = pages.page_token() else { break };
            let rest =
                events(&bench.client(), Some(PageToken::from(saved.as_str()))).collect().await.unwrap();
            let rest: Vec<String> = rest.iter().map(Event::id).collect();
            assert_eq!([given.clone(), rest].concat(), whole, "{form:?}, resumed from {saved}");
        }
        assert_eq!(given, whole, "{form:?}");
    }
}

#[tokio::test]
async fn a_position_of_another_kind_of_list_is_refused_before_sending() {
    let bench = of_users(30).await;
    let client = bench.client();
    let mut by_rest = users(&client, 10, None);
    by_rest.next_page().await.unwrap();
    let token = by_rest.page_token();
    drop(by_rest);
    let mut by_command = user_data(&client, 10, None);
    by_command.next_page().await.unwrap();
    let index = by_command.page_token();
    drop(by_command);
    let hits = bench.hits();
    let errors = [
        user_data(&client, 10, token.clone()).collect().await.unwrap_err(),
        events(&client, token).collect().await.unwrap_err(),
        users(&client, 10, index).collect().await.unwrap_err(),
        users(&client, 10, Some("nonsense".into())).collect().await.unwrap_err(),
        user_data(&client, 10, Some("index:1:5000".into())).collect().await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some("page_token")),
            "{error}"
        );
    }
    assert_eq!(bench.hits(), hits);
}

#[tokio::test]
async fn a_resumed_list_is_not_called_inconsistent() {
    let bench = of_users(30).await;
    let client = bench.client();
    let mut list = user_data(&client, 10, None);
    list.next_page().await.unwrap();
    let mut rest = user_data(&client, 10, list.page_token());
    while rest.next_page().await.unwrap().is_some() {}
    assert_eq!(rest.summary().items, 20);
    assert!(!rest.summary().is_inconsistent(), "{:?}", rest.summary());
}
