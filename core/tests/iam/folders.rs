//! Who reaches shared folders, as users and as groups.

use lastpass_admin::{
    Client, ErrorKind, IamUser, PageToken, Pager, UnifiedListResourceGroups, UnifiedListResourceUsers,
};
use lastpass_sandbox::FolderFlags;
use serde_json::{Map, Value, json};

use crate::common::bench;
use crate::json;
use crate::vendor::{People, Vendor};

fn row(user: &str, flags: [u8; 3], more: Value) -> Value {
    let [can_administer, give, readonly] = flags;
    let mut row =
        json!({"username": user, "can_administer": can_administer, "give": give, "readonly": readonly});
    row.as_object_mut().unwrap().extend(more.as_object().cloned().unwrap_or_default());
    row
}

async fn of_folders(folders: Value) -> Vendor {
    People { folders, ..People::of(3, 0) }.serve().await
}

fn users(client: &Client, query: UnifiedListResourceUsers) -> Pager<IamUser> {
    client.iam().list_resource_users(&query)
}

/// Entries as `folder user role group`.
async fn told(list: Pager<IamUser>) -> Vec<String> {
    let entry = |user: &IamUser| {
        let role = user.roles().unwrap().next().unwrap();
        let group = user
            .groups()
            .unwrap()
            .next()
            .and_then(|group| group.id().map(str::to_owned))
            .unwrap_or("-".to_owned());
        let folder = role.scope().unwrap().resource_id().unwrap().to_owned();
        assert_eq!((user.roles().unwrap().len(), user.groups().unwrap().len() <= 1), (1, true), "{user:?}");
        format!("{folder} {} {} {group}", user.id().unwrap_or("-"), role.id().unwrap())
    };
    list.collect().await.unwrap().iter().map(entry).collect()
}

/// The precedence of the flags, and what an entry says of them.
#[tokio::test]
async fn the_strongest_flag_decides_and_all_stay_readable() {
    let cases = [
        ([0, 0, 0], "unmapped_value"),
        ([0, 0, 1], "viewer"),
        ([0, 1, 0], "editor"),
        ([0, 1, 1], "editor"),
        ([1, 0, 0], "admin"),
        ([1, 0, 1], "admin"),
        ([1, 1, 0], "admin"),
        ([1, 1, 1], "admin"),
    ];
    for (flags, role) in cases {
        let folder = json!({"5001": {"sharedfoldername": "Shared-Infra", "deleted": false, "users": [row("ada@example.com", flags, json!({}))]}});
        let vendor = of_folders(folder).await;
        let entry = users(&vendor.both(), Default::default()).collect().await.unwrap().remove(0);
        let [can_administer, give, readonly] = flags;
        let source = format!("can_administer={can_administer} give={give} readonly={readonly}");
        assert_eq!(json(&entry, "/roles/0/type"), json!({"value": role, "source_value": source}));
        assert_eq!((json(&entry, "/roles/0/id"), json(&entry, "/roles/0/name")), (json!(role), json!(role)));
        assert_eq!(
            json(&entry, "/roles/0/scope"),
            json!({"resource_type": "shared_folder", "resource_id": "5001"})
        );
        let fields = entry.unified_custom_fields().unwrap();
        let raw = [fields.can_administer(), fields.give(), fields.read_only()];
        assert_eq!(raw, flags.map(|flag| Some(flag == 1)));
        let named = [("can_administer", can_administer), ("give", give), ("readonly", readonly)];
        let expected: Vec<&str> =
            named.iter().filter(|(_, flag)| *flag == 1).map(|(name, _)| *name).collect();
        let found: Vec<String> =
            entry.permissions().unwrap().map(|permission| permission.name().unwrap().to_owned()).collect();
        assert_eq!(found, expected);
        for permission in entry.permissions().unwrap() {
            let value = if permission.name() == Some("readonly") { "read" } else { "unmapped_value" };
            assert_eq!(json(&permission, "/type/value"), json!(value));
            assert_eq!(json(&permission, "/scopes/0/resource_id"), json!("5001"));
            let resource = permission.resources().unwrap().next().unwrap();
            assert_eq!(
                (resource.id(), resource.remote_id(), resource.name()),
                (Some("5001"), Some("5001"), Some("Shared-Infra"))
            );
            assert_eq!(json(&resource, "/type"), json!({"value": "folder", "source_value": "shared_folder"}));
        }
        let alike =
            (json(&entry, "/status"), json(&entry, "/groups"), json(&entry, "/unified_custom_fields/source"));
        assert_eq!(alike, (Value::Null, json!([]), json!("provisioning")));
    }
}

