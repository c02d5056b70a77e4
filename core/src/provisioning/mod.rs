//! The Provisioning API: one endpoint, a command in every body, and HTTP 200 for failures too.

mod answer;
mod delete;
pub(crate) mod groups;
pub(crate) mod lookup;
mod outcome;
mod read_back;
mod rows;
mod settle;

pub(crate) use answer::{envelope, interpret, interpret_raw};
pub use delete::DeleteAction;
pub use groups::Group;
pub use outcome::{Outcome, RowOutcome, RowState};
pub(crate) use rows::{Chunk, Row};
