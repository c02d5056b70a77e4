//! Arguments of lists: the size of a page, and where to go on.

use lastpass_admin::{
    Client, DetailedSharedFolderQuery, ErrorKind, EventQuery, ExpiredMasterPasswordQuery,
    ListAdminLevelUsers, ListAdminLevels, ListBillingReports, ListManagedCompanies,
    ListManagedCompaniesAdminUsers, ListManagedCompanyAdminLevelUsers, ListManagedCompanyAdminLevels,
    ListManagedCompanyUsers, ListUsers, PageToken, UserDataQuery,
};

use super::assert_refused;
use super::calling::{Case, assert_all_refused, case, day};
use crate::common::bench;

#[tokio::test]
async fn a_page_size_out_of_range_is_refused() {
    macro_rules! sizes {
        ($($operation:literal, $largest:literal, |$client:ident, $size:ident| $pager:expr;)*) => {
            vec![$(
                case!("no items", $operation, "page_size", |$client| { let $size = Some(0); $pager.collect() }),
                case!("one too many", $operation, "page_size", |$client| { let $size = Some($largest + 1); $pager.collect() }),
                case!("far too many", $operation, "page_size", |$client| { let $size = Some(u32::MAX); $pager.collect() }),
            )*]
        };
    }
    let cases: Vec<Case> = sizes! {
        "users.list", 500, |c, page_size| c.users().list(&ListUsers { page_size, ..Default::default() });
        "admin_levels.list", 50, |c, page_size|
            c.admin_levels().list(&ListAdminLevels { page_size, ..Default::default() });
        "admin_levels.list_users", 500, |c, page_size|
            c.admin_levels().list_users(1, &ListAdminLevelUsers { page_size, ..Default::default() });
        "managed_companies.list", 500, |c, page_size|
            c.managed_companies().list(&ListManagedCompanies { page_size, ..Default::default() });
        "managed_company_users.list", 500, |c, page_size|
            c.managed_company_users().list(1, &ListManagedCompanyUsers { page_size, ..Default::default() });
        "managed_company_admin_levels.list", 50, |c, page_size|
            c.managed_company_admin_levels().list(1, &ListManagedCompanyAdminLevels { page_size, ..Default::default() });
        "managed_company_admin_levels.list_users", 500, |c, page_size| {
            let query = ListManagedCompanyAdminLevelUsers { page_size, ..Default::default() };
            c.managed_company_admin_levels().list_users(1, 1, &query)
        };
        "reports.list_admin_users", 500, |c, page_size|
            c.reports().list_admin_users(&ListManagedCompaniesAdminUsers { page_size, ..Default::default() });
        "reports.list_billing_records", 50, |c, page_size| {
            let query = ListBillingReports::new(day("2026-04-01"), day("2026-04-30"));
            c.reports().list_billing_records(&ListBillingReports { page_size, ..query })
        };
        "provisioning.users.list", 2000, |c, page_size|
            c.provisioning().users().list(&UserDataQuery { page_size, ..Default::default() });
        "provisioning.shared_folders.list_detailed", 1000, |c, page_size|
            c.provisioning().shared_folders().list_detailed(&DetailedSharedFolderQuery { page_size, ..Default::default() });
        "provisioning.reports.list_expired_master_passwords", 500, |c, page_size| {
            let query = ExpiredMasterPasswordQuery { page_size, ..Default::default() };
            c.provisioning().reports().list_expired_master_passwords(&query)
        };
    };
    assert_all_refused(&cases).await;
}

/// A position of another way of paging is refused; one of another list of the same way is the vendor's to refuse.
#[tokio::test]
async fn a_position_of_another_list_is_refused() {
    let bench = bench().await;
    let client = bench.client();
    let token = |text: &str| Some(PageToken::from(text));
    let of_token = ["index:1:500", r#"next:{"next":"2024-05-02 10:14:58.000000","seam":[]}"#];
    let of_index =
        ["token:abc", r#"next:{"next":1,"seam":[]}"#, "index:0:0", "index:1:2001", "index:4294967296:10"];
    let of_next = ["token:abc", "index:1:500"];
    for text in of_token.into_iter().chain(["", "abc", "token:", "TOKEN:abc"]) {
        let query = ListUsers { page_token: token(text), ..ListUsers::default() };
        let error = client.users().list(&query).collect().await.unwrap_err();
        assert_refused(text, &error, "page_token");
        let query = ExpiredMasterPasswordQuery { page_token: token(text), ..Default::default() };
        let expired = client.provisioning().reports().list_expired_master_passwords(&query);
        assert_refused(text, &expired.collect().await.unwrap_err(), "page_token");
    }
    for text in of_index {
        let query = UserDataQuery { page_token: token(text), ..UserDataQuery::default() };
        let error = client.provisioning().users().list(&query).collect().await.unwrap_err();
        assert_refused(text, &error, "page_token");
    }
    for text in of_next {
        let query = EventQuery { page_token: token(text), ..EventQuery::default() };
        let error = client.provisioning().events().list(&query).collect().await.unwrap_err();
        assert_refused(text, &error, "page_token");
    }
    assert_eq!(bench.hits(), 0);
    let mut users = client.users().list(&ListUsers { page_size: Some(10), ..ListUsers::default() });
    users.next_page().await.unwrap();
    let query = ListAdminLevels { page_token: users.page_token(), ..ListAdminLevels::default() };
    let error = client.admin_levels().list(&query).collect().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::InvalidRequest, Some("admin_levels.list")),
        "{error}"
    );
}
