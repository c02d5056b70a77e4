//! What an error of the view says, and what it does not.

use std::error::Error as _;

use lastpass_admin::{
    Client, Delivery, Error, ErrorKind, IamAction, UnifiedCheckPermissions, UnifiedGetRole,
    UnifiedListResourceGroups, UnifiedListResourceUsers, UnifiedListUsers,
};
use lastpass_sandbox::{ErrorBody, FaultKind, RetryAfter};

use crate::common::bench;
use crate::common::stub::{PROVHASH, Received, reply};
use crate::common::view::CALLS;
use crate::vendor::{People, Vendor};

/// Everything that an error shows.
fn shown(error: &Error) -> String {
    let mut shown =
        format!("{error} {error:?} {error:#?} {} {:?} {:?}", error.message(), error.detail(), error.title());
    let mut source = error.source();
    while let Some(cause) = source {
        shown.push_str(&format!(" {cause} {cause:?}"));
        source = cause.source();
    }
    shown
}

#[tokio::test]
async fn an_error_names_the_operation_that_was_called_and_the_one_that_failed() {
    let bench = bench().await;
    bench.inject(
        "any",
        FaultKind::Status {
            status: 503,
            body: ErrorBody::default(),
            retry_after: RetryAfter::default(),
            acted: false,
        },
    );
    let client = bench.client().with_options(lastpass_admin::CallOptions::new().max_retries(0));
    for call in CALLS {
        let error = call.run(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Server, Some(call.name)), "{error}");
        assert_eq!((error.status(), error.delivery()), (Some(503), Delivery::Answered), "{error}");
        let text = error.to_string();
        assert!(text.starts_with(&format!("{}: ", call.name)), "{text}");
        assert!(
            text.matches("(in ").count() == 1 && text.ends_with(')'),
            "one inner operation is named: {text}"
        );
        assert!(!text.contains("(in iam."), "{text}");
    }
}

/// What the caller wrote wrong is refused by its name, before anything is sent and whatever the credentials are.
#[tokio::test]
async fn a_wrong_argument_is_refused_before_anything_is_sent() {
    let bench = bench().await;
    for client in crate::common::view::stances(&bench) {
        for (error, operation, parameter) in refusals(&client).await {
            assert_eq!(
                (error.kind(), error.parameter()),
                (ErrorKind::InvalidArgument, Some(parameter)),
                "{operation}: {error}"
            );
            assert_eq!(
                (error.operation(), error.delivery()),
                (Some(operation), Delivery::NotSent),
                "{error}"
            );
        }
    }
    assert_eq!(bench.hits(), 0);
}

async fn refusals(client: &Client) -> Vec<(Error, &'static str, &'static str)> {
    let iam = client.iam();
    let mut refusals = Vec::new();
    for email in ["", " ", "ada", "@example.com", "ada@", "ada @example.com", "ada@example.com\n"] {
        let query = UnifiedListUsers { email: Some(email.to_owned()), ..UnifiedListUsers::default() };
        refusals.push((iam.users().list(&query).collect().await.unwrap_err(), "iam.users.list", "email"));
        refusals.push((
            iam.users().get(email, &Default::default()).await.unwrap_err(),
            "iam.users.get",
            "id",
        ));
        let query = UnifiedCheckPermissions::new(email, "5001");
        refusals.push((iam.check_permissions(&query).await.unwrap_err(), "iam.check_permissions", "user_id"));
    }
    for id in ["", "Admin", "basic ", "viewer", "editor", "admin-level:100", "admin-level:", "unmapped_value"]
    {
        refusals.push((iam.roles().get(id, &Default::default()).await.unwrap_err(), "iam.roles.get", "id"));
    }
    for id in [
        "",
        "Admin",
        "admin-level:",
        "admin-level:x",
        "admin-level: 1",
        "Admin-Level:100",
        "admin-level:99999999999999999999",
    ] {
        let extended = UnifiedGetRole { extended: Some(true) };
        refusals.push((iam.roles().get(id, &extended).await.unwrap_err(), "iam.roles.get", "id"));
    }
    for resource_type in ["", "folder", "Shared_Folder", "shared_folder ", "site"] {
        let resource_type = Some(resource_type.to_owned());
        let users = UnifiedListResourceUsers { resource_type: resource_type.clone(), ..Default::default() };
        let error = iam.list_resource_users(&users).collect().await.unwrap_err();
        refusals.push((error, "iam.list_resource_users", "resource_type"));
        let groups = UnifiedListResourceGroups { resource_type: resource_type.clone(), ..Default::default() };
        let error = iam.list_resource_groups(&groups).collect().await.unwrap_err();
        refusals.push((error, "iam.list_resource_groups", "resource_type"));
        let check = UnifiedCheckPermissions {
            resource_type,
            ..UnifiedCheckPermissions::new("ada@example.com", "5001")
        };
        refusals.push((
            iam.check_permissions(&check).await.unwrap_err(),
            "iam.check_permissions",
            "resource_type",
        ));
    }
    for action in ["", "Read", "administer"] {
        let action = Some(IamAction::Other(action.to_owned()));
        let check =
            UnifiedCheckPermissions { action, ..UnifiedCheckPermissions::new("ada@example.com", "5001") };
        refusals.push((iam.check_permissions(&check).await.unwrap_err(), "iam.check_permissions", "action"));
    }
    let check = UnifiedCheckPermissions::new("ada@example.com", " ");
    refusals.push((iam.check_permissions(&check).await.unwrap_err(), "iam.check_permissions", "resource_id"));
    refusals.push((iam.groups().get(" ").await.unwrap_err(), "iam.groups.get", "id"));
    refusals.push((
        iam.organizations().get("", &Default::default()).await.unwrap_err(),
        "iam.organizations.get",
        "id",
    ));
    refusals
}

