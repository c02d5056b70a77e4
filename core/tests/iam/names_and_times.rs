//! Names, and times that may have no zone.

use lastpass_admin::{IamUser, UnifiedGetUser, UnifiedListUsers};
use serde_json::{Value, json};

use crate::vendor::{People, Vendor};
use crate::{json, listed};

async fn only(vendor: &Vendor, query: UnifiedListUsers) -> IamUser {
    let mut users = listed(&vendor.both(), query).collect().await.unwrap();
    assert_eq!(users.len(), 1);
    users.remove(0)
}

#[tokio::test]
async fn a_name_is_the_first_that_is_not_empty() {
    let cases = [
        (json!("Ada Example"), json!("Ada E."), json!("Ada Example")),
        (json!(""), json!("Ada E."), json!("Ada E.")),
        (Value::Null, json!("Ada E."), json!("Ada E.")),
        (json!(""), json!(""), Value::Null),
        (json!(""), Value::Null, Value::Null),
        (Value::Null, Value::Null, Value::Null),
        (json!("Zoë \"Z\" O'Neil\n"), json!("x"), json!("Zoë \"Z\" O'Neil\n")),
    ];
    for (full_name, name, expected) in cases {
        let vendor = People::pair(
            json!({"username": "ada@example.com", "fullname": full_name}),
            json!({"id": 1, "email": "ada@example.com", "name": name}),
        )
        .serve()
        .await;
        let query = UnifiedListUsers { split_names: Some(true), ..UnifiedListUsers::default() };
        assert_eq!(json(&only(&vendor, query).await, "/name"), expected, "{full_name} {name}");
    }
}

#[tokio::test]
async fn first_and_last_names_are_guessed_if_the_caller_asks() {
    let cases = [
        ("Ada Lovelace", Some(("Ada", "Lovelace"))),
        ("Ada King Lovelace", Some(("Ada King", "Lovelace"))),
        ("Zoë \u{1F980} Müller", Some(("Zoë \u{1F980}", "Müller"))),
        ("Tab\\ \"Q\" O'Neil", Some(("Tab\\ \"Q\"", "O'Neil"))),
        ("Ada", None),
        (" Ada", None),
        ("Ada ", None),
        ("", None),
        ("Ada  Lovelace", Some(("Ada", "Lovelace"))),
        (" Ada Lovelace ", Some(("Ada", "Lovelace"))),
    ];
    for (name, expected) in cases {
        // The name comes from either API.
        for (full_name, business_name) in [(name, ""), ("", name)] {
            let vendor = People::pair(
                json!({"username": "ada@example.com", "fullname": full_name}),
                json!({"id": 1, "email": "ada@example.com", "name": business_name}),
            )
            .serve()
            .await;
            let asked =
                only(&vendor, UnifiedListUsers { split_names: Some(true), ..UnifiedListUsers::default() })
                    .await;
            assert_eq!(asked.first_name().zip(asked.last_name()), expected, "{name:?}");
            assert_eq!(asked.first_name().is_some(), asked.last_name().is_some(), "{name:?}");
            let unasked = only(&vendor, UnifiedListUsers::default()).await;
            assert_eq!((unasked.first_name(), unasked.last_name()), (None, None), "{name:?}");
            assert_eq!(unasked.name(), asked.name());
        }
    }
}

/// A time becomes an instant by the zone that the caller named, and the vendor's words stay.
#[tokio::test]
async fn a_time_is_an_instant_where_its_zone_is_known() {
    let cases = [
        ("2022-06-20 08:00:07", json!("2022-06-20T12:00:07Z")),
        ("2022-01-20 08:00:07", json!("2022-01-20T13:00:07Z")),
        // The hour that comes twice: the earlier one.
        ("2022-11-06 01:30:00", json!("2022-11-06T05:30:00Z")),
        ("yesterday", Value::Null),
        ("0000-00-00 00:00:00", Value::Null),
        ("", Value::Null),
    ];
    for (text, instant) in cases {
        let user = json!({"username": "ada@example.com", "created": text, "last_login": text});
        let vendor = People::pair(user, json!({"id": 1, "email": "ada@example.com"})).serve().await;
        let zoned = only(&vendor, UnifiedListUsers::default()).await;
        assert_eq!(
            (json(&zoned, "/created_at"), json(&zoned, "/last_login_at")),
            (instant.clone(), instant.clone()),
            "{text}"
        );
        assert_eq!(
            zoned.created_at().map(|time| time.to_string()).map_or(Value::Null, Value::from),
            instant,
            "{text}"
        );
        let fields = zoned.unified_custom_fields().unwrap();
        assert_eq!((fields.created(), fields.last_login()), (Some(text), Some(text)));

        let unzoned = lastpass_admin::Client::builder()
            .credentials(
                lastpass_admin::Credentials::new().provisioning(4_410_000 + text.len() as u64, "no-zone"),
            )
            .provisioning_url(format!("{}/enterpriseapi.php", vendor.stub.origin()))
            .no_proxy()
            .build()
            .unwrap();
        let user = unzoned.iam().users().get("ada@example.com", &UnifiedGetUser::default()).await.unwrap();
        assert_eq!(
            (json(&user, "/created_at"), json(&user, "/last_login_at")),
            (Value::Null, Value::Null),
            "{text}"
        );
        assert_eq!((user.created_at(), user.last_login_at()), (None, None), "{text}");
        let fields = user.unified_custom_fields().unwrap();
        assert_eq!((fields.created(), fields.last_login()), (Some(text), Some(text)));
    }
}

#[tokio::test]
async fn who_never_logged_in_is_pending_if_the_caller_asks() {
    let user =
        json!({"username": "ada@example.com", "disabled": false, "neverloggedin": true, "last_login": ""});
    let vendor =
        People::pair(user, json!({"id": 1, "email": "bob@example.com", "accountStatus": "enrolled"}))
            .serve()
            .await;
    for (asked, expected) in [(None, "enabled"), (Some(false), "enabled"), (Some(true), "pending")] {
        let query = UnifiedListUsers { never_logged_in_is_pending: asked, ..UnifiedListUsers::default() };
        let listed = listed(&vendor.both(), query).collect().await.unwrap();
        let get = UnifiedGetUser { never_logged_in_is_pending: asked, ..UnifiedGetUser::default() };
        let got = vendor.both().iam().users().get("ada@example.com", &get).await.unwrap();
        for user in [&listed[0], &got] {
            assert_eq!(user.status().unwrap().value().unwrap().as_str(), expected, "{asked:?}");
            assert_eq!(user.status().unwrap().source_value(), Some("false"));
        }
        assert_eq!(listed[1].status().unwrap().value().unwrap().as_str(), "enabled");
    }
}
