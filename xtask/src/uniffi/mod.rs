//! The native part of the Kotlin package: the library, and what UniFFI makes of it, neither of which is committed; and the package for
//! Android.

mod aar;
mod android;
mod bindgen;
mod kotlin;
mod library;

pub(crate) use aar::build as aar;
pub(crate) use kotlin::{Arguments, place};
pub(crate) use library::Build;
