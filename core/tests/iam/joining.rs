//! Who is the same person in both APIs, and what of whom is kept.

use lastpass_admin::{Client, IamUser, UnifiedGetUser, UnifiedListUsers};
use serde_json::{Value, json};

use crate::vendor::People;
use crate::{id, json, listed, source};

async fn all(client: &Client) -> Vec<IamUser> {
    listed(client, UnifiedListUsers::default()).collect().await.unwrap()
}

/// The people of a list as `id source business_id`.
fn told(users: &[IamUser]) -> Vec<String> {
    let one = |user: &IamUser| {
        let business = user.unified_custom_fields().unwrap().business_id();
        format!("{} {} {}", id(user), source(user), business.map_or("-".to_owned(), |id| id.to_string()))
    };
    users.iter().map(one).collect()
}

#[tokio::test]
async fn an_address_is_the_same_whatever_its_case() {
    let same = [
        ("ada@example.com", "ada@example.com"),
        ("Ada@Example.com", "ada@example.COM"),
        ("ADA@EXAMPLE.COM", "ada@example.com"),
        ("éva@example.com", "ÉVA@example.com"),
        ("anna@bücher.example", "ANNA@BÜCHER.EXAMPLE"),
        ("ольга@example.com", "Ольга@Example.com"),
        ("νίκος@example.com", "ΝΊΚΟΣ@EXAMPLE.COM"),
        ("νίκος.α@example.com", "ΝΊΚΟΣ.Α@EXAMPLE.COM"),
        ("a.b+c_d%e@example.com", "A.B+C_D%E@example.com"),
    ];
    for (provisioning, business) in same {
        let vendor = People::pair(json!({"username": provisioning}), json!({"id": 7, "email": business}))
            .serve()
            .await;
        // The address is written as the Provisioning API writes it.
        assert_eq!(told(&all(&vendor.both()).await), [format!("{provisioning} both 7")], "{business}");
    }
    let different = [
        ("eva@example.com", "éva@example.com"),
        ("ada@example.com", "ada@example.co"),
        ("ada@example.com", "ada@example.com "),
        ("straße@example.com", "strasse@example.com"),
        ("ada@example.com", "ada+1@example.com"),
        ("a_a@example.com", "axa@example.com"),
    ];
    for (provisioning, business) in different {
        let vendor = People::pair(json!({"username": provisioning}), json!({"id": 7, "email": business}))
            .serve()
            .await;
        let expected = [format!("{provisioning} provisioning -"), format!("{business} business 7")];
        assert_eq!(told(&all(&vendor.both()).await), expected);
    }
}

/// Ids are no key: those of one API say nothing of the other.
#[tokio::test]
async fn equal_ids_join_nobody() {
    let people = People {
        provisioning: vec![("7".to_owned(), json!({"username": "ada@example.com"}))],
        business: vec![json!({"id": 7, "email": "bob@example.com"})],
        ..People::default()
    };
    let vendor = people.serve().await;
    let users = all(&vendor.both()).await;
    assert_eq!(told(&users), ["ada@example.com provisioning -", "bob@example.com business 7"]);
    assert_eq!(users.iter().map(IamUser::remote_id).collect::<Vec<_>>(), [Some("7"), Some("7")]);
}

#[tokio::test]
async fn users_without_an_address_are_kept_and_joined_with_nobody() {
    let people = People {
        provisioning: vec![
            ("1".to_owned(), json!({"fullname": "Nobody"})),
            ("2".to_owned(), json!({"username": null})),
            ("3".to_owned(), json!({"username": ""})),
            ("4".to_owned(), json!({"username": "ada@example.com"})),
        ],
        business: vec![
            json!({"id": 11}),
            json!({"id": 12, "email": null}),
            json!({"id": 13, "email": ""}),
            json!({"id": 14, "email": "ada@example.com"}),
        ],
        ..People::default()
    };
    let vendor = people.serve().await;
    let expected = [
        "- provisioning -",
        "- provisioning -",
        "- provisioning -",
        "ada@example.com both 14",
        "- business 11",
        "- business 12",
        "- business 13",
    ];
    let told = |users: &[IamUser]| -> Vec<String> {
        // An empty address is none, whichever way it was read.
        told(users)
            .into_iter()
            .map(|line| if line.starts_with(' ') { format!("''{line}") } else { line })
            .collect()
    };
    assert_eq!(told(&all(&vendor.both()).await), expected);
    assert_eq!(told(&all(&vendor.provisioning()).await)[..3], expected[..3]);
    assert_eq!(told(&all(&vendor.business()).await)[..3], expected[4..]);
}

