//! Every method of the Provisioning API once, end to end: what goes out, what comes back, and what the next read shows.

mod common;

use std::collections::{BTreeMap, BTreeSet};

use common::{Bench, bench, bench_of};
use lastpass_admin::{
    BatchAddUser, Client, CompanyUser, CompanyUserAccountStatus, DeleteAction, DetailedSharedFolderQuery, ErrorKind,
    EventCursor, EventQuery, ExpiredMasterPasswordQuery, FolderRole, GroupChange, ListUsers, ProvisioningUser, PushSite,
    PushUsernameType, RowState, UpdateUser, UserDataQuery,
};
use lastpass_sandbox::{NewUser, Stage, TenantOptions};
use serde_json::{Value, json};

const ADA: &str = "ada@example.com";
const BOB: &str = "bob@example.com";
const EVE: &str = "eve@example.com";

/// Asserts the whole body of the last request for a command.
fn assert_sent(bench: &Bench, command: &str, data: &Value) {
    let request = bench.last(command);
    let envelope = json!({
        "cid": bench.tenant.cid(), "provhash": bench.tenant.provhash(), "cmd": command, "apiuser": "lastpass-admin",
        "data": data,
    });
    assert_eq!(request.body, Some(envelope), "{command}");
    assert_eq!((request.method.as_str(), request.path.as_str()), ("POST", "/enterpriseapi.php"));
    assert_eq!(request.header("content-type"), Some("application/json"), "{command}");
    assert!(request.query.is_empty() && request.header("authorization").is_none(), "{command}");
}

/// The user as the Provisioning API shows it.
async fn by_command(client: &Client, username: &str) -> Option<ProvisioningUser> {
    match client.provisioning().users().get(username).await {
        Ok(user) => Some(user),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => panic!("{error}"),
    }
}

/// The user as the Business API shows it.
async fn by_rest(client: &Client, email: &str) -> Option<CompanyUser> {
    let query = ListUsers { email: Some(email.to_owned()), ..ListUsers::default() };
    client.users().list(&query).collect().await.unwrap().pop()
}

async fn account_status(client: &Client, email: &str) -> Option<CompanyUserAccountStatus> {
    by_rest(client, email).await?.account_status()
}

#[tokio::test]
async fn users_list() {
    let bench = bench().await;
    let client = bench.client();
    let users = client.provisioning().users().list(&UserDataQuery::default()).collect().await.unwrap();
    assert_sent(&bench, "getuserdata", &json!({"pagesize": 2000, "pageindex": 0}));
    let emails: Vec<&str> = users.iter().filter_map(ProvisioningUser::username).collect();
    let by_rest = client.users().list(&ListUsers::default()).collect().await.unwrap();
    assert_eq!(emails, by_rest.iter().filter_map(CompanyUser::email).collect::<Vec<_>>());
    assert_eq!(users.len(), 50);

    let filters = [
        (UserDataQuery { disabled: Some(true), ..UserDataQuery::default() }, json!({"disabled": 1})),
        (UserDataQuery { admin: Some(true), ..UserDataQuery::default() }, json!({"admin": 1})),
        (UserDataQuery { username: Some(EVE.into()), ..UserDataQuery::default() }, json!({"username": EVE})),
    ];
    for (query, mut data) in filters {
        let users = client.provisioning().users().list(&query).collect().await.unwrap();
        data["pagesize"] = json!(2000);
        data["pageindex"] = json!(0);
        assert_sent(&bench, "getuserdata", &data);
        assert!(!users.is_empty() && users.len() < 50, "{query:?}");
        assert!(users.iter().all(|user| query.disabled.is_none_or(|disabled| user.disabled() == Some(disabled))));
        assert!(users.iter().all(|user| query.admin.is_none_or(|admin| user.admin() == Some(admin))));
    }
}

#[tokio::test]
async fn users_list_invited() {
    let bench = bench().await;
    bench.tenant.set_invited(vec!["zoe@example.com".into(), "carol@example.com".into()]);
    let invited = bench.client().provisioning().users().list_invited().await.unwrap();
    assert_eq!(invited, ["carol@example.com", "zoe@example.com"]);
    assert_sent(&bench, "getuserdata", &json!({"pagesize": 2000, "pageindex": 0}));
}

