//! Keeps the project's documents honest: what they show as Rust is compiled.

/// The README of the project.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
pub struct Readme;
