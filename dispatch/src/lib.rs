//! Every operation of [`lastpass_admin`] by its name, with its arguments as JSON.
//!
//! Bindings to other languages and the test driver stand on it: what they hand in is checked strictly, so that a mistake
//! is refused with the name of the argument, in the same words in every language, before anything is sent.

mod answer;
mod arguments;
mod call;
mod extras;
mod generated;
pub mod image;
pub mod plain;
mod session;
pub mod settings;

pub use answer::Answer;
pub use arguments::{Refusal, number};
pub use call::{Answering, Call, call, of_operation, operations};
pub use extras::event_cursor;
pub use session::{BoxError, Prepared, Session};
