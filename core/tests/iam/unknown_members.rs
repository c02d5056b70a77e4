//! Members that the vendor has added since: kept, told apart, and no secret among them.

use lastpass_admin::{IamUser, Item, UnifiedGetUser, UnifiedListUsers};
use serde_json::{Value, json};

use crate::common::stub::ok;
use crate::listed;
use crate::vendor::{People, Vendor};

const PASSWORD: &str = "Stor3d+clear/text";

async fn only(vendor: &Vendor) -> IamUser {
    listed(&vendor.both(), UnifiedListUsers::default()).collect().await.unwrap().remove(0)
}

fn fields(user: &IamUser) -> Value {
    user.to_json()["unified_custom_fields"].clone()
}

#[tokio::test]
async fn unknown_members_of_both_sides_are_kept() {
    let cases = [
        (json!({"riskLevel": 7}), json!({}), json!({"riskLevel": 7})),
        (json!({}), json!({"costCenter": "R&D"}), json!({"costCenter": "R&D"})),
        (
            json!({"riskLevel": 7}),
            json!({"costCenter": {"a": [1, null]}}),
            json!({"riskLevel": 7, "costCenter": {"a": [1, null]}}),
        ),
        (json!({"x": null}), json!({"y": null}), json!({"x": null, "y": null})),
        (json!({"é\"": 1.5}), json!({"": "no name"}), json!({"é\"": 1.5, "": "no name"})),
        (
            json!({"big": 9_007_199_254_740_993_u64}),
            json!({"big2": 18_446_744_073_709_551_615_u64}),
            json!({"big": 9_007_199_254_740_993_u64, "big2": 18_446_744_073_709_551_615_u64}),
        ),
    ];
    for (mine, theirs, expected) in cases {
        let mut provisioning = json!({"username": "ada@example.com"});
        provisioning.as_object_mut().unwrap().extend(mine.as_object().unwrap().clone());
        let mut business = json!({"id": 1, "email": "ADA@example.com"});
        business.as_object_mut().unwrap().extend(theirs.as_object().unwrap().clone());
        let vendor = People::pair(provisioning.clone(), business.clone()).serve().await;
        let first = only(&vendor).await;
        let got =
            vendor.both().iam().users().get("ada@example.com", &UnifiedGetUser::default()).await.unwrap();
        for user in [first, got] {
            assert_eq!(Value::from(user.unified_custom_fields().unwrap().extra()), expected);
            for (name, value) in expected.as_object().unwrap() {
                assert_eq!(fields(&user)[name], *value, "{name}");
            }
        }
        // Alone, and behind the last page.
        let alone =
            listed(&vendor.business(), UnifiedListUsers::default()).collect().await.unwrap().remove(0);
        assert_eq!(Value::from(alone.unified_custom_fields().unwrap().extra()), theirs);
        business["email"] = json!("bob@example.com");
        let vendor = People::pair(provisioning, business).serve().await;
        let users = listed(&vendor.both(), UnifiedListUsers::default()).collect().await.unwrap();
        let extras: Vec<Value> =
            users.iter().map(|user| user.unified_custom_fields().unwrap().extra().into()).collect();
        assert_eq!(extras, [mine, theirs]);
    }
}

/// A new member of the vendor's may have the name that a member of the view has: what the view says stays what it says.
#[tokio::test]
async fn an_unknown_member_does_not_take_the_place_of_one_of_the_view() {
    let names = [
        "source",
        "business_id",
        "business_account_status",
        "created",
        "last_login",
        "disabled",
        "sites",
        "give",
        "super_admin",
        "attribs",
    ];
    for name in names {
        let plain = People::pair(
            json!({"username": "ada@example.com", "created": "2022-06-20 08:00:07", "disabled": false, "sites": 4}),
            json!({"id": 1, "email": "ada@example.com", "accountStatus": "enrolled"}),
        );
        let known = fields(&only(&plain.clone().serve().await).await)[name].clone();
        let mut added = plain;
        added.business[0][name] = json!("of the vendor");
        let user = only(&added.serve().await).await;
        assert_eq!(fields(&user)[name], known, "{name} in JSON");
        let text = serde_json::to_string(&user.unified_custom_fields().unwrap()).unwrap();
        assert!(text.matches(&format!("\"{name}\":")).count() <= 1, "{name} stands twice in {text}");
        let kept = &fields(&user)[format!("business_{name}")];
        assert_eq!(kept, "of the vendor", "{name} is kept under another name");
        let restored = IamUser::restored(&user.stored().unwrap()).unwrap();
        assert_eq!(restored, user, "{name}");
    }
}

