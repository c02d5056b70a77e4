//! A sandbox with one tenant, and a client of it that waits no longer than it must.
#![allow(dead_code, reason = "each test file uses a part")]
#![allow(clippy::unwrap_used, reason = "a test that cannot start its server has failed")]

pub mod answering;
pub mod calls;
pub mod stub;
pub mod view;

use std::sync::Arc;
use std::time::Duration;

use lastpass_admin::{Client, ClientBuilder, Credentials};
use lastpass_sandbox::{Fault, FaultKind, RecordedRequest, Sandbox, Target, Tenant, TenantOptions};

/// A server with a tenant of its own: its credentials, and so its limits, are shared with no other test.
pub struct Bench {
    pub sandbox: Arc<Sandbox>,
    pub tenant: Tenant,
}

pub async fn bench() -> Bench {
    bench_of(TenantOptions::default()).await
}

pub async fn bench_of(options: TenantOptions) -> Bench {
    let sandbox = Sandbox::start().await.unwrap();
    let tenant = sandbox.tenant(options);
    Bench { sandbox: Arc::new(sandbox), tenant }
}

impl Bench {
    pub fn credentials(&self) -> Credentials {
        Credentials::new()
            .api_key(self.tenant.api_key())
            .provisioning(self.tenant.cid(), self.tenant.provhash())
    }

    /// A client with both credentials, the tenant's zone, and waits of milliseconds.
    pub fn builder(&self) -> ClientBuilder {
        Client::builder()
            .credentials(self.credentials())
            .business_url(self.sandbox.business_url())
            .provisioning_url(self.sandbox.provisioning_url())
            .time_zone(self.tenant.options().time_zone.name())
            .backoff(Duration::from_millis(1), Duration::from_millis(5), Duration::from_secs(2))
            .no_proxy()
    }

    pub fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// Lets a fault meet every request for an operation or a command, or `any` request.
    pub fn inject(&self, target: &str, kind: FaultKind) {
        self.tenant.inject(Fault::always(Target::parse(target).unwrap(), kind));
    }

    pub fn inject_once(&self, target: &str, kind: FaultKind) {
        self.tenant.inject(Fault::once(Target::parse(target).unwrap(), kind));
    }

    /// The last request for an operation or a command.
    pub fn last(&self, operation: &str) -> RecordedRequest {
        let requests = self.tenant.requests();
        let last = requests.into_iter().rev().find(|request| request.operation == Some(operation));
        last.unwrap_or_else(|| panic!("{operation} was not asked for"))
    }

    /// How many requests the server has seen from this tenant.
    pub fn hits(&self) -> usize {
        self.tenant.all_hits().iter().map(|(_, hits)| hits).sum()
    }

    /// How many requests changed the state of the tenant.
    pub fn changes(&self) -> usize {
        self.tenant.requests().iter().filter(|request| request.changed).count()
    }
}
