//! The contract as a model: operations, methods, schemas and error kinds, in terms that every language shares.
//!
//! What a language makes of it (names in its case, types, documentation comments) stands in that language's module.

mod api;
pub mod by_hand;
mod checks;
mod error_kind;
mod input;
mod kind;
mod member;
mod method;
mod operation;
mod paging;
mod provenance;
mod resource;
mod schema;
pub mod settings;
mod signature;
mod success;

pub use api::{Api, Contract, Surface};
pub use error_kind::{ErrorKind, Status};
pub use input::Input;
pub use kind::Kind;
pub use member::{FlagForm, Member, Role};
pub use method::{Method, Style};
pub use operation::{Chunk, Operation, Repeat};
pub use paging::{Items, PageSize, Paging, PagingStyle};
pub use provenance::{Mark, Provenance};
pub use resource::Resource;
pub use schema::{EnumValue, Form, Schema};
pub use signature::{Given, Gives, Parameter, Said, Signature, positional};
pub use success::{Answer, Success};