#[tokio::test]
async fn users_get() {
    let bench = bench().await;
    let ada = bench.client().provisioning().users().get("Ada@Example.com").await.unwrap();
    assert_sent(&bench, "getuserdata", &json!({"username": "Ada@Example.com"}));
    assert_eq!((ada.id(), ada.username(), ada.full_name()), (Some("700101"), Some(ADA), Some("Ada Example")));
    assert_eq!((ada.admin(), ada.disabled(), ada.password_reset_required()), (Some(true), Some(false), Some(false)));
    assert_eq!((ada.multifactor(), ada.linked()), (Some("googleauth"), Some("ada.private@example.org")));
    assert_eq!((ada.master_password_strength(), ada.total_score()), (Some(100.0), Some(71.4)));
    assert_eq!((ada.legacy_total_score(), ada.has_sharing_keys(), ada.duo_username()), (None, Some(true), None));
    let counters = [ada.sites(), ada.notes(), ada.form_fills(), ada.applications(), ada.attachments()];
    assert_eq!(counters, [41, 7, 3, 0, 5].map(Some));
    assert_eq!(ada.created().unwrap().text(), "2021-03-02 09:14:51");
    assert_eq!(ada.last_password_change().unwrap().text(), "2022-01-10 17:02:33");
    assert_eq!(ada.groups().collect::<Vec<_>>(), ["Eng", "Oncall"]);
    assert_eq!(ada.attribs().collect::<Vec<_>>(), [("Department", "R&D")]);
}

#[tokio::test]
async fn users_add() {
    let bench = bench().await;
    let client = bench.client();
    let whole = BatchAddUser {
        full_name: Some("Zoë \"Z\" Example".into()),
        groups: vec!["Eng".into(), "Brand new".into()],
        duo_username: Some("zoe-duo".into()),
        securid_username: Some("zoe-securid".into()),
        password: Some("T3mp-pass\"\\ü".into()),
        password_reset_required: Some(false),
        attribs: BTreeMap::from([("Department".into(), "R&D".into()), ("EmployeeNumber".into(), "17".into())]),
        ..BatchAddUser::new("zoe@example.com")
    };
    let renamed = BatchAddUser { full_name: Some("Eve Changed".into()), ..BatchAddUser::new(EVE) };
    let outcome = client.provisioning().users().add(&[whole, renamed, BatchAddUser::new("max@example.com")]).await.unwrap();
    assert_sent(
        &bench,
        "batchadd",
        &json!([
            {
                "username": "zoe@example.com", "fullname": "Zoë \"Z\" Example", "groups": ["Eng", "Brand new"],
                "duousername": "zoe-duo", "securidusername": "zoe-securid", "password": "T3mp-pass\"\\ü",
                "password_reset_required": false, "attribs": {"Department": "R&D", "EmployeeNumber": "17"},
            },
            {"username": EVE, "fullname": "Eve Changed"},
            {"username": "max@example.com"},
        ]),
    );
    assert_eq!(outcome.applied(), ["zoe@example.com", EVE, "max@example.com"]);
    assert!(outcome.messages.is_empty());
    let zoe = by_command(&client, "zoe@example.com").await.unwrap();
    assert_eq!((zoe.full_name(), zoe.duo_username()), (Some("Zoë \"Z\" Example"), Some("zoe-duo")));
    assert_eq!(zoe.groups().collect::<Vec<_>>(), ["Eng", "Brand new"]);
    assert_eq!(zoe.attribs().collect::<BTreeMap<_, _>>()["EmployeeNumber"], "17");
    assert_eq!(account_status(&client, "zoe@example.com").await, Some(CompanyUserAccountStatus::PendingInvitation));
    assert_eq!(by_rest(&client, EVE).await.unwrap().name(), Some("Eve Changed"));
    assert_eq!(client.provisioning().groups().get("Brand new").await.unwrap().members, ["zoe@example.com"]);
}

