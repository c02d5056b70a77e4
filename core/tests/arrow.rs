//! Lists as record batches: what the pages of a list have in common, and that a batch says what its items say.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod common;

use arrow_array::cast::AsArray;
use arrow_array::types::{Int64Type, TimestampMicrosecondType};
use arrow_array::{Array, RecordBatch, RecordBatchReader};
use arrow_schema::{DataType, SchemaRef, TimeUnit};
use lastpass_admin::arrow::{batch, reader};
use lastpass_admin::erased::{Reader, RecordPager};
use lastpass_admin::{Client, EventQuery, UserDataQuery};
use lastpass_sandbox::TenantOptions;

use common::{Bench, bench_of};

async fn of_users(users: usize) -> Bench {
    bench_of(TenantOptions { users, companies: 0, ..TenantOptions::default() }).await
}

fn users(client: &Client) -> RecordPager {
    let query = UserDataQuery { page_size: Some(10), ..UserDataQuery::default() };
    client.provisioning().users().list(&query).into()
}

/// The schema of a list, and its batches.
async fn batches(pager: RecordPager) -> (SchemaRef, Vec<RecordBatch>) {
    let batches = reader(&Reader::new(pager).take_rest().await.unwrap());
    (batches.schema(), batches.map(Result::unwrap).collect())
}

fn names<'a>(batch: &'a RecordBatch, column: &str) -> Vec<Option<&'a str>> {
    batch.column_by_name(column).unwrap().as_string::<i32>().iter().collect()
}

#[tokio::test]
async fn an_empty_list_has_the_columns_of_a_full_one() {
    let (full, none) = (of_users(25).await, of_users(0).await);
    let (columns, full) = batches(users(&full.client())).await;
    let (same, empty) = batches(users(&none.client())).await;
    assert_eq!(columns, same);
    assert_eq!(full.iter().map(RecordBatch::num_rows).collect::<Vec<_>>(), [10, 10, 5]);
    assert!(full.iter().chain(&empty).all(|batch| batch.schema() == columns));
    assert_eq!(empty.iter().map(RecordBatch::num_rows).sum::<usize>(), 0);
}

#[tokio::test]
async fn items_that_were_taken_before_are_left_out() {
    let bench = of_users(25).await;
    for (taken, expected) in [(0, [10, 10, 5]), (8, [2, 10, 5]), (10, [0, 10, 5])] {
        let users = Reader::new(users(&bench.client()));
        let page = users.turn().await.unwrap().unwrap();
        assert_eq!(batch(&page, taken).unwrap().num_rows(), 10 - taken);
        (0..taken).for_each(|_| drop(users.take()));
        let left = reader(&users.take_rest().await.unwrap()).map(|batch| batch.unwrap().num_rows());
        assert_eq!(left.collect::<Vec<_>>(), expected, "{taken}");
    }
}

#[tokio::test]
async fn a_batch_says_what_its_items_say() {
    let bench = of_users(25).await;
    let query = UserDataQuery::default();
    let items = bench.client().provisioning().users().list(&query).collect().await.unwrap();
    let (_, batches) = batches(bench.client().provisioning().users().list(&query).into()).await;
    let batch = &batches[0];
    assert_eq!(names(batch, "username"), items.iter().map(|user| user.username()).collect::<Vec<_>>());
    let sites: Vec<_> = batch.column_by_name("sites").unwrap().as_primitive::<Int64Type>().iter().collect();
    assert_eq!(sites, items.iter().map(|user| user.sites()).collect::<Vec<_>>());
    let created = batch.column_by_name("created").unwrap().as_primitive::<TimestampMicrosecondType>();
    let instants = items.iter().map(|user| Some(user.created()?.instant()?.as_microsecond()));
    assert_eq!(created.iter().collect::<Vec<_>>(), instants.collect::<Vec<_>>());
    assert!(created.null_count() < items.len());
    let groups = batch.column_by_name("groups").unwrap().as_list::<i32>();
    for (row, user) in items.iter().enumerate() {
        let texts = groups.value(row);
        assert!(texts.as_string::<i32>().iter().flatten().eq(user.groups()), "{user:?}");
    }
}

#[tokio::test]
async fn events_have_the_ids_of_their_items() {
    let bench = of_users(25).await;
    let query = EventQuery { user: Some("ada@example.com".to_owned()), ..EventQuery::default() };
    let items = bench.client().provisioning().events().list(&query).collect().await.unwrap();
    let (_, batches) = batches(bench.client().provisioning().events().list(&query).into()).await;
    let ids: Vec<_> = batches.iter().flat_map(|batch| names(batch, "id")).flatten().collect();
    assert!(!ids.is_empty());
    assert_eq!(ids, items.iter().map(|event| event.id()).collect::<Vec<_>>());
}

#[tokio::test]
async fn times_have_a_zone_where_the_client_was_built_with_one() {
    let bench = of_users(3).await;
    let builder = || Client::builder().credentials(bench.credentials()).no_proxy();
    let builder = || builder().provisioning_url(bench.sandbox.provisioning_url());
    let clients = [(builder(), None), (builder().time_zone("Europe/Berlin"), Some("Europe/Berlin"))];
    for (client, zone) in clients {
        let (columns, _) = batches(users(&client.build().unwrap())).await;
        let expected = DataType::Timestamp(TimeUnit::Microsecond, zone.map(Into::into));
        assert_eq!(columns.field_with_name("created").unwrap().data_type(), &expected);
    }
}
