//! The HTTP client: a pool of connections, and how they are made.

use std::future::Future;
use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http_body_util::Full;
use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy;
use hyper_util::client::legacy::connect::{Connected, Connection, HttpConnector};
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tower_service::Service;

use super::connect_limit::limited;
use super::proxy::{self, Proxies, Route};
use super::tcp::Tcp;
use super::{BoxError, TransportOptions};

/// A connection that no request uses is closed after this time.
const IDLE: Duration = Duration::from_secs(90);
/// The system asks so often whether a silent peer is still there, and gives it up after three times without an answer.
const KEEP_ALIVE: Duration = Duration::from_secs(15);

pub(super) type Client = legacy::Client<Connector, Full<Bytes>>;

pub(super) fn client(options: &TransportOptions) -> Client {
    let mut tcp = HttpConnector::new();
    tcp.enforce_http(false);
    tcp.set_nodelay(true);
    tcp.set_keepalive(Some(KEEP_ALIVE));
    tcp.set_keepalive_interval(Some(KEEP_ALIVE));
    tcp.set_keepalive_retries(Some(3));
    #[cfg(any(target_os = "android", target_os = "linux"))]
    tcp.set_tcp_user_timeout(Some(2 * KEEP_ALIVE));
    let tcp = Tcp(tcp);
    let proxies = options.proxies.clone();
    let route = Route {
        to_proxy: HttpsConnector::from((tcp.clone(), options.tls.clone())),
        direct: tcp,
        proxies: proxies.clone(),
        user_agent: options.user_agent.clone(),
    };
    let https = HttpsConnector::from((route, options.tls.clone()));
    legacy::Client::builder(TokioExecutor::new())
        .pool_timer(TokioTimer::new())
        .pool_idle_timeout(IDLE)
        .build(Connector(Arc::new(Ways { https, proxies })))
}

/// Makes connections. It is copied for every request, and a request seldom needs a new connection.
#[derive(Clone)]
pub(super) struct Connector(Arc<Ways>);

struct Ways {
    https: HttpsConnector<Route>,
    proxies: Option<Proxies>,
}

impl Service<Uri> for Connector {
    type Response = Stream;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Stream, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let forwarded = self.0.proxies.as_ref().and_then(|proxies| proxies.forwarding(&target)).is_some();
        let connecting = self.0.https.clone().call(target);
        Box::pin(limited(async move { Ok(Stream { bytes: connecting.await?, forwarded }) }))
    }
}

/// A connection, with TLS where the target wants it.
pub(super) struct Stream {
    bytes: MaybeHttpsStream<proxy::Bytes>,
    /// Whether a proxy forwards the requests: they then name their whole URL.
    forwarded: bool,
}

impl Stream {
    fn bytes(self: Pin<&mut Self>) -> Pin<&mut MaybeHttpsStream<proxy::Bytes>> {
        Pin::new(&mut self.get_mut().bytes)
    }
}

impl Connection for Stream {
    fn connected(&self) -> Connected {
        self.bytes.connected().proxy(self.forwarded)
    }
}

impl Read for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        self.bytes().poll_read(cx, buffer)
    }
}

impl Write for Stream {
    fn poll_write(self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        self.bytes().poll_write(cx, bytes)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffers: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        self.bytes().poll_write_vectored(cx, buffers)
    }

    /// So that a body, which may hold secrets, is not copied to where the head of its request stands: that is never overwritten.
    fn is_write_vectored(&self) -> bool {
        true
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.bytes().poll_flush(cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.bytes().poll_shutdown(cx)
    }
}
