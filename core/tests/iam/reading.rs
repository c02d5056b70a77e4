//! The ways in which a list is read: items, pages, a stream, and without its type.

use futures_util::TryStreamExt;
use lastpass_admin::erased::{Reader, Record, RecordPager};
use lastpass_admin::{IamGroup, IamUser, Item, UnifiedListGroups, UnifiedListResourceUsers};

use crate::common::bench;
use crate::vendor::People;
use crate::{id, ids, users};

#[tokio::test]
async fn a_list_is_the_same_whichever_way_it_is_read() {
    let vendor = People::of(25, 14).serve().await;
    for client in [vendor.both(), vendor.provisioning(), vendor.business()] {
        let whole = users(&client, 10, None).collect().await.unwrap();
        let streamed: Vec<IamUser> = users(&client, 10, None).into_stream().try_collect().await.unwrap();
        assert_eq!(streamed, whole);
        let pages: Vec<_> = users(&client, 10, None).into_pages().try_collect().await.unwrap();
        assert_eq!(pages.iter().flatten().collect::<Vec<_>>(), whole);
        let mut erased = RecordPager::from(users(&client, 10, None));
        assert_eq!(erased.type_name(), "IamUser");
        let mut records = Vec::new();
        while let Some(record) = erased.try_next().await.unwrap() {
            records.push(record.cast::<IamUser>().unwrap());
        }
        assert_eq!(records, whole);
        // In the middle of a page, all that are left.
        let mut list = users(&client, 10, None);
        for _ in 0..13 {
            list.try_next().await.unwrap();
        }
        assert_eq!(list.collect().await.unwrap(), whole[13..]);
    }
}

#[tokio::test]
async fn a_reader_gives_everybody_to_some_task() {
    let vendor = People::of(25, 14).serve().await;
    let whole = ids(users(&vendor.both(), 10, None)).await;
    let reader = Reader::new(users(&vendor.both(), 10, None).into());
    let readers = (0..4).map(|_| {
        let reader = reader.clone();
        tokio::spawn(async move {
            let mut given = Vec::new();
            while let Some(page) = reader.take_page().await.unwrap() {
                given.extend((0..page.len()).filter_map(|place| page.get(place)));
            }
            given
        })
    });
    let mut given: Vec<Record> = Vec::new();
    for reader in readers.collect::<Vec<_>>() {
        given.extend(reader.await.unwrap());
    }
    let mut given: Vec<String> =
        given.into_iter().map(|record| id(&record.cast::<IamUser>().unwrap())).collect();
    let mut expected = whole;
    given.sort_unstable();
    expected.sort_unstable();
    assert_eq!(given, expected);
}

#[tokio::test]
async fn an_item_of_one_type_is_none_of_another() {
    let bench = bench().await;
    let iam = bench.client();
    let group: Record = iam.iam().groups().get("Eng").await.unwrap().into();
    assert_eq!(group.type_name(), "IamGroup");
    assert!(group.clone().cast::<IamUser>().is_none());
    assert!(group.cast::<IamGroup>().is_some());
    assert_eq!(
        RecordPager::from(iam.iam().groups().list(&UnifiedListGroups::default())).type_name(),
        "IamGroup"
    );
    let rows = iam.iam().list_resource_users(&UnifiedListResourceUsers::default());
    assert_eq!(Reader::new(rows.into()).record_type().name(), "IamUser");
}

/// A page says what the answer said that it came in: the last one that the vendor gave, behind its pages.
#[tokio::test]
async fn a_page_tells_of_the_answer_it_came_in() {
    let vendor = People::of(15, 14).serve().await;
    for client in [vendor.both(), vendor.provisioning(), vendor.business()] {
        let mut list = users(&client, 10, None);
        while let Some(page) = list.next_page().await.unwrap() {
            assert_eq!((page.response().status, page.response().attempts), (200, 1), "{}", page.token());
            assert!(page.iter().all(|user| user.response().status == 200));
        }
    }
}

#[tokio::test]
async fn two_lists_of_one_client_do_not_disturb_each_other() {
    let vendor = People::of(25, 14).serve().await;
    let client = vendor.both();
    let whole = ids(users(&client, 10, None)).await;
    let lists = (0..4).map(|_| tokio::spawn(ids(users(&client, 10, None))));
    for list in lists.collect::<Vec<_>>() {
        assert_eq!(list.await.unwrap(), whole);
    }
}
