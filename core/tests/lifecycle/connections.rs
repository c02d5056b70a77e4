//! Connections: shared, used again, and closed.

use std::future::Future;
use std::pin::Pin;
use std::time::Instant;

use lastpass_admin::{CallOptions, ErrorKind, UserDataQuery};

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
