//! The view for programs that block.

use lastpass_admin::blocking::Caller;
use lastpass_admin::erased::Reader;
use lastpass_admin::{Client, Credentials, ErrorKind, IamUser, UnifiedListUsers};
use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, Tenant, TenantOptions};

use crate::{id, users};

fn company() -> (Sandbox, Tenant, Client) {
    let sandbox = Sandbox::builder().threads(1).start_blocking().unwrap();
    let tenant = sandbox.tenant(TenantOptions { users: 120, companies: 0, ..TenantOptions::default() });
    let credentials =
        Credentials::new().api_key(tenant.api_key()).provisioning(tenant.cid(), tenant.provhash());
    let client = Client::builder()
        .credentials(credentials)
        .business_url(sandbox.business_url())
        .provisioning_url(sandbox.provisioning_url())
        .no_proxy()
        .build()
        .unwrap();
    (sandbox, tenant, client)
}

#[test]
fn a_list_is_read_item_by_item_by_calls_that_block() {
    let (_sandbox, tenant, client) = company();
    let caller = Caller::new(client);
    let reader = Reader::new(users(&caller.client().unwrap(), 10, None).into());
    let mut given = Vec::new();
    while caller.run(|_| reader.turn(), || false).unwrap().is_some() {
        while let Some(record) = reader.take() {
            given.push(id(&record.cast::<IamUser>().unwrap()));
        }
    }
    let everybody: Vec<String> = tenant.users().iter().map(|user| user.email.to_string()).collect();
    assert_eq!(given, everybody);
    assert!(!reader.summary().is_inconsistent());
}

#[test]
fn calls_of_several_threads_share_a_caller() {
    let (_sandbox, tenant, client) = company();
    let caller = Caller::new(client);
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let query = UnifiedListUsers { page_size: Some(50), ..UnifiedListUsers::default() };
                let all = caller
                    .run(|client| async move { client.iam().users().list(&query).collect().await }, || false);
                assert_eq!(all.unwrap().len(), 120);
                assert_eq!(
                    caller.run(|client| async move { client.iam().me().await }, || false).unwrap().name(),
                    Some(tenant.cid().to_string().as_str())
                );
            });
        }
    });
}

#[test]
fn an_interrupted_list_is_cancelled() {
    let (sandbox, tenant, client) = company();
    tenant.inject(Fault::always(
        Target::parse("listUsers").unwrap(),
        FaultKind::Delay { before_ms: 20_000, after_ms: 0 },
    ));
    let caller = Caller::new(client);
    let query = UnifiedListUsers::default();
    let start = std::time::Instant::now();
    let interrupted = || sandbox.requests_in_flight() > 0 && start.elapsed().as_millis() > 100;
    let error = caller
        .run(|client| async move { client.iam().users().list(&query).collect().await }, interrupted)
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert!(start.elapsed() < std::time::Duration::from_secs(5));
}
