//! Positions of lists that are stored and resumed from.

use std::collections::BTreeSet;

use lastpass_admin::{Client, ErrorKind, IamUser, PageToken, Pager, UnifiedListUsers};
use serde_json::json;

use crate::vendor::People;
use crate::{id, ids, listed, of_users, users};

/// The list in pages of ten.
fn in_tens(client: &Client, include_invited: bool, page_token: Option<PageToken>) -> Pager<IamUser> {
    let include_invited = Some(include_invited);
    let query =
        UnifiedListUsers { include_invited, page_size: Some(10), page_token, ..UnifiedListUsers::default() };
    listed(client, query)
}

/// Reads on from every position of a list, stored as text after so many users, by a client that knows nothing of the first.
async fn assert_resumes(name: &str, people: People, length: usize, invited: bool) {
    let vendor = people.serve().await;
    let whole = ids(in_tens(&vendor.both(), invited, None)).await;
    assert_eq!(whole.len(), length, "{name}");
    assert_eq!(whole.iter().collect::<BTreeSet<_>>().len(), length, "{name}: somebody came twice");
    for taken in 0..=length {
        let mut list = in_tens(&vendor.both(), invited, None);
        for _ in 0..taken {
            list.try_next().await.unwrap().unwrap();
        }
        let stored = list.page_token().map(|token| token.to_string());
        drop(list);
        let Some(stored) = stored else {
            assert_eq!(taken, length, "{name}: no position in the middle");
            continue;
        };
        let rest = ids(in_tens(&vendor.both(), invited, Some(stored.as_str().into()))).await;
        let again = (taken + rest.len()).checked_sub(length);
        let again = again.unwrap_or_else(|| panic!("{name}: somebody is lost after {taken}, from {stored}"));
        assert!(again < 10, "{name}: {again} come twice after {taken}, from {stored}");
        assert_eq!(rest, whole[taken - again..], "{name}: after {taken}, from {stored}");
    }
}

#[tokio::test]
async fn a_joined_list_resumes_from_any_position() {
    // The first part ends with a page, or in one; the second has no page, one, or several.
    for (both, alone) in [(30, 0), (30, 25), (34, 7), (0, 23), (5, 30), (30, 1)] {
        let people = People::of(both, alone);
        assert_resumes(&format!("{both} and {alone}"), people, both + alone, false).await;
    }
}

#[tokio::test]
async fn a_list_without_totals_resumes_from_any_position() {
    for (both, alone) in [(30, 12), (34, 7)] {
        let people = People { total: None, ..People::of(both, alone) };
        assert_resumes(&format!("{both} and {alone}"), people, both + alone, false).await;
    }
}

#[tokio::test]
async fn a_list_with_invited_people_resumes_from_any_position() {
    let mut people = People::of(23, 5);
    // One of them has an account, one is known to the Business API, and one stands there twice.
    people.invited = (0..12).map(|number| format!("new{number:02}@example.com")).collect();
    people
        .invited
        .extend(["USER00003@example.com", "user00025@example.com", "New01@example.com"].map(str::to_owned));
    assert_resumes("invited", people, 23 + 5 + 12, true).await;
}

/// A front end keeps no list open: it goes from token to token, each with a client of its own.
async fn by_tokens(client: impl Fn() -> Client, page_size: u32, limit: usize) -> Vec<String> {
    let (mut given, mut token) = (Vec::new(), None);
    for _ in 0..limit {
        let client = client();
        let mut list = users(&client, page_size, token);
        let Some(page) = list.next_page().await.unwrap() else { return given };
        given.extend(page.iter().map(|user| id(&user)));
        token = page.next_token().cloned();
        if token.is_none() {
            return given;
        }
    }
    panic!("no end after {limit} pages: {given:?}");
}

#[tokio::test]
async fn from_token_to_token_everybody_comes_once() {
    let vendor = People::of(12, 9).serve().await;
    let whole = ids(users(&vendor.both(), 2000, None)).await;
    for page_size in [1, 2, 5, 7, 12, 2000] {
        let given = by_tokens(|| vendor.both(), page_size, 40).await;
        assert_eq!(given, whole, "{page_size}");
    }
}

