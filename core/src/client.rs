//! The client: credentials, connections and settings, shared by everything that hangs off it.

use std::fmt;
use std::sync::Arc;

use reqwest::Url;
use tokio::sync::OnceCell;

use crate::builder::ClientBuilder;
use crate::credentials::{Access, CredentialSource};
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::retry::{Backoff, RetryBudget};
use crate::transport::Transport;

/// A client of one company.
///
/// It is cheap to clone and safe to share between threads: clones share connections, limits and the retry budget.
/// Dropping the last clone closes the connections.
///
/// ```no_run
/// # async fn f() -> lastpass_admin::Result<()> {
/// use lastpass_admin::{Client, ListUsers};
///
/// let client = Client::from_env()?; // LASTPASS_API_KEY, LASTPASS_CID, LASTPASS_PROVHASH
/// let mut users = client.users().list(&ListUsers { name: Some("a%".to_owned()), ..Default::default() });
/// while let Some(user) = users.try_next().await? {
///     println!("{:?} {:?}", user.id(), user.email());
/// }
/// # Ok(()) }
/// ```
#[derive(Clone)]
pub struct Client {
    pub(crate) shared: Arc<Shared>,
    pub(crate) options: Arc<CallOptions>,
}

/// What the clones of a client share.
pub(crate) struct Shared {
    pub transport: Transport,
    pub credentials: CredentialSource,
    pub access: OnceCell<Access>,
    pub business_url: Url,
    pub provisioning_url: Url,
    pub api_user: String,
    pub read_only: bool,
    pub requests_per_second: Option<f64>,
    pub backoff: Backoff,
    pub budget: RetryBudget,
}

impl Client {
    /// A client with credentials and settings of your choice.
    pub fn builder() -> ClientBuilder {
        ClientBuilder::new()
    }

    /// A client from the environment: `LASTPASS_API_KEY` and/or `LASTPASS_CID` with `LASTPASS_PROVHASH`; and, where they are
    /// set, `LASTPASS_TIME_ZONE`, `LASTPASS_BUSINESS_URL` and `LASTPASS_PROVISIONING_URL`.
    pub fn from_env() -> Result<Self> {
        ClientBuilder::from_env()?.build()
    }

    /// The same client with other options for the calls that it makes.
    ///
    /// ```no_run
    /// # async fn f(client: lastpass_admin::Client) -> lastpass_admin::Result<()> {
    /// use lastpass_admin::CallOptions;
    /// let user = client.with_options(CallOptions::new().max_retries(0)).users().get(80001).await?;
    /// # Ok(()) }
    /// ```
    #[must_use]
    pub fn with_options(&self, options: CallOptions) -> Client {
        Client { shared: self.shared.clone(), options: Arc::new(options.over(&self.options)) }
    }

    /// The credentials, asked for once.
    pub(crate) async fn access(&self) -> Result<&Access> {
        self.shared.access.get_or_try_init(|| self.shared.credentials.access()).await
    }

    /// The zone that the caller named, which event reports cannot do without.
    pub(crate) fn required_zone(&self) -> Result<&jiff::tz::TimeZone> {
        self.options.zone.as_ref().ok_or_else(|| {
            Error::invalid_argument(
                "time_zone",
                "event reports need the time zone of the account as an IANA name, such as `US/Eastern` or \
                 `Europe/Berlin`: the vendor's times carry none, and there is no default",
            )
        })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("business_url", &self.shared.business_url.as_str())
            .field("provisioning_url", &self.shared.provisioning_url.as_str())
            .field("read_only", &self.shared.read_only)
            .finish_non_exhaustive()
    }
}
