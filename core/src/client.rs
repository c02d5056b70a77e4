//! The client: credentials, connections and settings, shared by everything that hangs off it.

use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

use tokio::sync::OnceCell;

use crate::builder::ClientBuilder;
use crate::credentials::{Access, CredentialSource};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::generated::ErrorKind;
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
    pub(crate) transport: Arc<Transport>,
    pub(crate) options: Arc<CallOptions>,
}

/// What the clones of a client share beside their connections.
pub(crate) struct Shared {
    pub settings: Arc<Settings>,
    pub access: OnceCell<Access>,
    pub budget: RetryBudget,
}

/// What a client was built with.
pub(crate) struct Settings {
    pub credentials: CredentialSource,
    pub business_url: Endpoint,
    pub provisioning_url: Endpoint,
    pub api_user: String,
    pub read_only: bool,
    pub requests_per_second: Option<f64>,
    pub backoff: Backoff,
}

impl Shared {
    pub(crate) fn new(settings: Arc<Settings>) -> Self {
        Shared { settings, access: OnceCell::new(), budget: RetryBudget::default() }
    }
}

impl Deref for Shared {
    type Target = Settings;

    fn deref(&self) -> &Settings {
        &self.settings
    }
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
        Client { options: Arc::new(options.over(&self.options)), ..self.clone() }
    }

    /// The same client with connections of its own, for another runtime.
    #[cfg(feature = "blocking")]
    pub(crate) fn reconnected(&self) -> Client {
        Client { transport: Arc::new(self.transport.again()), ..self.clone() }
    }

    /// A client with the same settings that shares nothing which another thread could hold locked: for a forked child. The
    /// credentials are taken over if they were asked for already.
    #[cfg(feature = "blocking")]
    pub(crate) fn apart(&self) -> Result<Client> {
        let shared = Shared::new(self.shared.settings.clone());
        if let Some(access) = self.shared.access.get() {
            // The cell is empty, so that it takes what it is given.
            let _ = shared.access.set(access.renewed()?);
        }
        let (shared, transport) = (Arc::new(shared), Arc::new(self.transport.apart()));
        Ok(Client { shared, transport, options: self.options.clone() })
    }

    /// The credentials, asked for once; no longer than an operation may take.
    pub(crate) async fn access(&self) -> Result<&Access> {
        let asked = self.shared.access.get_or_try_init(|| self.shared.credentials.access());
        tokio::time::timeout(self.options.limits.operation(), asked).await.unwrap_or_else(|_| {
            let message = "the credentials were not given within the time limit of the operation";
            Err(Error::new(ErrorKind::Timeout, message))
        })
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
