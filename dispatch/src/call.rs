//! From the name of an operation to a call that can be awaited.

use std::pin::Pin;

use lastpass_admin::erased::RecordPager;
use lastpass_admin::{Client, Error, Result};
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::arguments::Arguments;
use crate::{extras, generated};

/// An answer that is under way; dropping it ends the call.
pub type Answering = Pin<Box<dyn Future<Output = Result<Answer>> + Send>>;

/// A call whose arguments have been taken. Nothing is sent before it is polled, or its first page is asked for.
#[expect(clippy::large_enum_variant, reason = "a call is taken apart where it is made")]
pub enum Call {
    /// It comes to one answer.
    One(Answering),
    /// It is a list that is read page by page.
    List(RecordPager),
}

impl Call {
    pub(crate) fn one(answer: impl Future<Output = Result<Answer>> + Send + 'static) -> Self {
        Call::One(Box::pin(answer))
    }
}

/// Makes a call of the name of an operation, for example `users.list`, and its arguments by their names; null counts as not
/// given.
///
/// `None` if there is no such operation. An argument that is missing, unknown, or not of its type is refused by its name:
/// `user_id`, `users[2].username`.
pub fn call(client: &Client, operation: &str, arguments: Map<String, Value>) -> Result<Option<Call>> {
    let (client, given) = (client.clone(), Arguments::new(arguments));
    let called = if extras::OPERATIONS.contains(&operation) {
        extras::call(client, operation, given)
    } else {
        generated::call(client, operation, given)
    };
    called.map_err(|error| of_operation(operation, error))
}

/// A failure of the operation of this name.
pub fn of_operation(operation: &str, error: Error) -> Error {
    operations().find(|name| *name == operation).into_iter().fold(error, Error::with_operation)
}

/// The names of all operations.
pub fn operations() -> impl Iterator<Item = &'static str> {
    generated::OPERATIONS.iter().chain(&extras::OPERATIONS).copied()
}
