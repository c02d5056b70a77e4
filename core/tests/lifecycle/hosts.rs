//! Where the credentials go: to the configured hosts, and nowhere else.

use lastpass_admin::{
    Client, CreateManagedCompanyRequest, Credentials, Delivery, ErrorKind, ManagedCompanyType,
};
use lastpass_sandbox::FaultKind;

use crate::common::bench;
use crate::{ADA, get};

#[tokio::test]
async fn an_accepted_change_is_asked_for_on_the_apis_own_host_alone() {
    let bench = bench().await;
    let client = bench.client();
    let request = CreateManagedCompanyRequest::new("Acme North", ManagedCompanyType::from("managed"));
    let accepted = client.managed_companies().create(&request).await.unwrap();
    let answer = client.poll(&accepted).await.unwrap();
    assert_eq!(answer.info.status, 200);
    bench.tenant.quirks(|quirks| quirks.async_url_on_foreign_host = true);
    let request = CreateManagedCompanyRequest::new("Acme South", ManagedCompanyType::from("managed"));
    let foreign = client.managed_companies().create(&request).await.unwrap();
    let error = client.poll(&foreign).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::InvalidArgument, Delivery::NotSent), "{error}");
    assert!(bench.sandbox.foreign_requests().is_empty(), "the key went to another host");
}

#[tokio::test]
async fn no_redirect_is_followed() {
    let bench = bench().await;
    let client = bench.client();
    for status in [301, 302, 303, 307, 308] {
        bench.tenant.clear_requests();
        for target in ["getUser", "getuserdata", "reinviteuser"] {
            bench.inject_once(target, FaultKind::Redirect { status });
        }
        let errors = [
            get(&client).await.unwrap_err(),
            client.provisioning().users().get(ADA).await.unwrap_err(),
            client.provisioning().users().reinvite(ADA).await.unwrap_err(),
        ];
        for error in errors {
            assert_eq!(
                (error.kind(), error.status()),
                (ErrorKind::UnexpectedResponse, Some(status)),
                "{error}"
            );
        }
        assert_eq!(bench.hits(), 3, "{status}");
    }
    assert!(bench.sandbox.foreign_requests().is_empty(), "a credential went to another host");
}

#[tokio::test]
async fn only_https_and_loopback_are_taken() {
    let cases = [
        ("https://api.example.com/business", true),
        ("http://127.0.0.1:9/business", true),
        ("http://[::1]:9/business", true),
        ("http://localhost/business", true),
        ("http://api.lastpass.com/business", false),
        ("http://127.0.0.1.example.com/", false),
        ("http://localhost.example.com/", false),
        ("http://10.0.0.1/business", false),
        ("ftp://127.0.0.1/", false),
        ("api.lastpass.com/business", false),
        ("", false),
    ];
    for (url, taken) in cases {
        let builder =
            || Client::builder().credentials(Credentials::new().api_key("lpkey_x").provisioning(1, "hash"));
        let results = [
            ("business_url", builder().business_url(url).build()),
            ("provisioning_url", builder().provisioning_url(url).build()),
        ];
        for (parameter, result) in results {
            match result {
                Ok(_) => assert!(taken, "{parameter} `{url}` was taken"),
                Err(error) => {
                    assert_eq!((taken, error.parameter()), (false, Some(parameter)), "`{url}`: {error}")
                }
            }
        }
    }
}
