//! Settings of a client.

use std::time::Duration;

use lastpass_admin::{CallOptions, Client, ClientBuilder, Credentials, ErrorKind};

use super::assert_refused;

const KEY: &str = "lpkey_AAAAAAAAAAAA_BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBB";

fn with_key() -> ClientBuilder {
    Client::builder().credentials(Credentials::new().api_key(KEY))
}

fn with(credentials: Credentials) -> ClientBuilder {
    Client::builder().credentials(credentials)
}

#[test]
fn a_bad_setting_is_refused_by_name() {
    let new = Credentials::new;
    let cases = [
        (
            "plain HTTP to the Business API",
            with_key().business_url("http://api.lastpass.com/business"),
            "business_url",
        ),
        ("plain HTTP to a private host", with_key().business_url("http://10.0.0.1/business"), "business_url"),
        (
            "plain HTTP to a name like loopback",
            with_key().business_url("http://localhost.example/b"),
            "business_url",
        ),
        (
            "plain HTTP to a number like loopback",
            with_key().business_url("http://127.0.0.1.example/b"),
            "business_url",
        ),
        (
            "plain HTTP to the Provisioning API",
            with_key().provisioning_url("http://lastpass.com/enterpriseapi.php"),
            "provisioning_url",
        ),
        (
            "another scheme",
            with_key().provisioning_url("ftp://lastpass.com/enterpriseapi.php"),
            "provisioning_url",
        ),
        ("no URL", with_key().business_url("api.lastpass.com"), "business_url"),
        ("a host beyond ASCII", with_key().business_url("https://b\u{fc}cher.example"), "business_url"),
        (
            "a URL with a password",
            with_key().business_url("https://ada:pw@api.lastpass.com/"),
            "business_url",
        ),
        ("a URL with a query", with_key().business_url("https://api.lastpass.com/?a=b"), "business_url"),
        ("an empty key", with(new().api_key("")), "api_key"),
        ("a blank key", with(new().api_key("  ")), "api_key"),
        ("a hash as the key", with(new().api_key("0123456789abcdef0123456789abcdef")), "api_key"),
        ("a key with a line feed", with(new().api_key(format!("{KEY}\n"))), "api_key"),
        ("a key as the hash", with(new().provisioning(4_410_027, KEY)), "provhash"),
        ("an empty hash", with(new().provisioning(4_410_027, "")), "provhash"),
        ("a CID of words", with(new().provisioning("my company", "hash")), "cid"),
        ("a CID with a sign", with(new().provisioning("-5", "hash")), "cid"),
        ("an empty CID", with(new().provisioning("", "hash")), "cid"),
        ("a CID with a fraction", with(new().provisioning("4410027.5", "hash")), "cid"),
        ("a good key and a bad CID", with(new().api_key(KEY).provisioning("x", "hash")), "cid"),
        ("an unknown zone", with_key().time_zone("Mars/Olympus"), "time_zone"),
        ("an abbreviation of a zone", with_key().time_zone("CEST"), "time_zone"),
        ("no zone name", with_key().time_zone(""), "time_zone"),
        ("a rate of nothing", with_key().requests_per_second(0.0), "requests_per_second"),
        ("a negative rate", with_key().requests_per_second(-1.0), "requests_per_second"),
        ("a rate that is no number", with_key().requests_per_second(f64::NAN), "requests_per_second"),
        ("an endless rate", with_key().requests_per_second(f64::INFINITY), "requests_per_second"),
        ("a proxy that is no URL", with_key().proxy("::"), "proxy"),
        ("certificates that are none", with_key().ca_pem("not a certificate"), "ca_pem"),
        (
            "a broken certificate",
            with_key().ca_pem("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"),
            "ca_pem",
        ),
        (
            "a user agent of two lines",
            with_key().user_agent_suffix("my-tool\r\nX-Evil: 1"),
            "user_agent_suffix",
        ),
    ];
    for (name, builder, parameter) in cases {
        let error = builder.build().err().unwrap_or_else(|| panic!("{name}: a client was built"));
        assert_refused(name, &error, parameter);
    }
}

