//! Destructive calls, users of both APIs, and the check of both credentials.

use lastpass_admin::{CompanyUserAccountStatus, ErrorKind};

use crate::common::bench;

/// The text for the user in front of a method, as one line.
fn documentation(source: &str, method: &str) -> String {
    let at = source.find(&format!("pub async fn {method}(")).unwrap();
    let lines: Vec<&str> = source[..at].lines().collect();
    let text: Vec<&str> =
        lines.iter().rev().skip(1).map_while(|line| line.trim().strip_prefix("///")).map(str::trim).collect();
    text.into_iter().rev().collect::<Vec<_>>().join(" ")
}

/// Business rule 14: the destructive calls are methods of their own, and their text says what cannot be undone.
#[test]
fn rule_14_the_text_of_a_destructive_call_says_what_cannot_be_undone() {
    let users = include_str!("../../src/generated/business/users.rs");
    let company_users = include_str!("../../src/generated/business/managed_company_users.rs");
    let companies = include_str!("../../src/generated/business/managed_companies.rs");
    let cases = [
        (users, "delete", "not known to be reversible"),
        (company_users, "delete", "not known to be reversible"),
        (companies, "detach", "irreversible"),
    ];
    for (source, method, words) in cases {
        let text = documentation(source, method);
        assert!(text.contains("Destructive") && text.contains(words), "{method}: {text}");
    }
}

/// Business rule 14: each of the three takes nothing but ids, and sends no body.
#[tokio::test]
async fn rule_14_destructive_calls_take_ids_alone() {
    let bench = bench().await;
    let client = bench.client();
    let child = bench.tenant.company_users(5502)[1].id;
    client.users().delete(80_002).await.unwrap();
    client.managed_company_users().delete(5502, child).await.unwrap();
    client.managed_companies().detach(5501).await.unwrap();
    for operation in ["deleteUser", "deleteManagedCompanyUser", "detachManagedCompany"] {
        let sent = bench.last(operation);
        assert_eq!(
            (sent.method.as_str(), sent.body, sent.query),
            ("DELETE", None, Vec::new()),
            "{operation}"
        );
    }
    assert!(bench.tenant.user("bob@example.com").is_none() && bench.tenant.company(5501).is_none());
}

/// Business rule 20: a user is the same person in both APIs by the case-folded address; the ids differ.
#[tokio::test]
async fn rule_20_users_are_joined_by_address() {
    let bench = bench().await;
    let client = bench.client();
    let here = client.users().get(80_003).await.unwrap();
    assert_eq!(here.account_status(), Some(CompanyUserAccountStatus::Disabled));
    let there = client.provisioning().users().get(&here.email().unwrap().to_uppercase()).await.unwrap();
    assert_eq!((there.username(), there.disabled()), (here.email(), Some(true)));
    assert_ne!(there.id().unwrap(), here.id().unwrap().to_string());
}

/// Business rule 21: the check tells which of the credentials is dead.
#[tokio::test]
async fn rule_21_the_check_says_which_credential_is_dead() {
    for (name, key_works, hash_works) in
        [("both work", true, true), ("the key is dead", false, true), ("the hash is dead", true, false)]
    {
        let bench = bench().await;
        let client = bench.client();
        if !key_works {
            bench.tenant.revoke_api_key();
        }
        if !hash_works {
            bench.tenant.revoke_provhash();
        }
        let report = client.check().await.unwrap();
        let (business, provisioning) =
            (report.business.as_ref().unwrap(), report.provisioning.as_ref().unwrap());
        assert_eq!((business.works(), provisioning.works()), (key_works, hash_works), "{name}: {report:?}");
        assert_eq!(report.all_work(), key_works && hash_works, "{name}");
        for error in [business.error(), provisioning.error()].into_iter().flatten() {
            assert_eq!(error.kind(), ErrorKind::Authentication, "{name}: {error}");
        }
    }
}
