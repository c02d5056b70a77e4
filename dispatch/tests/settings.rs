//! Settings of a client and options of a call, by their names.

// clippy.toml allows it in test functions; helpers of tests are none.
#![allow(clippy::unwrap_used)]

use std::time::Duration;

use lastpass_admin::{CallOptions, Client, Credentials, Error};
use lastpass_dispatch::settings::{apply, options};
use serde_json::{Map, Value, json};

fn members(value: &Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn client(settings: &Value) -> Result<Client, Error> {
    let credentials = Credentials::new().api_key("lpkey_0123456789");
    apply(Client::builder().credentials(credentials), members(settings))?.build()
}

#[test]
fn every_option_sets_what_it_says() {
    let seconds = Duration::from_secs;
    let none = CallOptions::new;
    let cases = [
        (json!({}), none()),
        (json!({ "timeout": null, "headers": null, "time_zone": null }), none()),
        (json!({ "timeout": 20 }), none().timeout(seconds(20))),
        (json!({ "timeout": 0.25 }), none().timeout(Duration::from_millis(250))),
        (json!({ "attempt_timeout": 2 }), none().attempt_timeout(seconds(2))),
        (json!({ "connect_timeout": 3 }), none().connect_timeout(seconds(3))),
        (json!({ "read_timeout": 4 }), none().read_timeout(seconds(4))),
        (json!({ "chunk_pause": 0 }), none().chunk_pause(seconds(0))),
        (json!({ "max_retries": 0 }), none().max_retries(0)),
        (json!({ "chunk_size": 7 }), none().chunk_size(7)),
        (json!({ "gone_is_deleted": true }), none().gone_is_deleted(true)),
        (json!({ "headers": { "x-request-id": "1" } }), none().header("x-request-id", "1").unwrap()),
        (json!({ "query": { "page": "1" } }), none().query("page", "1")),
        (json!({ "time_zone": "Europe/Berlin" }), none().time_zone("Europe/Berlin").unwrap()),
    ];
    for (given, expected) in cases {
        assert_eq!(format!("{:?}", options(members(&given)).unwrap()), format!("{expected:?}"), "{given}");
    }
}

#[test]
fn every_setting_is_taken_and_what_is_not_given_stays() {
    let all = json!({
        "business_url": "http://localhost:1/business",
        "provisioning_url": "http://localhost:2/enterpriseapi.php",
        "api_user": "nightly",
        "time_zone": "US/Eastern",
        "read_only": true,
        "requests_per_second": 5,
        "user_agent_suffix": "my-tool/1.2",
        "backoff": { "base": 0.5, "cap": 8, "longest_asked": 60 },
        "proxy": "http://localhost:3128",
        "no_proxy": false,
        "ca_pem": "",
        "timeout": 20,
    });
    let printed = format!("{:?}", apply(Client::builder(), members(&all)).unwrap());
    for part in ["localhost:1/", "localhost:2/", "read_only: true", "operation: Some(20s)"] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    client(&all).unwrap();
    let kept = apply(Client::builder().read_only(true).business_url("http://localhost:1"), Map::new());
    let kept = format!("{:?}", kept.unwrap());
    assert!(kept.contains("read_only: true") && kept.contains("localhost:1"), "{kept}");
}

#[test]
fn what_is_wrong_is_refused_by_its_name() {
    let unknown = "there is no argument of this name; there are";
    let options_are = "`timeout`, `attempt_timeout`, `connect_timeout`, `read_timeout`, `chunk_pause`, `max_retries`, \
         `chunk_size`, `gone_is_deleted`, `headers`, `query`";
    let settings_are = "`business_url`, `provisioning_url`, `api_user`, `time_zone`, `read_only`, `requests_per_second`, \
         `user_agent_suffix`, `backoff`, `proxy`, `no_proxy`, `ca_pem`";
    let of_options = [
        (json!({ "timeot": 5 }), format!("timeot: {unknown} {options_are}, `time_zone`")),
        (json!({ "timeout": -1 }), "timeout: must be a number of seconds, from 0 up".to_owned()),
        (json!({ "timeout": 1e300 }), "timeout: must be a number of seconds, from 0 up".to_owned()),
        (json!({ "timeout": "5" }), "timeout: must be a number of seconds, not a text".to_owned()),
        (json!({ "max_retries": -1 }), "max_retries: must be from 0 to 4294967295".to_owned()),
        (
            json!({ "max_retries": 1.5 }),
            "max_retries: must be a whole number, not a decimal number".to_owned(),
        ),
        (json!({ "headers": { "x": 5 } }), "headers.x: must be a text, not a whole number".to_owned()),
        (json!({ "headers": { "Host": "x" } }), "headers: `Host`: is set by the client".to_owned()),
    ];
    for (given, expected) in of_options {
        assert_eq!(options(members(&given)).unwrap_err().to_string(), expected, "{given}");
    }
    let of_settings = [
        (json!({ "api_key": "x" }), format!("api_key: {unknown} {settings_are}, {options_are}")),
        (json!({ "read_only": "yes" }), "read_only: must be true or false, not a text".to_owned()),
        (json!({ "backoff": { "base": 1, "cap": 2 } }), "backoff.longest_asked: is not given".to_owned()),
        (
            json!({ "backoff": { "base": -1, "cap": 2, "longest_asked": 3 } }),
            "backoff.base: must be a number of seconds, from 0 up".to_owned(),
        ),
        (json!({ "timeout": -1 }), "timeout: must be a number of seconds, from 0 up".to_owned()),
        // These are refused by the client itself: they have reached it.
        (json!({ "requests_per_second": 0 }), "requests_per_second: must be a number above 0".to_owned()),
        (json!({ "proxy": "::" }), "proxy: is not the URL of an HTTP(S) proxy".to_owned()),
        (json!({ "user_agent_suffix": "ä" }), "user_agent_suffix: must be printable ASCII".to_owned()),
    ];
    for (given, expected) in of_settings {
        assert_eq!(client(&given).unwrap_err().to_string(), expected, "{given}");
    }
}
