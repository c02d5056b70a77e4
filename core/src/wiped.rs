//! Secret bytes that are overwritten when they are dropped.

use std::io;

use zeroize::Zeroizing;

/// Bytes that are written piece by piece. A vector that grows leaves copies of what it held behind; this one does not.
#[derive(Default)]
pub(crate) struct Wiped(Zeroizing<Vec<u8>>);

impl Wiped {
    pub(crate) fn into_bytes(self) -> Zeroizing<Vec<u8>> {
        self.0
    }
}

impl io::Write for Wiped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let length = self.0.len() + bytes.len();
        if length > self.0.capacity() {
            let mut larger = Zeroizing::new(Vec::with_capacity(2 * length));
            larger.extend_from_slice(&self.0);
            self.0 = larger;
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A value as JSON.
pub(crate) fn json(value: &(impl serde::Serialize + ?Sized)) -> serde_json::Result<Zeroizing<Vec<u8>>> {
    let mut written = Wiped::default();
    serde_json::to_writer(&mut written, value)?;
    Ok(written.into_bytes())
}
