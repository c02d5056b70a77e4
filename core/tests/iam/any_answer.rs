//! Answers of any make: a list of all that stands in them, or an error, and never a panic.

use lastpass_admin::{ErrorKind, IamUser, Item, Result, UnifiedListUsers};
use proptest::collection::vec;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Map, Value, json};

use crate::listed;
use crate::vendor::{People, Vendor};

const OF_PROVISIONING: [&str; 14] = [
    "username",
    "fullname",
    "created",
    "last_login",
    "disabled",
    "admin",
    "neverloggedin",
    "multifactor",
    "groups",
    "attribs",
    "totalscore",
    "sites",
    "source",
    "extra",
];
const OF_BUSINESS: [&str; 7] = ["id", "email", "name", "accountStatus", "source", "disabled", "extra"];
const OF_ROWS: [&str; 7] =
    ["username", "readonly", "give", "can_administer", "superadmin", "super_admin", "group_name"];

fn value() -> impl Strategy<Value = Value> {
    let texts = [
        "",
        "ada@example.com",
        "ADA@example.com",
        "1",
        "0",
        "true",
        "2022-06-20 08:00:07",
        "disabled",
        "é\u{1F980}\u{0}\"\\",
    ];
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        select(vec![0, 1, -1, 7, i64::MAX, i64::MIN]).prop_map(Value::from),
        select(vec![0.5, -1e300]).prop_map(Value::from),
        select(texts.to_vec()).prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((select(vec!["password", "a", "username"]), inner), 0..3).prop_map(|members| members
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value))
                .collect::<Map<_, _>>()
                .into()),
        ]
    })
}

/// An object of which most members are of the right type.
fn object(names: &'static [&'static str], right: fn(&str) -> Value) -> impl Strategy<Value = Value> {
    let member = (select(names), value(), 0..8_u8);
    vec(member, 0..9).prop_map(move |members| {
        let of = |(name, any, dice): (&str, Value, u8)| {
            (name.to_owned(), if dice == 0 { any } else { right(name) })
        };
        members.into_iter().map(of).collect::<Map<_, _>>().into()
    })
}

fn right(name: &str) -> Value {
    match name {
        "username" | "email" => json!("Ada@example.com"),
        "id" => json!(7),
        "created" | "last_login" => json!("2022-06-20 08:00:07"),
        "disabled" | "admin" | "neverloggedin" | "superadmin" | "super_admin" => json!(true),
        "readonly" | "give" | "can_administer" => json!("1"),
        "groups" => json!(["Eng", "Ops"]),
        "attribs" => json!({"password": "x", "a": "b"}),
        "sites" => json!("4"),
        "totalscore" => json!("7.5"),
        "extra" => json!({"a": [1]}),
        _ => json!("text"),
    }
}

fn people() -> impl Strategy<Value = People> {
    let folders = vec(vec(object(&OF_ROWS, right), 0..4), 0..4);
    (vec(object(&OF_PROVISIONING, right), 0..5), vec(object(&OF_BUSINESS, right), 0..5), folders).prop_map(
        |(mine, theirs, folders)| {
            let provisioning =
                mine.into_iter().enumerate().map(|(key, user)| (format!("7{key:02}"), user)).collect();
            // Two users of one id are one that has shifted, also if one says `0` and the other `false`.
            let business = theirs.into_iter().enumerate().map(|(number, mut user)| {
                if user.get("id").is_some_and(|id| !(id.is_null() || id.is_array() || id.is_object())) {
                    user["id"] = json!(number);
                }
                user
            });
            let folders = folders
                .into_iter()
                .enumerate()
                .map(|(key, rows)| (format!("5{key:03}"), json!({"sharedfoldername": "x", "users": rows})));
            People {
                provisioning,
                business: business.collect(),
                folders: Value::Object(folders.collect()),
                ..People::default()
            }
        },
    )
}

/// Copies say the same, in text too.
fn assert_sound(items: &[impl Item + PartialEq + std::fmt::Debug + serde::Serialize]) {
    for item in items {
        let restored = Item::restored(&item.stored().unwrap()).unwrap();
        assert_eq!((item, item), (&restored, &item.detach()));
        let text = serde_json::to_string(item).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), item.to_json());
    }
}

/// All of them, or an error that says that the answer was not understood.
fn assert_whole<T: std::fmt::Debug>(what: &str, result: Result<Vec<T>>, count: usize) -> Vec<T> {
    match result {
        Ok(items) => {
            assert_eq!(items.len(), count, "{what}: {items:#?}");
            items
        }
        Err(error) => {
            assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{what}: {error}");
            Vec::new()
        }
    }
}

async fn assert_understood(people: People) {
    let (mine, theirs) = (people.provisioning.len(), people.business.len());
    let rows = people
        .folders
        .as_object()
        .unwrap()
        .values()
        .map(|folder| folder["users"].as_array().unwrap().len())
        .sum();
    let vendor: Vendor = people.serve().await;
    let query = UnifiedListUsers {
        split_names: Some(true),
        never_logged_in_is_pending: Some(true),
        ..UnifiedListUsers::default()
    };
    let alone = assert_whole("one API", listed(&vendor.provisioning(), query.clone()).collect().await, mine);
    assert_sound(&alone);
    let alone =
        assert_whole("the other API", listed(&vendor.business(), query.clone()).collect().await, theirs);
    assert_sound(&alone);
    if let Ok(users) = listed(&vendor.both(), query).collect().await {
        let of = |source: &str| users.iter().filter(|user| crate::source(user) == source).count();
        assert_eq!(of("provisioning") + of("both"), mine, "{users:#?}");
        // Two users of one address have the same other half.
        assert!(of("business") <= theirs && of("business") + of("both") >= theirs, "{users:#?}");
        assert_sound(&users);
    }
    let client = vendor.provisioning();
    let entries = client.iam().list_resource_users(&Default::default()).collect().await;
    let entries: Vec<IamUser> = assert_whole("folders", entries, rows);
    assert_sound(&entries);
    match client.iam().list_resource_groups(&Default::default()).collect().await {
        Ok(groups) => assert_sound(&groups),
        Err(error) => assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{error}"),
    }
    if let Ok(groups) = client.iam().groups().list(&Default::default()).collect().await {
        assert_sound(&groups);
    }
}

#[test]
fn any_answer_is_a_whole_list_or_an_error() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    let run = TestRunner::new(config).run(&people(), |people| {
        runtime.block_on(assert_understood(people));
        Ok(())
    });
    run.unwrap();
}
