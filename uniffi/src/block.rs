//! What is given away: one block of bytes each, which is read without a call for each member.

use lastpass_admin::erased::ImageWriter;
use uniffi::{Lower, LowerReturn, MetadataBuffer, RustBuffer, RustCallError, TypeId};

use crate::UniFfiTag;

/// Cells, as `lastpass_dispatch::image` lists them, and the texts behind them. The first word holds where the first cell stands; an
/// address is the number of bytes from the start of the block, and words are as this machine has them.
///
/// For UniFFI it is a list of bytes, handed over without taking each byte into its hand: their number, which is one of 32 bits with the
/// most significant byte first, and the bytes.
pub struct Block(Vec<u8>);

const NUMBER: usize = size_of::<i32>();

impl Block {
    /// Nothing: no cells, which stand nowhere.
    pub(crate) fn nothing() -> Self {
        Block(vec![0; NUMBER + size_of::<u64>()])
    }

    /// What is written; the place that is given back is that of the first cell.
    pub(crate) fn of(write: impl FnOnce(&mut ImageWriter) -> usize) -> Self {
        let mut writer = ImageWriter::new();
        // It holds where the first cell stands.
        writer.reserve(1);
        let first = write(&mut writer);
        let mut bytes = vec![0; NUMBER];
        writer.append(first, &mut bytes);
        Block(bytes)
    }

    /// The bytes alone.
    pub(crate) fn bytes(&self) -> &[u8] {
        &self.0[NUMBER..]
    }

    fn numbered(mut self) -> Vec<u8> {
        let number = i32::try_from(self.bytes().len());
        #[expect(
            clippy::expect_used,
            reason = "UniFFI's lists end there too, and tell the caller of a panic"
        )]
        let number = number.expect("an answer takes less than 2 GiB");
        self.0[..NUMBER].copy_from_slice(&number.to_be_bytes());
        self.0
    }
}

// SAFETY: what is lowered and written is what UniFFI writes for a `Vec<u8>`, as which the type describes itself.
unsafe impl Lower<UniFfiTag> for Block {
    type FfiType = RustBuffer;

    fn lower(block: Self) -> RustBuffer {
        RustBuffer::from_vec(block.numbered())
    }

    fn write(block: Self, buffer: &mut Vec<u8>) {
        buffer.extend(block.numbered());
    }
}

// SAFETY: as above.
unsafe impl LowerReturn<UniFfiTag> for Block {
    type ReturnType = RustBuffer;

    fn lower_return(block: Self) -> Result<RustBuffer, RustCallError> {
        Ok(<Self as Lower<UniFfiTag>>::lower(block))
    }
}

impl TypeId<UniFfiTag> for Block {
    const TYPE_ID_META: MetadataBuffer = <Vec<u8> as TypeId<UniFfiTag>>::TYPE_ID_META;
}
