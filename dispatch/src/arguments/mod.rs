//! Arguments by their names, taken one by one: each is checked strictly, none may be left over.

mod refusal;
mod values;

use serde_json::{Map, Number, Value};

pub use refusal::Refusal;
pub(crate) use values::{Seconds, text_arguments};

/// A number of the caller's as JSON. What JSON cannot hold goes as a text, which is refused where a number belongs.
pub fn number(value: f64) -> Value {
    Number::from_f64(value).map_or_else(|| value.to_string().into(), Value::from)
}

/// A value that an argument can have.
pub(crate) trait Argument: Sized {
    fn read(value: Value) -> Result<Self, Refusal>;
}

/// A value that is made of named arguments: a request, a row.
pub(crate) trait Members: Sized {
    fn take(given: &mut Arguments) -> Result<Self, Refusal>;
}

/// Named arguments that have not been taken yet.
pub(crate) struct Arguments {
    given: Map<String, Value>,
    /// What was asked for so far, for the one who gives something else.
    names: Vec<&'static str>,
}

impl Arguments {
    pub(crate) fn new(given: Map<String, Value>) -> Self {
        Arguments { given, names: Vec::new() }
    }

    /// Takes an argument that has to be given.
    pub(crate) fn take<T: Argument>(&mut self, name: &'static str) -> Result<T, Refusal> {
        self.maybe(name)?.ok_or_else(|| Refusal::new("is not given").inside(name))
    }

    /// Takes an argument that may be left out. Null leaves it out too.
    pub(crate) fn maybe<T: Argument>(&mut self, name: &'static str) -> Result<Option<T>, Refusal> {
        self.names.push(name);
        match self.given.remove(name) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => T::read(value).map(Some).map_err(|refusal| refusal.inside(name)),
        }
    }

    /// Takes all that are left, as one value.
    pub(crate) fn rest<T: Members>(mut self) -> Result<T, Refusal> {
        let value = T::take(&mut self)?;
        self.finish()?;
        Ok(value)
    }

    /// Refuses what is left over.
    pub(crate) fn finish(self) -> Result<(), Refusal> {
        match self.given.into_iter().find(|(_, value)| !value.is_null()) {
            None => Ok(()),
            Some((name, _)) => Err(Refusal::unknown(&self.names).inside(&name)),
        }
    }
}