/// A wrong credential is not quoted in its own refusal.
#[test]
fn a_refused_credential_is_not_quoted() {
    let secret = "0123456789abcdef-secret";
    let cases = [
        Credentials::new().api_key(secret),
        Credentials::new().api_key(format!("lpkey_{secret} x")),
        Credentials::new().provisioning(1, format!("lpkey_{secret}")),
    ];
    for credentials in cases {
        let error = with(credentials).build().unwrap_err();
        assert!(!format!("{error} {error:?}").contains(secret), "{error}");
    }
}

#[test]
fn good_settings_build_a_client() {
    let new = Credentials::new;
    let loopback = |url: &str| with_key().business_url(url);
    let cases = [
        ("a key", with_key()),
        ("a CID as a number", with(new().provisioning(4_410_027, "hash"))),
        ("a CID as a text", with(new().provisioning("4410027", "hash"))),
        ("both", with(new().api_key(KEY).provisioning(4_410_027, "hash"))),
        ("a host beyond ASCII", with_key().business_url("https://xn--bcher-kva.example/")),
        ("loopback by number", loopback("http://127.0.0.1:8080/business")),
        ("loopback by another number", loopback("http://127.9.9.9/business")),
        ("loopback of six", loopback("http://[::1]:8080/business")),
        ("loopback by name", loopback("http://localhost:8080/business/")),
        ("another host by HTTPS", loopback("https://api.lastpass.example/business")),
        ("a zone", with_key().time_zone("Europe/Berlin")),
        ("an old zone name", with_key().time_zone("US/Eastern")),
        ("a rate", with_key().requests_per_second(0.5)),
        ("a proxy", with_key().proxy("http://proxy.example:3128")),
        (
            "endless limits",
            with_key().options(CallOptions::new().timeout(Duration::MAX).attempt_timeout(Duration::MAX)),
        ),
    ];
    for (name, builder) in cases {
        builder.build().unwrap_or_else(|error| panic!("{name}: {error}"));
    }
}

#[test]
fn a_client_without_a_credential_is_not_built() {
    for (name, builder) in [("none", Client::builder()), ("empty", with(Credentials::new()))] {
        let error = builder.build().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Configuration, "{name}");
        assert!(error.message().contains("LASTPASS_API_KEY"), "it says what to do: {error}");
    }
}

/// What a provider gives is held to the same rules, when it is asked.
#[tokio::test]
async fn credentials_of_a_provider_are_checked_too() {
    let client = Client::builder()
        .credentials_provider(|| async { Ok::<_, std::io::Error>(Credentials::new().api_key("a hash")) })
        .build()
        .unwrap();
    let error = client.users().get(1).await.unwrap_err();
    assert_refused("a hash from a provider", &error, "api_key");
    assert_eq!(error.operation(), Some("users.get"));
}

#[test]
fn headers_of_the_client_are_not_the_callers() {
    let refused = [
        ("the key", "Authorization", "api-key x"),
        ("the key in another case", "aUTHORIZATION", "api-key x"),
        ("the host", "Host", "evil.example"),
        ("the media type", "Content-Type", "text/plain"),
        ("the length", "Content-Length", "0"),
        ("no name", "", "x"),
        ("a name with a space", "X Trace", "x"),
        ("a name with a line feed", "X-Trace\n", "x"),
        ("a value with a line feed", "X-Trace", "x\r\nAuthorization: api-key y"),
        ("a value with a null", "X-Trace", "\0"),
    ];
    for (name, header, value) in refused {
        let error = CallOptions::new().header(header, value).err().unwrap_or_else(|| panic!("{name}"));
        assert_refused(name, &error, "headers");
    }
    assert!(CallOptions::new().header("X-Trace", "abc").is_ok());
}