#[tokio::test]
async fn users_update() {
    let bench = bench().await;
    let client = bench.client();
    let update = UpdateUser {
        full_name: Some("Ada Lovelace".into()),
        duo_username: Some("ada-duo".into()),
        securid_username: Some("ada-securid".into()),
        ..UpdateUser::new(ADA)
    };
    client.provisioning().users().update(&update).await.unwrap();
    let data = json!({"username": ADA, "fullname": "Ada Lovelace", "duousername": "ada-duo", "securidusername": "ada-securid"});
    assert_sent(&bench, "updateuser", &data);
    assert_eq!(by_rest(&client, ADA).await.unwrap().name(), Some("Ada Lovelace"));
    assert_eq!(by_command(&client, ADA).await.unwrap().duo_username(), Some("ada-duo"));
    assert_eq!(bench.tenant.user(ADA).unwrap().details().securid_username.as_deref(), Some("ada-securid"));
    let error = client.provisioning().users().update(&UpdateUser::new("ghost@example.com")).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Rejected, Some("provisioning.users.update")));
    assert!(error.to_string().contains("No such user: ghost@example.com"), "{error}");
    assert_sent(&bench, "updateuser", &json!({"username": "ghost@example.com"}));
}

#[tokio::test]
async fn users_deactivate() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().deactivate(ADA).await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": ADA, "deleteaction": 0}));
    assert_eq!(by_command(&client, ADA).await.unwrap().disabled(), Some(true), "the user is still listed");
    assert_eq!(account_status(&client, ADA).await, Some(CompanyUserAccountStatus::Disabled));
}

#[tokio::test]
async fn users_remove_from_company() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().remove_from_company(ADA).await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": ADA, "deleteaction": 1}));
    assert!(by_command(&client, ADA).await.is_none() && by_rest(&client, ADA).await.is_none());
    let error = client.provisioning().users().remove_from_company(ADA).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected, "{error}");
}

#[tokio::test]
async fn users_delete_permanently() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().delete_permanently(BOB, BOB).await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": BOB, "deleteaction": 2}));
    assert!(by_command(&client, BOB).await.is_none() && by_rest(&client, BOB).await.is_none());
}

#[tokio::test]
async fn users_uninvite() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().uninvite("carol@example.com").await.unwrap();
    assert_sent(&bench, "deluser", &json!({"username": "carol@example.com", "deleteaction": 3}));
    assert!(!client.provisioning().users().list_invited().await.unwrap().contains(&"carol@example.com".to_owned()));
    let error = client.provisioning().users().uninvite(ADA).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected, "ada is enrolled: {error}");
    assert!(by_command(&client, ADA).await.is_some());
}

#[tokio::test]
async fn users_delete_many() {
    let bench = bench().await;
    let client = bench.client();
    let users = [BOB, "ghost@example.com", EVE];
    let error = client.provisioning().users().delete_many(&users, DeleteAction::DeletePermanently, 3).await.unwrap_err();
    assert_sent(&bench, "deluser", &json!({"username": EVE, "deleteaction": 2}));
    assert_eq!(bench.tenant.hits("deluser"), 3, "one request a user");
    assert_eq!(error.kind(), ErrorKind::Partial);
    let states: Vec<RowState> = error.outcome().unwrap().rows.iter().map(|row| row.state).collect();
    assert_eq!(states, [RowState::Applied, RowState::Rejected, RowState::Applied]);
    for user in [BOB, EVE] {
        assert!(by_command(&client, user).await.is_none() && by_rest(&client, user).await.is_none(), "{user}");
    }
}

