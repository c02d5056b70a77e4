//! Any path and any command.

use lastpass_admin::ErrorKind;
use lastpass_sandbox::FaultKind;
use serde_json::json;

use crate::ADA;
use crate::common::bench;

#[tokio::test]
async fn a_raw_request_goes_anywhere_in_the_api_with_the_same_errors() {
    let bench = bench().await;
    let client = bench.client();
    let answer = client
        .request("GET", "/v1/users", &[("max-results", "2"), ("email", "a%&b=c ü")], None)
        .await
        .unwrap();
    assert_eq!((answer.info.status, answer.body), (200, Some(json!({"items": [], "nextPageToken": null}))));
    let sent = bench.last("listUsers");
    assert_eq!((sent.query("max-results"), sent.query("email")), (Some("2"), Some("a%&b=c ü")));
    let body = json!({"email": "zoe@example.com", "creationAccountAction": "stage"});
    let created = client.request("post", "/v1/users", &[], Some(&body)).await.unwrap();
    assert_eq!(bench.last("createUser").body, Some(body));
    let path = format!("/v1/users/{}", created.body.unwrap()["id"]);
    assert_eq!(client.request("DELETE", &path, &[], None).await.unwrap().body, None);
    let error = client.request("GET", &path, &[], None).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation(), error.status()),
        (ErrorKind::NotFound, Some("request"), Some(404))
    );

    for (method, hits) in [("GET", 2), ("DELETE", 2), ("POST", 1)] {
        bench.tenant.clear_requests();
        bench.inject_once("any", FaultKind::ResetBefore);
        let _ = client.request(method, "/v1/users/80002", &[], None).await;
        assert_eq!(bench.tenant.requests().len(), hits, "{method}");
    }
    let hits = bench.hits();
    for (method, path) in [
        ("GET", "/v2/users"),
        ("GET", "https://evil.example/v1/users"),
        ("GET", "/v1/../admin"),
        ("GET", "/v1/users?x=1"),
        ("TRACE", "/v1/users"),
    ] {
        let error = client.request(method, path, &[], None).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{method} {path}");
    }
    assert_eq!(bench.hits(), hits);
}

#[tokio::test]
async fn a_raw_command_is_classified_like_every_other_one() {
    let bench = bench().await;
    let client = bench.client();
    let answer = client.command("getuserdata", Some(&json!({"username": ADA}))).await.unwrap();
    assert_eq!(answer["Users"]["700101"]["username"], ADA);
    assert_eq!(
        client.command("getsfdata", Some(&json!("all"))).await.unwrap()["5002"]["sharedfoldername"],
        "Shared-Finance"
    );
    let ghost = json!([{"username": "ghost@example.com", "add": ["Eng"]}, {"username": ADA, "add": ["Eng"]}]);
    let errors = [
        ("an unknown command", client.command("adduser", None).await.unwrap_err(), ErrorKind::Rejected),
        (
            "a refusal",
            client
                .command("deluser", Some(&json!({"username": "g@h", "deleteaction": 1})))
                .await
                .unwrap_err(),
            ErrorKind::Rejected,
        ),
        (
            "a partial result",
            client.command("batchchangegrp", Some(&ghost)).await.unwrap_err(),
            ErrorKind::Partial,
        ),
        ("no name", client.command("", None).await.unwrap_err(), ErrorKind::InvalidArgument),
        (
            "no name of a command",
            client.command("a\",\"b", None).await.unwrap_err(),
            ErrorKind::InvalidArgument,
        ),
    ];
    for (name, error, kind) in errors {
        assert_eq!(error.kind(), kind, "{name}: {error}");
    }
    for (fault, kind) in [
        (FaultKind::Html, ErrorKind::UnexpectedResponse),
        (FaultKind::XmlAuthorizationError, ErrorKind::Authentication),
    ] {
        bench.inject_once("getuserdata", fault);
        assert_eq!(client.command("getuserdata", None).await.unwrap_err().kind(), kind);
    }
    for (command, hits) in [("getuserdata", 2), ("disableuser", 1)] {
        bench.tenant.clear_requests();
        bench.inject_once(command, FaultKind::ResetBefore);
        let _ = client.command(command, Some(&json!([ADA]))).await;
        assert_eq!(bench.tenant.hits(command), hits, "{command}: a write is not sent again");
    }
}
