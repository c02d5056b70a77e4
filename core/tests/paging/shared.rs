//! Lists whose items are of a type that is known at run time, read by several hands.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lastpass_admin::erased::{Reader, Record, RecordPage, RecordPager};
use lastpass_admin::{AdminLevel, CallOptions, Client, CompanyUser, ErrorKind, Item, PageToken};
use lastpass_sandbox::{Fault, FaultKind, Target};

use crate::common::Bench;
use crate::{of_users, users};

fn reader(client: &Client, page_token: Option<PageToken>) -> Reader {
    Reader::new(RecordPager::from(users(client, 10, page_token)))
}

fn user(record: Record) -> CompanyUser {
    record.cast().unwrap()
}

/// Lets the requests behind the first one hang until they are dropped.
fn hang_behind_the_first(bench: &Bench) {
    let kind = FaultKind::Delay { before_ms: 10_000, after_ms: 0 };
    bench.tenant.inject(Fault { on: Target::Operation("listUsers"), kind, times: Some(1), after: 1 });
}

async fn until_none_is_in_flight(bench: &Bench) {
    for _ in 0..1000 {
        if bench.sandbox.requests_in_flight() == 0 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    panic!("a request is still under way");
}

#[tokio::test]
async fn something_is_made_of_a_page_while_the_caller_works_on_the_one_before() {
    let bench = of_users(25).await;
    let (client, made) = (bench.client(), Arc::new(AtomicUsize::new(0)));
    let counted = made.clone();
    let mut list = RecordPager::from(users(&client, 10, None)).making(move |page: &RecordPage| {
        counted.fetch_add(1, Ordering::Relaxed);
        // Of the last page nothing can be made.
        (page.len() == 10).then(|| format!("{} of {}", page.len(), page.token()))
    });
    for (pages, length) in [(1, 10), (2, 10), (3, 5)] {
        let page = list.next_page().await.unwrap().unwrap();
        let expected = (length == 10).then(|| format!("{length} of {}", page.token()));
        assert_eq!(page.made::<String>().as_deref(), expected.as_ref());
        assert!(page.made::<u32>().is_none(), "of another type");
        tokio::time::sleep(Duration::from_millis(30)).await;
        assert_eq!(made.load(Ordering::Relaxed), 3.min(pages + 1));
    }
    assert!(list.next_page().await.unwrap().is_none());
}

#[tokio::test]
async fn the_json_of_a_page_comes_in_parts_of_about_a_length() {
    let bench = of_users(10).await;
    let mut list = RecordPager::from(users(&bench.client(), 10, None));
    let page = list.next_page().await.unwrap().unwrap();
    let [whole] = &page.json_parts(1_000_000).unwrap()[..] else { panic!("one is enough") };
    let items: Vec<serde_json::Value> = serde_json::from_str(whole).unwrap();
    assert_eq!(items.len(), 10);
    for length in [1, 200, whole.len() - 1, whole.len()] {
        let parts = page.json_parts(length).unwrap();
        let mut joined: Vec<serde_json::Value> = Vec::new();
        for (place, part) in parts.iter().enumerate() {
            let items: Vec<serde_json::Value> = serde_json::from_str(part).unwrap();
            let longest = items.iter().map(|item| item.to_string().len()).max();
            assert!(longest.is_some_and(|longest| part.len() <= length + longest + 2), "{part}");
            assert!(part.len() > length || place + 1 == parts.len(), "{part}");
            joined.extend(items);
        }
        assert_eq!(joined, items, "{length}");
    }
}

#[tokio::test]
async fn a_record_is_of_its_type_and_of_no_other() {
    let bench = of_users(3).await;
    let first = users(&bench.client(), 10, None).try_next().await.unwrap().unwrap();
    let record = Record::from(first.clone());
    assert_eq!(record.type_name(), "CompanyUser");
    assert!(record.clone().cast::<AdminLevel>().is_none());
    assert_eq!(user(record), first);
}

#[tokio::test]
async fn items_pages_and_the_rest_come_from_one_list() {
    let bench = of_users(47).await;
    let client = bench.client();
    let whole = users(&client, 10, None).collect().await.unwrap();
    let list = reader(&client, None);
    assert_eq!((list.record_type().name(), list.page_token().unwrap().as_str()), ("CompanyUser", "start"));
    assert!(list.take().is_none(), "nothing is at hand before the first page");
    list.turn().await.unwrap().unwrap();
    let mut given = vec![user(list.take().unwrap()), user(list.clone().take().unwrap())];
    let second = list.take_page().await.unwrap().unwrap();
    assert!(list.take().is_none(), "the page was taken as a whole");
    given.extend((0..second.len()).map(|index| user(second.get(index).unwrap())));
    list.turn().await.unwrap().unwrap();
    given.extend((0..4).map(|_| user(list.take().unwrap())));
    let rest = list.take_rest().await.unwrap();
    given.extend((0..rest.len()).map(|index| user(rest.get(index).unwrap())));
    assert!(rest.get(rest.len()).is_none() && list.page_token().is_none());
    // The eight that were passed over are the only ones that are missing.
    let expected: Vec<_> = whole[..2].iter().chain(&whole[10..]).cloned().collect();
    assert_eq!(given, expected);
    assert!(list.summary().complete);
}

#[tokio::test]
async fn a_list_resumes_at_the_page_that_was_not_taken_to_its_end() {
    let bench = of_users(30).await;
    let client = bench.client();
    let list = reader(&client, None);
    let page = list.turn().await.unwrap().unwrap();
    for _ in 0..9 {
        list.take().unwrap();
    }
    assert_eq!(list.page_token().as_ref(), Some(page.token()));
    list.take().unwrap();
    assert_eq!(list.page_token().as_ref(), page.next_token());
    assert_eq!(reader(&client, list.page_token()).take_rest().await.unwrap().len(), 20);
}

#[tokio::test]
async fn when_nobody_waits_for_a_page_any_more_its_request_ends_and_nothing_is_lost() {
    let bench = of_users(47).await;
    let client = bench.client();
    hang_behind_the_first(&bench);
    let list = reader(&client, None);
    let waiting = tokio::time::timeout(Duration::from_millis(100), list.take_rest());
    assert!(waiting.await.is_err(), "the second page hangs");
    until_none_is_in_flight(&bench).await;
    assert_eq!(bench.sandbox.aborted_requests(), 1);
    assert_eq!(list.page_token().unwrap().as_str(), "start");
    assert_eq!(list.take_rest().await.unwrap().len(), 47);
    assert!(list.summary().complete);
}

#[tokio::test]
async fn a_wait_that_is_given_up_before_it_began_ends_the_reading_ahead() {
    let bench = of_users(47).await;
    hang_behind_the_first(&bench);
    let list = reader(&bench.client(), None);
    list.take_page().await.unwrap().unwrap();
    while bench.sandbox.requests_in_flight() == 0 {
        tokio::task::yield_now().await;
    }
    drop(list.take_page());
    until_none_is_in_flight(&bench).await;
    assert_eq!(list.take_rest().await.unwrap().len(), 37);
}

#[tokio::test]
async fn a_list_that_could_not_be_read_to_its_end_is_whole_when_it_is_read_again() {
    let bench = of_users(47).await;
    let client = bench.builder().options(CallOptions::new().max_retries(0)).build().unwrap();
    let kind = FaultKind::ResetBefore;
    bench.tenant.inject(Fault { on: Target::Operation("listUsers"), kind, times: Some(1), after: 3 });
    let list = reader(&client, None);
    list.turn().await.unwrap().unwrap();
    list.take().unwrap();
    assert_eq!(list.take_rest().await.unwrap_err().kind(), ErrorKind::Connection);
    list.take().unwrap();
    let second = list.take_page().await.unwrap().unwrap();
    assert_eq!(second.token().as_str(), list_of(&client, 1).await.token().as_str());
    assert_eq!(list.take_rest().await.unwrap().len(), 27);
}

/// The page of this number, counted from zero.
async fn list_of(client: &Client, number: usize) -> RecordPage {
    let list = reader(client, None);
    for _ in 0..number {
        list.take_page().await.unwrap().unwrap();
    }
    list.take_page().await.unwrap().unwrap()
}

#[tokio::test]
async fn a_paused_list_goes_on_where_it_stands() {
    let bench = of_users(47).await;
    hang_behind_the_first(&bench);
    let mut list = users(&bench.client(), 10, None);
    let mut given: Vec<_> = list.next_page().await.unwrap().unwrap().iter().collect();
    while bench.sandbox.requests_in_flight() == 0 {
        tokio::task::yield_now().await;
    }
    list.pause();
    until_none_is_in_flight(&bench).await;
    while let Some(page) = list.next_page().await.unwrap() {
        given.extend(&page);
        list.pause();
    }
    assert_eq!(given, users(&bench.client(), 10, None).collect().await.unwrap());
    assert!(list.summary().complete && !list.summary().is_inconsistent());
}

#[tokio::test]
async fn an_item_is_stored_and_restored_with_all_that_it_says() {
    let bench = of_users(5).await;
    bench.inject("listUsers", FaultKind::UnknownMembers);
    let client = bench.client();
    for user in users(&client, 10, None).collect().await.unwrap() {
        let text = user.stored().unwrap();
        let restored = CompanyUser::restored(&text).unwrap();
        assert_eq!((&restored, restored.extra()), (&user, user.extra()));
        assert!(!user.extra().is_empty());
        assert_eq!(AdminLevel::restored(&text).unwrap_err().parameter(), Some("AdminLevel"));
    }
    for text in ["", "{}", "[1]", r#"{"members":"0","zone":null,"root":9,"slots":[],"arena":""}"#] {
        assert_eq!(CompanyUser::restored(text).unwrap_err().parameter(), Some("CompanyUser"), "{text}");
    }
}

#[tokio::test]
async fn equal_items_say_the_same_in_the_same_zone() {
    let bench = of_users(5).await;
    let elsewhere = bench.builder().time_zone("Asia/Tokyo").build().unwrap();
    let read = async |client: Client| crate::user_data(&client, 10, None).try_next().await.unwrap().unwrap();
    let (here, again, there) =
        (read(bench.client()).await, read(bench.client()).await, read(elsewhere).await);
    assert_eq!(here, again);
    assert_eq!(here.to_json(), there.to_json());
    assert_ne!(here, there, "its times are other instants");
    assert_eq!(here, lastpass_admin::ProvisioningUser::restored(&here.stored().unwrap()).unwrap());
}
