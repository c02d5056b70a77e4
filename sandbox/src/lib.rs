//! A stateful server of both LastPass APIs, to test scripts against.
//!
//! A write is seen by the next read, through both APIs. Tenants are isolated by their credentials, so that tests run in
//! parallel on one server. Faults and switches bring about what goes wrong between a client and the vendor, and
//! what the vendor's documentation leaves open.
//!
//! ```
//! # tokio::runtime::Runtime::new()?.block_on(async {
//! use lastpass_sandbox::{Fault, FaultKind, RetryAfter, Sandbox, Target, TenantOptions};
//!
//! let sandbox = Sandbox::start().await?;
//! let tenant = sandbox.tenant(TenantOptions { users: 100, ..TenantOptions::default() });
//! let kind = FaultKind::TooManyRequests { retry_after: RetryAfter::Seconds(1) };
//! tenant.inject(Fault::once(Target::Operation("createUser"), kind));
//! // … let the script under test work with `sandbox.business_url()` and `tenant.api_key()` …
//! assert_eq!(tenant.hits("createUser"), 0);
//! # Ok::<(), std::io::Error>(())
//! # })?;
//! # Ok::<(), std::io::Error>(())
//! ```

mod asynchronous;
mod business;
pub mod contract;
mod control;
mod fault;
mod json_text;
mod provisioning;
mod quirks;
mod record;
mod reply;
mod request;
mod server;
mod tenant;

pub use fault::{ErrorBody, Fault, FaultKind, RetryAfter, Target};
pub use quirks::{
    ActionSpelling, ApiEventUsername, CreationAction, EmptyMap, FolderFlags, InvitedSpelling, LastPage,
    MalformedRequest, NextForm, PageSizeAbove, PastTheEnd, PatchMediaType, PlainFilter, ProblemBody,
    ProblemErrors, ProblemMediaType, ProblemMembers, Quirks, SuperAdminSpelling, Unknown, UnknownSort,
};
pub use record::RecordedRequest;
pub use server::{Builder, Sandbox};
pub use tenant::{
    AdminLevel, Company, Details, Event, Folder, Grant, InvalidTime, KnownTo, NewEvent, NewUser, Principal,
    Stage, Tenant, TenantOptions, UnknownZone, User, UserChange, Zone, local_time,
};