/// What is not there is not found: an error of its own, and never an empty answer.
#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let bench = bench().await;
    let extended = || Some(true);
    for (number, client) in crate::common::view::stances(&bench).iter().enumerate() {
        let iam = client.iam();
        let mut errors = vec![iam.users().get("nobody@example.com", &Default::default()).await.unwrap_err()];
        if number < 2 {
            errors.push(iam.groups().get("eng").await.unwrap_err());
            errors.push(iam.groups().get("Nobody's").await.unwrap_err());
            errors.push(iam.organizations().get("1", &Default::default()).await.unwrap_err());
            let folder = |id: &str| UnifiedListResourceUsers {
                resource_id: Some(id.to_owned()),
                ..Default::default()
            };
            errors.push(iam.list_resource_users(&folder("9999")).collect().await.unwrap_err());
            errors.push(iam.list_resource_users(&folder("")).collect().await.unwrap_err());
            let folder =
                UnifiedListResourceGroups { resource_id: Some("9999".to_owned()), ..Default::default() };
            errors.push(iam.list_resource_groups(&folder).collect().await.unwrap_err());
            let check = |user: &str, folder: &str| UnifiedCheckPermissions::new(user, folder);
            errors.push(iam.check_permissions(&check("ada@example.com", "9999")).await.unwrap_err());
            errors.push(iam.check_permissions(&check("nobody@example.com", "5001")).await.unwrap_err());
        }
        if number != 1 {
            let role = UnifiedGetRole { extended: extended() };
            errors.push(iam.roles().get("admin-level:999", &role).await.unwrap_err());
            for id in ["9999", "x", "+5501", "05501", "-5501"] {
                let organization = lastpass_admin::UnifiedGetOrganization { extended: extended() };
                match iam.organizations().get(id, &organization).await {
                    Ok(found) => panic!("{id:?} is {found:?}"),
                    Err(error) => errors.push(error),
                }
            }
        }
        for error in errors {
            assert_eq!(
                (error.kind(), error.delivery()),
                (ErrorKind::NotFound, Delivery::Answered),
                "{error}"
            );
            assert!(error.operation().unwrap().starts_with("iam."), "{error}");
        }
    }
}

/// A vendor that repeats what it was sent, secrets and all.
#[tokio::test]
async fn an_error_does_not_show_a_secret_that_the_vendor_repeats() {
    for status in [
        "200 OK",
        "400 Bad Request",
        "401 Unauthorized",
        "422 Unprocessable Content",
        "500 Internal Server Error",
    ] {
        let echo = move |request: &Received| {
            let text = format!("{} {}", request.head, request.body);
            let body = serde_json::json!({"status": "FAIL", "error": text, "title": text, "detail": text, "errors": [text]});
            Some(reply(status, "application/json", body.to_string()))
        };
        let vendor = Vendor::start(People::default(), echo).await;
        for client in [vendor.both(), vendor.provisioning(), vendor.business()] {
            let client = client.with_options(lastpass_admin::CallOptions::new().max_retries(0));
            for call in CALLS {
                let error =
                    call.run(&client).await.err().unwrap_or_else(|| panic!("{status}: {}", call.name));
                let shown = shown(&error);
                for secret in [PROVHASH, crate::common::stub::API_KEY] {
                    assert!(!shown.contains(secret), "{}: {shown}", call.name);
                }
            }
        }
    }
}
