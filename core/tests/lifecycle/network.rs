//! Between client and server: a proxy, compression, a private certificate authority.

use lastpass_admin::{CallOptions, Client, Credentials, Delivery, ErrorKind, ListUsers};
use lastpass_sandbox::{Sandbox, TenantOptions};

use crate::stub::{API_KEY, PROVHASH, Stub};
use crate::{ADA, get, gets_ada, stub};

#[tokio::test]
async fn a_proxy_is_used_where_one_is_set() {
    let proxy = Stub::answering(r#"{"status":"OK","items":[{"id":1}]}"#).await;
    let url = proxy.origin().replace("http://", "http://ops:p4ss@");
    let target = "http://127.0.0.1:9";
    let client = Client::builder()
        .credentials(Credentials::new().api_key(API_KEY).provisioning(1, PROVHASH))
        .business_url(format!("{target}/business"))
        .provisioning_url(format!("{target}/enterpriseapi.php"))
        .proxy(url)
        .build()
        .unwrap();
    assert_eq!(client.users().list(&ListUsers::default()).collect().await.unwrap().len(), 1);
    client.provisioning().users().reinvite(ADA).await.unwrap();
    let received = proxy.received();
    let lines: Vec<&str> = received.iter().map(|request| request.line.as_str()).collect();
    assert_eq!(
        lines,
        [
            "GET http://127.0.0.1:9/business/v1/users?max-results=500 HTTP/1.1",
            "POST http://127.0.0.1:9/enterpriseapi.php HTTP/1.1",
        ]
    );
    assert!(received.iter().all(|request| {
        request
            .head
            .to_lowercase()
            .contains("proxy-authorization: basic b3bzonA0c3m=".to_lowercase().as_str())
    }));
}

#[tokio::test]
async fn a_compressed_answer_is_read() {
    // {"items":[{"id":7,"email":"ada@example.com"}],"nextPageToken":null}
    const GZIP: [u8; 87] = [
        31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 44, 73, 205, 45, 86, 178, 138, 174, 86, 202, 76, 81,
        178, 50, 215, 81, 74, 205, 77, 204, 204, 81, 178, 82, 74, 76, 73, 116, 72, 173, 72, 204, 45, 200, 73,
        213, 75, 206, 207, 85, 170, 141, 213, 81, 202, 75, 173, 40, 9, 72, 76, 79, 13, 201, 207, 78, 205, 83,
        178, 202, 43, 205, 201, 169, 5, 0, 23, 47, 75, 119, 67, 0, 0, 0,
    ];
    let stub = Stub::start(|_| stub::Reply {
        head: "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\n".to_owned(),
        body: GZIP.to_vec(),
        missing: 0,
    })
    .await;
    let users = stub.client().users().list(&ListUsers::default()).collect().await.unwrap();
    assert_eq!(
        users.iter().map(|user| (user.id(), user.email())).collect::<Vec<_>>(),
        [(Some(7), Some(ADA))]
    );
    assert!(stub.received()[0].head.to_lowercase().contains("accept-encoding: gzip"));
}

#[tokio::test]
async fn an_answer_without_a_body_may_call_it_compressed() {
    let stub = Stub::start(|_| stub::Reply {
        head: "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n".to_owned(),
        body: Vec::new(),
        missing: 87,
    })
    .await;
    let answer = stub.client().request("HEAD", "/v1/users", &[], None).await.unwrap();
    assert_eq!((answer.body, answer.info.header("content-encoding")), (None, None));
}

#[tokio::test]
async fn a_private_authority_is_trusted_once_it_is_given() {
    let sandbox = Sandbox::builder().tls().start().await.unwrap();
    let tenant = sandbox.tenant(TenantOptions::default());
    let builder = || {
        Client::builder()
            .credentials(
                Credentials::new().api_key(tenant.api_key()).provisioning(tenant.cid(), tenant.provhash()),
            )
            .business_url(sandbox.business_url())
            .provisioning_url(sandbox.provisioning_url())
            .options(CallOptions::new().max_retries(0))
            .no_proxy()
    };
    assert!(sandbox.business_url().starts_with("https://"));
    let error = get(&builder().build().unwrap()).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Connection, Delivery::NotSent), "{error}");
    assert!(error.to_string().to_lowercase().contains("certificate"), "{error}");
    assert!(
        tenant.requests().is_empty() && sandbox.unattributed_requests().is_empty(),
        "a secret went to a stranger"
    );

    let client = builder().ca_pem(sandbox.ca_pem().unwrap()).build().unwrap();
    gets_ada(&client).await;
    client.provisioning().users().get(ADA).await.unwrap();
    assert_eq!(sandbox.accepted_connections(), 2, "one failed, one is shared");
    for pem in ["no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
        let error = builder().ca_pem(pem).build().unwrap_err();
        assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("ca_pem")), "{pem}");
    }
}