/// A name that both sides have: neither value is lost, and each is told by its name.
#[tokio::test]
async fn a_name_that_both_sides_have_loses_neither_value() {
    let vendor = People::pair(
        json!({"username": "ada@example.com", "level": "of the Provisioning API"}),
        json!({"id": 1, "email": "ada@example.com", "level": "of the Business API", "other": 1}),
    )
    .serve()
    .await;
    let user = only(&vendor).await;
    let extra = Value::from(user.unified_custom_fields().unwrap().extra());
    assert_eq!(
        extra,
        json!({"level": "of the Provisioning API", "business_level": "of the Business API", "other": 1})
    );
}

/// A name that is given to tell two apart may be one that the vendor has already.
#[tokio::test]
async fn a_name_that_was_made_up_takes_no_place() {
    let vendor = People::pair(
        json!({"username": "ada@example.com", "level": 1, "provisioning_sites": 2, "provisioning_source": 3, "source": 4}),
        json!({"id": 1, "email": "ada@example.com", "level": 5, "business_level": 6, "business_id": 7}),
    )
    .serve()
    .await;
    let user = only(&vendor).await;
    let extra = user.unified_custom_fields().unwrap().extra();
    let mut values: Vec<i64> = extra.values().filter_map(Value::as_i64).collect();
    values.sort_unstable();
    assert_eq!(values, [1, 2, 3, 4, 5, 6, 7], "{extra:?}");
    let known = (fields(&user)["source"].clone(), fields(&user)["business_id"].clone());
    assert_eq!(known, (json!("both"), json!(1)));
}

/// A stored password never leaves the library, whatever it stands in.
#[tokio::test]
async fn a_stored_password_is_masked() {
    let attribs = json!({"Department": "R&D", "password": PASSWORD, "Password": PASSWORD, "name": "x"});
    let vendor = People::pair(
        json!({"username": "ada@example.com", "attribs": attribs}),
        json!({"id": 1, "email": "ada@example.com"}),
    )
    .serve()
    .await;
    for client in [vendor.both(), vendor.provisioning()] {
        let listed = listed(&client, UnifiedListUsers::default()).collect().await.unwrap().remove(0);
        let got = client.iam().users().get("ada@example.com", &UnifiedGetUser::default()).await.unwrap();
        for user in [listed, got] {
            let detached = user.detach();
            let shown = format!(
                "{user:?} {user:#?} {} {} {} {detached:?} {}",
                user.to_json(),
                serde_json::to_string(&user).unwrap(),
                user.stored().unwrap(),
                detached.stored().unwrap(),
            );
            assert!(!shown.contains(PASSWORD), "{shown}");
            let attribs = user.unified_custom_fields().unwrap();
            let department = attribs.attribs().unwrap().find(|(name, _)| *name == "Department");
            assert_eq!(department, Some(("Department", "R&D")));
            assert_eq!(attribs.attribs().unwrap().len(), 4);
        }
    }
}

/// The masks are of the same length as the password, in one answer of many users too.
#[tokio::test]
async fn a_stored_password_does_not_disturb_its_neighbours() {
    let users: Vec<String> = (0..50)
        .map(|number| format!(r#""{number}":{{"attribs":{{"password":"p\u00e9{PASSWORD}\"","x":"{number}"}},"username":"u{number}@example.com"}}"#))
        .collect();
    let body = format!("{{\"Users\":{{{}}}}}", users.join(","));
    let vendor = Vendor::start(People::default(), move |_| Some(ok(body.clone()))).await;
    let users = listed(&vendor.provisioning(), UnifiedListUsers::default()).collect().await.unwrap();
    assert_eq!(users.len(), 50);
    for (number, user) in users.iter().enumerate() {
        assert_eq!(user.id(), Some(format!("u{number}@example.com").as_str()));
        let fields = user.unified_custom_fields().unwrap();
        assert!(fields.attribs().unwrap().any(|pair| pair == ("x", number.to_string().as_str())));
        assert!(!format!("{user:?}").contains(PASSWORD));
    }
}
