//! The server: its start and end, and the connections in between.

mod body;
mod connection;
mod service;
mod socket;
#[cfg(feature = "tls")]
mod tls;
mod traffic;
mod wire;

use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::business::Origins;
use crate::record::{RecordedRequest, Records};
use crate::tenant::{Registry, Tenant, TenantOptions};
use traffic::Traffic;

/// What all connections share.
#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) registry: Arc<Registry>,
    pub(crate) traffic: Arc<Traffic>,
    pub(crate) origins: Origins,
    /// Requests that belong to no tenant.
    pub(crate) strangers: Mutex<Records>,
    /// Requests to the host that is not the API's own.
    pub(crate) foreign: Mutex<Records>,
}

impl Shared {
    pub(crate) fn tenant(&self, options: TenantOptions) -> Tenant {
        // Counted per process: clients share limits by credential, so no two tenants may have the same one, whatever their server.
        static MADE: AtomicI64 = AtomicI64::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        Tenant::new(self.registry.create(options, number), self.registry.clone())
    }

    pub(crate) fn business_url(&self) -> String {
        format!("{}/business", self.origins.own)
    }

    pub(crate) fn provisioning_url(&self) -> String {
        format!("{}/enterpriseapi.php", self.origins.own)
    }

    pub(crate) fn known_tenant(&self, cid: i64) -> Option<Tenant> {
        Some(Tenant::new(self.registry.by_cid(cid)?, self.registry.clone()))
    }
}

/// How a sandbox is to be started.
#[derive(Clone, Debug, Default)]
pub struct Builder {
    port: u16,
    threads: usize,
    latency: Duration,
    #[cfg(feature = "tls")]
    tls: bool,
}

impl Builder {
    /// The port to listen on; 0, the default, takes a free one.
    #[must_use]
    pub const fn port(mut self, port: u16) -> Self {
        self.port = port;
        self
    }

    /// Serves on so many threads of its own instead of on the caller's runtime. A client under test or under
    /// measurement then does not share a single-threaded runtime with its server.
    #[must_use]
    pub const fn threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// How long it takes to the server and back: a new connection, each round of a TLS handshake, and each answer come so much
    /// later, however many are under way at once. Zero, the default, adds nothing.
    #[must_use]
    pub const fn latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Serves HTTPS for `localhost` and `127.0.0.1`; see [`Sandbox::ca_pem`].
    #[cfg(feature = "tls")]
    #[must_use]
    pub const fn tls(mut self) -> Self {
        self.tls = true;
        self
    }

    /// Starts on the caller's runtime, or on threads of its own if [`Builder::threads`] asks for them.
    pub async fn start(self) -> io::Result<Sandbox> {
        if self.threads > 0 {
            return self.start_blocking();
        }
        self.listen(None)
    }

    /// Starts from outside a runtime, on at least one thread of its own.
    pub fn start_blocking(self) -> io::Result<Sandbox> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(self.threads.max(1))
            .thread_name("lastpass-sandbox")
            .enable_all()
            .build()?;
        let handle = runtime.handle().clone();
        let _entered = handle.enter();
        self.listen(Some(runtime))
    }

    fn bind(port: u16) -> io::Result<TcpListener> {
        let listener = std::net::TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
        listener.set_nonblocking(true)?;
        TcpListener::from_std(listener)
    }

    fn listen(self, runtime: Option<tokio::runtime::Runtime>) -> io::Result<Sandbox> {
        let listener = Self::bind(self.port)?;
        let foreign = Self::bind(0)?;
        let port = listener.local_addr()?.port();
        #[cfg(feature = "tls")]
        let (security, ca_pem) = match self.tls {
            true => {
                let security = tls::Security::new()?;
                let ca_pem = security.ca_pem.clone();
                (Some(security), Some(ca_pem))
            }
            false => (None, None),
        };
        #[cfg(feature = "tls")]
        let scheme = if security.is_some() { "https" } else { "http" };
        #[cfg(not(feature = "tls"))]
        let scheme = "http";
        let shared = Arc::new(Shared {
            registry: Arc::default(),
            traffic: Arc::default(),
            origins: Origins {
                own: format!("{scheme}://127.0.0.1:{port}"),
                // Another name as well as another port, so that a client that compares only the one or the other is caught.
                foreign: format!("http://localhost:{}", foreign.local_addr()?.port()),
            },
            strangers: Mutex::new(Records::new(1024)),
            foreign: Mutex::new(Records::new(1024)),
        });
        let (stop, stopped) = watch::channel(());
        tokio::spawn(connection::accept(
            listener,
            shared.clone(),
            stopped.clone(),
            self.latency,
            #[cfg(feature = "tls")]
            security,
            service::serve,
        ));
        tokio::spawn(connection::accept(
            foreign,
            shared.clone(),
            stopped,
            self.latency,
            #[cfg(feature = "tls")]
            None,
            service::serve_foreign,
        ));
        Ok(Sandbox {
            shared,
            port,
            _stop: stop,
            runtime,
            #[cfg(feature = "tls")]
            ca_pem,
        })
    }
}