/// Users whom no address tells apart.
#[tokio::test]
async fn from_token_to_token_there_is_an_end_where_addresses_are_missing_or_double() {
    let people = People {
        provisioning: vec![("1".to_owned(), json!({"username": "ada@example.com"}))],
        business: vec![
            json!({"id": 11, "email": "bob@example.com"}),
            json!({"id": 12}),
            json!({"id": 13}),
            json!({"id": 14, "email": "BOB@example.com"}),
            json!({"id": 15, "email": "eve@example.com"}),
        ],
        ..People::default()
    };
    let vendor = people.serve().await;
    for page_size in [1, 2, 3] {
        let given = by_tokens(|| vendor.both(), page_size, 30).await;
        let everybody = ["ada@example.com", "bob@example.com", "-", "BOB@example.com", "eve@example.com"];
        for person in everybody {
            assert!(given.iter().any(|known| known == person), "{page_size}: {person} is lost: {given:?}");
        }
        assert_eq!(given.iter().filter(|known| *known == "-").count(), 2, "{page_size}: {given:?}");
    }
}

/// The one at whom the list stood has left: nobody else is lost.
#[tokio::test]
async fn nobody_is_lost_where_the_next_one_is_gone() {
    let people = People::of(10, 30);
    let vendor = people.clone().serve().await;
    let mut list = users(&vendor.both(), 10, None);
    let mut given = Vec::new();
    for _ in 0..2 {
        given.extend(list.next_page().await.unwrap().unwrap().iter().map(|user| id(&user)));
    }
    let token = list.page_token();
    let next = id(&list.try_next().await.unwrap().unwrap());
    let mut fewer = people;
    fewer.business.retain(|user| user["email"] != json!(next));
    let vendor = fewer.serve().await;
    let rest = ids(users(&vendor.both(), 10, token)).await;
    let everybody: BTreeSet<&String> = given.iter().chain(&rest).collect();
    assert_eq!(everybody.len(), 39, "{rest:?}");
}

#[tokio::test]
async fn a_position_that_is_not_of_this_list_is_refused_before_anything_is_sent() {
    let bench = of_users(30).await;
    let client = bench.client();
    let iam = client.iam();
    let at = |token: &str| Some(PageToken::from(token));
    let event = r#"next:{"next":"\"2024-05-02 10:14:58.000000\"","seam":[]}"#;
    for token in
        ["nonsense", "", "token:", "rest:", "rest:xyz", "index:1", "index:1:0", "index:1:2001", event]
    {
        let errors = [
            users(&client, 10, at(token)).collect().await.map(drop),
            iam.groups()
                .list(&lastpass_admin::UnifiedListGroups { page_token: at(token) })
                .collect()
                .await
                .map(drop),
            iam.roles()
                .list(&lastpass_admin::UnifiedListRoles { page_token: at(token), ..Default::default() })
                .collect()
                .await
                .map(drop),
            iam.organizations()
                .list(&lastpass_admin::UnifiedListOrganizations {
                    page_token: at(token),
                    ..Default::default()
                })
                .collect()
                .await
                .map(drop),
            iam.list_resource_users(&lastpass_admin::UnifiedListResourceUsers {
                page_token: at(token),
                ..Default::default()
            })
            .collect()
            .await
            .map(drop),
            iam.list_resource_groups(&lastpass_admin::UnifiedListResourceGroups {
                page_token: at(token),
                ..Default::default()
            })
            .collect()
            .await
            .map(drop),
        ];
        for (number, result) in errors.into_iter().enumerate() {
            let error = result.err().unwrap_or_else(|| panic!("list {number} took {token:?}"));
            assert_eq!(
                (error.kind(), error.parameter()),
                (ErrorKind::InvalidArgument, Some("page_token")),
                "{token}: {error}"
            );
            assert!(error.operation().unwrap().starts_with("iam."), "{error}");
        }
    }
    // A list that comes as one page has no position in it.
    for token in ["index:1:10", "rest:0", "token:5002"] {
        let error = iam
            .groups()
            .list(&lastpass_admin::UnifiedListGroups { page_token: at(token) })
            .collect()
            .await
            .unwrap_err();
        assert_eq!(error.parameter(), Some("page_token"), "{token}");
    }
    assert_eq!(bench.hits(), 0);
}

