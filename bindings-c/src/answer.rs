//! What is given away: one block of memory each, which one function frees.

use std::mem::MaybeUninit;
use std::ptr::null_mut;

use lastpass_admin::erased::Image;
use lastpass_admin::{Error, Result};
use lastpass_dispatch::{Answer, image};

use crate::generated::lpa_answer;

/// A type that answers are given as.
pub(crate) trait Answered {
    /// The kind of the answer.
    const KIND: &'static str;
    /// The type of its records, if it holds any.
    const TYPE: &'static str;
}

/// Gives a block away: the address of what was written first. The word before it holds the address of the block's owner.
pub(crate) fn give_away<T>(block: Image) -> *mut T {
    let owner = Box::into_raw(Box::new(block));
    // SAFETY: it was in a box a moment ago.
    let block = unsafe { &mut *owner };
    block.set(0, owner.expose_provenance() as u64);
    block.at(1).cast_mut().cast()
}

/// Frees a block, if it is one.
///
/// # Safety
/// `block` has to be NULL, or what [`give_away`] gave, and nobody may use it any more.
pub(crate) unsafe fn free<T>(block: *mut T) {
    if !block.is_null() {
        // SAFETY: before what was written first stands the address of a box that was given away.
        drop(unsafe { Box::from_raw(block.cast::<*mut Image>().sub(1).read()) });
    }
}

/// Gives an answer; NULL if it has nothing to say.
pub(crate) fn give<T: Answered>(out: &mut MaybeUninit<*mut T>, answer: Answer) -> Result<()> {
    if matches!(answer, Answer::Nothing) {
        out.write(null_mut());
    } else if answer.kind() == T::KIND && answer.type_name().is_none_or(|name| name == T::TYPE) {
        out.write(give_away(image::block(|writer| image::answer(writer, &answer))));
    } else {
        return Err(Error::internal("the answer is of another type"));
    }
    Ok(())
}

/// Gives an answer of any kind, beside the name of the kind.
pub(crate) fn give_named(out: &mut MaybeUninit<*mut lpa_answer>, answer: Answer) -> Result<()> {
    out.write(give_away(image::block(|writer| image::named(writer, &answer))));
    Ok(())
}