/// A running server of both APIs. It stops, and closes its connections, when it is dropped.
#[derive(Debug)]
pub struct Sandbox {
    shared: Arc<Shared>,
    port: u16,
    /// Dropped with the sandbox, which ends every connection.
    _stop: watch::Sender<()>,
    runtime: Option<tokio::runtime::Runtime>,
    #[cfg(feature = "tls")]
    ca_pem: Option<String>,
}

impl Sandbox {
    /// Starts on a free port of 127.0.0.1.
    pub async fn start() -> io::Result<Self> {
        Self::builder().start().await
    }

    /// Options of the start.
    #[must_use]
    pub fn builder() -> Builder {
        Builder::default()
    }

    /// The port.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// Scheme, host and port.
    #[must_use]
    pub fn origin(&self) -> &str {
        &self.shared.origins.own
    }

    /// Base URL of the Business API.
    #[must_use]
    pub fn business_url(&self) -> String {
        self.shared.business_url()
    }

    /// URL of the Provisioning API.
    #[must_use]
    pub fn provisioning_url(&self) -> String {
        self.shared.provisioning_url()
    }

    /// Scheme, host and port of the host that is not the API's own: where redirects and foreign `url`s lead.
    #[must_use]
    pub fn foreign_origin(&self) -> &str {
        &self.shared.origins.foreign
    }

    /// Adds a tenant, isolated from all others by its credentials.
    #[must_use]
    pub fn tenant(&self, options: TenantOptions) -> Tenant {
        self.shared.tenant(options)
    }

    /// What a script needs to reach a tenant: URLs, credentials, and the environment variables that carry them. The
    /// program `lastpass-sandbox` prints this.
    #[must_use]
    pub fn credentials(&self, tenant: &Tenant) -> serde_json::Value {
        crate::control::credentials(&self.shared, tenant)
    }

    /// Requests whose credentials belong to no tenant, the oldest first.
    #[must_use]
    pub fn unattributed_requests(&self) -> Vec<RecordedRequest> {
        self.shared.strangers.lock().unwrap_or_else(PoisonError::into_inner).requests()
    }

    /// Requests that reached the host that is not the API's own.
    #[must_use]
    pub fn foreign_requests(&self) -> Vec<RecordedRequest> {
        self.shared.foreign.lock().unwrap_or_else(PoisonError::into_inner).requests()
    }

    /// Connections that are open now.
    #[must_use]
    pub fn open_connections(&self) -> usize {
        self.shared.traffic.open_connections()
    }

    /// Connections that were ever accepted.
    #[must_use]
    pub fn accepted_connections(&self) -> usize {
        self.shared.traffic.accepted_connections()
    }

    /// Requests that were begun and not yet answered completely.
    #[must_use]
    pub fn requests_in_flight(&self) -> usize {
        self.shared.traffic.in_flight()
    }

    /// Requests whose client left before the answer was complete.
    #[must_use]
    pub fn aborted_requests(&self) -> usize {
        self.shared.traffic.aborted()
    }

    /// The certificate authority of an HTTPS sandbox, as PEM.
    #[cfg(feature = "tls")]
    #[must_use]
    pub fn ca_pem(&self) -> Option<&str> {
        self.ca_pem.as_deref()
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // A runtime must not be dropped inside another one, and nobody needs to wait for the last connection.
            runtime.shutdown_background();
        }
    }
}
