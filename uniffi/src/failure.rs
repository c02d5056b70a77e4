//! What calls fail with.

use std::error::Error as _;

use lastpass_admin::Error;
use lastpass_dispatch::image;

use crate::block::Block;
use crate::provider::Refusal;

/// Why a call failed.
#[derive(Debug, thiserror::Error, uniffi::Error)]
pub enum Failure {
    /// All fields of an error of the core.
    #[error("a call failed")]
    Failed {
        /// A block with the cells of an error.
        block: Vec<u8>,
        /// Whether a credentials provider of the caller's failed; with what, is known there.
        refused: bool,
    },
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let block = Block::of(|writer| image::error(writer, &error)).bytes().to_vec();
        Failure::Failed { block, refused: is_refusal(&error) }
    }
}

/// Whether a credentials provider of the caller's failed.
pub(crate) fn is_refusal(error: &Error) -> bool {
    std::iter::successors(error.source(), |&cause| cause.source()).any(|cause| cause.is::<Refusal>())
}
