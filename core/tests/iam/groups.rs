//! Groups, gathered from all pages of users.

use lastpass_admin::{IamGroup, UnifiedListGroups};
use serde_json::{Value, json};

use crate::common::bench;
use crate::json;
use crate::vendor::{People, address};

fn told(groups: &[IamGroup]) -> Vec<(String, Vec<String>)> {
    let members =
        |group: &IamGroup| group.users().unwrap().map(|user| user.id().unwrap().to_owned()).collect();
    groups.iter().map(|group| (group.id().unwrap().to_owned(), members(group))).collect()
}

#[tokio::test]
async fn groups_are_those_of_all_pages_and_of_the_users_themselves() {
    let mut people = People::of(4100, 0);
    people.groups = json!({"Named": [address(1)]});
    people.provisioning[5].1["groups"] = json!(["First page"]);
    people.provisioning[4099].1["groups"] = json!(["Last page", "First page", "Named"]);
    let vendor = people.serve().await;
    let groups = vendor.both().iam().groups().list(&UnifiedListGroups::default()).collect().await.unwrap();
    let expected = [
        ("First page".to_owned(), vec![address(5), address(4099)]),
        ("Last page".to_owned(), vec![address(4099)]),
        ("Named".to_owned(), vec![address(1), address(4099)]),
    ];
    assert_eq!(told(&groups), expected);
    assert_eq!(vendor.hits(), (3, 0), "the Business API has no groups");
    for group in &groups {
        assert_eq!(
            vendor.both().iam().groups().get(group.id().unwrap()).await.unwrap(),
            *group,
            "the list says the same"
        );
    }
}

#[tokio::test]
async fn a_group_says_what_it_is_and_no_more() {
    let bench = bench().await;
    let group = bench.client().iam().groups().get("Eng").await.unwrap();
    assert_eq!(json(&group, "/type"), json!({"value": "group", "source_value": "group"}));
    assert_eq!(json(&group, "/organization_id"), json!(bench.tenant.cid().to_string()));
    assert_eq!((group.remote_id(), group.name()), (Some("Eng"), Some("Eng")));
    for path in [
        "/description",
        "/parent_id",
        "/remote_parent_id",
        "/roles",
        "/created_at",
        "/updated_at",
        "/child_group_ids",
    ] {
        assert_eq!(json(&group, path), Value::Null, "{path}");
    }
    let member = group.users().unwrap().next().unwrap();
    assert_eq!((member.username(), member.primary_email_address()), (member.id(), member.id()));
}

/// The map of groups and the users may write one address in two ways.
#[tokio::test]
async fn a_member_is_one_whatever_the_case_of_the_address() {
    let mut people = People::of(2, 0);
    people.groups = json!({"Eng": ["USER00001@example.com"]});
    people.provisioning[1].1["groups"] = json!(["Eng"]);
    let vendor = people.serve().await;
    let group = vendor.provisioning().iam().groups().get("Eng").await.unwrap();
    assert_eq!(group.users().unwrap().len(), 1, "{group:?}");
}

/// Names are the vendor's: of any form, and not folded.
#[tokio::test]
async fn groups_of_any_name_are_told_apart() {
    let names = ["Eng", "eng", " Eng", "R&D \"x\"", "ÉQUIPE", "a/b", "é\u{1F980}"];
    let mut people = People::of(1, 0);
    people.provisioning[0].1["groups"] = json!(names);
    let vendor = people.serve().await;
    for name in names {
        assert_eq!(vendor.provisioning().iam().groups().get(name).await.unwrap().id(), Some(name));
    }
    let user = vendor.provisioning().iam().users().get(&address(0), &Default::default()).await.unwrap();
    assert_eq!(
        user.groups().unwrap().filter_map(|group| group.name().map(str::to_owned)).collect::<Vec<_>>(),
        names
    );
}
