//! Administration of LastPass Business: the Business REST API and the Provisioning API, from one client.
//!
//! ```no_run
//! # async fn f() -> lastpass_admin::Result<()> {
//! use lastpass_admin::{Client, ListUsers, CompanyUserAccountStatus};
//!
//! let client = Client::builder()
//!     .credentials(lastpass_admin::Credentials::new().api_key("lpkey_…").provisioning(4410027, "…"))
//!     .time_zone("US/Eastern")
//!     .build()?;
//! let staged = ListUsers { account_status: Some(CompanyUserAccountStatus::Staged), ..Default::default() };
//! for user in client.users().list(&staged).collect().await? {
//!     println!("{:?}", user.email());
//! }
//! let outcome = client.provisioning().users().disable(&["bob@example.com"]).await?;
//! println!("disabled {:?}, unchanged {:?}", outcome.applied(), outcome.unchanged());
//! # Ok(()) }
//! ```
//!
//! What it promises:
//! - An answer that is not understood is an error, never an empty list.
//! - A write is never repeated where repeating it could do more than the caller asked for; every error says whether the request
//!   may have taken effect ([`Error::delivery`]).
//! - No secret is printed: not by `Debug`, an error, a log line or a panic.
//! - Lists cost what is touched: a page keeps the vendor's bytes, and items are made when they are taken.
//!
//! It is no client of a vault, and speaks neither SCIM nor the MFA API. It is not made by LastPass.

mod accepted;
mod address;
#[cfg(feature = "arrow")]
pub mod arrow;
#[cfg(feature = "blocking")]
pub mod blocking;
mod builder;
mod business;
mod call;
mod check;
mod client;
mod credentials;
mod deadline;
mod derived;
mod diagnosis;
mod endpoint;
pub mod erased;
mod error;
mod event_cursor;
mod events;
mod fetch;
#[cfg(feature = "fuzzing")]
#[doc(hidden)]
pub mod fuzzing;
mod generated;
mod iam;
mod limiter;
mod limits;
mod local_time;
#[cfg(feature = "env-log")]
mod log;
#[cfg(feature = "log-forward")]
mod log_forward;
mod open_enum;
mod operation;
mod options;
mod paging;
mod per_process;
mod provisioning;
mod raw;
mod redact;
mod retry;
mod secret;
mod shared_folders;
mod tape;
mod time_bound;
mod transport;
mod users;
mod wiped;
mod zones;

pub use builder::ClientBuilder;
pub use client::Client;
pub use credentials::Credentials;
pub use diagnosis::{CredentialReport, CredentialStatus};
pub use error::{Delivery, Error, FieldError, Result};
pub use event_cursor::{EventBatch, EventCursor};
pub use generated::*;
pub use local_time::LocalTime;
#[cfg(feature = "log-forward")]
pub use log_forward::{LogLevel, forward_log, want_log};
pub use options::CallOptions;
pub use paging::{ListSummary, Page, PageToken, Pager};
pub use provisioning::{DeleteAction, Group, Outcome, RowOutcome, RowState};
pub use raw::RawResponse;
pub use secret::Secret;
pub use shared_folders::FolderRole;
pub use tape::{Item, Items, Texts};
pub use time_bound::TimeBound;
pub use transport::ResponseInfo;
