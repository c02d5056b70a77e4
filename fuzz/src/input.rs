//! How the bytes of a fuzzer become an answer.

use lastpass_admin::fuzzing::Operation;

/// The client's own secret, which the vendor may quote anywhere. The digits and the length keep it from being taken for a word
/// of a page's title or for the name of a member.
pub const SECRET: &str = "Pl4nted-S3cret-V4lue-42-of-the-client";

/// Stands for [`SECRET`] in an input, so that the fuzzer moves it about as a whole.
const PLANT: &str = "§";

/// Between two pages of one input.
const PAGE_BREAK: u8 = 0x1e;

/// An input: the operation, the status, and the pages.
pub struct Input<'a> {
    pub operation: &'a Operation,
    pub status: u16,
    pub body: Vec<u8>,
}

impl<'a> Input<'a> {
    /// The first byte is the operation, counted from `0`; the second one the status; the rest is the body.
    pub fn new(data: &[u8], operations: &'a [Operation]) -> Option<Self> {
        let [operation, status, body @ ..] = data else { return None };
        let operation = &operations[usize::from(operation.wrapping_sub(b'0')) % operations.len()];
        let status = [200, 201, 202, 204][usize::from(status.wrapping_sub(b'0')) % 4];
        Some(Input { operation, status, body: planted(body) })
    }

    pub fn pages(&self) -> Vec<&[u8]> {
        self.body.split(|byte| *byte == PAGE_BREAK).collect()
    }
}

/// The input with the secret in it.
pub fn planted(data: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(data.len());
    let mut rest = data;
    while let Some(at) = rest.windows(PLANT.len()).position(|window| window == PLANT.as_bytes()) {
        text.extend_from_slice(&rest[..at]);
        text.extend_from_slice(SECRET.as_bytes());
        rest = &rest[at + PLANT.len()..];
    }
    text.extend_from_slice(rest);
    text
}
