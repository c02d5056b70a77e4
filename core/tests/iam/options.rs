//! Options of a call hold for everything that it sends.

use std::time::{Duration, Instant};

use lastpass_admin::{CallOptions, ErrorKind};
use lastpass_sandbox::FaultKind;

use crate::common::bench;
use crate::common::view::CALLS;

#[tokio::test]
async fn a_time_limit_holds_for_whatever_an_operation_sends() {
    for target in ["getuserdata", "listUsers", "getsfdata", "listAdminLevels", "listManagedCompanies"] {
        let bench = bench().await;
        bench.inject(target, FaultKind::Delay { before_ms: 20_000, after_ms: 0 });
        let client = bench.client().with_options(CallOptions::new().timeout(Duration::from_millis(100)));
        let mut met = 0;
        for call in CALLS {
            let hits = bench.tenant.hits(target);
            let start = Instant::now();
            let result = call.run(&client).await;
            assert!(start.elapsed() < Duration::from_secs(5), "{target}: {}", call.name);
            if bench.tenant.hits(target) > hits {
                met += 1;
                let error = result.err().unwrap_or_else(|| panic!("{target}: {} answered", call.name));
                assert_eq!(
                    (error.kind(), error.operation()),
                    (ErrorKind::Timeout, Some(call.name)),
                    "{error}"
                );
            }
        }
        assert!(met > 0, "{target} was not asked for");
    }
}

#[tokio::test]
async fn no_more_is_repeated_than_the_caller_allows() {
    for target in ["getuserdata", "listUsers", "getsfdata"] {
        for retries in [0, 2] {
            for call in CALLS {
                // What is repeated by one client leaves less for the others of the same account.
                let bench = bench().await;
                bench.inject(target, FaultKind::ResetBefore);
                let client = bench.client().with_options(CallOptions::new().max_retries(retries));
                let result = call.run(&client).await;
                let hits = bench.tenant.hits(target);
                if hits > 0 {
                    let error = result.unwrap_err();
                    assert_eq!(
                        (error.kind(), error.operation()),
                        (ErrorKind::Connection, Some(call.name)),
                        "{error}"
                    );
                    assert_eq!(
                        (hits, error.attempts()),
                        (retries as usize + 1, retries + 1),
                        "{target}: {error}"
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn a_header_of_the_caller_goes_with_every_request() {
    let bench = bench().await;
    let client = bench.client().with_options(CallOptions::new().header("X-Trace", "of-this-call").unwrap());
    for call in CALLS {
        let _ = call.run(&client).await;
    }
    let requests = bench.tenant.requests();
    assert!(requests.len() > 30, "{}", requests.len());
    for request in requests {
        assert_eq!(request.header("x-trace"), Some("of-this-call"), "{:?}", request.operation);
    }
}
