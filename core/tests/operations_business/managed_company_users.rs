//! The users of a managed company.

use lastpass_admin::{
    CompanyUserAccountStatus, CreateUserRequest, ErrorKind, ListManagedCompanyUsers, UpdateUserRequest,
    UserAccountCreationAction,
};
use lastpass_sandbox::{NewUser, Stage};
use serde_json::json;

use crate::assert_seen;
use crate::common::{Bench, bench};

const COMPANY: i64 = 5502;

/// A user of the company who is staged, by id.
fn staged(bench: &Bench) -> i64 {
    let user = NewUser {
        email: "grace@child.example".to_owned(),
        name: Some("Grace Example".to_owned()),
        stage: Stage::Staged,
    };
    bench.tenant.add_company_user(COMPANY, user).unwrap().id
}

#[tokio::test]
async fn list_managed_company_users() {
    let bench = bench().await;
    let id = staged(&bench);
    let query = ListManagedCompanyUsers {
        sort: Some("id:asc".to_owned()),
        name: Some("Grace%".to_owned()),
        account_status: Some(CompanyUserAccountStatus::Staged),
        email: Some("grace@%".to_owned()),
        page_size: Some(5),
        page_token: None,
    };
    let users = bench.client().managed_company_users().list(COMPANY, &query).collect().await.unwrap();
    let parameters = [
        ("sort", "id:asc"),
        ("name", "Grace%"),
        ("account-status", "staged"),
        ("email", "grace@%"),
        ("max-results", "5"),
    ];
    let line = "GET /v1/managed-companies/5502/users";
    assert_seen(&bench, "listManagedCompanyUsers", line, &parameters, None);
    let found: Vec<_> = users.iter().map(|user| (user.id(), user.email())).collect();
    assert_eq!(found, [(Some(id), Some("grace@child.example"))]);
}

#[tokio::test]
async fn create_managed_company_user() {
    let bench = bench().await;
    let client = bench.client();
    let request = CreateUserRequest::new("new@child.example", UserAccountCreationAction::Invite);
    let user = client.managed_company_users().create(COMPANY, &request).await.unwrap().unwrap();
    let body = json!({"email": "new@child.example", "creationAccountAction": "invite"});
    let line = "POST /v1/managed-companies/5502/users";
    assert_seen(&bench, "createManagedCompanyUser", line, &[], Some(body));
    assert_eq!(user.account_status(), Some(CompanyUserAccountStatus::PendingInvitation));
    let id = user.id().unwrap();
    assert_eq!(client.managed_company_users().get(COMPANY, id).await.unwrap(), user);
    assert_eq!(
        client.users().get(id).await.unwrap_err().kind(),
        ErrorKind::NotFound,
        "not in one's own company"
    );
}

#[tokio::test]
async fn get_managed_company_user() {
    let bench = bench().await;
    let client = bench.client();
    let id = staged(&bench);
    let user = client.managed_company_users().get(COMPANY, id).await.unwrap();
    let line = format!("GET /v1/managed-companies/5502/users/{id}");
    assert_seen(&bench, "getManagedCompanyUser", &line, &[], None);
    assert_eq!((user.id(), user.name()), (Some(id), Some("Grace Example")));
    let error = client.managed_company_users().get(5501, id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "the user of another company: {error}");
}

#[tokio::test]
async fn partially_update_managed_company_user() {
    let bench = bench().await;
    let client = bench.client();
    let id = staged(&bench);
    let request = UpdateUserRequest { name: Some("Grace Hopper".to_owned()), ..UpdateUserRequest::default() };
    let user = client.managed_company_users().update(COMPANY, id, &request).await.unwrap().unwrap();
    let line = format!("PATCH /v1/managed-companies/5502/users/{id}");
    let body = json!({"name": "Grace Hopper"});
    assert_seen(&bench, "partiallyUpdateManagedCompanyUser", &line, &[], Some(body));
    assert_eq!((user.name(), user.email()), (Some("Grace Hopper"), Some("grace@child.example")));
    assert_eq!(client.managed_company_users().get(COMPANY, id).await.unwrap(), user);
}

#[tokio::test]
async fn delete_managed_company_user() {
    let bench = bench().await;
    let client = bench.client();
    let id = staged(&bench);
    client.managed_company_users().delete(COMPANY, id).await.unwrap();
    let line = format!("DELETE /v1/managed-companies/5502/users/{id}");
    assert_seen(&bench, "deleteManagedCompanyUser", &line, &[], None);
    let error = client.managed_company_users().get(COMPANY, id).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
}

#[tokio::test]
async fn invite_managed_company_user() {
    let bench = bench().await;
    let client = bench.client();
    let id = staged(&bench);
    assert_eq!(client.managed_company_users().invite(COMPANY, id).await.unwrap(), None);
    let line = format!("POST /v1/managed-companies/5502/users/{id}/invite");
    assert_seen(&bench, "inviteManagedCompanyUser", &line, &[], None);
    let user = client.managed_company_users().get(COMPANY, id).await.unwrap();
    assert_eq!(user.account_status(), Some(CompanyUserAccountStatus::PendingInvitation));
}
