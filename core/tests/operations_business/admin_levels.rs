//! Admin levels of one's own company.

use lastpass_admin::{
    AddAdminLevelUserRequest, AdminLevelPermissions, ErrorKind, ListAdminLevelUsers, ListAdminLevels,
    ManagedCompaniesAdminLevelPermissions,
};
use serde_json::json;

use crate::assert_seen;
use crate::common::bench;

#[tokio::test]
async fn list_admin_levels() {
    let bench = bench().await;
    let query = ListAdminLevels {
        sort: Some("name:desc".to_owned()),
        name: Some("%admin".to_owned()),
        page_size: Some(2),
        page_token: None,
    };
    let levels = bench.client().admin_levels().list(&query).collect().await.unwrap();
    let last = bench.last("listAdminLevels");
    let parameters = [
        ("sort", "name:desc"),
        ("name", "%admin"),
        ("max-results", "2"),
        ("page-token", last.query("page-token").unwrap()),
    ];
    assert_seen(&bench, "listAdminLevels", "GET /v1/admin-levels", &parameters, None);
    let names: Vec<_> = levels.iter().map(|level| level.name().unwrap()).collect();
    assert_eq!(names, ["Super admin", "Managed companies admin", "Admin"]);
}

#[tokio::test]
async fn get_admin_level() {
    let bench = bench().await;
    let client = bench.client();
    let level = client.admin_levels().get(300).await.unwrap();
    assert_seen(&bench, "getAdminLevel", "GET /v1/admin-levels/300", &[], None);
    assert_eq!((level.id(), level.name(), level.description()), (Some(300), Some("Helpdesk"), None));
    assert_eq!(level.permissions().collect::<Vec<_>>(), [AdminLevelPermissions::ViewAdoptionDashboard]);
    let managed: Vec<_> = level.managed_companies_permissions().collect();
    assert_eq!(managed, [ManagedCompaniesAdminLevelPermissions::ViewUsers]);
    assert_eq!(level.managed_companies_admin_level(), None);
    assert_eq!(client.admin_levels().get(1).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn list_admin_level_users() {
    let bench = bench().await;
    let users = bench
        .client()
        .admin_levels()
        .list_users(100, &ListAdminLevelUsers::default())
        .collect()
        .await
        .unwrap();
    let line = "GET /v1/admin-levels/100/users";
    assert_seen(&bench, "listAdminLevelUsers", line, &[("max-results", "500")], None);
    let found: Vec<_> = users.iter().map(|user| (user.id(), user.name(), user.email())).collect();
    assert_eq!(found, [(Some(80_001), Some("Ada Example"), Some("ada@example.com"))]);
}

#[tokio::test]
async fn add_user_to_admin_level() {
    let bench = bench().await;
    let client = bench.client();
    let assignment =
        client.admin_levels().add_user(300, &AddAdminLevelUserRequest::new(80_001)).await.unwrap();
    let line = "POST /v1/admin-levels/300/users";
    assert_seen(&bench, "addUserToAdminLevel", line, &[], Some(json!({"userId": 80_001})));
    assert_eq!((assignment.id(), assignment.admin_level_id()), (Some(80_001), Some(300)));
    assert_eq!(assignment.email(), Some("ada@example.com"));
    let holders = client.admin_levels().list_users(100, &Default::default()).collect().await.unwrap();
    assert_eq!(holders, [], "moved from the level held before");
    let holders = client.admin_levels().list_users(300, &Default::default()).collect().await.unwrap();
    assert!(holders.iter().any(|user| user.id() == Some(80_001)));
    bench.tenant.quirks(|quirks| quirks.second_admin_level_status = Some(409));
    let error =
        client.admin_levels().add_user(500, &AddAdminLevelUserRequest::new(80_001)).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Conflict, Some("admin_levels.add_user")),
        "{error}"
    );
}

#[tokio::test]
async fn remove_user_from_admin_level() {
    let bench = bench().await;
    let client = bench.client();
    client.admin_levels().remove_user(100, 80_001).await.unwrap();
    let line = "DELETE /v1/admin-levels/100/users/80001";
    assert_seen(&bench, "removeUserFromAdminLevel", line, &[], None);
    assert_eq!(client.admin_levels().list_users(100, &Default::default()).collect().await.unwrap(), []);
    assert_eq!(client.users().get(80_001).await.unwrap().id(), Some(80_001), "the user stays in the company");
    let error = client.admin_levels().remove_user(100, 80_001).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
}
