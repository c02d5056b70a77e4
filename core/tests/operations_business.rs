//! x
mod common;
#[tokio::test]
async fn smoke() {
    let bench = common::bench().await;
    let client = bench.client();
    let user = client.users().get(80_001).await.unwrap();
    println!("{user:?}");
    println!("{:?}", bench.last("getUser"));
}
