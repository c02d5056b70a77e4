//! Admin levels of a managed company.

use lastpass_admin::{AddAdminLevelUserRequest, ErrorKind, ListManagedCompanyAdminLevels};
use serde_json::json;

use crate::assert_seen;
use crate::common::bench;

const COMPANY: i64 = 5502;

#[tokio::test]
async fn list_managed_company_admin_levels() {
    let bench = bench().await;
    let query = ListManagedCompanyAdminLevels {
        sort: Some("name:asc".to_owned()),
        name: Some("%dmin%".to_owned()),
        page_size: Some(50),
        page_token: None,
    };
    let levels = bench.client().managed_company_admin_levels().list(COMPANY, &query).collect().await.unwrap();
    let parameters = [("sort", "name:asc"), ("name", "%dmin%"), ("max-results", "50")];
    let line = "GET /v1/managed-companies/5502/admin-levels";
    assert_seen(&bench, "listManagedCompanyAdminLevels", line, &parameters, None);
    let names: Vec<_> = levels.iter().map(|level| level.name().unwrap()).collect();
    assert_eq!(names, ["Admin", "Managed companies admin", "Super admin"]);
}

#[tokio::test]
async fn get_managed_company_admin_level() {
    let bench = bench().await;
    let client = bench.client();
    let level = client.managed_company_admin_levels().get(COMPANY, 500).await.unwrap();
    let line = "GET /v1/managed-companies/5502/admin-levels/500";
    assert_seen(&bench, "getManagedCompanyAdminLevel", line, &[], None);
    assert_eq!((level.name(), level.description()), (Some("Auditor"), Some("Reads the dashboards")));
    let error = client.managed_company_admin_levels().get(1, 500).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound, "{error}");
}

#[tokio::test]
async fn list_managed_company_admin_level_users() {
    let bench = bench().await;
    let levels = bench.client();
    let levels = levels.managed_company_admin_levels();
    let users = levels.list_users(COMPANY, 100, &Default::default()).collect().await.unwrap();
    let line = "GET /v1/managed-companies/5502/admin-levels/100/users";
    assert_seen(&bench, "listManagedCompanyAdminLevelUsers", line, &[("max-results", "500")], None);
    let emails: Vec<_> = users.iter().map(|user| user.email().unwrap()).collect();
    assert_eq!(emails, ["admin@company0001.example"]);
}

#[tokio::test]
async fn add_managed_company_user_to_admin_level() {
    let bench = bench().await;
    let client = bench.client();
    let id = bench.tenant.company_users(COMPANY)[1].id;
    let levels = client.managed_company_admin_levels();
    let request = AddAdminLevelUserRequest::new(id);
    let assignment = levels.add_user(COMPANY, 300, &request).await.unwrap().unwrap();
    let line = "POST /v1/managed-companies/5502/admin-levels/300/users";
    assert_seen(&bench, "addManagedCompanyUserToAdminLevel", line, &[], Some(json!({"userId": id})));
    assert_eq!((assignment.id(), assignment.admin_level_id()), (Some(id), Some(300)));
    let holders = levels.list_users(COMPANY, 300, &Default::default()).collect().await.unwrap();
    assert_eq!(holders.iter().map(|user| user.id()).collect::<Vec<_>>(), [Some(id)]);
}

#[tokio::test]
async fn remove_managed_company_user_from_admin_level() {
    let bench = bench().await;
    let client = bench.client();
    let id = bench.tenant.company_users(COMPANY)[0].id;
    let levels = client.managed_company_admin_levels();
    levels.remove_user(COMPANY, 100, id).await.unwrap();
    let line = format!("DELETE /v1/managed-companies/5502/admin-levels/100/users/{id}");
    assert_seen(&bench, "removeManagedCompanyUserFromAdminLevel", &line, &[], None);
    assert_eq!(levels.list_users(COMPANY, 100, &Default::default()).collect().await.unwrap(), []);
}
