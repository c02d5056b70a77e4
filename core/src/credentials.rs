//! The two credentials, what they must look like, and how they are kept.

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use bytes::Bytes;
use http::header::HeaderValue;
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use crate::error::{Error, Result};
use crate::limiter::Limiter;
use crate::operation::Api;
use crate::redact::Scrubber;
use crate::wiped;

/// What every API key of the Business API begins with. Nothing more is known of its form.
const KEY_PREFIX: &str = "lpkey_";

/// One or both credentials of a company.
///
/// The secrets are overwritten when they are dropped, and `Debug` does not show them.
#[derive(Clone, Default)]
pub struct Credentials {
    api_key: Option<SecretString>,
    provisioning: Option<(String, SecretString)>,
}

impl Credentials {
    /// No credential yet.
    pub fn new() -> Self {
        Credentials::default()
    }

    /// The API key of the Business API, `lpkey_…`, from the Admin Console under Advanced, LastPass API.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.api_key = Some(SecretString::from(key.into()));
        self
    }

    /// The account number (CID) and the provisioning hash of the Provisioning API, from the Admin Console under
    /// Advanced, Enterprise API.
    #[must_use]
    pub fn provisioning(mut self, cid: impl fmt::Display, hash: impl Into<String>) -> Self {
        self.provisioning = Some((cid.to_string(), SecretString::from(hash.into())));
        self
    }

    /// The credentials in `LASTPASS_API_KEY`, `LASTPASS_CID` and `LASTPASS_PROVHASH`, as far as they are set.
    pub fn from_env() -> Result<Self> {
        let read = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let mut credentials = Credentials::new();
        if let Some(key) = read("LASTPASS_API_KEY") {
            credentials = credentials.api_key(key);
        }
        match (read("LASTPASS_CID"), read("LASTPASS_PROVHASH")) {
            (Some(cid), Some(hash)) => credentials = credentials.provisioning(cid, hash),
            (None, None) => {}
            (Some(_), None) => {
                return Err(Error::configuration("LASTPASS_CID is set, but LASTPASS_PROVHASH is not"));
            }
            (None, Some(_)) => {
                return Err(Error::configuration("LASTPASS_PROVHASH is set, but LASTPASS_CID is not"));
            }
        }
        Ok(credentials)
    }

    /// Refuses what cannot work, with the parameter named.
    pub(crate) fn validate(&self) -> Result<()> {
        if let Some(key) = &self.api_key {
            let key = key.expose_secret();
            if key.trim().is_empty() {
                return Err(Error::invalid_argument("api_key", "is empty"));
            }
            if !key.starts_with(KEY_PREFIX) {
                return Err(Error::invalid_argument(
                    "api_key",
                    "does not begin with `lpkey_`; a provisioning hash belongs into `provisioning`, with the CID",
                ));
            }
            if HeaderValue::from_str(key).is_err() || key.contains(char::is_whitespace) {
                return Err(Error::invalid_argument(
                    "api_key",
                    "holds white space or characters that no key has",
                ));
            }
        }
        if let Some((cid, hash)) = &self.provisioning {
            let hash = hash.expose_secret();
            if cid.parse::<u64>().is_err() {
                return Err(Error::invalid_argument("cid", "is not a number; the CID is the account number"));
            }
            if hash.trim().is_empty() {
                return Err(Error::invalid_argument("provhash", "is empty"));
            }
            if hash.starts_with(KEY_PREFIX) {
                return Err(Error::invalid_argument(
                    "provhash",
                    "is an API key of the Business API (`lpkey_…`); it belongs into `api_key`",
                ));
            }
        }
        if self.api_key.is_none() && self.provisioning.is_none() {
            return Err(Error::configuration(
                "no credential: give an API key, or a CID and a provisioning hash, or both \
                 (LASTPASS_API_KEY, LASTPASS_CID, LASTPASS_PROVHASH)",
            ));
        }
        Ok(())
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |present: bool| if present { crate::redact::REDACTED } else { "none" };
        f.debug_struct("Credentials")
            .field("api_key", &shown(self.api_key.is_some()))
            .field("cid", &self.provisioning.as_ref().map(|(cid, _)| cid))
            .field("provhash", &shown(self.provisioning.is_some()))
            .finish()
    }
}