/// The first of them is the other half; the other is no one else's, and is not lost.
#[tokio::test]
async fn two_business_users_with_one_address_are_both_kept() {
    let people = People {
        provisioning: vec![("1".to_owned(), json!({"username": "ada@example.com"}))],
        business: vec![
            json!({"id": 11, "email": "Ada@example.com"}),
            json!({"id": 12, "email": "ada@EXAMPLE.com"}),
            json!({"id": 13, "email": "bob@example.com"}),
            json!({"id": 14, "email": "BOB@example.com"}),
        ],
        ..People::default()
    };
    let vendor = people.serve().await;
    let users = all(&vendor.both()).await;
    let ids: Vec<_> = users.iter().map(|user| user.unified_custom_fields().unwrap().business_id()).collect();
    assert_eq!(ids, [Some(11), Some(12), Some(13), Some(14)]);
    assert_eq!(id(&users[1]), "ada@EXAMPLE.com");
}

#[tokio::test]
async fn two_provisioning_users_with_one_address_are_both_kept() {
    let people = People {
        provisioning: vec![
            ("1".to_owned(), json!({"username": "ada@example.com"})),
            ("2".to_owned(), json!({"username": "Ada@example.com"})),
        ],
        business: vec![json!({"id": 11, "email": "ada@example.com"})],
        ..People::default()
    };
    let vendor = people.serve().await;
    assert_eq!(told(&all(&vendor.both()).await), ["ada@example.com both 11", "Ada@example.com both 11"]);
}

#[tokio::test]
async fn a_joined_user_has_the_ids_of_both() {
    let vendor = People::pair(
        json!({"username": "ada@example.com"}),
        json!({"id": 80_001, "email": "ADA@example.com"}),
    )
    .serve()
    .await;
    for (client, remote_id, business_id) in [
        (vendor.both(), json!("700101"), json!(80_001)),
        (vendor.provisioning(), json!("700101"), Value::Null),
        (vendor.business(), json!("80001"), json!(80_001)),
    ] {
        let user = client.iam().users().get("ada@example.com", &UnifiedGetUser::default()).await.unwrap();
        let found = (json(&user, "/remote_id"), json(&user, "/unified_custom_fields/business_id"));
        assert_eq!(found, (remote_id, business_id));
        assert_eq!(vec![user], all(&client).await, "the list says the same");
    }
}

/// The status by rule 5.1, of one API alone and of both.
#[tokio::test]
async fn either_api_disables_and_otherwise_the_business_api_decides() {
    let enrolled = json!("enrolled");
    let cases = [
        // disabled, accountStatus, of both, of the Provisioning API alone, of the Business API alone
        (json!(false), enrolled.clone(), "enabled enrolled", "enabled false", "enabled enrolled"),
        (json!(true), enrolled.clone(), "disabled true", "disabled true", "enabled enrolled"),
        (json!(false), json!("disabled"), "disabled disabled", "enabled false", "disabled disabled"),
        (json!(false), json!("staged"), "pending staged", "enabled false", "pending staged"),
        (json!(false), json!("frozen"), "unmapped_value frozen", "enabled false", "unmapped_value frozen"),
        (json!(true), json!("frozen"), "disabled true", "disabled true", "unmapped_value frozen"),
        (
            json!(false),
            json!("Enrolled"),
            "unmapped_value Enrolled",
            "enabled false",
            "unmapped_value Enrolled",
        ),
        (
            json!(false),
            json!("unmapped_value"),
            "unmapped_value unmapped_value",
            "enabled false",
            "unmapped_value unmapped_value",
        ),
        (json!(false), Value::Null, "enabled false", "enabled false", "-"),
        (json!(true), Value::Null, "disabled true", "disabled true", "-"),
        (Value::Null, enrolled, "enabled enrolled", "-", "enabled enrolled"),
        (Value::Null, Value::Null, "-", "-", "-"),
    ];
    for (disabled, status, both, provisioning, business) in cases {
        let vendor = People::pair(
            json!({"username": "ada@example.com", "disabled": disabled}),
            json!({"id": 1, "email": "ada@example.com", "accountStatus": status}),
        )
        .serve()
        .await;
        for (client, expected) in
            [(vendor.both(), both), (vendor.provisioning(), provisioning), (vendor.business(), business)]
        {
            for user in [
                all(&client).await.remove(0),
                client.iam().users().get("ada@example.com", &UnifiedGetUser::default()).await.unwrap(),
            ] {
                let found = user.status().map_or("-".to_owned(), |status| {
                    format!("{} {}", status.value().unwrap(), status.source_value().unwrap())
                });
                assert_eq!(found, expected, "disabled {disabled}, {status}, {}", source(&user));
            }
        }
    }
}

