//! The unified view by the names of its operations, against the sandbox.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use lastpass_admin::erased::{Reader, Record};
use lastpass_admin::{Client, Credentials, Delivery, ErrorKind, IamPermissionCheck, IamUser};
use lastpass_dispatch::{Answer, Call, call, operations};
use lastpass_sandbox::{Sandbox, Tenant, TenantOptions};
use serde_json::{Value, json};

async fn start() -> (Sandbox, Tenant, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let credentials =
        Credentials::new().api_key(tenant.api_key()).provisioning(tenant.cid(), tenant.provhash());
    let client = Client::builder()
        .credentials(credentials)
        .business_url(sandbox.business_url())
        .provisioning_url(sandbox.provisioning_url())
        .time_zone(tenant.options().time_zone.name())
        .no_proxy();
    (sandbox, tenant, client.build().unwrap())
}

fn called(client: &Client, operation: &str, arguments: Value) -> Call {
    call(client, operation, arguments.as_object().unwrap().clone()).unwrap().unwrap()
}

async fn records(client: &Client, operation: &str, arguments: Value) -> Vec<Record> {
    let Call::List(list) = called(client, operation, arguments) else { panic!("{operation} is no list") };
    let records = Reader::new(list).take_rest().await.unwrap();
    (0..records.len()).filter_map(|place| records.get(place)).collect()
}

async fn record(client: &Client, operation: &str, arguments: Value) -> Record {
    let Call::One(answer) = called(client, operation, arguments) else { panic!("{operation} is a list") };
    let Answer::Record(record) = answer.await.unwrap() else { panic!("{operation} answers no record") };
    record
}

#[test]
fn every_operation_of_the_view_is_known_by_its_name() {
    let expected = [
        "iam.check_permissions",
        "iam.groups.get",
        "iam.groups.list",
        "iam.list_resource_groups",
        "iam.list_resource_types",
        "iam.list_resource_users",
        "iam.me",
        "iam.organizations.get",
        "iam.organizations.list",
        "iam.roles.get",
        "iam.roles.list",
        "iam.users.get",
        "iam.users.list",
    ];
    let mut known: Vec<&str> = operations().filter(|name| name.starts_with("iam.")).collect();
    known.sort_unstable();
    assert_eq!(known, expected);
}

#[tokio::test]
async fn an_argument_reaches_its_operation() {
    let (_sandbox, tenant, client) = start().await;
    tenant.set_invited(vec!["new@example.com".to_owned()]);
    let cid = tenant.cid().to_string();
    let lists = [
        ("iam.users.list", json!({}), 50),
        ("iam.users.list", json!({"email": "ADA@example.com"}), 1),
        ("iam.users.list", json!({"include_invited": true, "page_size": 7}), 51),
        (
            "iam.users.list",
            json!({"include_invited": false, "page_token": "index:4:10", "page_size": 10}),
            10,
        ),
        ("iam.roles.list", json!({}), 2),
        ("iam.roles.list", json!({"extended": true}), 2 + tenant.admin_levels().len()),
        ("iam.organizations.list", json!({"extended": false}), 1),
        ("iam.list_resource_users", json!({"resource_id": "5002", "resource_type": "shared_folder"}), 2),
        ("iam.list_resource_users", json!({"resource_id": "5002", "super_admins": true}), 0),
    ];
    for (operation, arguments, expected) in lists {
        assert_eq!(
            records(&client, operation, arguments.clone()).await.len(),
            expected,
            "{operation} {arguments}"
        );
    }
    let ones = [
        ("iam.me", json!({}), "IamCredentials"),
        ("iam.users.get", json!({"id": "ada@example.com", "split_names": true}), "IamUser"),
        ("iam.groups.get", json!({"id": "Eng"}), "IamGroup"),
        ("iam.roles.get", json!({"id": "admin"}), "IamRole"),
        ("iam.organizations.get", json!({"id": cid}), "IamOrganization"),
        (
            "iam.check_permissions",
            json!({"user_id": "ada@example.com", "resource_id": "5002"}),
            "IamPermissionCheck",
        ),
    ];
    for (operation, arguments, name) in ones {
        assert_eq!(record(&client, operation, arguments).await.type_name(), name, "{operation}");
    }
    let Call::One(types) = called(&client, "iam.list_resource_types", json!({})) else { panic!("a list") };
    let Answer::Texts(types) = types.await.unwrap() else { panic!("no texts") };
    assert_eq!(types, ["shared_folder"]);
}

#[tokio::test]
async fn a_record_is_of_the_type_of_the_core() {
    let (_sandbox, _tenant, client) = start().await;
    let ada =
        record(&client, "iam.users.get", json!({"id": "ada@example.com"})).await.cast::<IamUser>().unwrap();
    assert_eq!(ada.unified_custom_fields().unwrap().source().unwrap().as_str(), "both");
    let arguments = json!({"user_id": "bob@example.com", "resource_id": "5002", "action": "write"});
    let check =
        record(&client, "iam.check_permissions", arguments).await.cast::<IamPermissionCheck>().unwrap();
    assert_eq!((check.allowed(), check.action().unwrap().as_str()), (Some(false), "write"));
}

#[tokio::test]
async fn a_wrong_argument_is_refused_by_its_name() {
    let (_sandbox, tenant, client) = start().await;
    let cases = [
        ("iam.users.get", json!({}), "id"),
        ("iam.users.get", json!({"id": 5}), "id"),
        ("iam.users.list", json!({"email": true}), "email"),
        ("iam.users.list", json!({"page_size": "10"}), "page_size"),
        ("iam.users.list", json!({"updated_after": "2026-01-01"}), "updated_after"),
        ("iam.users.list", json!({"next": "start"}), "next"),
        ("iam.users.list", json!({"extended": "yes"}), "extended"),
        ("iam.groups.list", json!({"page_size": 10}), "page_size"),
        ("iam.roles.get", json!({"id": "admin", "name": "x"}), "name"),
        ("iam.check_permissions", json!({"user_id": "ada@example.com"}), "resource_id"),
        ("iam.check_permissions", json!({"email": "ada@example.com", "resource_id": "5001"}), "user_id"),
        ("iam.list_resource_users", json!({"super_admins": 1}), "super_admins"),
        ("iam.me", json!({"id": "x"}), "id"),
    ];
    for (operation, arguments, parameter) in cases {
        let error = call(&client, operation, arguments.as_object().unwrap().clone()).err();
        let error = error.unwrap_or_else(|| panic!("{operation} took {arguments}"));
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some(parameter)),
            "{error}"
        );
        assert_eq!((error.operation(), error.delivery()), (Some(operation), Delivery::NotSent), "{error}");
    }
    // What has the right type and is wrong all the same is refused by the operation itself.
    let Call::One(answer) = called(&client, "iam.roles.get", json!({"id": "viewer"})) else {
        panic!("a list")
    };
    let error = answer.await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::InvalidArgument, Some("iam.roles.get")));
    assert_eq!(tenant.all_hits(), []);
}
