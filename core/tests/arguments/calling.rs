//! Arguments of calls.

use std::future::Future;
use std::pin::Pin;

use lastpass_admin::{
    BatchAddUser, CallOptions, Client, CreateManagedCompanyRequest, CreateUserRequest, DeleteAction,
    EventQuery, GroupChange, ListBillingCycles, ListBillingReports, ManagedCompanyType, PushSite, Result,
    UpdateUser, UpdateUserRequest, UserAccountCreationAction, UserDataQuery,
};
use serde_json::json;

use super::assert_refused;
use crate::common::bench;

pub(crate) type Answer = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// Description, name of the operation, parameter, call.
pub(crate) type Case = (&'static str, &'static str, &'static str, fn(Client) -> Answer);

/// A call that has to be refused.
macro_rules! case {
    ($name:literal, $operation:literal, $parameter:literal, |$client:ident| $call:expr) => {
        ($name, $operation, $parameter, |$client: Client| Box::pin(async move { $call.await.map(drop) }))
    };
}

pub(crate) use case;

pub(crate) async fn assert_all_refused(cases: &[Case]) {
    let bench = bench().await;
    for (name, operation, parameter, call) in cases {
        let error = call(bench.client()).await.err().unwrap_or_else(|| panic!("{name}: it was sent"));
        assert_refused(name, &error, parameter);
        assert_eq!(error.operation(), Some(*operation), "{name}");
    }
    assert_eq!(bench.tenant.all_hits(), [], "nothing reached the server");
}

pub(crate) fn day(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

#[tokio::test]
async fn what_is_no_address_is_refused() {
    let cases: Vec<Case> = vec![
        case!("create", "users.create", "email", |c| {
            let request = CreateUserRequest::new("ada", UserAccountCreationAction::Stage);
            async move { c.users().create(&request).await }
        }),
        case!("update", "users.update", "email", |c| {
            let request = UpdateUserRequest { email: Some("ada@".to_owned()), ..Default::default() };
            async move { c.users().update(1, &request).await }
        }),
        case!("create in a company", "managed_company_users.create", "email", |c| {
            let request = CreateUserRequest::new("@example.com", UserAccountCreationAction::Invite);
            async move { c.managed_company_users().create(1, &request).await }
        }),
        case!("update in a company", "managed_company_users.update", "email", |c| {
            let request =
                UpdateUserRequest { email: Some("a b@example.com".to_owned()), ..Default::default() };
            async move { c.managed_company_users().update(1, 1, &request).await }
        }),
        case!("filter", "provisioning.users.list", "username", |c| {
            let query = UserDataQuery { username: Some("ada".to_owned()), ..Default::default() };
            c.provisioning().users().list(&query).collect()
        }),
        case!("look-up", "provisioning.users.get", "username", |c| c.provisioning().users().get("ada")),
        case!("an empty look-up", "provisioning.users.get", "username", |c| c.provisioning().users().get("")),
        case!("add", "provisioning.users.add", "username", |c| {
            let users = [BatchAddUser::new("ada@example.com"), BatchAddUser::new("bob")];
            async move { c.provisioning().users().add(&users).await }
        }),
        case!("change names", "provisioning.users.update", "username", |c| {
            let user = UpdateUser::new("ada");
            async move { c.provisioning().users().update(&user).await }
        }),
        case!("deactivate", "provisioning.users.deactivate", "username", |c| c
            .provisioning()
            .users()
            .deactivate("ada")),
        case!("remove", "provisioning.users.remove_from_company", "username", |c| c
            .provisioning()
            .users()
            .remove_from_company("ada")),
        case!("delete", "provisioning.users.delete_permanently", "username", |c| c
            .provisioning()
            .users()
            .delete_permanently("ada", "ada")),
        case!("uninvite", "provisioning.users.uninvite", "username", |c| c
            .provisioning()
            .users()
            .uninvite("ada")),
        case!("delete many", "provisioning.users.delete_many", "usernames", |c| c
            .provisioning()
            .users()
            .delete_many(&["ada@example.com", "bob"], DeleteAction::Uninvite, 2)),
        case!("disable", "provisioning.users.disable", "usernames", |c| c
            .provisioning()
            .users()
            .disable(&["ada@example.com", "bob"])),
        case!("enable", "provisioning.users.enable", "usernames", |c| c
            .provisioning()
            .users()
            .enable(&["bob"])),
        case!("invite again", "provisioning.users.reinvite", "username", |c| c
            .provisioning()
            .users()
            .reinvite("ada")),
        case!("reset", "provisioning.users.send_password_reset", "username", |c| c
            .provisioning()
            .users()
            .send_password_reset("ada")),
        case!("require a change", "provisioning.users.require_password_change", "username", |c| c
            .provisioning()
            .users()
            .require_password_change("ada")),
        case!("multifactor", "provisioning.users.disable_mfa", "username", |c| c
            .provisioning()
            .users()
            .disable_mfa("ada")),
        case!("the old address", "provisioning.users.change_email", "old_email", |c| c
            .provisioning()
            .users()
            .change_email("ada", "ada@example.org")),
        case!("the new address", "provisioning.users.change_email", "new_email", |c| c
            .provisioning()
            .users()
            .change_email("ada@example.com", "ada")),
        case!("groups", "provisioning.groups.change_members", "username", |c| {
            let changes = [GroupChange::new("ada")];
            async move { c.provisioning().groups().change_members(&changes).await }
        }),
    ];
    assert_all_refused(&cases).await;
}

#[tokio::test]
async fn a_span_of_time_that_ends_before_it_starts_is_refused() {
    let cases: Vec<Case> = vec![
        case!("billing", "reports.list_billing_records", "end_date", |c| {
            let query = ListBillingReports::new(day("2026-04-30"), day("2026-04-29"));
            c.reports().list_billing_records(&query).collect()
        }),
        case!("events in local time", "provisioning.events.list", "to", |c| {
            let (from, to) = ("2024-05-02 10:00:00".parse().ok(), "2024-05-02 09:59:59".parse().ok());
            c.provisioning().events().list(&EventQuery { from, to, ..EventQuery::default() }).collect()
        }),
        case!("events at instants", "provisioning.events.list", "to", |c| {
            let (from, to) =
                ("2024-05-02T10:00:00+02:00".parse().ok(), "2024-05-02T09:00:00+02:00".parse().ok());
            c.provisioning().events().list(&EventQuery { from, to, ..EventQuery::default() }).collect()
        }),
        // 10:00 in New York is 14:00 UTC.
        case!("events in both ways", "provisioning.events.list", "to", |c| {
            let (from, to) = ("2024-05-02 10:00:00".parse().ok(), "2024-05-02T13:59:59Z".parse().ok());
            c.provisioning().events().list(&EventQuery { from, to, ..EventQuery::default() }).collect()
        }),
    ];
    assert_all_refused(&cases).await;
}

#[tokio::test]
async fn what_is_missing_or_out_of_bounds_is_refused() {
    let cases: Vec<Case> = vec![
        case!("no cycles", "reports.list_billing_cycles", "number_of_cycles", |c| {
            let query = ListBillingCycles { number_of_cycles: Some(0) };
            async move { c.reports().list_billing_cycles(&query).await }
        }),
        case!("a thirteenth cycle", "reports.list_billing_cycles", "number_of_cycles", |c| {
            let query = ListBillingCycles { number_of_cycles: Some(13) };
            async move { c.reports().list_billing_cycles(&query).await }
        }),
        case!("a company without a name", "managed_companies.create", "name", |c| {
            let request = CreateManagedCompanyRequest::new(" ", ManagedCompanyType::Managed);
            async move { c.managed_companies().create(&request).await }
        }),
        case!("a group without a name", "provisioning.groups.get", "name", |c| c
            .provisioning()
            .groups()
            .get("")),
        case!("a folder without an id", "provisioning.shared_folders.get", "id", |c| c
            .provisioning()
            .shared_folders()
            .get("")),
        case!("a site for nobody", "provisioning.sites.push", "users", |c| {
            let site = PushSite::new("", "https://portal.example", "Portal");
            async move { c.provisioning().sites().push(&site).await }
        }),
        case!("a site without a URL", "provisioning.sites.push", "url", |c| {
            let site = PushSite::new("all", "", "Portal");
            async move { c.provisioning().sites().push(&site).await }
        }),
        case!("a site without a name", "provisioning.sites.push", "name", |c| {
            let site = PushSite::new("all", "https://portal.example", "");
            async move { c.provisioning().sites().push(&site).await }
        }),
        case!(
            "a confirmation that differs",
            "provisioning.users.delete_permanently",
            "confirm_username",
            |c| c.provisioning().users().delete_permanently("ada@example.com", "bob@example.com")
        ),
        case!("a confirmation left out", "provisioning.users.delete_permanently", "confirm_username", |c| c
            .provisioning()
            .users()
            .delete_permanently("ada@example.com", "")),
        case!("more than the caller's bound", "provisioning.users.delete_many", "usernames", |c| c
            .provisioning()
            .users()
            .delete_many(&["a@b.example", "c@d.example"], DeleteAction::Deactivate, 1)),
        case!("nobody to delete", "provisioning.users.delete_many", "usernames", |c| c
            .provisioning()
            .users()
            .delete_many(&[""; 0], DeleteAction::Deactivate, 9)),
        case!("nobody to disable", "provisioning.users.disable", "usernames", |c| c
            .provisioning()
            .users()
            .disable(&[""; 0])),
        case!("nobody to add", "provisioning.users.add", "users", |c| {
            async move { c.provisioning().users().add(&[]).await }
        }),
        case!("nobody to change", "provisioning.groups.change_members", "changes", |c| {
            async move { c.provisioning().groups().change_members(&[]).await }
        }),
    ];
    assert_all_refused(&cases).await;
}

#[tokio::test]
async fn a_name_to_find_must_not_be_empty() {
    let bench = bench().await;
    let error = bench.client().managed_companies().find_by_name("").await.unwrap_err();
    assert_refused("find_by_name", &error, "name");
    assert_eq!(bench.hits(), 0);
}

/// There is no default zone: a report without one is refused, and one can be named per call.
#[tokio::test]
async fn an_event_report_without_a_zone_is_refused() {
    let bench = bench().await;
    let client = Client::builder()
        .credentials(bench.credentials())
        .provisioning_url(bench.sandbox.provisioning_url())
        .no_proxy()
        .build()
        .unwrap();
    let error = client.provisioning().events().list(&EventQuery::default()).collect().await.unwrap_err();
    assert_refused("no zone", &error, "time_zone");
    assert_eq!((error.operation(), bench.hits()), (Some("provisioning.events.list"), 0));
    let named = client.with_options(CallOptions::new().time_zone("America/New_York").unwrap());
    named.provisioning().events().list(&EventQuery::default()).next_page().await.unwrap();
    let error = CallOptions::new().time_zone("Berlin").err().unwrap();
    assert_refused("an unknown zone for one call", &error, "time_zone");
}

#[tokio::test]
async fn a_raw_request_is_checked_too() {
    let bench = bench().await;
    let client = bench.client();
    let requests = [
        ("a relative path", "GET", "v1/users", "path"),
        ("another path", "GET", "/v2/users", "path"),
        ("a whole URL", "GET", "https://evil.example/v1/users", "path"),
        ("a path upwards", "GET", "/v1/../../enterpriseapi.php", "path"),
        ("a path upwards in disguise", "GET", "/v1/%2e%2E/.%2e/enterpriseapi.php", "path"),
        ("a path upwards by backslashes", "GET", "/v1/..\\..\\enterpriseapi.php", "path"),
        ("a path with a query", "GET", "/v1/users?name=ada", "path"),
        ("a path with a fragment", "GET", "/v1/users#x", "path"),
        ("another method", "TRACE", "/v1/users", "method"),
        ("no method", "", "/v1/users", "method"),
    ];
    for (name, method, path, parameter) in requests {
        let error = client.request(method, path, &[], None).await.unwrap_err();
        assert_refused(name, &error, parameter);
    }
    let data = json!({"username": "ada@example.com"});
    let commands = [
        ("no command", "", None, "command"),
        ("a command with a quote", "get\"userdata", None, "command"),
        ("a deletion without an action", "deluser", Some(&data), "data"),
        ("a deletion of nobody", "deluser", None, "data"),
    ];
    for (name, command, data, parameter) in commands {
        let error = client.command(command, data).await.unwrap_err();
        assert_refused(name, &error, parameter);
    }
    assert_eq!(bench.tenant.all_hits(), []);
}
