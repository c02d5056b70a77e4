//! Where the credentials come from, and whether they work.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use lastpass_admin::{CallOptions, Client, Credentials, Delivery, Error, ErrorKind};
use lastpass_sandbox::RetryAfter;

use crate::common::bench;
use crate::{ADA, get, gets_ada, millis, unavailable};

#[tokio::test]
async fn a_provider_of_credentials_is_asked_once_by_all_clones() {
    let bench = bench().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, credentials) = (asked.clone(), bench.credentials());
    let client = bench
        .builder()
        .credentials_provider(move || {
            count.fetch_add(1, Ordering::Relaxed);
            let credentials = credentials.clone();
            async move {
                tokio::time::sleep(millis(20)).await;
                Ok::<_, Error>(credentials)
            }
        })
        .build()
        .unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 0, "nothing is asked before it is needed");
    let calls = (0..6).map(|_| {
        let client = client.clone();
        tokio::spawn(async move { get(&client).await.map(drop) })
    });
    for call in calls.collect::<Vec<_>>() {
        call.await.unwrap().unwrap();
    }
    client.provisioning().users().get(ADA).await.unwrap();
    assert_eq!(asked.load(Ordering::Relaxed), 1);
}

#[tokio::test]
async fn a_provider_that_failed_is_asked_again() {
    let bench = bench().await;
    let asked = Arc::new(AtomicUsize::new(0));
    let (count, credentials) = (asked.clone(), bench.credentials());
    let client = bench
        .builder()
        .credentials_provider(move || {
            let answer = match count.fetch_add(1, Ordering::Relaxed) {
                0 => Err("the vault is sealed"),
                1 => Ok(Credentials::new().api_key("no-key")),
                _ => Ok(credentials.clone()),
            };
            async move { answer }
        })
        .build()
        .unwrap();
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Configuration, Delivery::NotSent));
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the vault is sealed");
    assert_eq!(
        get(&client).await.unwrap_err().parameter(),
        Some("api_key"),
        "what it gives is checked as well"
    );
    gets_ada(&client).await;
    gets_ada(&client).await;
    assert_eq!((asked.load(Ordering::Relaxed), bench.hits()), (3, 2));
}

#[tokio::test]
async fn an_operation_without_its_credential_is_refused_before_sending() {
    let bench = bench().await;
    let key =
        bench.builder().credentials(Credentials::new().api_key(bench.tenant.api_key())).build().unwrap();
    let hash = Credentials::new().provisioning(bench.tenant.cid(), bench.tenant.provhash());
    let hash = bench.builder().credentials(hash).build().unwrap();
    let errors = [
        (key.provisioning().users().get(ADA).await.unwrap_err(), "LASTPASS_PROVHASH"),
        (get(&hash).await.unwrap_err(), "LASTPASS_API_KEY"),
    ];
    for (error, setting) in errors {
        assert_eq!(
            (error.kind(), error.delivery()),
            (ErrorKind::Configuration, Delivery::NotSent),
            "{error}"
        );
        assert!(error.to_string().contains(setting), "{error}");
    }
    assert_eq!(bench.hits(), 0);
    let none = Client::builder().build().unwrap_err();
    assert_eq!(none.kind(), ErrorKind::Configuration);
}

#[tokio::test]
async fn a_check_tells_a_dead_credential_from_a_server_that_is_down() {
    let bench = bench().await;
    bench.inject("getuserdata", unavailable(RetryAfter::None));
    let client = bench.client();
    bench.tenant.renew_api_key();
    let report = client.check().await.unwrap();
    assert!(!report.all_work());
    let kinds = [report.business, report.provisioning].map(|status| status.unwrap().error().unwrap().kind());
    assert_eq!(kinds, [ErrorKind::Authentication, ErrorKind::Server]);
}

#[tokio::test]
async fn a_time_limit_holds_while_a_provider_is_asked() {
    let bench = bench().await;
    let client = bench
        .builder()
        .credentials_provider(std::future::pending::<Result<Credentials, Error>>)
        .options(CallOptions::new().timeout(millis(50)))
        .build()
        .unwrap();
    let error = get(&client).await.unwrap_err();
    assert_eq!((error.kind(), error.delivery()), (ErrorKind::Timeout, Delivery::NotSent));
    let error = client.iam().me().await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (ErrorKind::Timeout, Some("iam.me")));
    assert_eq!(bench.hits(), 0);
}
