//! What goes out: the key and where it goes, bodies, paths.

use lastpass_admin::{
    Client, CreateManagedCompanyRequest, CreateUserRequest, Credentials, ErrorKind, ListUsers,
    ManagedCompanyStatus, ManagedCompanyType, ReplaceManagedCompanyRequest, UpdateManagedCompanyRequest,
    UpdateUserRequest, UserAccountCreationAction,
};
use lastpass_sandbox::{FaultKind, PatchMediaType};
use serde_json::json;

use crate::capture;
use crate::common::bench;

/// Business rule 1: the scheme is `api-key` in lower case.
#[tokio::test]
async fn rule_01_the_key_goes_out_with_its_scheme_in_lower_case() {
    let bench = bench().await;
    bench.client().users().get(80_001).await.unwrap();
    let expected = format!("api-key {}", bench.tenant.api_key());
    assert_eq!(bench.last("getUser").header("authorization"), Some(expected.as_str()));
}

/// Business rule 1: only the prefix is checked, and a credential of the other API is named before anything is sent.
#[test]
fn rule_01_a_credential_of_the_other_api_is_refused_by_name() {
    let new = Credentials::new;
    let cases = [
        ("a hash as the key", new().api_key("0123456789abcdef"), Some(("api_key", "provisioning hash"))),
        ("a key as the hash", new().provisioning(1, "lpkey_a_b"), Some(("provhash", "API key"))),
        ("a short key", new().api_key("lpkey_x"), None),
        ("a key of the documented form", new().api_key(format!("lpkey_{:012}_{:032}", 1, 2)), None),
    ];
    for (name, credentials, refused) in cases {
        let built = Client::builder().credentials(credentials).build();
        let found = built.as_ref().err().map(|error| (error.parameter().unwrap(), error.message()));
        match (refused, found) {
            (None, None) => {}
            (Some((parameter, words)), Some((named, message))) => {
                assert_eq!(named, parameter, "{name}");
                assert!(message.contains(words), "{name}: {message}");
            }
            (_, found) => panic!("{name}: {found:?}"),
        }
    }
}

/// Business rule 2: the key is in no log, error or `Debug` text; URLs are logged without query values, bodies not at all.
#[tokio::test]
async fn rule_02_neither_the_key_nor_personal_data_is_printed() {
    let bench = bench().await;
    capture::start();
    let client = bench.client();
    let query = ListUsers { email: Some("needle%@example.com".to_owned()), ..ListUsers::default() };
    let create = CreateUserRequest::new("needle@example.com", UserAccountCreationAction::Stage);
    let mut printed = format!("{client:?} {client:#?} {:?} {:?}", bench.credentials(), bench.builder());
    client.users().list(&query).collect().await.unwrap();
    client.users().create(&create).await.unwrap();
    bench.inject("any", FaultKind::Html);
    let error = client.users().create(&create).await.unwrap_err();
    printed.push_str(&format!("{error} {error:?} {error:#?}"));
    let logged = capture::lines().join("\n");
    assert!(logged.contains("users.list") && logged.contains("/v1/users"), "calls are logged");
    printed.push_str(&logged);
    let key = bench.tenant.api_key();
    for secret in [key.as_str(), &bench.tenant.provhash(), "needle"] {
        assert!(!printed.contains(secret), "{secret} in {printed}");
    }
}

/// Business rule 3: the key goes to no other host, neither by a redirect nor by the URL of an accepted change.
#[tokio::test]
async fn rule_03_the_key_goes_to_no_other_host() {
    let bench = bench().await;
    let client = bench.client();
    for status in [301, 302, 307, 308] {
        bench.tenant.clear_faults();
        bench.inject("any", FaultKind::Redirect { status });
        let error = client.users().list(&ListUsers::default()).collect().await.unwrap_err();
        assert_eq!((error.kind(), error.status()), (ErrorKind::UnexpectedResponse, Some(status)), "{error}");
    }
    bench.tenant.clear_faults();
    bench.tenant.quirks(|quirks| quirks.async_url_on_foreign_host = true);
    let company = CreateManagedCompanyRequest::new("New Child", ManagedCompanyType::Managed);
    let accepted = client.managed_companies().create(&company).await.unwrap();
    assert!(accepted.url().unwrap().starts_with(bench.sandbox.foreign_origin()), "handed out as it is");
    let error = client.poll(&accepted).await.unwrap_err();
    assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("accepted")), "{error}");
    assert_eq!(bench.sandbox.foreign_requests(), []);
}

/// Business rule 3: on the API's own host the URL is asked as it came, with the key.
#[tokio::test]
async fn rule_03_an_accepted_change_is_polled_at_its_url() {
    let bench = bench().await;
    bench.tenant.quirks(|quirks| quirks.company_change_delay_ms = None);
    let client = bench.client();
    let company = CreateManagedCompanyRequest::new("New Child", ManagedCompanyType::Managed);
    let accepted = client.managed_companies().create(&company).await.unwrap();
    let asked = client.poll(&accepted).await.unwrap();
    assert_eq!(asked.body, Some(json!({"request": accepted.id(), "done": false})));
    bench.tenant.flush_company_changes();
    let asked = client.poll(&accepted).await.unwrap();
    assert_eq!(asked.body, Some(json!({"request": accepted.id(), "done": true})));
}

/// Business rule 9: PUT sends all three members.
#[tokio::test]
async fn rule_09_put_sends_all_three_members() {
    let bench = bench().await;
    let request = ReplaceManagedCompanyRequest::new(30, ManagedCompanyStatus::Active, Vec::new());
    bench.client().managed_companies().replace(5501, &request).await.unwrap();
    let sent = bench.last("updateManagedCompany");
    assert_eq!(sent.method, "PUT");
    assert_eq!(sent.body, Some(json!({"licenseLimit": 30, "status": "active", "addons": []})));
}

/// Business rule 9: every PATCH has the media type of the one switch.
#[tokio::test]
async fn rule_09_every_patch_has_the_media_type_of_the_switch() {
    let bench = bench().await;
    let client = bench.client();
    let name = UpdateUserRequest { name: Some("Ada".to_owned()), ..UpdateUserRequest::default() };
    let limit = UpdateManagedCompanyRequest { license_limit: Some(7), ..Default::default() };
    let child = bench.tenant.company_users(5501)[0].id;
    client.users().update(80_001, &name).await.unwrap();
    client.managed_company_users().update(5501, child, &name).await.unwrap();
    client.managed_companies().update(5501, &limit).await.unwrap();
    for operation in
        ["partiallyUpdateUser", "partiallyUpdateManagedCompanyUser", "partiallyUpdateManagedCompany"]
    {
        assert_eq!(bench.last(operation).header("content-type"), Some("application/json"), "{operation}");
    }
    bench.tenant.quirks(|quirks| quirks.patch_media_type = PatchMediaType::MergePatch);
    let error = client.users().update(80_001, &name).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::UnsupportedMediaType, "{error}");
}

/// Business rule 19: no hand-written source names a path; all come from the tables made of the contract.
#[test]
fn rule_19_no_hand_written_source_names_a_path() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root.clone()];
    let mut read = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.extend((!path.ends_with("generated")).then_some(path));
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            read += 1;
            let code = text.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            let named: Vec<_> =
                code.filter(|line| line.contains("\"/v1/") && !line.contains("\"/v1/\"")).collect();
            assert_eq!(named, [""; 0], "{}", path.display());
        }
    }
    assert!(read > 20, "{read} sources in {}", root.display());
}
