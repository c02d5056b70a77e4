//! Connections: shared, used again, and closed.

use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use lastpass_admin::{CallOptions, Client, Credentials, ErrorKind, UserDataQuery};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::common::bench;
use crate::{ADA, delay, eventually, get, gets_ada, millis};

type Call<'a> = Pin<Box<dyn Future<Output = ()> + 'a>>;

#[tokio::test]
async fn dropping_a_future_cancels_its_request() {
    let bench = bench().await;
    bench.inject("any", delay(5_000));
    let client = bench.client();
    let api = client.provisioning();
    let dropped: [(&str, Call<'_>); 3] = [
        ("a read", Box::pin(async { drop(get(&client).await) })),
        ("a write", Box::pin(async { drop(api.users().disable(&[ADA]).await) })),
        ("a list", Box::pin(async { drop(api.users().list(&UserDataQuery::default()).collect().await) })),
    ];
    for (number, (name, future)) in dropped.into_iter().enumerate() {
        tokio::select! {
            () = future => panic!("{name}: it was answered"),
            () = eventually(name, || bench.sandbox.requests_in_flight() == 1) => {}
        }
        eventually(name, || bench.sandbox.requests_in_flight() == 0).await;
        assert_eq!((bench.sandbox.aborted_requests(), bench.hits()), (number + 1, number + 1), "{name}");
    }
    assert!(
        !bench.tenant.user(ADA).unwrap().disabled,
        "the server went on with a request whose client has left"
    );
}

#[tokio::test]
async fn dropping_the_last_clone_closes_the_connections() {
    let bench = bench().await;
    let client = bench.client();
    let clone = client.with_options(CallOptions::new().max_retries(0));
    gets_ada(&client).await;
    assert_eq!(bench.sandbox.open_connections(), 1);
    drop(client);
    gets_ada(&clone).await;
    assert_eq!((bench.sandbox.open_connections(), bench.sandbox.accepted_connections()), (1, 1));
    drop(clone);
    eventually("a connection is left open", || bench.sandbox.open_connections() == 0).await;
}

#[tokio::test]
async fn clones_and_both_apis_share_one_pool_of_connections() {
    let bench = bench().await;
    let client = bench.client();
    for _ in 0..5 {
        let clone = client.clone();
        gets_ada(&clone).await;
        clone.provisioning().users().get(ADA).await.unwrap();
        assert_eq!(clone.users().get(1).await.unwrap_err().kind(), ErrorKind::NotFound);
    }
    assert_eq!(bench.sandbox.accepted_connections(), 1, "an answer with an error keeps the connection too");
}

#[tokio::test]
async fn requests_at_the_same_time_have_connections_of_their_own_which_are_used_again() {
    let bench = bench().await;
    bench.inject("getUser", delay(30));
    let client = bench.client();
    for _ in 0..2 {
        let start = Instant::now();
        let calls = (0..8).map(|_| {
            let client = client.clone();
            tokio::spawn(async move { get(&client).await })
        });
        for call in calls.collect::<Vec<_>>() {
            call.await.unwrap().unwrap();
        }
        assert!(start.elapsed() < millis(200), "one after the other: {:?}", start.elapsed());
    }
    assert_eq!(bench.sandbox.accepted_connections(), 8);
}

#[tokio::test]
async fn a_connection_that_the_server_has_closed_meanwhile_is_no_failure() {
    const ANSWER: &[u8] =
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{\"id\":1}";
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/business", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        for _ in 0..3 {
            let (mut stream, _) = listener.accept().await.unwrap();
            let mut request = Vec::new();
            while !request.ends_with(b"\r\n\r\n") {
                request.push(stream.read_u8().await.unwrap());
            }
            // Nothing announces that the connection ends here.
            stream.write_all(ANSWER).await.unwrap();
        }
    });
    let client = Client::builder()
        .credentials(Credentials::new().api_key("lpkey_closed"))
        .business_url(url)
        .options(CallOptions::new().max_retries(0))
        .no_proxy()
        .build()
        .unwrap();
    for _ in 0..3 {
        assert_eq!(get(&client).await.unwrap().id(), Some(1));
        tokio::time::sleep(millis(20)).await;
    }
    server.await.unwrap();
}
