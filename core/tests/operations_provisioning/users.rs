//! `provisioning.users`: reading and changing.

use std::collections::BTreeMap;

use lastpass_admin::{
    BatchAddUser, CompanyUser, CompanyUserAccountStatus, ErrorKind, EventQuery, ListUsers, ProvisioningUser,
    UpdateUser, UserDataQuery,
};
use lastpass_sandbox::{NewUser, Stage};
use serde_json::json;

use crate::common::bench;
use crate::{ADA, BOB, EVE, account_status, assert_sent, by_command, by_rest};

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
        assert!(
            users.iter().all(|user| query.disabled.is_none_or(|disabled| user.disabled() == Some(disabled)))
        );
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
    assert_eq!(
        (ada.admin(), ada.disabled(), ada.password_reset_required()),
        (Some(true), Some(false), Some(false))
    );
    assert_eq!((ada.multifactor(), ada.linked()), (Some("googleauth"), Some("ada.private@example.org")));
    assert_eq!((ada.master_password_strength(), ada.total_score()), (Some(100.0), Some(71.4)));
    assert_eq!(
        (ada.legacy_total_score(), ada.has_sharing_keys(), ada.duo_username()),
        (None, Some(true), None)
    );
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
        attribs: BTreeMap::from([
            ("Department".into(), "R&D".into()),
            ("EmployeeNumber".into(), "17".into()),
        ]),
        ..BatchAddUser::new("zoe@example.com")
    };
    let renamed = BatchAddUser { full_name: Some("Eve Changed".into()), ..BatchAddUser::new(EVE) };
    let outcome = client
        .provisioning()
        .users()
        .add(&[whole, renamed, BatchAddUser::new("max@example.com")])
        .await
        .unwrap();
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
    assert_eq!(
        account_status(&client, "zoe@example.com").await,
        Some(CompanyUserAccountStatus::PendingInvitation)
    );
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
    let error =
        client.provisioning().users().update(&UpdateUser::new("ghost@example.com")).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Rejected, Some("provisioning.users.update")));
    assert!(error.to_string().contains("No such user: ghost@example.com"), "{error}");
    assert_sent(&bench, "updateuser", &json!({"username": "ghost@example.com"}));
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
