//! Log lines, of this library and of those below it.

use lastpass_admin::{CallOptions, Client, Credentials, EventQuery, ListUsers};
use lastpass_sandbox::FaultKind;

use super::errors::echoing;
use crate::common::bench;
use crate::{HEADER_VALUE, STORED_PASSWORD, assert_clean, calls, capture, forms};

#[tokio::test]
async fn no_log_line_shows_a_secret_an_address_or_the_value_of_a_query() {
    capture::start();
    let bench = bench().await;
    bench.tenant.set_attrib("ada@example.com", "password", STORED_PASSWORD);
    let key = bench.tenant.api_key();
    let hash = bench.tenant.provhash();
    for target in ["listUsers", "getuserdata", "deluser"] {
        bench.inject_once(target, FaultKind::ResetBefore);
    }
    let client =
        bench.builder().options(CallOptions::new().header("X-Token", HEADER_VALUE).unwrap()).build().unwrap();
    calls(&client).await;
    let filter =
        ListUsers { name: Some("Zaphod%".into()), email: Some("ada@%".into()), ..ListUsers::default() };
    client.users().list(&filter).collect().await.unwrap();
    let search = EventQuery { search: Some("Zaphod".into()), ..EventQuery::default() };
    client.provisioning().events().list(&search).collect().await.unwrap();
    for status in ["200 OK", "401 Unauthorized", "422 Unprocessable Content", "500 Internal Server Error"] {
        let stub = echoing(status, false).await;
        calls(&stub.client()).await;
    }
    let tls = lastpass_sandbox::Sandbox::builder().tls().start().await.unwrap();
    let tenant = tls.tenant(lastpass_sandbox::TenantOptions::default());
    let secure = Client::builder()
        .credentials(
            Credentials::new().api_key(tenant.api_key()).provisioning(tenant.cid(), tenant.provhash()),
        )
        .business_url(tls.business_url())
        .provisioning_url(tls.provisioning_url())
        .ca_pem(tls.ca_pem().unwrap())
        .no_proxy()
        .build()
        .unwrap();
    assert!(secure.check().await.unwrap().all_work());

    let lines = capture::lines();
    let own: Vec<&String> = lines.iter().filter(|line| line.contains(" lastpass_admin ")).collect();
    let says = |parts: &[&str]| own.iter().any(|line| parts.iter().all(|part| line.contains(part)));
    let get = [
        "operation=\"users.get\"",
        "method=\"GET\"",
        "path=\"/v1/users/{user-id}\"",
        "status=200",
        "attempt=1",
        "elapsed_ms=",
    ];
    assert!(says(&get), "{own:#?}");
    assert!(says(&["sending again", "operation=\"users.list\""]), "{own:#?}");
    assert!(
        lines.iter().any(|line| !line.contains(" lastpass_admin ")),
        "nothing of the libraries below was caught"
    );
    for line in &lines {
        assert_clean("a log line", line);
        for secret in [&key, &hash, &tenant.api_key(), &tenant.provhash()] {
            assert!(forms(secret).iter().all(|form| !line.contains(form)), "{line}");
        }
        for personal in ["example.com", "Zaphod", "ada@", "ada%40"] {
            assert!(!line.contains(personal), "{line}");
        }
    }
}
