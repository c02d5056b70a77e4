//! The users of one's own company.

use lastpass_admin::{
    CompanyUserAccountStatus, CreateUserRequest, ErrorKind, Item, ListUsers, UpdateUserRequest,
    UserAccountCreationAction,
};
use serde_json::json;

use crate::assert_seen;
use crate::common::bench;

#[tokio::test]
async fn list_users() {
    let bench = bench().await;
    let query = ListUsers {
        sort: Some("email:desc".to_owned()),
        name: Some("%example".to_owned()),
        account_status: Some(CompanyUserAccountStatus::Staged),
        email: Some("%@example.com".to_owned()),
        page_size: Some(20),
        page_token: None,
    };
    let users = bench.client().users().list(&query).collect().await.unwrap();
    let parameters = [
        ("sort", "email:desc"),
        ("name", "%example"),
        ("account-status", "staged"),
        ("email", "%@example.com"),
        ("max-results", "20"),
    ];
    assert_seen(&bench, "listUsers", "GET /v1/users", &parameters, None);
    let expected =
        json!([{"id": 80_002, "name": "Bob Example", "email": "bob@example.com", "accountStatus": "staged"}]);
    assert_eq!(serde_json::to_value(&users).unwrap(), expected);
}

#[tokio::test]
async fn create_user() {
    let bench = bench().await;
    let client = bench.client();
    let mut request = CreateUserRequest::new("grace@example.com", UserAccountCreationAction::Stage);
    request.name = Some("Grace Example".to_owned());
    request.extra.insert("department".to_owned(), json!("R&D"));
    let user = client.users().create(&request).await.unwrap();
    let body = json!({"email": "grace@example.com", "name": "Grace Example", "creationAccountAction": "stage",
        "department": "R&D"});
    assert_seen(&bench, "createUser", "POST /v1/users", &[], Some(body));
    assert_eq!((user.name(), user.email()), (Some("Grace Example"), Some("grace@example.com")));
    assert_eq!(user.account_status(), Some(CompanyUserAccountStatus::Staged));
    assert_eq!(user.response().status, 201);
    assert_eq!(client.users().get(user.id().unwrap()).await.unwrap(), user);
    let error = client.users().create(&request).await.unwrap_err();
    assert_eq!((error.kind(), error.status()), (ErrorKind::InvalidRequest, Some(422)), "{error}");
    assert_eq!(error.field_errors()[0].pointer.as_deref(), Some("/email"));
}

#[tokio::test]
async fn get_user() {
    let bench = bench().await;
    let client = bench.client();
    let user = client.users().get(80_001).await.unwrap();
    assert_seen(&bench, "getUser", "GET /v1/users/80001", &[], None);
    assert_eq!((user.id(), user.name()), (Some(80_001), Some("Ada Example")));
    assert_eq!(user.account_status(), Some(CompanyUserAccountStatus::Enrolled));
    let error = client.users().get(1).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::NotFound, Some("users.get")), "{error}");
}

#[tokio::test]
async fn partially_update_user() {
    let bench = bench().await;
    let client = bench.client();
    let request =
        UpdateUserRequest { account_status: Some(CompanyUserAccountStatus::Disabled), ..Default::default() };
    let user = client.users().update(80_001, &request).await.unwrap().unwrap();
    let body = json!({"accountStatus": "disabled"});
    assert_seen(&bench, "partiallyUpdateUser", "PATCH /v1/users/80001", &[], Some(body));
    assert_eq!(user.account_status(), Some(CompanyUserAccountStatus::Disabled));
    assert_eq!(user.name(), Some("Ada Example"), "what is left out stays as it was");
    assert_eq!(client.users().get(80_001).await.unwrap(), user);
    let there = client.provisioning().users().get("ada@example.com").await.unwrap();
    assert_eq!(there.disabled(), Some(true), "the other API shows it too");
}

#[tokio::test]
async fn delete_user() {
    let bench = bench().await;
    let client = bench.client();
    client.users().delete(80_002).await.unwrap();
    assert_seen(&bench, "deleteUser", "DELETE /v1/users/80002", &[], None);
    assert_eq!(client.users().get(80_002).await.unwrap_err().kind(), ErrorKind::NotFound);
    let query = ListUsers { email: Some("bob@example.com".to_owned()), ..ListUsers::default() };
    assert_eq!(client.users().list(&query).collect().await.unwrap(), []);
    let there = client.provisioning().users().get("bob@example.com").await.unwrap_err();
    assert_eq!(there.kind(), ErrorKind::NotFound, "{there}");
}

#[tokio::test]
async fn invite_user() {
    let bench = bench().await;
    let client = bench.client();
    assert_eq!(client.users().invite(80_002).await.unwrap(), None);
    assert_seen(&bench, "inviteUser", "POST /v1/users/80002/invite", &[], None);
    let bob = client.users().get(80_002).await.unwrap();
    assert_eq!(bob.account_status(), Some(CompanyUserAccountStatus::PendingInvitation));
    let error = client.users().invite(80_001).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::InvalidRequest, Some("users.invite")),
        "{error}"
    );
    bench.tenant.quirks(|quirks| {
        quirks.invite_status = 200;
        quirks.invite_answers_body = true;
    });
    let answer = client.users().invite(80_002).await.unwrap().unwrap();
    assert_eq!(answer["email"], "bob@example.com", "a body is handed out as it came");
}
