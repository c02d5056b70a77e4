//! What a list says of itself: how many it gave, and whether that is what the vendor says.

use lastpass_admin::{IamUser, ListSummary, Pager, UnifiedListUsers};

use crate::vendor::People;
use crate::{listed, users};

async fn summary(mut list: Pager<IamUser>) -> ListSummary {
    while list.next_page().await.unwrap().is_some() {}
    list.summary()
}

#[tokio::test]
async fn a_list_that_disagrees_with_the_total_says_so_in_every_stance() {
    // Users that the Provisioning API says it has; whether a list of both credentials and of this one is inconsistent.
    for (said, expected) in [(Some(20), false), (Some(21), true), (None, false)] {
        let vendor = People { total: said, ..People::of(20, 7) }.serve().await;
        let both = summary(users(&vendor.both(), 10, None)).await;
        let alone = summary(users(&vendor.provisioning(), 10, None)).await;
        let business = summary(users(&vendor.business(), 10, None)).await;
        assert_eq!((both.items, alone.items, business.items), (27, 20, 27), "{said:?}");
        assert_eq!(
            (both.total, alone.total, business.total),
            (said.map(|said| said as u64 + 7), said.map(|said| said as u64), None)
        );
        assert_eq!((both.is_inconsistent(), alone.is_inconsistent()), (expected, expected), "{said:?}");
        assert!(
            !business.is_inconsistent() && both.complete && alone.complete && business.complete,
            "{said:?}"
        );
        assert!(!both.resumed && !alone.resumed && !business.resumed);
    }
}

/// A total that is too small ends the read of the Provisioning API; those whom it did not give are no users of the Business API
/// alone without a word.
#[tokio::test]
async fn a_total_that_is_too_small_is_told() {
    let vendor = People { total: Some(7), ..People::of(20, 0) }.serve().await;
    let mut list = users(&vendor.both(), 10, None);
    while list.next_page().await.unwrap().is_some() {}
    assert!(list.summary().is_inconsistent(), "{:?}", list.summary());
}

#[tokio::test]
async fn invited_people_are_no_disagreement() {
    let people = People { invited: vec!["new@example.com".to_owned()], ..People::of(20, 3) };
    let vendor = people.serve().await;
    for (client, items) in [(vendor.both(), 24), (vendor.provisioning(), 21)] {
        let query = UnifiedListUsers { include_invited: Some(true), ..UnifiedListUsers::default() };
        let summary = summary(listed(&client, query)).await;
        assert_eq!((summary.items, summary.is_inconsistent()), (items, false));
    }
}

/// The vendor's total is that of the company, and says nothing of one user.
#[tokio::test]
async fn one_user_is_no_disagreement() {
    let vendor = People::of(20, 3).serve().await;
    for (client, email) in [
        (vendor.both(), "user00001@example.com"),
        (vendor.both(), "user00021@example.com"),
        (vendor.provisioning(), "user00001@example.com"),
        (vendor.business(), "user00001@example.com"),
    ] {
        let query = UnifiedListUsers { email: Some(email.to_owned()), ..UnifiedListUsers::default() };
        let summary = summary(listed(&client, query)).await;
        assert_eq!((summary.items, summary.total, summary.is_inconsistent()), (1, None, false), "{email}");
    }
}

#[tokio::test]
async fn a_resumed_list_is_not_called_inconsistent() {
    let vendor = People::of(30, 25).serve().await;
    let mut list = users(&vendor.both(), 10, None);
    let mut left = 55;
    while let Some(page) = list.next_page().await.unwrap() {
        left -= page.len() as u64;
        let Some(token) = list.page_token() else { break };
        let summary = summary(users(&vendor.both(), 10, Some(token))).await;
        assert_eq!((summary.items, summary.resumed, summary.complete), (left, true, true));
        assert!(!summary.is_inconsistent(), "{summary:?}");
    }
    assert_eq!(left, 0);
}

/// The summary is that of the pages given, not of the one that is read ahead.
#[tokio::test]
async fn a_summary_counts_what_was_given() {
    let vendor = People::of(30, 25).serve().await;
    let mut list = users(&vendor.both(), 10, None);
    assert_eq!(list.summary(), ListSummary::default());
    let mut given = 0;
    while let Some(page) = list.next_page().await.unwrap() {
        given += page.len() as u64;
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        assert_eq!((list.summary().items, list.summary().complete), (given, given == 55));
    }
}
