//! Loading the documents of the contract: YAML with its anchors resolved, a cursor that knows where it stands, and
//! errors that name the place and say what to mend.

mod cursor;
mod problem;
mod vocabulary;

pub(crate) use cursor::{Document, Node, alternatives};
pub(crate) use problem::Gather;
pub use problem::{Problem, Problems};
pub(crate) use vocabulary::check_vocabulary;
