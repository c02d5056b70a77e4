//! Rules 19, 20 and 22: what a success means, which credential is dead, and what is no longer available.

use lastpass_admin::{Client, Credentials, ErrorKind, PushSite};
use lastpass_sandbox::TenantOptions;
use serde_json::json;

use super::repeating::ADA;
use crate::common::{bench, bench_of};

/// Provisioning rule 19: OK to updateemail means "started".
#[tokio::test]
async fn rule_19_the_change_of_an_address_is_started_and_not_done() {
    let bench = bench().await;
    let client = bench.client();
    client.provisioning().users().change_email(ADA, "ada.new@example.com").await.unwrap();
    assert_eq!(
        bench.last("updateemail").body.unwrap()["data"],
        json!({"oldemail": ADA, "newemail": "ada.new@example.com"})
    );
    let found = |email: &'static str| async {
        client.provisioning().users().get(email).await.map(drop).map_err(|error| error.kind())
    };
    assert_eq!((found(ADA).await, found("ada.new@example.com").await), (Ok(()), Err(ErrorKind::NotFound)));
    assert!(bench.tenant.confirm_email_change(ADA));
    assert_eq!((found(ADA).await, found("ada.new@example.com").await), (Err(ErrorKind::NotFound), Ok(())));
}

/// Provisioning rule 19: disableuser may leave users unchanged, and says no more than that.
#[tokio::test]
async fn rule_19_disabling_tells_who_stayed_as_they_were() {
    let bench = bench().await;
    let outcome = bench
        .client()
        .provisioning()
        .users()
        .disable(&["ghost@example.com", ADA, "eve@example.com"])
        .await
        .unwrap();
    assert_eq!(outcome.applied(), [ADA]);
    assert_eq!(outcome.unchanged(), ["ghost@example.com", "eve@example.com"]);
    let names: Vec<_> = outcome.rows.iter().map(|row| row.username.as_str()).collect();
    assert_eq!(names, ["ghost@example.com", ADA, "eve@example.com"], "in the caller's order");
}

/// Provisioning rule 20: the credential of the other API is refused before sending, with a plain explanation.
#[tokio::test]
async fn rule_20_the_credential_of_the_other_api_is_refused_before_sending() {
    let cases = [
        (
            "a key as a hash",
            Credentials::new().provisioning(4_410_027, "lpkey_abc"),
            "provhash",
            "Business API",
        ),
        ("a hash as a key", Credentials::new().api_key("0123456789abcdef"), "api_key", "provisioning hash"),
        ("an empty hash", Credentials::new().provisioning(4_410_027, " "), "provhash", "empty"),
        ("an empty key", Credentials::new().api_key(""), "api_key", "empty"),
        ("a cid that is no number", Credentials::new().provisioning("acme", "hash"), "cid", "account number"),
    ];
    for (name, credentials, parameter, text) in cases {
        let error = Client::builder().credentials(credentials).build().unwrap_err();
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some(parameter)),
            "{name}"
        );
        assert!(error.to_string().contains(text), "{name}: {error}");
    }
}

/// Provisioning rule 20: `check` says which credential is dead, and why.
#[tokio::test]
async fn rule_20_check_says_which_credential_is_dead() {
    let both = bench().await;
    let client = both.client();
    assert!(client.check().await.unwrap().all_work());
    both.tenant.revoke_provhash();
    let report = client.check().await.unwrap();
    assert!(report.business.as_ref().unwrap().works() && !report.all_work());
    assert_eq!(report.provisioning.unwrap().error().unwrap().kind(), ErrorKind::Authentication);

    let other = bench().await;
    let client = other.client();
    other.tenant.revoke_api_key();
    let report = client.check().await.unwrap();
    assert!(report.provisioning.as_ref().unwrap().works() && !report.all_work());
    assert_eq!(report.business.unwrap().error().unwrap().kind(), ErrorKind::Authentication);

    let one = bench().await;
    let credentials = Credentials::new().provisioning(one.tenant.cid(), one.tenant.provhash());
    let report = one.builder().credentials(credentials).build().unwrap().check().await.unwrap();
    assert!(report.business.is_none() && report.all_work());
    assert_eq!(one.last("getuserdata").body.unwrap()["data"], json!({"pagesize": 1}), "the cheapest probe");
}

/// Provisioning rule 22: the vendor calls pushsitestousers no longer available: its refusal is typed and explained.
#[tokio::test]
async fn rule_22_a_push_of_sites_is_refused_with_the_vendors_reason() {
    let bench = bench_of(TenantOptions::default()).await;
    let client = bench.client();
    let site = PushSite::new("Eng", "https://portal.example", "Portal");
    let error = client.provisioning().sites().push(&site).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Rejected, Some("provisioning.sites.push")));
    assert!(error.to_string().contains("no longer available"), "{error}");
    assert_eq!(bench.tenant.hits("pushsitestousers"), 1);
    bench.tenant.quirks(|quirks| quirks.push_sites_available = true);
    assert_eq!(client.provisioning().sites().push(&site).await.unwrap().push_id(), Some("8102"));
}
