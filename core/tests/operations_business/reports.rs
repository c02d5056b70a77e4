//! Reports over all managed companies.

use lastpass_admin::{
    BillingLicenseType, Item, ListBillingCycles, ListBillingReports, ListManagedCompaniesAdminUsers,
};
use lastpass_sandbox::TenantOptions;

use crate::assert_seen;
use crate::common::{Bench, bench_of};

/// A tenant whose calendar stands still.
async fn in_may() -> Bench {
    let now = Some("2026-05-18T12:00:00Z".parse().unwrap());
    bench_of(TenantOptions { companies: 25, now, ..TenantOptions::default() }).await
}

#[tokio::test]
async fn list_managed_companies_admin_users() {
    let bench = in_may().await;
    let query = ListManagedCompaniesAdminUsers { page_size: Some(500), page_token: None };
    let admins = bench.client().reports().list_admin_users(&query).collect().await.unwrap();
    let line = "GET /v1/managed-companies-reports/admin-users";
    assert_seen(&bench, "listManagedCompaniesAdminUsers", line, &[("max-results", "500")], None);
    let first = &admins[0];
    assert_eq!(first.user_email(), Some("admin@company0000.example"));
    let (level, company) = (first.admin_level().unwrap(), first.company().unwrap());
    assert_eq!((company.id(), company.name()), (Some(5501), Some("Example Child Ltd")));
    assert_eq!((level.id(), level.name()), (Some(300), Some("Helpdesk")));
    assert_eq!(admins.len(), 22, "one of each of 25 companies but for the three that have none");
}

#[tokio::test]
async fn an_admin_of_two_companies_is_listed_for_both() {
    use crate::common::answering::{Answer, Answering};
    let record =
        |company: i64| format!(r#"{{"userId":7,"userEmail":"a@b.example","company":{{"id":{company}}}}}"#);
    let server =
        Answering::start([Answer::json(format!(r#"{{"items":[{},{}]}}"#, record(1), record(2)))]).await;
    let admins = server.client().reports().list_admin_users(&Default::default()).collect().await.unwrap();
    let companies: Vec<_> = admins.iter().map(|admin| admin.company().unwrap().id()).collect();
    assert_eq!(companies, [Some(1), Some(2)], "an item of this report is not a user");
}

#[tokio::test]
async fn list_billing_cycles() {
    let bench = in_may().await;
    let query = ListBillingCycles { number_of_cycles: Some(2) };
    let cycles = bench.client().reports().list_billing_cycles(&query).await.unwrap();
    let line = "GET /v1/managed-companies-reports/billing-cycles";
    assert_seen(&bench, "listBillingCycles", line, &[("number-of-cycles", "2")], None);
    let dates: Vec<_> = cycles.iter().map(|cycle| (cycle.start_date(), cycle.end_date())).collect();
    assert_eq!(dates, [(Some("2026-04-01"), Some("2026-04-30")), (Some("2026-03-01"), Some("2026-03-31"))]);
    let one = bench.client().reports().list_billing_cycles(&Default::default()).await.unwrap();
    assert_eq!(one.len(), 1, "the vendor's default");
}

#[tokio::test]
async fn list_billing_reports() {
    let bench = in_may().await;
    let mut query = ListBillingReports::new("2026-03-01".parse().unwrap(), "2026-04-30".parse().unwrap());
    query.license_type = Some(BillingLicenseType::ManagedMsp);
    query.page_size = Some(50);
    let records = bench.client().reports().list_billing_records(&query).collect().await.unwrap();
    let parameters = [
        ("start-date", "2026-03-01"),
        ("end-date", "2026-04-30"),
        ("license-type", "managed-msp"),
        ("max-results", "50"),
    ];
    let line = "GET /v1/managed-companies-reports/billing-reports";
    assert_seen(&bench, "listBillingReports", line, &parameters, None);
    assert_eq!(
        records.len(),
        4,
        "two active companies of this type, two cycles; the suspended third is not billed"
    );
    for record in &records {
        let members = record.extra();
        assert_eq!(members["licenseType"], "managed-msp");
        assert!(members.contains_key("sandboxInvoice"), "a record is handed out as it came: {members:?}");
    }
}

#[tokio::test]
async fn billing_records_of_many_companies_are_read_page_by_page() {
    let bench = in_may().await;
    let query = ListBillingReports::new("2026-01-01".parse().unwrap(), "2026-04-30".parse().unwrap());
    let records = bench.client().reports().list_billing_records(&query).collect().await.unwrap();
    let active = bench.tenant.companies().iter().filter(|company| company.status == "active").count();
    assert_eq!(
        (records.len(), bench.tenant.hits("listBillingReports")),
        (active * 4, (active * 4).div_ceil(50))
    );
}
