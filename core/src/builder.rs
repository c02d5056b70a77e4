//! Building a client: every setting, and every refusal before anything is sent.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use http::header::HeaderValue;
use url::Url;

use crate::client::{Client, Settings, Shared};
use crate::credentials::{CredentialSource, Credentials};
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::options::CallOptions;
use crate::retry::Backoff;
use crate::transport::{Proxies, Transport, TransportOptions, TrustRoots, client_config};

/// Where the Business API lives.
const BUSINESS_URL: &str = "https://api.lastpass.com/business";
/// Where the Provisioning API lives.
const PROVISIONING_URL: &str = "https://lastpass.com/enterpriseapi.php";

/// Settings of a [`Client`].
pub struct ClientBuilder {
    credentials: CredentialSource,
    business_url: String,
    provisioning_url: String,
    api_user: String,
    user_agent_suffix: Option<String>,
    ca_pem: Vec<u8>,
    proxy: Option<String>,
    no_proxy: bool,
    read_only: bool,
    requests_per_second: Option<f64>,
    backoff: Backoff,
    time_zone: Option<String>,
    options: CallOptions,
}

impl ClientBuilder {
    pub(crate) fn new() -> Self {
        ClientBuilder {
            credentials: CredentialSource::Given(Credentials::new()),
            business_url: BUSINESS_URL.to_owned(),
            provisioning_url: PROVISIONING_URL.to_owned(),
            api_user: env!("CARGO_PKG_NAME").to_owned(),
            user_agent_suffix: None,
            ca_pem: Vec::new(),
            proxy: None,
            no_proxy: false,
            read_only: false,
            requests_per_second: None,
            backoff: Backoff::default(),
            time_zone: None,
            options: CallOptions::default(),
        }
    }

    /// Settings from the environment, see [`Client::from_env`].
    pub fn from_env() -> Result<Self> {
        Ok(ClientBuilder::new().credentials(Credentials::from_env()?).environment())
    }

    /// Where the APIs are and the time zone, as far as the environment names them: `LASTPASS_BUSINESS_URL`,
    /// `LASTPASS_PROVISIONING_URL` and `LASTPASS_TIME_ZONE`.
    #[must_use]
    pub fn environment(mut self) -> Self {
        let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        if let Some(url) = read("LASTPASS_BUSINESS_URL") {
            self = self.business_url(url);
        }
        if let Some(url) = read("LASTPASS_PROVISIONING_URL") {
            self = self.provisioning_url(url);
        }
        if let Some(zone) = read("LASTPASS_TIME_ZONE") {
            self = self.time_zone(zone);
        }
        self
    }

    /// The credentials.
    #[must_use]
    pub fn credentials(mut self, credentials: Credentials) -> Self {
        self.credentials = CredentialSource::Given(credentials);
        self
    }

    /// A function that gives the credentials. It is asked when the first request needs them, and not again once it has
    /// answered.
    #[must_use]
    pub fn credentials_provider<P, F, E>(mut self, provider: P) -> Self
    where
        P: Fn() -> F + Send + Sync + 'static,
        F: Future<Output = Result<Credentials, E>> + Send + 'static,
        E: Into<Box<dyn StdError + Send + Sync>>,
    {
        self.credentials = CredentialSource::Provider(Arc::new(move || {
            let asked = provider();
            Box::pin(async move { asked.await.map_err(Into::into) })
        }));
        self
    }

    /// The base URL of the Business API; `https://api.lastpass.com/business` by default.
    #[must_use]
    pub fn business_url(mut self, url: impl Into<String>) -> Self {
        self.business_url = url.into();
        self
    }

    /// The URL of the Provisioning API; `https://lastpass.com/enterpriseapi.php` by default.
    #[must_use]
    pub fn provisioning_url(mut self, url: impl Into<String>) -> Self {
        self.provisioning_url = url.into();
        self
    }

    /// The label under which calls of the Provisioning API show up in the audit events; `lastpass-admin` by default.
    #[must_use]
    pub fn api_user(mut self, label: impl Into<String>) -> Self {
        self.api_user = label.into();
        self
    }

    /// The time zone of the account, as an IANA name such as `US/Eastern`.
    ///
    /// The Provisioning API prints times without a zone. Event reports need one and there is no default; the dates of users
    /// are turned into instants only with one.
    #[must_use]
    pub fn time_zone(mut self, name: impl Into<String>) -> Self {
        self.time_zone = Some(name.into());
        self
    }

    /// Refuse every operation that writes, before anything is sent.
    #[must_use]
    pub fn read_only(mut self, read_only: bool) -> Self {
        self.read_only = read_only;
        self
    }

    /// A fixed limit of requests per second, for each API, over all clients of the same credential that set it. Without it
    /// requests are held back only after the vendor has answered 429.
    #[must_use]
    pub fn requests_per_second(mut self, rate: f64) -> Self {
        self.requests_per_second = Some(rate);
        self
    }

    /// Options of every call, see [`CallOptions`]. A call's own options go over them.
    #[must_use]
    pub fn options(mut self, options: CallOptions) -> Self {
        self.options = options;
        self
    }

