//! What is sent again, and what never is.

use lastpass_admin::{
    AddAdminLevelUserRequest, CallOptions, CreateManagedCompanyRequest, CreateUserRequest, Delivery,
    ErrorKind, ManagedCompanyStatus, ManagedCompanyType, ReplaceManagedCompanyRequest, UpdateUserRequest,
    UserAccountCreationAction,
};
use lastpass_sandbox::{FaultKind, RetryAfter};

use crate::common::bench;

/// Business rule 13: GET, PUT and DELETE are repeated after an unclear failure.
#[tokio::test]
async fn rule_13_get_put_and_delete_are_sent_again() {
    let bench = bench().await;
    let client = bench.client();
    for operation in ["getUser", "updateManagedCompany", "deleteUser"] {
        bench.inject_once(operation, FaultKind::ResetBefore);
    }
    client.users().get(80_001).await.unwrap();
    let request = ReplaceManagedCompanyRequest::new(9, ManagedCompanyStatus::Active, Vec::new());
    client.managed_companies().replace(5501, &request).await.unwrap();
    client.users().delete(80_002).await.unwrap();
    for operation in ["getUser", "updateManagedCompany", "deleteUser"] {
        assert_eq!(bench.tenant.hits(operation), 2, "{operation}");
    }
}

/// Business rule 13: POST and PATCH are never sent again once they may have arrived.
#[tokio::test]
async fn rule_13_post_and_patch_are_sent_once() {
    let bench = bench().await;
    let client = bench.client();
    bench.inject("any", FaultKind::ResetAfter);
    let child = bench.tenant.company_users(5502)[1].id;
    let create = CreateUserRequest::new("new@example.com", UserAccountCreationAction::Stage);
    let name = UpdateUserRequest { name: Some("Ada".to_owned()), ..UpdateUserRequest::default() };
    let company = CreateManagedCompanyRequest::new("New Child", ManagedCompanyType::Managed);
    let level = AddAdminLevelUserRequest::new(80_002);
    let child_level = AddAdminLevelUserRequest::new(child);
    let companies = client.managed_company_users();
    let cases = [
        ("createUser", client.users().create(&create).await.err()),
        ("partiallyUpdateUser", client.users().update(80_001, &name).await.err()),
        ("inviteUser", client.users().invite(80_002).await.err()),
        ("addUserToAdminLevel", client.admin_levels().add_user(100, &level).await.err()),
        ("createManagedCompany", client.managed_companies().create(&company).await.err()),
        (
            "partiallyUpdateManagedCompany",
            client.managed_companies().update(5501, &Default::default()).await.err(),
        ),
        ("createManagedCompanyUser", companies.create(5501, &create).await.err()),
        ("partiallyUpdateManagedCompanyUser", companies.update(5502, child, &name).await.err()),
        ("inviteManagedCompanyUser", companies.invite(5502, child).await.err()),
        (
            "addManagedCompanyUserToAdminLevel",
            client.managed_company_admin_levels().add_user(5502, 100, &child_level).await.err(),
        ),
    ];
    for (operation, error) in cases {
        let error = error.unwrap_or_else(|| panic!("{operation}: the connection was reset"));
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Connection, Delivery::Unknown),
            "{operation}: {error}"
        );
        assert_eq!((bench.tenant.hits(operation), error.attempts()), (1, 1), "{operation}");
    }
}

/// Business rule 13: after a 429 any request may be sent again, since nothing was done.
#[tokio::test]
async fn rule_13_after_a_429_a_post_is_sent_again() {
    let bench = bench().await;
    bench.inject_once("createUser", FaultKind::TooManyRequests { retry_after: RetryAfter::None });
    let create = CreateUserRequest::new("new@example.com", UserAccountCreationAction::Stage);
    let user = bench.client().users().create(&create).await.unwrap();
    assert_eq!(user.email(), Some("new@example.com"));
    assert_eq!((bench.tenant.hits("createUser"), bench.changes()), (2, 1));
}

/// Business rule 13: 404 on the repetition of a DELETE is "already gone" only for a caller who said so.
#[tokio::test]
async fn rule_13_already_gone_is_a_success_only_by_choice() {
    for (chosen, expected) in [(false, Some(ErrorKind::NotFound)), (true, None)] {
        let bench = bench().await;
        bench.inject_once("deleteUser", FaultKind::ResetAfter);
        let client = bench.client().with_options(CallOptions::new().gone_is_deleted(chosen));
        let result = client.users().delete(80_002).await;
        assert_eq!(result.err().map(|error| error.kind()), expected, "{chosen}");
        assert_eq!((bench.tenant.hits("deleteUser"), bench.changes()), (2, 1), "{chosen}");
        let error = client.users().delete(99_999).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::NotFound, "a first 404 is always one");
    }
}

/// Business rule 13: a 404 after a 429 is none, since the first request was refused: nothing has been deleted.
#[tokio::test]
async fn rule_13_a_404_after_a_429_is_not_already_gone() {
    let bench = bench().await;
    bench.inject_once("deleteUser", FaultKind::TooManyRequests { retry_after: RetryAfter::None });
    let client = bench.client().with_options(CallOptions::new().gone_is_deleted(true));
    let error = client.users().delete(99_999).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::NotFound, 2), "{error}");
}

/// Business rule 13: the caller learns that a failed write may have taken effect, and reads back by the e-mail address.
#[tokio::test]
async fn rule_13_a_failed_write_is_read_back_and_not_repeated() {
    let bench = bench().await;
    let client = bench.client();
    bench.inject_once("createUser", FaultKind::ResetAfter);
    let create = CreateUserRequest::new("new@example.com", UserAccountCreationAction::Stage);
    let error = client.users().create(&create).await.unwrap_err();
    assert_eq!(error.delivery(), Delivery::Unknown);
    let query = lastpass_admin::ListUsers { email: Some("new@example.com".to_owned()), ..Default::default() };
    let found = client.users().list(&query).collect().await.unwrap();
    assert_eq!(found.len(), 1, "it did take effect");
    assert_eq!(bench.changes(), 1);
}
