//! Managed companies.

use lastpass_admin::{
    CreateManagedCompanyRequest, ErrorKind, Item, ListManagedCompanies, ManagedCompanyAddon,
    ManagedCompanyStatus, ManagedCompanyType, ReplaceManagedCompanyRequest, UpdateManagedCompanyRequest,
};
use lastpass_sandbox::TenantOptions;
use serde_json::json;

use crate::assert_seen;
use crate::common::{Bench, bench, bench_of};

/// A tenant whose accepted changes wait until the test says so.
async fn patient() -> Bench {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.company_change_delay_ms = None);
    bench
}

#[tokio::test]
async fn list_managed_companies() {
    let bench = bench_of(TenantOptions { companies: 25, ..TenantOptions::default() }).await;
    let query = ListManagedCompanies {
        sort: Some("id:desc".to_owned()),
        parent_id: Some(5502),
        name: Some("Example%".to_owned()),
        status: vec![ManagedCompanyStatus::Active],
        r#type: vec![ManagedCompanyType::Managed],
        page_size: Some(100),
        ..ListManagedCompanies::default()
    };
    let companies = bench.client().managed_companies().list(&query).collect().await.unwrap();
    let parameters = [
        ("sort", "id:desc"),
        ("parent-id", "5502"),
        ("name", "Example%"),
        ("status", "active"),
        ("type", "managed"),
        ("max-results", "100"),
    ];
    assert_seen(&bench, "listManagedCompanies", "GET /v1/managed-companies", &parameters, None);
    let ids: Vec<_> = companies.iter().map(|company| company.id().unwrap()).collect();
    assert!(ids.len() > 3 && ids.is_sorted_by(|one, two| one > two), "{ids:?}");
    for company in &companies {
        assert_eq!(company.status(), Some(ManagedCompanyStatus::Active));
        assert_eq!(company.r#type(), Some(ManagedCompanyType::Managed));
        assert!(company.parent_id().is_some(), "below 5502, at any depth");
    }
}

#[tokio::test]
async fn create_managed_company() {
    let bench = patient().await;
    let client = bench.client();
    let mut request = CreateManagedCompanyRequest::new("New Child", ManagedCompanyType::Managed);
    request.license_limit = Some(25);
    request.addons = vec![ManagedCompanyAddon::Mfa];
    request.parent_id = Some(5502);
    let accepted = client.managed_companies().create(&request).await.unwrap();
    let body = json!({"name": "New Child", "licenseLimit": 25, "type": "managed", "addons": ["mfa"], "parentId": 5502});
    assert_seen(&bench, "createManagedCompany", "POST /v1/managed-companies", &[], Some(body));
    assert_eq!((accepted.id(), accepted.response().status), (Some(4711), 202));
    assert_eq!(bench.tenant.flush_company_changes(), 1);
    let company = client.managed_companies().find_by_name("New Child").await.unwrap().unwrap();
    assert_eq!((company.license_limit(), company.parent_id()), (Some(25), Some(5502)));
    assert_eq!(company.addons().collect::<Vec<_>>(), [ManagedCompanyAddon::Mfa]);
}

#[tokio::test]
async fn get_managed_company() {
    let bench = bench().await;
    let client = bench.client();
    let company = client.managed_companies().get(5501).await.unwrap();
    assert_seen(&bench, "getManagedCompany", "GET /v1/managed-companies/5501", &[], None);
    let expected = json!({"id": 5501, "name": "Example Child Ltd", "licenseLimit": 25, "status": "active",
        "type": "managed", "addons": ["mfa"]});
    assert_eq!(company.to_json(), expected);
    assert_eq!(company.parent_id(), None, "null: at the top level");
    assert_eq!(client.managed_companies().get(1).await.unwrap_err().kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn update_managed_company() {
    let bench = patient().await;
    let client = bench.client();
    let addons = vec![ManagedCompanyAddon::Mfa, ManagedCompanyAddon::Sso];
    let request = ReplaceManagedCompanyRequest::new(30, ManagedCompanyStatus::Suspended, addons.clone());
    let accepted = client.managed_companies().replace(5501, &request).await.unwrap();
    let body = json!({"licenseLimit": 30, "status": "suspended", "addons": ["mfa", "sso"]});
    assert_seen(&bench, "updateManagedCompany", "PUT /v1/managed-companies/5501", &[], Some(body));
    assert_eq!(accepted.response().status, 202);
    let before = client.managed_companies().get(5501).await.unwrap();
    assert_eq!(before.license_limit(), Some(25), "accepted is not done");
    bench.tenant.flush_company_changes();
    let after = client.managed_companies().get(5501).await.unwrap();
    assert_eq!((after.license_limit(), after.status()), (Some(30), Some(ManagedCompanyStatus::Suspended)));
    assert_eq!(after.addons().collect::<Vec<_>>(), addons);
}

#[tokio::test]
async fn partially_update_managed_company() {
    let bench = patient().await;
    let client = bench.client();
    let request = UpdateManagedCompanyRequest { addons: Some(Vec::new()), ..Default::default() };
    let accepted = client.managed_companies().update(5501, &request).await.unwrap().unwrap();
    let body = json!({"addons": []});
    assert_seen(&bench, "partiallyUpdateManagedCompany", "PATCH /v1/managed-companies/5501", &[], Some(body));
    assert_eq!(accepted.id(), Some(4711));
    bench.tenant.flush_company_changes();
    let after = client.managed_companies().get(5501).await.unwrap();
    assert_eq!((after.addons().len(), after.license_limit()), (0, Some(25)), "the rest stays as it was");
}

#[tokio::test]
async fn detach_managed_company() {
    let bench = bench_of(TenantOptions { companies: 8, ..TenantOptions::default() }).await;
    let client = bench.client();
    client.managed_companies().detach(5501).await.unwrap();
    assert_seen(&bench, "detachManagedCompany", "DELETE /v1/managed-companies/5501", &[], None);
    assert_eq!(client.managed_companies().get(5501).await.unwrap_err().kind(), ErrorKind::NotFound);
    let left = client.managed_companies().list(&Default::default()).collect().await.unwrap();
    assert_eq!(left.len(), 7);
    let error = client.managed_companies().detach(5507).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest, "a company without an admin of its own: {error}");
}