/// What is next to each other is not mixed: not by folder, not by user, not by group.
#[tokio::test]
async fn each_way_to_a_folder_is_an_entry_of_its_own() {
    let folders = json!({
        "5001": {"sharedfoldername": "One", "users": [
            row("ada@example.com", [0, 0, 1], json!({})),
            row("ada@example.com", [0, 1, 0], json!({"group_name": "Eng"})),
            row("ada@example.com", [1, 0, 0], json!({"group_name": "Ops", "superadmin": true})),
            row("bob@example.com", [0, 1, 0], json!({"group_name": "Eng"})),
        ]},
        "5002": {"sharedfoldername": "Two", "users": []},
        "5003": {"sharedfoldername": "Three", "users": [
            row("ada@example.com", [0, 1, 0], json!({"group_name": "Eng"})),
            row("eve@example.com", [0, 0, 0], json!({"group_name": "", "super_admin": "1"})),
        ]},
        "5004": {"sharedfoldername": "Gone", "deleted": true, "users": [row("bob@example.com", [1, 1, 0], json!({}))]},
        "5005": {"sharedfoldername": "Map", "users": {"0": row("eve@example.com", [0, 0, 1], json!({}))}},
    });
    let vendor = of_folders(folders).await;
    let client = vendor.both();
    let one = [
        "5001 ada@example.com viewer -",
        "5001 ada@example.com editor Eng",
        "5001 ada@example.com admin Ops",
        "5001 bob@example.com editor Eng",
    ];
    let three = ["5003 ada@example.com editor Eng", "5003 eve@example.com unmapped_value -"];
    let gone = ["5004 bob@example.com admin -"];
    let map = ["5005 eve@example.com viewer -"];
    let super_admins = [one[2], three[1]];
    let others = [one[0], one[1], one[3], three[0], map[0]];
    let query = UnifiedListResourceUsers::default;
    let of_folder = |id: &str| UnifiedListResourceUsers { resource_id: Some(id.to_owned()), ..query() };
    let cases = [
        (query(), [&one[..], &three[..], &map[..]].concat()),
        (
            UnifiedListResourceUsers { resource_type: Some("shared_folder".to_owned()), ..query() },
            [&one[..], &three[..], &map[..]].concat(),
        ),
        (
            UnifiedListResourceUsers { include_deleted: Some(true), ..query() },
            [&one[..], &three[..], &gone[..], &map[..]].concat(),
        ),
        (of_folder("5001"), one.to_vec()),
        (of_folder("5002"), vec![]),
        (UnifiedListResourceUsers { include_deleted: Some(true), ..of_folder("5004") }, gone.to_vec()),
        (UnifiedListResourceUsers { super_admins: Some(true), ..query() }, super_admins.to_vec()),
        (UnifiedListResourceUsers { super_admins: Some(false), ..query() }, others.to_vec()),
        (UnifiedListResourceUsers { super_admins: Some(true), ..of_folder("5005") }, vec![]),
    ];
    for (query, expected) in cases {
        assert_eq!(told(users(&client, query.clone())).await, expected, "{query:?}");
    }
    let deleted = users(&client, of_folder("5004")).collect().await.unwrap_err();
    assert_eq!(deleted.kind(), ErrorKind::NotFound, "{deleted}");
    assert!(deleted.message().contains("include_deleted"), "{deleted}");
    assert_eq!(vendor.hits().1, 0, "the Business API has no folders");
}

#[tokio::test]
async fn groups_hold_their_members_by_folder_and_role() {
    let folders = json!({
        "5001": {"sharedfoldername": "One", "users": [
            row("bob@example.com", [0, 1, 0], json!({"group_name": "Eng"})),
            row("ada@example.com", [0, 1, 0], json!({"group_name": "Eng"})),
            row("eve@example.com", [0, 0, 1], json!({"group_name": "Eng"})),
            row("eve@example.com", [1, 0, 0], json!({"group_name": "Ops"})),
            row("ada@example.com", [0, 0, 1], json!({})),
        ]},
        "5002": {"sharedfoldername": "Two", "users": [row("ada@example.com", [0, 1, 0], json!({"group_name": "Eng"}))]},
        "5003": {"sharedfoldername": "Gone", "deleted": true, "users": [row("ada@example.com", [0, 1, 0], json!({"group_name": "Eng"}))]},
    });
    let vendor = of_folders(folders).await;
    let list = |query: UnifiedListResourceGroups| vendor.both().iam().list_resource_groups(&query);
    let mut found = Vec::new();
    for group in list(UnifiedListResourceGroups::default()).collect().await.unwrap() {
        let role = group.roles().unwrap().next().unwrap();
        let members: Vec<String> = group.users().unwrap().map(|user| user.id().unwrap().to_owned()).collect();
        assert_eq!(json(&group, "/type/value"), json!("group"));
        assert!(group.organization_id().is_some());
        let folder = role.scope().unwrap().resource_id().unwrap().to_owned();
        found.push(format!("{folder} {} {} {}", group.id().unwrap(), role.id().unwrap(), members.join(" ")));
    }
    found.sort_unstable();
    let expected = [
        "5001 Eng editor bob@example.com ada@example.com",
        "5001 Eng viewer eve@example.com",
        "5001 Ops admin eve@example.com",
        "5002 Eng editor ada@example.com",
    ];
    assert_eq!(found, expected);
    let all = UnifiedListResourceGroups { include_deleted: Some(true), ..Default::default() };
    assert_eq!(list(all).collect().await.unwrap().len(), 5);
    let one = UnifiedListResourceGroups { resource_id: Some("5002".to_owned()), ..Default::default() };
    assert_eq!(list(one).collect().await.unwrap().len(), 1);
    let nobody = UnifiedListResourceGroups { super_admins: Some(true), ..Default::default() };
    assert_eq!(list(nobody).collect().await.unwrap().len(), 0);
}

