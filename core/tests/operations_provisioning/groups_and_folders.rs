//! `provisioning.groups`, `.shared_folders` and `.sites`.

use std::collections::BTreeSet;

use lastpass_admin::{
    DetailedSharedFolderQuery, ErrorKind, FolderRole, GroupChange, PushSite, PushUsernameType,
};
use serde_json::json;

use crate::common::bench;
use crate::{ADA, BOB, assert_sent, by_command};

#[tokio::test]
async fn groups_list_and_get() {
    let bench = bench().await;
    let client = bench.client();
    let groups = client.provisioning().groups().list().await.unwrap();
    assert_sent(&bench, "getuserdata", &json!({"pagesize": 2000, "pageindex": 0}));
    let expected: BTreeSet<String> = bench
        .tenant
        .groups()
        .into_iter()
        .filter(|(_, members)| !members.is_empty())
        .map(|(name, _)| name)
        .collect();
    assert_eq!(groups.iter().map(|group| group.name.clone()).collect::<BTreeSet<_>>(), expected);
    let eng = client.provisioning().groups().get("Eng").await.unwrap();
    assert!(eng.members.contains(&ADA.to_owned()) && eng.members.is_sorted());
    assert_eq!(Some(&eng), groups.iter().find(|group| group.name == "Eng"));
    assert_eq!(client.provisioning().groups().get("eng").await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn groups_change_members() {
    let bench = bench().await;
    let client = bench.client();
    let changes = [
        GroupChange {
            add: vec!["Night shift".into()],
            remove: vec!["Eng".into(), "Oncall".into()],
            ..GroupChange::new(ADA)
        },
        GroupChange { add: vec!["Night shift".into(), "Sales".into()], ..GroupChange::new(BOB) },
    ];
    let outcome = client.provisioning().groups().change_members(&changes).await.unwrap();
    let data = json!([
        {"username": ADA, "add": ["Night shift"], "del": ["Eng", "Oncall"]},
        {"username": BOB, "add": ["Night shift", "Sales"]},
    ]);
    assert_sent(&bench, "batchchangegrp", &data);
    assert_eq!(outcome.applied(), [ADA, BOB]);
    assert_eq!(client.provisioning().groups().get("Night shift").await.unwrap().members, [ADA, BOB]);
    assert_eq!(by_command(&client, ADA).await.unwrap().groups().collect::<Vec<_>>(), ["Night shift"]);
}

#[tokio::test]
async fn shared_folders_list_and_get() {
    let bench = bench().await;
    let client = bench.client();
    let folders = client.provisioning().shared_folders().list().collect().await.unwrap();
    assert_sent(&bench, "getsfdata", &json!("all"));
    let names: Vec<_> = folders.iter().filter_map(|folder| folder.name()).collect();
    assert_eq!(names.len(), 6);
    assert_eq!(names[..2], ["Shared-Infra", "Shared-Finance"]);
    let folder = client.provisioning().shared_folders().get("5002").await.unwrap();
    assert_sent(&bench, "getsfdata", &json!("all"));
    assert_eq!(
        (folder.id(), folder.name(), folder.score(), folder.is_deleted()),
        (Some("5002"), Some("Shared-Finance"), None, false)
    );
    let rows: Vec<_> = folder.users().map(|row| (row.username().unwrap().to_owned(), row.role())).collect();
    assert_eq!(rows, [(ADA.to_owned(), FolderRole::Admin), (BOB.to_owned(), FolderRole::Viewer)]);
    assert!(folder.users().all(|row| row.sites().len() == 0), "sites come with the detailed list only");
}

#[tokio::test]
async fn shared_folders_list_detailed() {
    let bench = bench().await;
    let query = DetailedSharedFolderQuery { page_size: Some(4), ..DetailedSharedFolderQuery::default() };
    let folders =
        bench.client().provisioning().shared_folders().list_detailed(&query).collect().await.unwrap();
    assert_sent(&bench, "getdetailedsfdata", &json!({"data": "all", "pagesize": 4, "pageindex": 1}));
    assert_eq!(
        folders.iter().filter_map(|folder| folder.id()).collect::<Vec<_>>(),
        ["5001", "5002", "5003", "5004", "5005", "5006"]
    );
    let sites: Vec<String> = folders[1].users().next().unwrap().sites().map(str::to_owned).collect();
    assert_eq!(sites, ["bank.example", "crm.example"]);
}

#[tokio::test]
async fn sites_push() {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    let site = PushSite {
        persistent: Some(true),
        group: Some("Work".into()),
        username_type: Some(PushUsernameType::Custom),
        username: Some("svc-portal".into()),
        password: Some("S1te-\"pass\"".into()),
        notes: Some("line one\nline two".into()),
        favorite: Some(true),
        decrypt_id: Some("0".into()),
        ..PushSite::new("Eng", "https://portal.example", "Portal")
    };
    let reply = bench.client().provisioning().sites().push(&site).await.unwrap();
    let data = json!({
        "users": "Eng", "persistent": "1", "url": "https://portal.example", "name": "Portal", "group": "Work",
        "usernametype": "custom", "username": "svc-portal", "password": "S1te-\"pass\"", "notes": "line one\nline two",
        "fav": "on", "decryptid": "0",
    });
    assert_sent(&bench, "pushsitestousers", &data);
    assert_eq!(reply.push_id(), Some("8102"));
    assert_eq!(bench.tenant.pushed_sites(), [(8102, data)]);
}
