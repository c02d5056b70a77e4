//! What each operation answers over which credentials.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use lastpass_admin::{Credentials, Delivery, Error, ErrorKind, Result};

use crate::common::bench;
use crate::common::view::{CALLS, Need, stances};

/// A refusal that is none is one of the account number that the table has, which is not this account's.
fn is_answered(result: &Result<usize>) -> bool {
    match result {
        Ok(_) => true,
        Err(error) => {
            error.kind() == ErrorKind::NotFound && error.operation() == Some("iam.organizations.get")
        }
    }
}

#[tokio::test]
async fn every_operation_answers_over_the_credentials_that_it_needs() {
    let bench = bench().await;
    let [both, provisioning, key] = stances(&bench);
    for call in CALLS {
        let cases = [
            (&both, None, ""),
            (&provisioning, Some(Need::ApiKey), "LASTPASS_API_KEY"),
            (&key, Some(Need::Provisioning), "LASTPASS_PROVHASH"),
        ];
        for (client, missing, hint) in cases {
            let hits = bench.hits();
            let result = call.run(client).await;
            if missing.is_none() || call.needs != missing {
                assert!(is_answered(&result), "{} without {missing:?}: {result:?}", call.title());
                continue;
            }
            let error = result.unwrap_err();
            assert_eq!(
                (error.kind(), error.operation()),
                (ErrorKind::NotSupported, Some(call.name)),
                "{}: {error}",
                call.title()
            );
            assert_eq!(
                (error.attempts(), error.delivery(), error.status()),
                (0, Delivery::NotSent, None),
                "{}",
                call.title()
            );
            assert!(error.message().contains(hint), "{}: {error}", call.title());
            // Nor is anything under way.
            tokio::time::sleep(Duration::from_millis(20)).await;
            assert_eq!(bench.hits(), hits, "{}: something was sent", call.title());
        }
    }
}

#[tokio::test]
async fn without_any_credential_nothing_is_answered() {
    let bench = bench().await;
    let built = bench.builder().credentials(Credentials::new()).build();
    assert_eq!(built.unwrap_err().kind(), ErrorKind::Configuration);
    let provider = || async { Ok::<_, Error>(Credentials::new()) };
    let client = bench.builder().credentials_provider(provider).build().unwrap();
    for call in CALLS {
        let error = call.run(&client).await.err().unwrap_or_else(|| panic!("{} answered", call.title()));
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Configuration, Some(call.name)),
            "{}: {error}",
            call.title()
        );
        assert!(
            error.message().contains("LASTPASS_API_KEY") && error.message().contains("LASTPASS_PROVHASH"),
            "{error}"
        );
    }
    assert_eq!(bench.hits(), 0);
}

/// Whether something is sent must not depend on which of two things comes first.
#[tokio::test]
async fn what_a_credential_cannot_answer_is_refused_before_any_part_of_it_is_sent() {
    let bench = bench().await;
    let [_, provisioning, key] = stances(&bench);
    for _ in 0..20 {
        for call in CALLS.iter().filter(|call| call.name.starts_with("iam.users.") && call.needs.is_some()) {
            let client = if call.needs == Some(Need::ApiKey) { &provisioning } else { &key };
            assert_eq!(
                call.run(client).await.unwrap_err().kind(),
                ErrorKind::NotSupported,
                "{}",
                call.title()
            );
        }
    }
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert_eq!(bench.tenant.all_hits(), []);
}

/// What is always the same is not said to one whose credential is dead.
#[tokio::test]
async fn a_dead_credential_is_an_error_of_every_operation() {
    let bench = bench().await;
    let clients = stances(&bench);
    bench.tenant.revoke_api_key();
    bench.tenant.revoke_provhash();
    for (number, client) in clients.iter().enumerate() {
        for call in CALLS {
            let missing = [None, Some(Need::ApiKey), Some(Need::Provisioning)][number];
            if missing.is_some() && call.needs == missing {
                continue;
            }
            let error = call.run(client).await.err().unwrap_or_else(|| panic!("{} answered", call.title()));
            assert_eq!(
                (error.kind(), error.operation()),
                (ErrorKind::Authentication, Some(call.name)),
                "{error}"
            );
            assert_eq!(error.attempts(), 1, "{}: {error}", call.title());
        }
    }
}

/// With both credentials each is proved: one that is dead is an error where both are asked.
#[tokio::test]
async fn one_dead_credential_of_two_is_an_error_of_what_asks_both() {
    for business in [true, false] {
        let bench = bench().await;
        let client = bench.client();
        if business {
            bench.tenant.revoke_api_key()
        } else {
            bench.tenant.revoke_provhash()
        }
        for call in
            CALLS.iter().filter(|call| ["iam.me", "iam.users.list", "iam.users.get"].contains(&call.name))
        {
            let error = call.run(&client).await.err().unwrap_or_else(|| panic!("{} answered", call.title()));
            assert_eq!(
                (error.kind(), error.operation()),
                (ErrorKind::Authentication, Some(call.name)),
                "{error}"
            );
            let inner = if business { "(in users.list)" } else { "(in provisioning.users." };
            assert!(error.message().contains(inner) || call.mode == "extended", "{error}");
        }
    }
}

#[tokio::test]
async fn a_read_only_client_may_read_all_of_it() {
    let bench = bench().await;
    let client = bench.builder().read_only(true).build().unwrap();
    for call in CALLS {
        let result = call.run(&client).await;
        assert!(is_answered(&result), "{}: {result:?}", call.title());
    }
    assert_eq!(bench.changes(), 0);
}

#[tokio::test]
async fn a_provider_of_credentials_is_asked_once() {
    for (call, calls) in CALLS.iter().map(|call| (call, 3)) {
        let bench = bench().await;
        let asked = Arc::new(AtomicUsize::new(0));
        let (count, credentials) = (asked.clone(), bench.credentials());
        let provider = move || {
            count.fetch_add(1, Ordering::Relaxed);
            let credentials = credentials.clone();
            async move { Ok::<_, Error>(credentials) }
        };
        let client = bench.builder().credentials_provider(provider).build().unwrap();
        for _ in 0..calls {
            assert!(is_answered(&call.run(&client).await), "{}", call.title());
        }
        assert_eq!(asked.load(Ordering::Relaxed), 1, "{}", call.title());
    }
}

#[tokio::test]
async fn a_provider_that_fails_is_an_error_that_names_the_operation_and_is_asked_again() {
    let bench = bench().await;
    for call in CALLS {
        let asked = AtomicUsize::new(0);
        let credentials = bench.credentials();
        let provider = move || {
            let answer = match asked.fetch_add(1, Ordering::Relaxed) {
                0 => Err("the vault is sealed"),
                _ => Ok(credentials.clone()),
            };
            async move { answer }
        };
        let client = bench.builder().credentials_provider(provider).build().unwrap();
        let error = call.run(&client).await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (ErrorKind::Configuration, Some(call.name)), "{error}");
        assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "the vault is sealed");
        assert!(is_answered(&call.run(&client).await), "{}", call.title());
    }
}
