//! Whether a user may do something with a shared folder: the whole table.

use lastpass_admin::{Client, ErrorKind, IamAction, IamPermissionCheck, Result, UnifiedCheckPermissions};
use serde_json::{Value, json};

use crate::json;
use crate::vendor::{People, Vendor};

const FLAGS: [[u8; 3]; 8] =
    [[0, 0, 0], [0, 0, 1], [0, 1, 0], [0, 1, 1], [1, 0, 0], [1, 0, 1], [1, 1, 0], [1, 1, 1]];
const ACTIONS: [Option<IamAction>; 4] =
    [None, Some(IamAction::Read), Some(IamAction::Write), Some(IamAction::Delete)];

/// `can_administer`, `give`, `readonly`, and by which way.
fn row(flags: [u8; 3], way: &str) -> Value {
    let [can_administer, give, readonly] = flags;
    let mut row = json!({"username": "Ada@example.com", "can_administer": can_administer, "give": give, "readonly": readonly});
    match way {
        "direct" => {}
        "super_admin" => row["superadmin"] = json!(true),
        group => row["group_name"] = json!(group),
    }
    row
}

async fn of_rows(rows: Vec<Value>, deleted: bool) -> Vendor {
    let folders = json!({
        "5000": {"sharedfoldername": "Another", "users": [row([1, 1, 1], "direct")]},
        "5001": {"sharedfoldername": "Infra", "deleted": deleted, "users": rows},
    });
    let provisioning = ["ada@example.com", "bob@example.com"].iter().enumerate();
    let provisioning = provisioning.map(|(key, name)| (key.to_string(), json!({"username": name}))).collect();
    People { folders, provisioning, ..People::default() }.serve().await
}

async fn check(client: &Client, user: &str, action: Option<IamAction>) -> Result<IamPermissionCheck> {
    let query = UnifiedCheckPermissions { action, ..UnifiedCheckPermissions::new(user, "5001") };
    client.iam().check_permissions(&query).await
}

/// What the flags allow, as the contract's roles say: `None` where they do not tell.
fn expected(flags: [u8; 3], action: &Option<IamAction>) -> Option<bool> {
    match (action, flags) {
        (None | Some(IamAction::Read), _) => Some(true),
        (_, [1, _, _] | [_, 1, _]) => Some(true),
        (_, [_, _, 1]) => Some(false),
        _ => None,
    }
}

fn role(flags: [u8; 3]) -> &'static str {
    match flags {
        [1, _, _] => "admin",
        [_, 1, _] => "editor",
        [_, _, 1] => "viewer",
        _ => "unmapped_value",
    }
}

#[tokio::test]
async fn one_way_allows_what_its_flags_allow() {
    for flags in FLAGS {
        for way in ["direct", "Eng", "super_admin"] {
            let vendor = of_rows(vec![row(flags, way)], false).await;
            let client = vendor.both();
            for action in ACTIONS {
                let found = check(&client, "ada@EXAMPLE.com", action.clone()).await.unwrap();
                let expected = expected(flags, &action);
                assert_eq!(found.allowed(), expected, "{flags:?} {way} {action:?}");
                let reason = found.reasons().unwrap().next().unwrap();
                assert_eq!(
                    (found.reasons().unwrap().len(), reason.allowed()),
                    (1, expected),
                    "{flags:?} {way} {action:?}"
                );
                let kind = if way == "Eng" { "group" } else { way };
                assert_eq!(
                    (reason.kind().unwrap().as_str(), reason.role().unwrap().id()),
                    (kind, Some(role(flags)))
                );
                let group = reason.group().and_then(|group| group.id().map(str::to_owned));
                assert_eq!(group.as_deref(), (way == "Eng").then_some("Eng"));
                assert_eq!(found.action(), action);
                // As the vendor writes it.
                assert_eq!(found.user().unwrap().id(), Some("Ada@example.com"));
                assert_eq!(json(&found, "/resource"), json!({"type": "shared_folder", "id": "5001"}));
                let set = ["can_administer", "give", "readonly"]
                    .into_iter()
                    .zip(flags)
                    .filter(|(_, flag)| *flag == 1);
                let names = found
                    .user()
                    .unwrap()
                    .permissions()
                    .unwrap()
                    .map(|one| one.name().unwrap().to_owned())
                    .collect::<Vec<_>>();
                assert_eq!(names, set.map(|(name, _)| name).collect::<Vec<_>>());
            }
            assert_eq!(vendor.hits(), (4, 0), "one read of the folders for each question");
        }
    }
}