/// Whether the Business API is asked alone or beside another that does not know the user, it says the same.
#[tokio::test]
async fn a_user_of_the_business_api_alone_is_the_same_in_every_stance() {
    let cases = [
        json!({"id": 1}),
        json!({"id": 1, "email": "bob@example.com", "name": "Bob", "accountStatus": "staged"}),
        json!({"id": 1, "email": "", "name": "", "accountStatus": ""}),
        json!({"id": 1, "email": "bob@example.com", "name": "", "accountStatus": "enrolled"}),
        json!({"id": 1, "email": "bob@example.com", "name": null, "accountStatus": null}),
        json!({"email": "bob@example.com", "name": "Bob \"B\" \u{1F980}", "accountStatus": "é"}),
        json!({"id": -1, "email": "bob@example.com"}),
        json!({"id": i64::MAX, "email": "bob@example.com", "new": {"a": [1, "x"]}}),
        json!({"id": null, "email": "bob@example.com", "name": "Bob Builder"}),
    ];
    for user in cases {
        let vendor = People { business: vec![user.clone()], ..People::default() }.serve().await;
        let query = || UnifiedListUsers { split_names: Some(true), ..UnifiedListUsers::default() };
        let alone = listed(&vendor.business(), query()).collect().await.unwrap();
        let beside = listed(&vendor.both(), query()).collect().await.unwrap();
        assert_eq!(alone, beside, "{user}");
        if user["email"] == "bob@example.com" {
            let get = UnifiedGetUser { split_names: Some(true), ..UnifiedGetUser::default() };
            for client in [vendor.business(), vendor.both()] {
                assert_eq!(
                    alone,
                    [client.iam().users().get("BOB@example.com", &get).await.unwrap()],
                    "{user}"
                );
            }
        }
    }
}

/// What an API lacks is null, and not an empty list: nobody said that there is none.
#[tokio::test]
async fn what_no_api_said_is_null() {
    let vendor =
        People::pair(json!({"username": "ada@example.com"}), json!({"id": 1, "email": "bob@example.com"}))
            .serve()
            .await;
    let users = all(&vendor.both()).await;
    let of_business = [
        "/roles",
        "/groups",
        "/permissions",
        "/multi_factor_enabled",
        "/last_login_at",
        "/created_at",
        "/name",
    ];
    for path in of_business {
        assert_eq!(json(&users[1], path), Value::Null, "{path} of a user of the Business API");
    }
    for path in [
        "/first_name",
        "/last_name",
        "/is_bot_user",
        "/avatar",
        "/last_active_at",
        "/updated_at",
        "/permissions",
    ] {
        assert_eq!(json(&users[0], path), Value::Null, "{path} of a user of the Provisioning API");
    }
    assert_eq!(json(&users[0], "/roles/0/id"), json!("basic"));
}

/// A vendor that takes an address for a pattern answers others too: they are not the user.
#[tokio::test]
async fn who_was_not_asked_for_is_not_given() {
    let vendor = People::of(3, 3).serve().await;
    for client in [vendor.both(), vendor.business()] {
        let query =
            |email: &str| UnifiedListUsers { email: Some(email.to_owned()), ..UnifiedListUsers::default() };
        let found = listed(&client, query("USER00004@example.com")).collect().await.unwrap();
        assert_eq!(told(&found), ["user00004@example.com business 80004"]);
        assert_eq!(listed(&client, query("%@example.com")).collect().await.unwrap(), []);
        assert_eq!(listed(&client, query("ser00001@example.com")).collect().await.unwrap(), []);
        let user =
            client.iam().users().get("user00005@EXAMPLE.com", &UnifiedGetUser::default()).await.unwrap();
        assert_eq!(told(&[user]), ["user00005@example.com business 80005"]);
    }
    let found = listed(
        &vendor.both(),
        UnifiedListUsers { email: Some("USER00001@example.com".to_owned()), ..Default::default() },
    );
    assert_eq!(told(&found.collect().await.unwrap()), ["user00001@example.com both 80001"]);
}