#[tokio::test]
async fn users_disable_and_enable() {
    let bench = bench().await;
    let client = bench.client();
    let outcome = client.provisioning().users().disable(&[ADA, EVE]).await.unwrap();
    assert_sent(&bench, "disableuser", &json!([ADA, EVE]));
    assert_eq!((outcome.applied(), outcome.unchanged()), (vec![ADA], vec![EVE]));
    assert_eq!(by_command(&client, ADA).await.unwrap().disabled(), Some(true));
    assert_eq!(account_status(&client, ADA).await, Some(CompanyUserAccountStatus::Disabled));

    let outcome = client.provisioning().users().enable(&[ADA, EVE, BOB]).await.unwrap();
    assert_sent(&bench, "enableuser", &json!([ADA, EVE, BOB]));
    assert_eq!((outcome.applied(), outcome.unchanged()), (vec![ADA, EVE], vec![BOB]));
    assert_eq!(by_command(&client, EVE).await.unwrap().disabled(), Some(false));
    assert_eq!(account_status(&client, EVE).await, Some(CompanyUserAccountStatus::Enrolled));
}

#[tokio::test]
async fn users_reinvite() {
    let bench = bench().await;
    let client = bench.client();
    let expired = NewUser { email: "late@example.com".into(), name: None, stage: Stage::ExpiredInvitation };
    bench.tenant.add_user(expired).unwrap();
    client.provisioning().users().reinvite("late@example.com").await.unwrap();
    assert_sent(&bench, "reinviteuser", &json!({"username": "late@example.com"}));
    let status = account_status(&client, "late@example.com").await;
    assert_eq!(status, Some(CompanyUserAccountStatus::PendingInvitation));
}

#[tokio::test]
async fn users_send_password_reset() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().send_password_reset(ADA).await.unwrap();
    assert_sent(&bench, "resetpassword", &json!({"username": ADA}));
    let events = client.provisioning().events().list(&EventQuery::default()).collect().await.unwrap();
    assert!(events.iter().any(|event| event.is_action("password reset") && event.data() == Some(ADA)));
    let error = client.provisioning().users().send_password_reset("ghost@example.com").await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Rejected);
    assert_eq!(error.field_errors()[0].detail.as_deref(), Some("user not found: ghost@example.com"));
}

#[tokio::test]
async fn users_require_password_change() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().require_password_change(ADA).await.unwrap();
    assert_sent(&bench, "requiremasterpasswordchange", &json!({"username": ADA}));
    assert_eq!(by_command(&client, ADA).await.unwrap().password_reset_required(), Some(true));
}

#[tokio::test]
async fn users_disable_mfa() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().disable_mfa(ADA).await.unwrap();
    assert_sent(&bench, "disablemultifactor", &json!({"username": ADA}));
    assert_eq!(by_command(&client, ADA).await.unwrap().multifactor(), None);
}

#[tokio::test]
async fn users_change_email() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().change_email(ADA, "ada.new@example.com").await.unwrap();
    assert_sent(&bench, "updateemail", &json!({"oldemail": ADA, "newemail": "ada.new@example.com"}));
    assert!(by_rest(&client, ADA).await.is_some(), "the change is only started");
    assert!(bench.tenant.confirm_email_change(ADA));
    assert!(by_rest(&client, "ada.new@example.com").await.is_some());
    assert_eq!(by_command(&client, "ada.new@example.com").await.unwrap().id(), Some("700101"));
    let error = client.provisioning().users().change_email(BOB, "bob.new@example.com").await.unwrap_err();
    assert!(error.to_string().contains("not activated"), "{error}");
}

#[tokio::test]
async fn groups_list_and_get() {
    let bench = bench().await;
    let client = bench.client();
    let groups = client.provisioning().groups().list().await.unwrap();
    assert_sent(&bench, "getuserdata", &json!({"pagesize": 2000, "pageindex": 0}));
    let expected: BTreeSet<String> =
        bench.tenant.groups().into_iter().filter(|(_, members)| !members.is_empty()).map(|(name, _)| name).collect();
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
        GroupChange { add: vec!["Night shift".into()], remove: vec!["Eng".into(), "Oncall".into()], ..GroupChange::new(ADA) },
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
    assert_eq!((folder.id(), folder.name(), folder.score(), folder.is_deleted()), (Some("5002"), Some("Shared-Finance"), None, false));
    let rows: Vec<_> = folder.users().map(|row| (row.username().unwrap().to_owned(), row.role())).collect();
    assert_eq!(rows, [(ADA.to_owned(), FolderRole::Admin), (BOB.to_owned(), FolderRole::Viewer)]);
    assert!(folder.users().all(|row| row.sites().len() == 0), "sites come with the detailed list only");
}