/// Whatever the form of flags and rows is on the wire.
#[tokio::test]
async fn the_form_on_the_wire_makes_no_difference() {
    let bench = bench().await;
    let expected = told(users(&bench.client(), Default::default())).await;
    assert!(expected.len() > 10);
    for flags in [FolderFlags::Integers, FolderFlags::Strings, FolderFlags::Booleans, FolderFlags::Mixed] {
        for as_map in [false, true] {
            bench.tenant.quirks(|quirks| (quirks.folder_flags, quirks.folder_users_as_map) = (flags, as_map));
            assert_eq!(told(users(&bench.client(), Default::default())).await, expected, "{flags:?}");
        }
    }
}

/// So many folders with so many rows each.
fn folders(count: usize, rows: usize) -> Value {
    let folder = |number: usize| {
        let users: Vec<Value> = (0..rows)
            .map(|user| row(&format!("u{user}@example.com"), [0, 1, 0], json!({"group_name": "Eng"})))
            .collect();
        (
            format!("{}", 5000 + number),
            json!({"sharedfoldername": format!("Folder {number}"), "users": users}),
        )
    };
    (0..count).map(folder).collect::<Map<String, Value>>().into()
}

#[tokio::test]
async fn a_long_list_is_read_once_and_goes_on_from_any_page() {
    let vendor = of_folders(folders(30, 300)).await;
    let client = vendor.both();
    let at = |page_token: Option<PageToken>| UnifiedListResourceUsers { page_token, ..Default::default() };
    let whole = told(users(&client, at(None))).await;
    assert_eq!((whole.len(), vendor.hits()), (9000, (1, 0)));
    let mut list = users(&client, at(None));
    let (mut given, mut pages) = (0, 0);
    while let Some(page) = list.next_page().await.unwrap() {
        given += page.len();
        pages += 1;
        let Some(token) = list.page_token() else { break };
        assert_eq!(told(users(&client, at(Some(token)))).await, whole[given..]);
    }
    assert_eq!((given, pages, list.summary().is_inconsistent()), (9000, 5, false));
    let last = UnifiedListResourceUsers { super_admins: Some(true), ..Default::default() };
    assert_eq!(told(users(&client, last)).await, Vec::<String>::new());
}

/// A folder of the size of the company, which no page can be cut in.
#[tokio::test]
async fn a_folder_of_everybody_is_listed() {
    let vendor = of_folders(folders(2, 12_000)).await;
    let whole = users(&vendor.provisioning(), Default::default()).collect().await.unwrap();
    assert_eq!(whole.len(), 24_000);
    let groups =
        vendor.provisioning().iam().list_resource_groups(&Default::default()).collect().await.unwrap();
    assert_eq!(groups.iter().map(|group| group.users().unwrap().len()).collect::<Vec<_>>(), [12_000, 12_000]);
}

#[tokio::test]
async fn a_position_whose_folder_is_gone_is_an_error_and_no_end() {
    let vendor = of_folders(folders(30, 300)).await;
    let mut list = users(&vendor.both(), Default::default());
    list.next_page().await.unwrap();
    let page_token = list.page_token();
    let fewer = of_folders(folders(3, 300)).await;
    let error = users(&fewer.both(), UnifiedListResourceUsers { page_token, ..Default::default() })
        .collect()
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Paging, Some("iam.list_resource_users")),
        "{error}"
    );
}

/// Two folders of one id, which no JSON text should have: what is read ends.
#[tokio::test]
async fn folders_of_one_id_do_not_repeat_for_ever() {
    let one = folders(1, 2000)["5000"].to_string();
    let body = format!("{{\"5000\":{one},\"5001\":{one},\"5000\":{one},\"5002\":{one}}}");
    let vendor = Vendor::start(People::default(), move |_| Some(crate::common::stub::ok(body.clone()))).await;
    let client = vendor.provisioning();
    let mut list = users(&client, Default::default());
    let mut pages = 0;
    while let Ok(Some(_)) = list.next_page().await {
        pages += 1;
        assert!(pages < 10, "it goes round");
    }
}

#[tokio::test]
async fn an_account_without_folders_has_no_entries() {
    for empty in [json!([]), json!({})] {
        let vendor = of_folders(empty).await;
        assert_eq!(told(users(&vendor.both(), Default::default())).await, Vec::<String>::new());
        assert_eq!(
            vendor.both().iam().list_resource_groups(&Default::default()).collect().await.unwrap(),
            []
        );
    }
}
