//! The native part of the Kotlin and the Swift package: the library, and what UniFFI makes of it, neither of which is committed; and what
//! Android and Apple's platforms take.

mod aar;
mod android;
mod apple;
mod bindgen;
mod kotlin;
mod library;
mod swift;
mod targets;

pub(crate) use aar::build as aar;
pub(crate) use apple::build as xcframework;
pub(crate) use kotlin::{Arguments, place, place_in};
pub(crate) use library::Build;
pub(crate) use swift::{place as place_for_swift, place_in as place_for_swift_in};
