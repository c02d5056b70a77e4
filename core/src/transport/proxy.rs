//! Proxies: which one is on the way to a target, and how it is passed.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use http::header::{HeaderMap, HeaderValue, USER_AGENT};
use http::uri::{Scheme, Uri};
use hyper_rustls::{HttpsConnector, MaybeHttpsStream};
use hyper_util::client::legacy::connect::proxy::Tunnel;
use hyper_util::client::proxy::matcher::{Intercept, Matcher};
use tower_service::Service;
use url::Url;

use super::BoxError;
use super::tcp::{self, Tcp};

/// The proxies of a client.
#[derive(Clone)]
pub(crate) struct Proxies(Arc<Matcher>);

impl Proxies {
    /// This proxy for every target; `None` if this is not the URL of one.
    pub(crate) fn all(url: &str) -> Option<Self> {
        let url = if url.contains("://") { url.parse() } else { format!("http://{url}").parse::<Url>() };
        let url = url.ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
        let matcher = Matcher::builder().all(String::from(url)).build();
        matcher.intercept(&Uri::from_static("https://target.invalid"))?;
        Some(Proxies(Arc::new(matcher)))
    }

    /// What `HTTPS_PROXY` and its like say, or the settings of the system; `None` if none of these targets has a proxy.
    pub(crate) fn of_environment<'a>(mut targets: impl Iterator<Item = &'a Uri>) -> Option<Self> {
        let matcher = Matcher::from_system();
        targets.any(|target| matcher.intercept(target).is_some()).then(|| Proxies(Arc::new(matcher)))
    }

    fn intercept(&self, target: &Uri) -> Option<Intercept> {
        self.0.intercept(target)
    }

    /// The proxy that is asked to forward requests to this target, which it then sees whole. What is for an HTTPS target goes
    /// through a tunnel instead.
    pub(super) fn forwarding(&self, target: &Uri) -> Option<Intercept> {
        (target.scheme() == Some(&Scheme::HTTP)).then(|| self.intercept(target))?
    }
}

/// Makes connections that lead to a target, or to the proxy that forwards requests to it.
#[derive(Clone)]
pub(super) struct Route {
    pub direct: Tcp,
    pub to_proxy: HttpsConnector<Tcp>,
    pub proxies: Option<Proxies>,
    pub user_agent: HeaderValue,
}

/// Bytes from and to a target, through the TLS of a proxy where that speaks it.
pub(super) type Bytes = MaybeHttpsStream<tcp::Bytes>;

impl Service<Uri> for Route {
    type Response = Bytes;
    type Error = BoxError;
    type Future = Pin<Box<dyn Future<Output = Result<Bytes, BoxError>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), BoxError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, target: Uri) -> Self::Future {
        let proxy = self.proxies.as_ref().and_then(|proxies| proxies.intercept(&target));
        let Some(proxy) = proxy else {
            let connecting = self.direct.call(target);
            return Box::pin(async move { Ok(connecting.await?.into()) });
        };
        if target.scheme() != Some(&Scheme::HTTPS) {
            return self.to_proxy.call(proxy.uri().clone());
        }
        let mut tunnel = Tunnel::new(proxy.uri().clone(), self.to_proxy.clone())
            .with_headers(HeaderMap::from_iter([(USER_AGENT, self.user_agent.clone())]));
        if let Some(authorization) = proxy.basic_auth() {
            tunnel = tunnel.with_auth(authorization.clone());
        }
        let connecting = tunnel.call(target);
        Box::pin(async move { Ok(connecting.await?) })
    }
}