/// Any way that allows is enough; one of which nothing is known leaves the rest open.
#[tokio::test]
async fn two_ways_allow_what_either_allows() {
    for one in FLAGS {
        for two in FLAGS {
            let vendor = of_rows(vec![row(one, "direct"), row(two, "Eng")], false).await;
            for action in ACTIONS {
                let ways = [expected(one, &action), expected(two, &action)];
                let allowed = if ways.contains(&Some(true)) {
                    Some(true)
                } else if ways.contains(&None) {
                    None
                } else {
                    Some(false)
                };
                let found = check(&vendor.provisioning(), "ada@example.com", action.clone()).await.unwrap();
                assert_eq!(found.allowed(), allowed, "{one:?} {two:?} {action:?}");
                assert_eq!(found.reasons().unwrap().map(|way| way.allowed()).collect::<Vec<_>>(), ways);
                // A flag that is set in both ways is one permission.
                let set = (0..3).filter(|flag| one[*flag] == 1 || two[*flag] == 1).count();
                assert_eq!(found.user().unwrap().permissions().unwrap().len(), set, "{one:?} {two:?}");
            }
        }
    }
}

/// A super admin who is listed through a group is a super admin.
#[tokio::test]
async fn a_super_admin_in_a_group_is_a_super_admin_of_that_group() {
    let mut both = row([0, 0, 1], "Eng");
    both["superadmin"] = json!(1);
    let vendor = of_rows(vec![both], false).await;
    let found = check(&vendor.both(), "ada@example.com", Some(IamAction::Write)).await.unwrap();
    let reason = found.reasons().unwrap().next().unwrap();
    assert_eq!((reason.kind().unwrap().as_str(), reason.group().unwrap().id()), ("super_admin", Some("Eng")));
    assert_eq!(found.allowed(), Some(false));
}

#[tokio::test]
async fn a_deleted_folder_and_one_that_does_not_list_the_user_allow_nothing() {
    let listed = of_rows(vec![row([1, 1, 0], "direct")], true).await;
    let not_listed = of_rows(vec![], false).await;
    let of_others = of_rows(vec![row([1, 1, 0], "direct")], false).await;
    for (name, vendor, user) in [
        ("a deleted folder", &listed, "ada@example.com"),
        ("a deleted folder of others", &listed, "bob@example.com"),
        ("a folder of nobody", &not_listed, "ADA@example.com"),
        ("a folder of others", &of_others, "bob@example.com"),
    ] {
        for action in ACTIONS {
            let found = check(&vendor.both(), user, action.clone()).await.unwrap();
            assert_eq!(
                (found.allowed(), found.reasons().unwrap().len()),
                (Some(false), 0),
                "{name} {action:?}"
            );
            assert_eq!(found.user().unwrap().permissions().unwrap().len(), 0, "{name}");
            assert!(found.user().unwrap().id().unwrap().eq_ignore_ascii_case(user), "{name}");
        }
    }
}

#[tokio::test]
async fn who_or_what_does_not_exist_is_not_found_and_never_not_allowed() {
    let vendor = of_rows(vec![row([1, 1, 0], "direct")], false).await;
    let deleted = of_rows(vec![row([1, 1, 0], "direct")], true).await;
    for vendor in [&vendor, &deleted] {
        for action in ACTIONS {
            let error = check(&vendor.both(), "nobody@example.com", action.clone()).await.unwrap_err();
            assert_eq!(
                (error.kind(), error.operation()),
                (ErrorKind::NotFound, Some("iam.check_permissions")),
                "{error}"
            );
            for folder in ["9999", "50", "5001 ", "Infra"] {
                let query = UnifiedCheckPermissions {
                    action: action.clone(),
                    ..UnifiedCheckPermissions::new("ada@example.com", folder)
                };
                let error = vendor.both().iam().check_permissions(&query).await.unwrap_err();
                assert_eq!(error.kind(), ErrorKind::NotFound, "{folder}: {error}");
            }
        }
    }
    // Somebody else's look-alike is not the user.
    let error = check(&vendor.both(), "da@example.com", None).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
}

#[tokio::test]
async fn what_the_flags_say_nothing_of_is_not_supported() {
    let vendor = of_rows(vec![row([1, 1, 1], "direct")], false).await;
    for action in [IamAction::Comment, IamAction::Export] {
        let error = check(&vendor.both(), "ada@example.com", Some(action.clone())).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::NotSupported, Some("iam.check_permissions"))
        );
        assert!(error.message().contains(action.as_str()), "{error}");
    }
    assert_eq!(vendor.hits(), (0, 0));
}

/// A folder that the vendor says nothing good of is no folder without users.
#[tokio::test]
async fn a_folder_that_is_not_understood_is_an_error() {
    for folders in [
        json!({"5001": {"sharedfoldername": "Infra", "users": [7]}}),
        json!({"5001": {"sharedfoldername": "Infra", "users": "none"}}),
        json!({"5001": 7}),
        json!({"status": "OK"}),
    ] {
        let vendor = People { folders: folders.clone(), ..People::of(3, 0) }.serve().await;
        let error = check(&vendor.both(), "user00001@example.com", None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::UnexpectedResponse, "{folders}: {error}");
    }
}
