//! The accept loop, and one task for each connection.

use std::convert::Infallible;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use http::{Request, Response};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::sync::{Notify, watch};

use super::Shared;
use super::body::AnswerBody;
use super::socket::Socket;
#[cfg(feature = "tls")]
use super::tls::Security;
use super::wire::Wire;

/// Accepts connections until the sandbox is dropped.
pub(super) async fn accept<S, F>(
    listener: TcpListener,
    shared: Arc<Shared>,
    mut stopped: watch::Receiver<()>,
    latency: Duration,
    #[cfg(feature = "tls")] security: Option<Security>,
    serve: S,
) where
    S: Fn(Arc<Shared>, Arc<Notify>, Request<Incoming>) -> F + Copy + Send + Sync + 'static,
    F: Future<Output = Result<Response<AnswerBody>, Infallible>> + Send + 'static,
{
    loop {
        let stream = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok((stream, _)) => stream,
                // The client gave up, or there are no file descriptors left, which a moment may mend.
                Err(_) => {
                    tokio::time::sleep(Duration::from_millis(10)).await;
                    continue;
                }
            },
            _ = stopped.changed() => return,
        };
        let shared = shared.clone();
        let mut stopped = stopped.clone();
        #[cfg(feature = "tls")]
        let security = security.clone();
        tokio::spawn(async move {
            let work = async {
                let open = shared.traffic.connect();
                if let Ok(wire) = Wire::open(stream, latency).await {
                    #[cfg(feature = "tls")]
                    let socket = match security {
                        Some(security) => security.accept(wire).await,
                        None => Some(Socket::Plain(wire)),
                    };
                    #[cfg(not(feature = "tls"))]
                    let socket = Some(Socket::Plain(wire));
                    if let Some(socket) = socket {
                        connection(socket, shared, serve).await;
                    }
                }
                drop(open);
            };
            tokio::select! {
                () = work => {}
                _ = stopped.changed() => {}
            }
        });
    }
}

async fn connection<S, F>(socket: Socket, shared: Arc<Shared>, serve: S)
where
    S: Fn(Arc<Shared>, Arc<Notify>, Request<Incoming>) -> F,
    F: Future<Output = Result<Response<AnswerBody>, Infallible>>,
{
    let reset = Arc::new(Notify::new());
    let service = service_fn(|request| serve(shared.clone(), reset.clone(), request));
    let mut served = http1::Builder::new().serve_connection(TokioIo::new(socket), service);
    tokio::select! {
        biased;
        () = reset.notified() => served.into_parts().io.into_inner().reset_on_close(),
        // An error here is the client's leaving, or a body that was cut on purpose.
        _ = &mut served => {}
    }
}
