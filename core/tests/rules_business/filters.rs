//! Values in the vendor's forms: filters, dates, license types, the creation action.

use lastpass_admin::{
    BillingLicenseType, CompanyUserAccountStatus, CreateUserRequest, ListBillingReports,
    ListManagedCompanies, ListUsers, ManagedCompanyAddon, ManagedCompanyStatus, ManagedCompanyType,
    UserAccountCreationAction,
};
use lastpass_sandbox::TenantOptions;
use serde_json::json;

use crate::common::answering::{Answer, Answering};
use crate::common::{bench, bench_of};

/// Business rule 15: lists of values are joined by commas, `account-status` takes one, `license-limit` is a text.
#[tokio::test]
async fn rule_15_filters_have_the_vendors_forms() {
    let bench = bench().await;
    let client = bench.client();
    let companies = ListManagedCompanies {
        status: vec![ManagedCompanyStatus::Active, ManagedCompanyStatus::Suspended],
        r#type: vec![ManagedCompanyType::Other("msp".to_owned()), ManagedCompanyType::ManagedMsp],
        addon: vec![ManagedCompanyAddon::Mfa, ManagedCompanyAddon::Sso],
        license_limit: Some("25".to_owned()),
        parent_id: Some(5501),
        ..ListManagedCompanies::default()
    };
    client.managed_companies().list(&companies).collect().await.unwrap();
    let users = ListUsers {
        account_status: Some(CompanyUserAccountStatus::PendingInvitation),
        ..ListUsers::default()
    };
    client.users().list(&users).collect().await.unwrap();
    let cases = [
        ("listManagedCompanies", "status", "active,suspended"),
        ("listManagedCompanies", "type", "msp,managed-msp"),
        ("listManagedCompanies", "addon", "mfa,sso"),
        ("listManagedCompanies", "license-limit", "25"),
        ("listManagedCompanies", "parent-id", "5501"),
        ("listUsers", "account-status", "pending-invitation"),
    ];
    for (operation, parameter, expected) in cases {
        let request = bench.last(operation);
        let values: Vec<_> = request.query.iter().filter(|(name, _)| name == parameter).collect();
        assert_eq!(values, [&(parameter.to_owned(), expected.to_owned())], "{operation} {parameter}");
    }
}

/// Business rule 15: a `%` is sent as `%25`, so that `%41` stays a wildcard before "41".
#[tokio::test]
async fn rule_15_the_wildcard_is_encoded() {
    let server = Answering::start([Answer::json(r#"{"items":[]}"#)]).await;
    let query = ListUsers { name: Some("%41 & b%".to_owned()), ..ListUsers::default() };
    server.client().users().list(&query).collect().await.unwrap();
    let sent = server.requests().remove(0);
    let line = sent.lines().next().unwrap();
    assert!(line.contains("name=%2541+%26+b%25") || line.contains("name=%2541%20%26%20b%25"), "{line}");
}

/// Business rule 16: both dates are sent as whole dates, and both days count.
#[tokio::test]
async fn rule_16_billing_dates_are_whole_and_inclusive() {
    let bench = bench().await;
    let client = bench.client();
    let cycles = client.reports().list_billing_cycles(&Default::default()).await.unwrap();
    let (start, end) = (cycles[0].start_date().unwrap(), cycles[0].end_date().unwrap());
    let query = ListBillingReports::new(start.parse().unwrap(), end.parse().unwrap());
    let records = client.reports().list_billing_records(&query).collect().await.unwrap();
    assert!(!records.is_empty(), "the cycle from its first to its last day");
    let sent = bench.last("listBillingReports");
    assert_eq!((sent.query("start-date"), sent.query("end-date")), (Some(start), Some(end)));
}

/// Business rule 17: license types pass through, in both directions, known or not.
#[tokio::test]
async fn rule_17_license_types_pass_through() {
    let server =
        Answering::start([Answer::json(r#"{"items":[{"licenseType":"msp-managed-company"}]}"#)]).await;
    let client = server.client();
    for license_type in ["msp-distributor", "managed-msp", "msp-managed-company", "of-tomorrow"] {
        let mut query = ListBillingReports::new("2026-04-01".parse().unwrap(), "2026-04-30".parse().unwrap());
        query.license_type = Some(BillingLicenseType::from(license_type));
        let records = client.reports().list_billing_records(&query).collect().await.unwrap();
        let sent = server.requests().pop().unwrap();
        let line = sent.lines().next().unwrap();
        assert!(line.contains(&format!("license-type={license_type}")), "{line}");
        assert_eq!(serde_json::to_value(&records).unwrap(), json!([{"licenseType": "msp-managed-company"}]));
    }
}

/// Business rule 18: the caller chooses what happens to a new user, and the choice is always sent.
#[tokio::test]
async fn rule_18_the_creation_action_is_always_sent() {
    let bench = bench_of(TenantOptions::empty()).await;
    let client = bench.client();
    let cases = [
        (UserAccountCreationAction::Invite, "invite", CompanyUserAccountStatus::PendingInvitation),
        (UserAccountCreationAction::Stage, "stage", CompanyUserAccountStatus::Staged),
    ];
    for (action, wire, status) in cases {
        let request = CreateUserRequest::new(format!("{wire}@example.com"), action);
        let user = client.users().create(&request).await.unwrap();
        let sent = bench.last("createUser").body.unwrap();
        assert_eq!(sent["creationAccountAction"], wire);
        assert_eq!(user.account_status(), Some(status), "{wire}");
    }
}
