//! Lists that move while they are read.

use std::collections::BTreeSet;

use lastpass_admin::{CompanyUser, UserDataQuery};
use lastpass_sandbox::{FaultKind, TenantOptions};

use crate::common::bench_of;
use crate::stub::Stub;
use crate::{folders, stub, user_data, users};

#[tokio::test]
async fn an_item_that_stands_on_two_pages_is_given_once() {
    for fault in [FaultKind::OverlapPages, FaultKind::ShiftPages { by: -4 }] {
        let bench = bench_of(TenantOptions { users: 140, folders: 45, ..TenantOptions::default() }).await;
        let client = bench.client();
        bench.inject("any", fault.clone());
        let by_rest: Vec<i64> =
            users(&client, 10, None).collect().await.unwrap().iter().filter_map(CompanyUser::id).collect();
        let by_command = user_data(&client, 10, None).collect().await.unwrap();
        let by_command: Vec<&str> = by_command.iter().filter_map(|user| user.id()).collect();
        let folders = folders(&client, 10, None).collect().await.unwrap();
        let folders: Vec<&str> = folders.iter().filter_map(|folder| folder.id()).collect();
        let distinct = (
            by_rest.iter().collect::<BTreeSet<_>>().len(),
            by_command.iter().collect::<BTreeSet<_>>().len(),
            folders.iter().collect::<BTreeSet<_>>().len(),
        );
        assert_eq!(
            (by_rest.len(), by_command.len(), folders.len()),
            distinct,
            "{fault:?}: an item came twice"
        );
        assert_eq!((by_rest.len(), by_command.len()), (140, 140), "{fault:?}: an item was lost");
    }
}

#[tokio::test]
async fn totals_that_disagree_are_flagged_and_end() {
    let cases = [
        (r#"{"total":3,"Users":{"1":{},"2":{}}}"#, 2),
        (r#"{"total":1,"Users":{"1":{},"2":{}}}"#, 2),
        (r#"{"total":9,"Users":[]}"#, 0),
    ];
    for (body, items) in cases {
        let stub = Stub::start(move |request| {
            let first = request.json()["data"]["pageindex"] == 0;
            stub::ok(if first { body } else { r#"{"total":3,"Users":[]}"# })
        })
        .await;
        let client = stub.client();
        let mut list = client.provisioning().users().list(&UserDataQuery::default());
        let mut count = 0;
        while list.try_next().await.unwrap().is_some() {
            count += 1;
        }
        assert_eq!((count, list.summary().is_inconsistent()), (items, true), "{body}");
        assert!(stub.received().len() <= 2, "{body}");
    }
}
