//! Options of a call over those of the client, and what a read-only client refuses.

use lastpass_admin::{CallOptions, Delivery, ErrorKind, EventQuery};
use lastpass_sandbox::RetryAfter;
use serde_json::json;

use crate::common::bench;
use crate::{ADA, get, gets_ada, unavailable};

#[tokio::test]
async fn options_of_a_call_go_over_those_of_the_client() {
    let bench = bench().await;
    let client = CallOptions::new()
        .max_retries(0)
        .header("X-Of-Client", "1")
        .unwrap()
        .time_zone("US/Eastern")
        .unwrap();
    let client = bench.builder().options(client).user_agent_suffix("joiner/1.2").build().unwrap();
    let call =
        CallOptions::new().max_retries(1).header("X-Of-Call", "2").unwrap().time_zone("Asia/Tokyo").unwrap();
    bench.inject_once("getUser", unavailable(RetryAfter::None));
    assert_eq!(get(&client).await.unwrap_err().attempts(), 1);
    bench.inject_once("getUser", unavailable(RetryAfter::None));
    gets_ada(&client.with_options(call.clone())).await;
    let sent = bench.last("getUser");
    assert_eq!((sent.header("x-of-client"), sent.header("x-of-call")), (Some("1"), Some("2")));
    assert!(
        sent.header("user-agent").unwrap().starts_with("lastpass-admin/")
            && sent.header("user-agent").unwrap().ends_with(" joiner/1.2")
    );
    gets_ada(&client).await;
    assert_eq!(bench.last("getUser").header("x-of-call"), None, "the client itself is unchanged");

    let query = EventQuery { from: Some("2024-05-02T00:00:00Z".parse().unwrap()), ..EventQuery::default() };
    client.with_options(call).provisioning().events().list(&query).collect().await.unwrap();
    assert_eq!(bench.last("reporting").body.unwrap()["data"]["from"], "2024-05-02 09:00:00");
    for name in ["Authorization", "host", "Content-Type", "content-length", "no header"] {
        let error = CallOptions::new().header(name, "x").unwrap_err();
        assert_eq!(
            (error.kind(), error.parameter()),
            (ErrorKind::InvalidArgument, Some("headers")),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_read_only_client_refuses_every_write_and_reads() {
    let bench = bench().await;
    let client = bench.builder().read_only(true).build().unwrap();
    let errors = [
        client.users().delete(80_001).await.unwrap_err(),
        client.provisioning().users().deactivate(ADA).await.unwrap_err(),
        client.provisioning().users().disable(&[ADA]).await.unwrap_err(),
        client.request("POST", "/v1/users", &[], Some(&json!({}))).await.unwrap_err(),
        client.command("disableuser", Some(&json!([ADA]))).await.unwrap_err(),
        client.command("somethingnew", None).await.unwrap_err(),
    ];
    for error in errors {
        assert_eq!((error.kind(), error.delivery()), (ErrorKind::ReadOnly, Delivery::NotSent), "{error}");
    }
    assert_eq!(bench.hits(), 0);
    gets_ada(&client).await;
    client.command("getuserdata", Some(&json!({"pagesize": 1}))).await.unwrap();
    client.request("GET", "/v1/users", &[], None).await.unwrap();
}
