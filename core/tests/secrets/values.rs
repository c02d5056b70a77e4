//! Settings, requests and items, printed or panicked over.

use std::collections::BTreeMap;
use std::panic::AssertUnwindSafe;

use lastpass_admin::{BatchAddUser, CallOptions, Client, Credentials, Error, Item, Secret, UserDataQuery};

use super::errors::echoing;
use crate::common::bench;
use crate::stub::{API_KEY, CID, PROVHASH};
use crate::{
    HEADER_VALUE, PROXY_PASSWORD, SITE_PASSWORD, STORED_PASSWORD, USER_PASSWORD, assert_clean,
    assert_clean_debug, assert_clean_error, credentials, options, site, zoe,
};

#[tokio::test]
async fn what_holds_a_secret_does_not_print_it() {
    let builder = Client::builder()
        .credentials(credentials())
        .proxy(format!("http://ops:{PROXY_PASSWORD}@127.0.0.1:9"))
        .options(options());
    assert_clean_debug("the credentials", &credentials());
    assert_clean_debug("the builder", &builder);
    assert_clean_debug("the options of a call", &options());
    let client = builder.build().unwrap();
    assert_clean_debug("the client", &client);
    assert_clean_debug("a client with options", &client.with_options(options()));
    assert_clean_debug("a resource", &client.provisioning().users());
    assert_clean_debug("a list", &client.provisioning().users().list(&UserDataQuery::default()));
    assert_clean_debug("a secret", &Secret::from(USER_PASSWORD));
    assert_clean_debug("a user to add", &zoe());
    assert_clean_debug("a site to push", &site());
    assert!(format!("{:?}", zoe()).contains("zoe@example.com"), "all else is shown");
}

/// Provisioning rule 13: `attribs` may hold passwords.
#[test]
fn a_password_among_the_attributes_of_a_request_is_not_printed() {
    for name in ["password", "Password"] {
        let attribs = BTreeMap::from([(name.to_owned(), STORED_PASSWORD.to_owned())]);
        assert_clean_debug(
            "a user to add",
            &BatchAddUser { attribs, ..BatchAddUser::new("zoe@example.com") },
        );
    }
}

#[tokio::test]
async fn a_refused_setting_does_not_show_its_value() {
    let with = |credentials: Credentials| Client::builder().credentials(credentials).build().unwrap_err();
    let wrong =
        |key: &str| Client::builder().credentials(credentials()).provisioning_url(key).build().unwrap_err();
    let provider = Client::builder()
        .credentials_provider(|| async { Ok::<_, Error>(Credentials::new().api_key(PROVHASH)) })
        .build()
        .unwrap();
    let errors = [
        ("a hash as a key", with(Credentials::new().api_key(PROVHASH))),
        ("a key as a hash", with(Credentials::new().provisioning(CID, API_KEY))),
        ("a key with white space", with(Credentials::new().api_key(format!("{API_KEY}\n")))),
        ("a hash as a cid", with(Credentials::new().provisioning(PROVHASH, "x"))),
        ("a URL with a password", wrong(&format!("https://ops:{PROXY_PASSWORD}@lastpass.com/"))),
        ("plain HTTP with a query", wrong(&format!("http://lastpass.com/?hash={PROVHASH}"))),
        (
            "a proxy that is none",
            Client::builder()
                .credentials(credentials())
                .proxy(format!("http://ops:{PROXY_PASSWORD}@:x"))
                .build()
                .unwrap_err(),
        ),
        (
            "a header that is none",
            CallOptions::new().header("X-Token", &format!("{HEADER_VALUE}\n")).unwrap_err(),
        ),
        ("provided credentials", provider.check().await.unwrap_err()),
    ];
    for (what, error) in errors {
        assert_clean_error(what, &error);
    }
}

#[tokio::test]
async fn a_stored_password_is_in_no_form_of_an_item_or_of_a_raw_answer() {
    let bench = bench().await;
    for (email, name) in [("ada@example.com", "password"), ("eve@example.com", "PASSWORD")] {
        assert!(bench.tenant.set_attrib(email, name, STORED_PASSWORD));
    }
    let client = bench.client();
    let mut page = client.provisioning().users().list(&UserDataQuery::default());
    let page = page.next_page().await.unwrap().unwrap();
    assert_clean_debug("a page", &page);
    for user in &page {
        let copy = user.detach();
        assert_clean_debug("a user", &user);
        assert_clean_debug("a copy", &copy);
        assert_clean("JSON", &format!("{} {}", user.to_json(), serde_json::to_string(&copy).unwrap()));
        assert_clean("members", &format!("{:?} {:?}", user.extra(), user.attribs().collect::<Vec<_>>()));
    }
    let raw = client.command("getuserdata", None).await.unwrap();
    assert_clean("a raw answer", &raw.to_string());
    assert_eq!(raw["Users"]["700101"]["attribs"]["Department"], "R&D", "all else is kept");
}

type Panics = Box<dyn FnOnce()>;

#[tokio::test]
async fn a_panic_over_a_value_of_this_library_shows_no_secret() {
    let stub = echoing("200 OK", false).await;
    let client = stub.client();
    let error = client.provisioning().users().add(&[zoe()]).await.unwrap_err();
    let failed = client.provisioning().sites().push(&site()).await;
    let builder = Client::builder().credentials(credentials());
    let panics: [(&str, Panics); 5] = [
        (
            "assert_eq of secrets",
            Box::new(|| assert_eq!(Secret::from(USER_PASSWORD), Secret::from(SITE_PASSWORD))),
        ),
        ("assert_eq of requests", Box::new(|| assert_eq!(zoe(), BatchAddUser { password: None, ..zoe() }))),
        ("panic with an error", Box::new(move || panic!("{error:?}"))),
        ("unwrap", Box::new(move || drop(failed.unwrap()))),
        ("panic with a builder", Box::new(move || panic!("{builder:?}"))),
    ];
    for (what, panics) in panics {
        let payload = std::panic::catch_unwind(AssertUnwindSafe(panics)).expect_err(what);
        let shown = payload.downcast_ref::<String>().unwrap_or_else(|| panic!("{what}: no message"));
        assert_clean(what, shown);
    }
}
