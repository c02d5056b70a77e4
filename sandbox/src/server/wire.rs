//! A TCP connection, as fast as the machine is or as slow as a network.

use std::collections::VecDeque;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Buf, Bytes};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep, sleep_until};

/// What may be on its way at once: more than any page.
const MOST_BYTES: usize = 16 << 20;

/// What the server says arrives late by the time to the client and back; what the client says arrives at once. For requests and
/// answers in turn this is the same as half of it each way.
pub(crate) struct Wire {
    stream: TcpStream,
    latency: Duration,
    /// What is on its way, and when it arrives.
    late: VecDeque<(Instant, Bytes)>,
    late_bytes: usize,
    arrival: Option<Pin<Box<Sleep>>>,
}

impl Wire {
    /// A connection that was accepted. The client has been writing since it was; on a slow network it would have waited first.
    pub(super) async fn open(stream: TcpStream, latency: Duration) -> io::Result<Self> {
        // Small answers would otherwise wait for the client's acknowledgement of the one before.
        stream.set_nodelay(true)?;
        if !latency.is_zero() {
            sleep(latency).await;
        }
        Ok(Wire { stream, latency, late: VecDeque::new(), late_bytes: 0, arrival: None })
    }

    /// Lets the close send RST instead of FIN.
    pub(super) fn reset_on_close(&self) {
        // The socket is about to be closed; if this fails, the client sees a plain close.
        let _ = self.stream.set_zero_linger();
    }

    /// Hands over what has arrived; ready when nothing is on its way.
    fn poll_arrivals(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some((due, bytes)) = self.late.front_mut() {
            let arrival = self.arrival.get_or_insert_with(|| Box::pin(sleep_until(*due)));
            ready!(arrival.as_mut().poll(cx));
            let written = ready!(Pin::new(&mut self.stream).poll_write(cx, bytes))?;
            bytes.advance(written);
            self.late_bytes -= written;
            if bytes.is_empty() {
                self.late.pop_front();
                self.arrival = None;
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, buf)
    }
}

impl AsyncWrite for Wire {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        if self.latency.is_zero() {
            return Pin::new(&mut self.stream).poll_write(cx, bytes);
        }
        if self.late_bytes >= MOST_BYTES {
            ready!(self.poll_arrivals(cx))?;
        }
        let due = Instant::now() + self.latency;
        self.late.push_back((due, Bytes::copy_from_slice(bytes)));
        self.late_bytes += bytes.len();
        Poll::Ready(Ok(bytes.len()))
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.latency.is_zero() {
            return Pin::new(&mut self.stream).poll_write_vectored(cx, slices);
        }
        let first = slices.iter().find(|slice| !slice.is_empty());
        self.poll_write(cx, first.map_or(&[], |slice| slice))
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_arrivals(cx))?;
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(self.poll_arrivals(cx))?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}
