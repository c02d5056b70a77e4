//! Every fault of delivery against every class of operation: how often the server was asked, what the caller is told, and what
//! became of the tenant.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "../common/mod.rs"]
mod common;

mod outage;
mod table;

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use common::Bench;
use lastpass_admin::{
    BatchAddUser, CallOptions, Client, CreateUserRequest, Delivery, Error, ErrorKind, ManagedCompanyStatus,
    ReplaceManagedCompanyRequest, Result, UserAccountCreationAction,
};
use lastpass_sandbox::{Fault, FaultKind, Sandbox, Target, TenantOptions};
use tokio::task::JoinSet;

/// What repeating an operation could do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// A read.
    Safe,
    /// A write that sets a state: PUT and DELETE.
    Idempotent,
    /// A command that sets a state: read back before it is sent again.
    ReadBack,
    /// A write that does more when it is repeated.
    Once,
}

type Answer = Pin<Box<dyn Future<Output = Result<()>> + Send>>;

/// An operation that stands for its class.
#[derive(Clone, Copy)]
struct Subject {
    operation: &'static str,
    class: Class,
    /// Whether a success has a body, which a fault can spoil.
    has_body: bool,
    /// Whether the client reads back whether it took effect, where that is unclear.
    read_back: bool,
    run: fn(Client) -> Answer,
}

const SUBJECTS: [Subject; 7] = [
    Subject {
        operation: "getUser",
        class: Class::Safe,
        has_body: true,
        read_back: false,
        run: |client| Box::pin(async move { client.users().get(80_001).await.map(drop) }),
    },
    Subject {
        operation: "deleteUser",
        class: Class::Idempotent,
        has_body: false,
        read_back: false,
        run: |client| Box::pin(async move { client.users().delete(80_002).await }),
    },
    Subject {
        operation: "updateManagedCompany",
        class: Class::Idempotent,
        has_body: true,
        read_back: false,
        run: |client| {
            Box::pin(async move {
                let request = ReplaceManagedCompanyRequest::new(7, ManagedCompanyStatus::Active, Vec::new());
                client.managed_companies().replace(5501, &request).await.map(drop)
            })
        },
    },
    Subject {
        operation: "disableuser",
        class: Class::ReadBack,
        has_body: true,
        read_back: true,
        run: |client| {
            Box::pin(
                async move { client.provisioning().users().disable(&["ada@example.com"]).await.map(drop) },
            )
        },
    },
    Subject {
        operation: "createUser",
        class: Class::Once,
        has_body: true,
        read_back: false,
        run: |client| {
            Box::pin(async move {
                let request = CreateUserRequest::new("new@example.com", UserAccountCreationAction::Stage);
                client.users().create(&request).await.map(drop)
            })
        },
    },
    Subject {
        operation: "batchadd",
        class: Class::Once,
        has_body: true,
        read_back: true,
        run: |client| {
            let user = BatchAddUser::new("new@example.com");
            Box::pin(async move { client.provisioning().users().add(&[user]).await.map(drop) })
        },
    },
    Subject {
        operation: "reinviteuser",
        class: Class::Once,
        has_body: true,
        read_back: false,
        run: |client| {
            Box::pin(async move { client.provisioning().users().reinvite("bob@example.com").await })
        },
    },
];

/// A tenant that is made quickly, on a server that the cases of one test share: it has a thread of its own.
fn small() -> Bench {
    thread_local! {
        static SANDBOX: Arc<Sandbox> = Arc::new(Sandbox::builder().threads(1).start_blocking().unwrap());
    }
    let sandbox = SANDBOX.with(Arc::clone);
    let options = TenantOptions { users: 3, companies: 1, folders: 0, events: 0, ..TenantOptions::default() };
    let tenant = sandbox.tenant(options);
    Bench { sandbox, tenant }
}

/// What came of one call.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Seen {
    /// How often the server was asked for the operation.
    hits: usize,
    /// How many of these requests changed the tenant.
    changes: usize,
    /// Kind, delivery and attempts of the error.
    error: Option<(ErrorKind, Delivery, u32)>,
}

/// Makes the call under a fault and gives what came of it, with the error itself. What it needs is set up at once, so that many
/// calls at the same time do not use up the time of one another.
fn observe(
    subject: Subject,
    fault: FaultKind,
    times: Option<u32>,
    options: CallOptions,
) -> impl Future<Output = (Seen, Option<Error>)> + Send + 'static {
    let bench = small();
    let on = Target::parse(subject.operation).unwrap();
    bench.tenant.inject(Fault { on, kind: fault, times, after: 0 });
    let client = bench.client().with_options(options);
    async move {
        let error = (subject.run)(client).await.err();
        let asked = |changed: bool| {
            let requests = bench.tenant.requests();
            let asked = requests.iter().filter(|request| request.operation == Some(subject.operation));
            asked.filter(|request| !changed || request.changed).count()
        };
        let (hits, changes) = (asked(false), asked(true));
        assert_eq!(hits, bench.tenant.hits(subject.operation));
        assert_effect(&bench, subject, changes);
        let told = error.as_ref().map(|error| (error.kind(), error.delivery(), error.attempts()));
        (Seen { hits, changes, error: told }, error)
    }
}

/// The state of the tenant, as its owner would look at it, agrees with the requests that changed it.
fn assert_effect(bench: &Bench, subject: Subject, changes: usize) {
    let tenant = &bench.tenant;
    tenant.flush_company_changes();
    let happened = match subject.operation {
        "deleteUser" => tenant.user("bob@example.com").is_none(),
        "updateManagedCompany" => tenant.company(5501).unwrap().license_limit == Some(7),
        "disableuser" => tenant.user("ada@example.com").unwrap().disabled,
        "createUser" | "batchadd" => tenant.user("new@example.com").is_some(),
        "reinviteuser" => {
            let mails = tenant.events().iter().filter(|event| &*event.action == "Re-invite user").count();
            assert_eq!(mails, changes, "one mail for each request that was acted on");
            mails > 0
        }
        _ => false,
    };
    assert_eq!(happened, changes > 0, "{}", subject.operation);
}

/// Makes one check for each subject, all at the same time.
async fn for_each_subject<F: Future<Output = ()> + Send + 'static>(check: fn(Subject) -> F) {
    SUBJECTS.into_iter().map(check).collect::<JoinSet<()>>().join_all().await;
}

/// Limits that a slow answer passes soon.
fn impatient() -> CallOptions {
    let limit = Duration::from_millis(1000);
    CallOptions::new().attempt_timeout(limit).read_timeout(limit)
}