#[tokio::test]
async fn a_position_of_a_list_over_other_credentials_is_refused_before_anything_is_sent() {
    let vendor = People::of(30, 30).serve().await;
    let tokens = |client: Client| async move {
        let (mut list, mut tokens) = (users(&client, 10, None), Vec::new());
        while list.next_page().await.unwrap().is_some() {
            tokens.extend(list.page_token());
        }
        tokens
    };
    let (both, business) = (tokens(vendor.both()).await, tokens(vendor.business()).await);
    let hits = vendor.hits();
    let is_rest = |token: &&PageToken| token.as_str().starts_with("rest:");
    let refused = both.iter().map(|token| (vendor.business(), token));
    let refused = refused.chain(both.iter().filter(is_rest).map(|token| (vendor.provisioning(), token)));
    let refused = refused
        .chain(business.iter().flat_map(|token| [(vendor.both(), token), (vendor.provisioning(), token)]));
    let mut count = 0;
    for (client, token) in refused {
        let error = users(&client, 10, Some(token.clone())).collect().await.unwrap_err();
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some("page_token")),
            "{token}: {error}"
        );
        assert_eq!(error.operation(), Some("iam.users.list"), "{error}");
        count += 1;
    }
    assert_eq!((count, vendor.hits()), (5 + 3 + 2 * 5, hits), "{both:?} {business:?}");
}

#[tokio::test]
async fn the_start_is_a_position_of_every_list() {
    let vendor = People::of(3, 3).serve().await;
    for client in [vendor.both(), vendor.provisioning(), vendor.business()] {
        let whole = ids(users(&client, 10, None)).await;
        assert_eq!(ids(users(&client, 10, Some("start".into()))).await, whole);
    }
}

/// Positions come from outside: what was made up is refused, or reads on somewhere, and is no panic.
#[tokio::test]
async fn a_position_that_was_made_up_does_no_harm() {
    let people = People {
        folders: json!({"5001": {"users": [{"username": "ada@example.com"}]}, "5002": {"users": []}}),
        ..People::of(12, 9)
    };
    let vendor = people.serve().await;
    let largest = u64::MAX;
    let mut tokens: Vec<String> =
        ["index:4294967295:1", "index:2147483647:2", "index:7:5", "index:0:2000", "index:2:5"]
            .map(str::to_owned)
            .to_vec();
    for item in ["0", "ffffffffffffffff", "00000000000000ff"] {
        tokens.extend(
            [0, 1, 8, 9, 10, u64::from(u32::MAX), largest].map(|place| format!("rest:{item}:{place}")),
        );
    }
    for place in ["0", "1", "2", "3", "4294967296", "18446744073709551615", "-1", ""] {
        tokens.extend(["5001", "5002", "9999", "", "0:5001"].map(|id| format!("token:{place}:{id}")));
    }
    for token in &tokens {
        let at = || Some(PageToken::from(token.as_str()));
        let folders = lastpass_admin::UnifiedListResourceUsers { page_token: at(), ..Default::default() };
        let both = vendor.both();
        for page_size in [1, 5, 2000] {
            let given = match users(&both, page_size, at()).collect().await {
                Ok(given) => given.len(),
                Err(error) => {
                    assert!(
                        matches!(error.kind(), ErrorKind::InvalidArgument | ErrorKind::Paging),
                        "{token}: {error}"
                    );
                    continue;
                }
            };
            assert!(given <= 21, "{token} in pages of {page_size}: {given} of 21");
        }
        if let Err(error) = both.iam().list_resource_users(&folders).collect().await {
            assert!(
                matches!(error.kind(), ErrorKind::InvalidArgument | ErrorKind::Paging),
                "{token}: {error}"
            );
        }
    }
}
