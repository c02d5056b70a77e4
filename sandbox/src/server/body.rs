//! The body of an answer, sent at once, in pieces, or not to its end.

use std::io;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use hyper::body::{Body, Frame, SizeHint};
use tokio::time::{Instant, Sleep};

use super::traffic::InFlight;
use crate::fault::FaultKind;

/// How long a cut body waits before the cut, so that what went before is on its way.
const BEFORE_CUT: Duration = Duration::from_millis(20);

pub(crate) struct AnswerBody {
    content: Content,
    request: Option<InFlight>,
}

enum Content {
    Whole(Option<Bytes>),
    Paced(Box<Paced>),
}

struct Paced {
    rest: Bytes,
    piece: usize,
    pause: Duration,
    end: End,
    sleep: Option<Pin<Box<Sleep>>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Complete,
    /// The connection is closed.
    Cut,
    /// The connection stays open and nothing comes.
    Never,
}

impl AnswerBody {
    /// A body sent as the fault says, or at once; the length that is announced is that of the whole.
    pub(crate) fn new(body: Bytes, sending: Option<&FaultKind>, request: InFlight) -> Self {
        let paced = |rest, piece: usize, pause, end| {
            Content::Paced(Box::new(Paced { rest, piece: piece.max(1), pause, end, sleep: None }))
        };
        let content = match sending {
            Some(FaultKind::Drip { bytes, pause_ms }) => {
                paced(body, *bytes, Duration::from_millis(*pause_ms), End::Complete)
            }
            Some(FaultKind::Stall { after_bytes }) => {
                let sent = body.slice(..body.len().min(*after_bytes));
                paced(sent, usize::MAX, Duration::ZERO, End::Never)
            }
            Some(FaultKind::TruncatedBody) => {
                paced(body.slice(..body.len() / 2), usize::MAX, Duration::ZERO, End::Cut)
            }
            _ => Content::Whole(Some(body)),
        };
        let mut answer = Self { content, request: Some(request) };
        if answer.is_end_stream() {
            // The server never asks an empty body for its end.
            answer.finish();
        }
        answer
    }

    fn finish(&mut self) {
        if let Some(request) = &mut self.request {
            request.finish();
        }
        self.request = None;
    }
}

impl Body for AnswerBody {
    type Data = Bytes;
    type Error = io::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let frame = match &mut self.content {
            Content::Whole(bytes) => Poll::Ready(bytes.take().map(|bytes| Ok(Frame::data(bytes)))),
            Content::Paced(paced) => paced.poll(cx),
        };
        if !matches!(frame, Poll::Pending | Poll::Ready(Some(Ok(_)))) || self.is_end_stream() {
            self.finish();
        }
        frame
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Whole(bytes) => bytes.as_ref().is_none_or(Bytes::is_empty),
            Content::Paced(paced) => paced.rest.is_empty() && paced.end == End::Complete,
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Whole(bytes) => SizeHint::with_exact(bytes.as_ref().map_or(0, Bytes::len) as u64),
            // The head announces the length; see `service`.
            Content::Paced(_) => SizeHint::default(),
        }
    }
}

impl Paced {
    fn poll(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, io::Error>>> {
        let pause = match (self.rest.is_empty(), self.end) {
            (true, End::Complete) => return Poll::Ready(None),
            (true, End::Never) => return Poll::Pending,
            (true, End::Cut) => BEFORE_CUT,
            (false, _) => self.pause,
        };
        if !pause.is_zero() {
            let sleep =
                self.sleep.get_or_insert_with(|| Box::pin(tokio::time::sleep_until(Instant::now() + pause)));
            if sleep.as_mut().poll(cx).is_pending() {
                return Poll::Pending;
            }
            self.sleep = None;
        }
        if self.rest.is_empty() {
            return Poll::Ready(Some(Err(io::Error::other("cut on purpose"))));
        }
        let piece = self.rest.len().min(self.piece);
        Poll::Ready(Some(Ok(Frame::data(self.rest.split_to(piece)))))
    }
}
