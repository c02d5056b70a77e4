//! Records of the view as values: compared, copied, stored, printed.

use lastpass_admin::{
    Client, IamUser, Item, UnifiedCheckPermissions, UnifiedGetRole, UnifiedGetUser, UnifiedListUsers,
};
use serde_json::json;

use crate::common::bench;
use crate::common::stub::{API_KEY, PROVHASH};
use crate::vendor::People;
use crate::{listed, users};

/// Whatever an item is, its copies say what it says.
fn assert_copies<T: Item + PartialEq + std::fmt::Debug + serde::Serialize>(item: &T) {
    let restored = T::restored(&item.stored().unwrap()).unwrap();
    let detached = item.detach();
    for (way, copy) in
        [("restored", &restored), ("detached", &detached), ("detached twice", &detached.detach())]
    {
        assert_eq!(copy, item, "{way}");
        assert_eq!((copy.to_json(), copy.extra()), (item.to_json(), item.extra()), "{way}");
        assert_eq!(format!("{copy:?}"), format!("{item:?}"), "{way}");
    }
    let text = serde_json::to_string(item).unwrap();
    assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), item.to_json());
}

async fn assert_all_copies(client: &Client) {
    let iam = client.iam();
    let query = UnifiedListUsers {
        include_invited: Some(true),
        split_names: Some(true),
        extended: Some(true),
        ..UnifiedListUsers::default()
    };
    let all = listed(client, query).collect().await.unwrap();
    all.iter().for_each(assert_copies);
    for pair in all.windows(2) {
        assert_ne!(pair[0], pair[1]);
    }
    iam.groups().list(&Default::default()).collect().await.unwrap().iter().for_each(assert_copies);
    let roles = lastpass_admin::UnifiedListRoles { extended: Some(true), ..Default::default() };
    iam.roles().list(&roles).collect().await.unwrap().iter().for_each(assert_copies);
    let organizations =
        lastpass_admin::UnifiedListOrganizations { extended: Some(true), ..Default::default() };
    iam.organizations().list(&organizations).collect().await.unwrap().iter().for_each(assert_copies);
    iam.list_resource_users(&Default::default()).collect().await.unwrap().iter().for_each(assert_copies);
    iam.list_resource_groups(&Default::default()).collect().await.unwrap().iter().for_each(assert_copies);
    assert_copies(&iam.me().await.unwrap());
    assert_copies(&iam.users().get("ada@example.com", &UnifiedGetUser::default()).await.unwrap());
    assert_copies(
        &iam.roles().get("admin-level:100", &UnifiedGetRole { extended: Some(true) }).await.unwrap(),
    );
    assert_copies(
        &iam.check_permissions(&UnifiedCheckPermissions::new("ada@example.com", "5001")).await.unwrap(),
    );
}

#[tokio::test]
async fn copies_say_what_the_item_says() {
    let bench = bench().await;
    bench.tenant.set_invited(vec!["new@example.com".to_owned()]);
    assert_all_copies(&bench.client()).await;
    bench.inject("any", lastpass_sandbox::FaultKind::UnknownMembers);
    assert_all_copies(&bench.client()).await;
}

/// Two reads of the same user are equal, from whichever list and however the answer was laid out.
#[tokio::test]
async fn what_says_the_same_is_equal() {
    let vendor = People::of(25, 14).serve().await;
    let small = users(&vendor.both(), 10, None).collect().await.unwrap();
    let large = users(&vendor.both(), 2000, None).collect().await.unwrap();
    assert_eq!(small, large);
    for user in small {
        let got =
            vendor.both().iam().users().get(user.id().unwrap(), &UnifiedGetUser::default()).await.unwrap();
        assert_eq!(got, user);
    }
}

/// What differs in one place is not equal.
#[tokio::test]
async fn what_says_something_else_is_not_equal() {
    let base = json!({"username": "ada@example.com", "fullname": "Ada", "disabled": false, "groups": ["Eng"], "sites": 4});
    let user = async |member: &str, value: serde_json::Value, business: serde_json::Value| -> IamUser {
        let mut provisioning = base.clone();
        provisioning[member] = value;
        let vendor = People::pair(provisioning, business).serve().await;
        listed(&vendor.both(), UnifiedListUsers::default()).collect().await.unwrap().remove(0)
    };
    let business = || json!({"id": 1, "email": "ada@example.com", "accountStatus": "enrolled"});
    let one = user("sites", json!(4), business()).await;
    assert_eq!(one, user("sites", json!("4"), business()).await);
    for (member, value) in [
        ("fullname", json!("Bob")),
        ("disabled", json!(true)),
        ("groups", json!(["Ops"])),
        ("groups", json!(["Eng", "Ops"])),
        ("groups", json!([])),
        ("sites", json!(5)),
        ("sites", json!(null)),
        ("admin", json!(true)),
        ("multifactor", json!("duo")),
        ("new", json!(1)),
        ("attribs", json!({"a": "b"})),
    ] {
        assert_ne!(one, user(member, value.clone(), business()).await, "{member} {value}");
    }
    let mut other = business();
    other["id"] = json!(2);
    assert_ne!(one, user("sites", json!(4), other).await);
    let mut other = business();
    other["accountStatus"] = json!("staged");
    assert_ne!(one, user("sites", json!(4), other).await);
}

#[tokio::test]
async fn nothing_of_the_view_shows_a_credential() {
    let vendor = People::of(3, 3).serve().await;
    for client in [vendor.both(), vendor.provisioning(), vendor.business()] {
        let iam = client.iam();
        let mut list = users(&client, 10, None);
        let user = list.try_next().await.unwrap().unwrap();
        let me = iam.me().await.unwrap();
        let shown = format!(
            "{client:?} {iam:?} {:?} {:?} {:?} {:?} {list:?} {user:#?} {me:#?} {} {:?} {:?}",
            iam.users(),
            iam.groups(),
            iam.roles(),
            iam.organizations(),
            me.to_json(),
            list.summary(),
            list.page_token(),
        );
        for secret in [API_KEY, PROVHASH] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[test]
fn what_is_no_stored_item_is_refused() {
    for text in ["", "{}", "null", "[1]", r#"{"members":"","zone":null,"root":0,"slots":[],"arena":""}"#] {
        let error = IamUser::restored(text).unwrap_err();
        assert_eq!(error.kind(), lastpass_admin::ErrorKind::InvalidArgument, "{text}");
    }
}
