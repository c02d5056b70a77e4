//! Lists of any people, beside what the rules say of them.

use std::collections::{BTreeMap, BTreeSet};

use lastpass_admin::{Client, IamUser, Item, UnifiedGetUser, UnifiedListUsers};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::{Strategy, any};
use proptest::sample::select;
use proptest::test_runner::{Config, TestRunner};
use serde_json::{Value, json};

use crate::vendor::People;
use crate::{listed, source};

/// Few addresses in many spellings, so that there is much to join.
fn email() -> impl Strategy<Value = Option<String>> {
    let names = &["ada", "Ada", "ADA", "bob", "éva", "ÉVA", "ольга", "ОЛЬГА", "u1", "u2", "u3", "u4"];
    let domains = &["@example.com", "@EXAMPLE.com"];
    of((select(&names[..]), select(&domains[..])).prop_map(|(name, domain)| format!("{name}{domain}")))
}

/// A member that may be absent, null or of this value.
fn member<T: std::fmt::Debug + Clone + Into<Value> + 'static>(
    values: &'static [T],
) -> impl Strategy<Value = Option<Value>> {
    of(of(select(values)).prop_map(|value| value.map_or(Value::Null, Into::into)))
}

fn object(members: Vec<(&str, Option<Value>)>) -> Value {
    members
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn provisioning() -> impl Strategy<Value = Value> {
    let flags = member(&[true, false]);
    (
        email(),
        member(&["", "Ada Example", "\u{1F980} \"x\""]),
        flags,
        member(&[true, false]),
        of(vec(select(&["Eng", "Ops"][..]), 0..3)),
        member(&["duo", ""]),
    )
        .prop_map(|(email, name, disabled, admin, groups, mfa)| {
            object(vec![
                ("username", email.map(Value::from)),
                ("fullname", name),
                ("disabled", disabled),
                ("admin", admin),
                ("groups", groups.map(|groups| json!(groups))),
                ("multifactor", mfa),
                ("new", Some(json!({"of": "provisioning"}))),
            ])
        })
}

fn business() -> impl Strategy<Value = Value> {
    let status = member(&["enrolled", "disabled", "staged", "frozen"]);
    (email(), member(&["", "Ada E."]), status, any::<bool>()).prop_map(|(email, name, status, is_new)| {
        object(vec![
            ("email", email.map(Value::from)),
            ("name", name),
            ("accountStatus", status),
            ("later", is_new.then(|| json!([1, null]))),
        ])
    })
}

fn people() -> impl Strategy<Value = People> {
    let invited = vec(email().prop_filter_map("an address", |email| email), 0..4);
    (vec(provisioning(), 0..9), vec(business(), 0..9), invited, any::<bool>()).prop_map(
        |(mine, theirs, invited, says_total)| {
            let provisioning: Vec<_> =
                mine.into_iter().enumerate().map(|(key, user)| (format!("7{key:02}"), user)).collect();
            let business = theirs.into_iter().enumerate().map(|(id, mut user)| {
                user["id"] = json!(id);
                user
            });
            People {
                total: says_total.then_some(provisioning.len()),
                business: business.collect(),
                provisioning,
                invited,
                ..People::default()
            }
        },
    )
}

/// What the list must say: each line is source, key, Business id and status.
fn expected(people: &People) -> Vec<String> {
    let address = |value: &Value| value.as_str().filter(|text| !text.is_empty()).map(str::to_lowercase);
    let mut first: BTreeMap<String, &Value> = BTreeMap::new();
    for user in &people.business {
        if let Some(email) = address(&user["email"]) {
            first.entry(email).or_insert(user);
        }
    }
    let mut joined = BTreeSet::new();
    let mut lines = Vec::new();
    let status = |disabled: &Value, theirs: &Value| match (theirs.as_str(), disabled.as_bool()) {
        (Some("disabled"), _) | (_, Some(true)) => "disabled",
        (Some("enrolled"), _) | (None, Some(false)) => "enabled",
        (Some("staged"), _) => "pending",
        (Some(_), _) => "unmapped_value",
        (None, None) => "-",
    };
    for (key, user) in &people.provisioning {
        let other = address(&user["username"]).and_then(|email| first.get(&email));
        let id = other.map_or(Value::Null, |other| other["id"].clone());
        joined.insert(id.to_string());
        let source = if other.is_some() { "both" } else { "provisioning" };
        let theirs = other.map_or(Value::Null, |other| other["accountStatus"].clone());
        lines.push(format!("{source} {key} {id} {}", status(&user["disabled"], &theirs)));
    }
    for user in people.business.iter().filter(|user| !joined.contains(&user["id"].to_string())) {
        lines.push(format!(
            "business {} {} {}",
            user["id"],
            user["id"],
            status(&Value::Null, &user["accountStatus"])
        ));
    }
    let known = people.provisioning.iter().filter_map(|(_, user)| address(&user["username"]));
    let mut known: BTreeSet<String> = known.chain(first.into_keys()).collect();
    for email in &people.invited {
        if known.insert(email.to_lowercase()) {
            lines.push("provisioning - null pending".to_owned());
        }
    }
    lines
}

fn line(user: &IamUser) -> String {
    let fields = user.unified_custom_fields().unwrap();
    let status = user.status().and_then(|status| Some(status.value()?.to_string())).unwrap_or("-".to_owned());
    let id = fields.business_id().map_or(Value::Null, Value::from);
    format!("{} {} {id} {status}", source(user), user.remote_id().unwrap_or("-"))
}

fn query(page_size: u32) -> UnifiedListUsers {
    UnifiedListUsers {
        include_invited: Some(true),
        page_size: Some(page_size),
        ..UnifiedListUsers::default()
    }
}

async fn all(client: &Client, page_size: u32) -> Vec<IamUser> {
    listed(client, query(page_size)).collect().await.unwrap()
}

async fn assert_as_expected(people: People, page_size: u32) {
    let expected = expected(&people);
    let vendor = people.clone().serve().await;
    let whole = all(&vendor.both(), page_size).await;
    assert_eq!(whole.iter().map(line).collect::<Vec<_>>(), expected, "{people:#?}");
    assert_eq!(all(&vendor.both(), 2000).await, whole, "in pages of {page_size} as in one: {people:#?}");
    // Page by page by tokens, with clients that know nothing of one another.
    let (mut given, mut token) = (Vec::new(), None);
    for _ in 0..=whole.len() + 3 {
        let mut list =
            listed(&vendor.both(), UnifiedListUsers { page_token: token.take(), ..query(page_size) });
        let page = list.next_page().await.unwrap().unwrap();
        given.extend(page.iter().map(|user| line(&user)));
        token = page.next_token().cloned();
        if token.is_none() {
            break;
        }
    }
    assert_eq!((given, token), (expected, None), "from token to token in pages of {page_size}: {people:#?}");
    for user in &whole {
        let restored = IamUser::restored(&user.stored().unwrap()).unwrap();
        assert_eq!((&restored, restored.to_json()), (user, user.to_json()));
        let is_same =
            |other: &&IamUser| other.id().map(str::to_lowercase) == user.id().map(str::to_lowercase);
        let is_invited = user.remote_id().is_none();
        if let Some(email) = user.id().filter(|_| !is_invited && whole.iter().filter(is_same).count() == 1) {
            let got = vendor.both().iam().users().get(email, &UnifiedGetUser::default()).await.unwrap();
            assert_eq!(got, *user, "{people:#?}");
        }
    }
}

#[test]
fn any_people_are_listed_as_the_rules_say() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let config = Config { cases: 150, failure_persistence: None, ..Config::default() };
    let cases = (people(), select(vec![1_u32, 2, 3, 5, 20]));
    let run = TestRunner::new(config).run(&cases, |(people, page_size)| {
        runtime.block_on(assert_as_expected(people, page_size));
        Ok(())
    });
    run.unwrap();
}
