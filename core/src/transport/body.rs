//! Bodies: read within the limit between two pieces, decompressed, and never larger than can be indexed.

use std::io::{self, Write};
use std::time::Duration;

use flate2::write::MultiGzDecoder;
use futures_util::FutureExt;
use http::header::{CONTENT_ENCODING, CONTENT_LENGTH, HeaderMap};
use http_body_util::BodyExt;
use hyper::body::{Body as _, Incoming};

use super::{broken, timeout};
use crate::error::{Delivery, Error, Result};

/// Bodies of this size and above cannot be indexed.
const LARGEST_BODY: usize = 1 << 31;

/// A body as it comes in.
pub(super) enum Body {
    Plain(Growing),
    Gzip(Box<MultiGzDecoder<Growing>>),
}

impl Body {
    /// What the headers say of it. Those that hold for its compressed form are taken away.
    pub(super) fn announced(headers: &mut HeaderMap, incoming: &Incoming) -> Self {
        if headers.get(CONTENT_ENCODING).is_some_and(|encoding| encoding == "gzip") {
            headers.remove(CONTENT_ENCODING);
            headers.remove(CONTENT_LENGTH);
            // The answer to a `HEAD` has no body, not even a compressed one.
            if !incoming.is_end_stream() {
                return Body::Gzip(Box::new(MultiGzDecoder::new(Growing(Vec::new()))));
            }
        }
        let expected = headers.get(CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse().ok());
        Body::Plain(Growing(Vec::with_capacity(expected.unwrap_or(0).min(64 << 20))))
    }

    /// Reads it to its end.
    pub(super) async fn read(mut self, mut incoming: Incoming, between_bytes: Duration) -> Result<Vec<u8>> {
        loop {
            // A piece that is there already needs no clock.
            let frame = match incoming.frame().now_or_never() {
                Some(frame) => frame,
                None => tokio::time::timeout(between_bytes, incoming.frame()).await.map_err(|_| {
                    timeout("the limit between two pieces of a body", between_bytes, Delivery::Unknown)
                })?,
            };
            let Some(frame) = frame else { break };
            if let Ok(piece) = frame.map_err(broken)?.into_data() {
                self.take(&piece).map_err(refused)?;
            }
        }
        let Growing(mut body) = self.finish().map_err(refused)?;
        body.shrink_to_fit();
        Ok(body)
    }

    fn take(&mut self, piece: &[u8]) -> io::Result<()> {
        match self {
            Body::Plain(body) => body.write_all(piece),
            Body::Gzip(decoder) => decoder.write_all(piece),
        }
    }

    fn finish(self) -> io::Result<Growing> {
        match self {
            Body::Plain(body) => Ok(body),
            Body::Gzip(decoder) => decoder.finish(),
        }
    }
}

fn refused(error: io::Error) -> Error {
    match error.kind() {
        io::ErrorKind::FileTooLarge => Error::unexpected_response("the body is 2 GiB or larger"),
        _ => broken(error),
    }
}

/// A body that is kept, as far as it can be indexed.
pub(super) struct Growing(Vec<u8>);

impl Write for Growing {
    fn write(&mut self, piece: &[u8]) -> io::Result<usize> {
        if self.0.len() + piece.len() >= LARGEST_BODY {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.0.extend_from_slice(piece);
        Ok(piece.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn gzip(text: &str) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    fn read(sent: &[u8], piece: usize) -> io::Result<Vec<u8>> {
        let mut body = Body::Gzip(Box::new(MultiGzDecoder::new(Growing(Vec::new()))));
        sent.chunks(piece).try_for_each(|piece| body.take(piece))?;
        body.finish().map(|body| body.0)
    }

    #[test]
    fn a_compressed_body_is_read_whatever_its_pieces() {
        let text = "{\"id\":1},".repeat(20_000);
        let (whole, two) = (gzip(&text), [gzip(&text), gzip("end")].concat());
        for piece in [1, 7, 4096, usize::MAX] {
            assert_eq!(read(&whole, piece).unwrap(), text.as_bytes(), "pieces of {piece}");
            assert_eq!(read(&two, piece).unwrap(), format!("{text}end").as_bytes(), "pieces of {piece}");
        }
    }

    #[test]
    fn a_damaged_compressed_body_is_an_error() {
        let whole = gzip("{\"id\":1}");
        let mut damaged = whole.clone();
        damaged[12] ^= 1;
        let cases = [
            ("nothing", Vec::new()),
            ("half a header", whole[..5].to_vec()),
            ("half a body", whole[..whole.len() / 2].to_vec()),
            ("without its last byte", whole[..whole.len() - 1].to_vec()),
            ("a flipped bit", damaged),
            ("more behind it", [&whole[..], b"<html>"].concat()),
            ("no gzip", b"{\"id\":1}".to_vec()),
        ];
        for (name, sent) in cases {
            for piece in [1, usize::MAX] {
                let error = read(&sent, piece).expect_err(name);
                assert_ne!(error.kind(), io::ErrorKind::FileTooLarge, "{name}: {error}");
            }
        }
    }

    #[test]
    fn a_body_of_2_gib_is_refused() {
        // Zeroed by the system, and so not there before they are touched.
        let mut body = Body::Plain(Growing(vec![0; LARGEST_BODY - 1]));
        assert_eq!(refused(body.take(b"x").unwrap_err()).message(), "the body is 2 GiB or larger");
    }
}