    /// The waits between attempts: a random time up to `base`, doubled each time, at most `cap`; 0.5 s and 8 s by default. A
    /// `Retry-After` of more than `longest_asked` (60 s by default) is not waited for but handed to the caller.
    #[must_use]
    pub fn backoff(mut self, base: Duration, cap: Duration, longest_asked: Duration) -> Self {
        self.backoff = Backoff { base, cap, longest_asked };
        self
    }

    /// Certificates to trust beside the system's, in PEM.
    #[must_use]
    pub fn ca_pem(mut self, pem: impl Into<Vec<u8>>) -> Self {
        self.ca_pem = pem.into();
        self
    }

    /// A proxy for all requests, in place of the one that `HTTPS_PROXY` and its like name.
    #[must_use]
    pub fn proxy(mut self, url: impl Into<String>) -> Self {
        self.proxy = Some(url.into());
        self
    }

    /// Use no proxy, whatever the environment says.
    #[must_use]
    pub fn no_proxy(mut self) -> Self {
        self.no_proxy = true;
        self
    }

    /// What to put behind the client's own name in `User-Agent`, for example `my-tool/1.2`.
    #[must_use]
    pub fn user_agent_suffix(mut self, suffix: impl Into<String>) -> Self {
        self.user_agent_suffix = Some(suffix.into());
        self
    }

    /// The client, or what is wrong with a setting. Nothing is sent.
    pub fn build(self) -> Result<Client> {
        #[cfg(feature = "env-log")]
        crate::log::from_env();
        if let CredentialSource::Given(credentials) = &self.credentials {
            credentials.validate()?;
        }
        if self.requests_per_second.is_some_and(|rate| !(rate.is_finite() && rate > 0.0)) {
            return Err(Error::invalid_argument("requests_per_second", "must be a number above 0"));
        }
        let business_url = base_url("business_url", &self.business_url)?;
        let provisioning_url = base_url("provisioning_url", &self.provisioning_url)?;
        let endpoints = [&business_url, &provisioning_url];
        let secure = endpoints.iter().any(|endpoint| endpoint.is_secure());
        let mut options = self.options;
        if let Some(name) = &self.time_zone {
            options = options.time_zone(name)?;
        }
        let connections = TransportOptions {
            tls: client_config(secure.then_some(TrustRoots { extra_pem: self.ca_pem }))?,
            proxies: match self.proxy {
                Some(url) => Some(proxy(&url)?),
                None if self.no_proxy => None,
                None => Proxies::of_environment(endpoints.iter().map(|endpoint| endpoint.uri())),
            },
            user_agent: user_agent(self.user_agent_suffix.as_deref())?,
        };
        let settings = Settings {
            credentials: self.credentials,
            business_url,
            provisioning_url,
            api_user: self.api_user,
            read_only: self.read_only,
            requests_per_second: self.requests_per_second,
            backoff: self.backoff,
        };
        Ok(Client {
            shared: Arc::new(Shared::new(Arc::new(settings))),
            transport: Arc::new(Transport::new(connections)),
            options: Arc::new(options),
        })
    }
}

impl fmt::Debug for ClientBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ClientBuilder")
            .field("business_url", &self.business_url)
            .field("provisioning_url", &self.provisioning_url)
            .field("read_only", &self.read_only)
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

/// HTTPS, or plain HTTP to this machine alone: anything else would send the credential in the clear.
fn base_url(parameter: &str, text: &str) -> Result<Endpoint> {
    let refused = |reason: &str| Error::invalid_argument(parameter, reason);
    let url: Url = text.parse().map_err(|_| match text.is_ascii() {
        true => refused("is not a URL"),
        false => refused("is not a URL; write a host name with other than ASCII letters as `xn--…`"),
    })?;
    if url.cannot_be_a_base() || url.host().is_none() {
        return Err(refused("is not a URL with a host"));
    }
    if !url.username().is_empty()
        || url.password().is_some()
        || url.query().is_some()
        || url.fragment().is_some()
    {
        return Err(refused("must not hold a user, a query or a fragment"));
    }
    match url.scheme() {
        "https" => {}
        "http" if is_loopback(&url) => {}
        "http" => return Err(refused("must be `https://`; `http://` is taken for a loopback host only")),
        _ => return Err(refused("must be `https://`")),
    }
    Endpoint::new(url).ok_or_else(|| refused("is not a URL with a host"))
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

fn proxy(url: &str) -> Result<Proxies> {
    // The URL is left out: it may hold a password.
    Proxies::all(url).ok_or_else(|| Error::invalid_argument("proxy", "is not the URL of an HTTP(S) proxy"))
}

fn user_agent(suffix: Option<&str>) -> Result<HeaderValue> {
    const NAME: &str = concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION"));
    let Some(suffix) = suffix else { return Ok(HeaderValue::from_static(NAME)) };
    let whole = HeaderValue::try_from(format!("{NAME} {suffix}")).ok();
    whole
        .filter(|_| suffix.chars().all(|c| c == ' ' || c.is_ascii_graphic()))
        .ok_or_else(|| Error::invalid_argument("user_agent_suffix", "must be printable ASCII"))
}