type ProvidedCredentials =
    Pin<Box<dyn Future<Output = Result<Credentials, Box<dyn std::error::Error + Send + Sync>>> + Send>>;

/// Where a client gets its credentials from.
#[derive(Clone)]
pub(crate) enum CredentialSource {
    Given(Credentials),
    /// A function of the caller, asked when the first request needs it and not again once it has answered.
    Provider(Arc<dyn Fn() -> ProvidedCredentials + Send + Sync>),
}

impl CredentialSource {
    pub(crate) async fn access(&self) -> Result<Access> {
        let credentials = match self {
            CredentialSource::Given(credentials) => credentials.clone(),
            CredentialSource::Provider(provider) => provider().await.map_err(|error| {
                Error::configuration("the credentials provider failed").with_source(error)
            })?,
        };
        credentials.validate()?;
        Access::new(&credentials)
    }
}

/// Credentials in the forms in which they go out.
pub(crate) struct Access {
    #[cfg(feature = "blocking")]
    credentials: Credentials,
    business: Option<BusinessAccess>,
    provisioning: Option<ProvisioningAccess>,
    scrubber: Scrubber,
}

pub(crate) struct BusinessAccess {
    pub authorization: HeaderValue,
    pub limiter: Arc<Limiter>,
}

pub(crate) struct ProvisioningAccess {
    /// The account number.
    pub cid: String,
    /// The beginning of every body: `{"cid":…,"provhash":…`.
    pub opening: Zeroizing<Vec<u8>>,
    pub limiter: Arc<Limiter>,
}

impl Access {
    fn new(credentials: &Credentials) -> Result<Self> {
        let mut scrubber = Scrubber::default();
        let business = match &credentials.api_key {
            Some(key) => {
                let key = key.expose_secret();
                scrubber.add(key);
                // In one piece, and shared by all requests: no copy of it is left behind.
                let header = Zeroizing::new([b"api-key ", key.as_bytes()].concat());
                let mut authorization = HeaderValue::from_maybe_shared(Bytes::from_owner(header))
                    .map_err(|_| Error::invalid_argument("api_key", "holds characters that no key has"))?;
                authorization.set_sensitive(true);
                Some(BusinessAccess { authorization, limiter: Limiter::of(key) })
            }
            None => None,
        };
        let provisioning = credentials.provisioning.as_ref().map(|(cid, hash)| {
            let hash = hash.expose_secret();
            scrubber.add(hash);
            let written = wiped::json(hash).map_err(|error| {
                Error::internal("the provisioning hash could not be written").with_source(error)
            })?;
            let opening = [format!("{{\"cid\":{cid},\"provhash\":").as_bytes(), &*written].concat();
            let opening = Zeroizing::new(opening);
            Ok(ProvisioningAccess { cid: cid.clone(), opening, limiter: Limiter::of(cid) })
        });
        let provisioning = provisioning.transpose()?;
        #[cfg(feature = "blocking")]
        let credentials = credentials.clone();
        Ok(Access {
            #[cfg(feature = "blocking")]
            credentials,
            business,
            provisioning,
            scrubber,
        })
    }

    /// The same credentials, with the limiters of this process.
    #[cfg(feature = "blocking")]
    pub(crate) fn renewed(&self) -> Result<Self> {
        Access::new(&self.credentials)
    }

    pub(crate) fn scrubber(&self) -> &Scrubber {
        &self.scrubber
    }

    pub(crate) fn has(&self, api: Api) -> bool {
        match api {
            Api::Business => self.business.is_some(),
            Api::Provisioning => self.provisioning.is_some(),
        }
    }

    pub(crate) fn business(&self) -> Result<&BusinessAccess> {
        self.business.as_ref().ok_or_else(|| {
            Error::configuration("this operation needs an API key of the Business API (LASTPASS_API_KEY)")
        })
    }

    pub(crate) fn provisioning(&self) -> Result<&ProvisioningAccess> {
        self.provisioning.as_ref().ok_or_else(|| {
            Error::configuration(
                "this operation needs a CID and a provisioning hash (LASTPASS_CID and LASTPASS_PROVHASH)",
            )
        })
    }

    pub(crate) fn limiter(&self, api: Api) -> Option<&Limiter> {
        match api {
            Api::Business => self.business.as_ref().map(|access| &*access.limiter),
            Api::Provisioning => self.provisioning.as_ref().map(|access| &*access.limiter),
        }
    }
}
