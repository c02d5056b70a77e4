//! Why an argument is refused, and the way to it.

use std::borrow::Cow;

use lastpass_admin::Error;

/// A refusal on its way out: each object and list that it passes puts its own step before the others.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// For example `users[2].username`.
    path: String,
    message: Cow<'static, str>,
}

impl Refusal {
    /// A refusal of the value itself.
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Refusal { path: String::new(), message: message.into() }
    }

    /// There is no argument of this name, but there are those.
    pub(super) fn unknown(names: &[&str]) -> Self {
        let message = match names {
            [] => "there is no argument of this name; none is taken".to_owned(),
            names => format!("there is no argument of this name; there are `{}`", names.join("`, `")),
        };
        Refusal::new(message)
    }

    /// Seen from the object that holds the value under this name.
    #[must_use]
    pub fn inside(mut self, name: &str) -> Self {
        let separator = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{name}{separator}{}", self.path);
        self
    }

    /// Seen from the list that holds the value at this place, counted from 0.
    #[must_use]
    pub fn at(self, index: usize) -> Self {
        self.inside(&format!("[{index}]"))
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Error::invalid_argument(refusal.path, refusal.message)
    }
}
