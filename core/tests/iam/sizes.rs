//! Lists of the size of a real tenant, and the sizes of their pages.

use std::collections::BTreeSet;

use lastpass_admin::{ErrorKind, UnifiedListUsers};

use crate::common::Bench;
use crate::{id, listed, of_users, source, users};

/// The requests for a list, as page positions.
fn asked(bench: &Bench, operation: &str) -> Vec<String> {
    let requests = bench.tenant.requests().into_iter().filter(|request| request.operation == Some(operation));
    let position = |request: lastpass_sandbox::RecordedRequest| match operation {
        "getuserdata" => request.body.unwrap()["data"]["pageindex"].to_string(),
        _ => request.query("page-token").unwrap_or("first").to_owned(),
    };
    requests.map(position).collect()
}

#[tokio::test]
async fn a_list_of_many_reads_each_api_once() {
    let bench = of_users(12_000).await;
    let mut list = bench.client().iam().users().list(&UnifiedListUsers::default());
    let (mut given, mut both) = (BTreeSet::new(), 0);
    while let Some(user) = list.try_next().await.unwrap() {
        both += usize::from(source(&user) == "both");
        assert!(given.insert(id(&user)), "{user:?} came twice");
    }
    assert_eq!((given.len(), both), (12_000, 12_000));
    let everybody: BTreeSet<String> =
        bench.tenant.users().iter().map(|user| user.email.to_string()).collect();
    assert_eq!(given, everybody);
    for (operation, pages) in [("getuserdata", 6), ("listUsers", 24)] {
        let asked = asked(&bench, operation);
        assert_eq!(asked.len(), pages, "{operation}");
        assert_eq!(asked.iter().collect::<BTreeSet<_>>().len(), pages, "{operation}: a page was read twice");
    }
    let summary = list.summary();
    assert_eq!((summary.items, summary.total, summary.complete), (12_000, Some(12_000), true));
    assert!(!summary.is_inconsistent());
}

/// The pages of a list are the caller's affair; how the other API is read beside it is not.
#[tokio::test]
async fn small_pages_do_not_read_the_other_api_in_small_pages() {
    let bench = of_users(1000).await;
    let mut list = users(&bench.client(), 25, None);
    list.next_page().await.unwrap().unwrap();
    assert_eq!(bench.tenant.hits("listUsers"), 2, "a thousand users are two of the largest pages");
}

#[tokio::test]
async fn a_page_has_the_size_that_was_asked_for() {
    let bench = of_users(50).await;
    let client = bench.client();
    for size in [1, 7, 50, 2000] {
        let mut list = users(&client, size, None);
        let mut sizes = Vec::new();
        while let Some(page) = list.next_page().await.unwrap() {
            sizes.push(page.len());
        }
        assert!(sizes.iter().all(|found| *found <= size as usize), "{sizes:?}");
        assert_eq!((sizes.iter().sum::<usize>(), sizes[0]), (50, 50.min(size as usize)));
    }
}

#[tokio::test]
async fn a_page_size_out_of_bounds_is_refused_before_anything_is_sent() {
    let bench = of_users(5).await;
    for client in crate::common::view::stances(&bench) {
        for page_size in [0, 2001, u32::MAX] {
            let query = UnifiedListUsers { page_size: Some(page_size), ..UnifiedListUsers::default() };
            let error = listed(&client, query).collect().await.unwrap_err();
            assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("page_size")));
            assert_eq!((error.operation(), error.attempts()), (Some("iam.users.list"), 0), "{error}");
        }
    }
    assert_eq!(bench.hits(), 0);
    for client in crate::common::view::stances(&bench) {
        for page_size in [1, 500, 501, 2000] {
            assert_eq!(users(&client, page_size, None).collect().await.unwrap().len(), 5, "{page_size}");
        }
    }
}