#[tokio::test]
async fn shared_folders_list_detailed() {
    let bench = bench().await;
    let query = DetailedSharedFolderQuery { page_size: Some(4), ..DetailedSharedFolderQuery::default() };
    let folders = bench.client().provisioning().shared_folders().list_detailed(&query).collect().await.unwrap();
    assert_sent(&bench, "getdetailedsfdata", &json!({"data": "all", "pagesize": 4, "pageindex": 1}));
    assert_eq!(folders.iter().filter_map(|folder| folder.id()).collect::<Vec<_>>(), ["5001", "5002", "5003", "5004", "5005", "5006"]);
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

#[tokio::test]
async fn events_list_and_since() {
    let bench = bench_of(TenantOptions { events: 60, ..TenantOptions::default() }).await;
    let client = bench.client();
    let query = EventQuery {
        from: Some("2020-01-01 00:00:00".parse().unwrap()),
        to: Some("2040-12-31 23:59:59".parse().unwrap()),
        search: Some("shared".into()),
        user: Some("allusers".into()),
        admin_only: Some(true),
        ..EventQuery::default()
    };
    let events = client.provisioning().events().list(&query).collect().await.unwrap();
    let data = json!({
        "from": "2020-01-01 00:00:00", "to": "2040-12-31 23:59:59", "search": "shared", "user": "allusers", "admin": "1",
    });
    assert_sent(&bench, "reporting", &data);
    assert!(!events.is_empty());
    for event in &events {
        let whole = format!("{:?}{:?}", event.action(), event.data()).to_lowercase();
        assert!(whole.contains("shared"), "{event:?}");
        assert!(event.time().unwrap().instant().is_some());
        assert_eq!(event.username(), Some(ADA));
    }
    let cursor = EventCursor::starting_at("2020-01-01T01:00:00".parse().unwrap());
    let batch = client.provisioning().events().since(&cursor, &EventQuery { to: None, ..query }).await.unwrap();
    let data = json!({"from": "2020-01-01 00:00:00", "search": "shared", "user": "allusers", "admin": "1"});
    assert_sent(&bench, "reporting", &data);
    assert_eq!(batch.events.len(), events.len());
    assert_eq!(Some(batch.cursor.latest()), events[0].time().unwrap().civil());
    let denied = EventQuery { user: Some("api".into()), ..EventQuery::default() };
    let error = client.provisioning().events().list(&denied).collect().await.unwrap_err();
    assert!(error.to_string().contains("Please select a valid user."), "{error}");
}

#[tokio::test]
async fn reports_list_expired_master_passwords() {
    let bench = bench_of(TenantOptions { users: 200, ..TenantOptions::default() }).await;
    let query = ExpiredMasterPasswordQuery { page_size: Some(20), ..ExpiredMasterPasswordQuery::default() };
    let client = bench.client();
    let expired = client.provisioning().reports().list_expired_master_passwords(&query).collect().await.unwrap();
    let expected: Vec<_> = bench
        .tenant
        .users()
        .into_iter()
        .filter(|user| user.has_enrolled() && !user.disabled && user.details().password_expired)
        .map(|user| (Some(user.key), user.email.into_string()))
        .collect();
    assert!(expected.len() > 20);
    let read: Vec<_> = expired.iter().map(|user| (user.user_id(), user.username().unwrap().to_owned())).collect();
    assert_eq!(read, expected);
    assert_eq!(expired[0].last_password_change().unwrap().text(), "2022-01-10 17:02:33");
    let requests = bench.tenant.requests();
    assert_eq!(requests[0].body.as_ref().unwrap()["data"], json!({"limit": 20}));
    let second = &requests[1].body.as_ref().unwrap()["data"];
    assert_eq!(second, &json!({"limit": 20, "continuation_token": expected[19].0.unwrap().to_string()}));
}
