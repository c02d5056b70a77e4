//! Arguments of a step, taken by their names. What is left over is a fault of the scenario: it would test less than it says.

use std::collections::BTreeMap;

use jiff::civil::Date;
use lastpass_admin::{DeleteAction, PageToken, Secret, TimeBound};
use serde_json::{Map, Value};

use crate::asked::Failure;

/// A value that a step can give.
pub(crate) trait Argument: Sized {
    fn read(value: Value) -> Result<Self, Failure>;

    /// What it is if the step does not give it.
    fn absent() -> Option<Self> {
        None
    }
}

/// Named arguments that have not been taken yet.
pub(crate) struct Arguments(Map<String, Value>);

impl Arguments {
    pub(crate) fn of(value: Value) -> Result<Self, Failure> {
        match value {
            Value::Null => Ok(Arguments(Map::new())),
            Value::Object(members) => Ok(Arguments(members)),
            other => Err(Failure::Fault(format!("{other} is no object of arguments"))),
        }
    }

    pub(crate) fn take<T: Argument>(&mut self, name: &str) -> Result<T, Failure> {
        match self.0.remove(name) {
            Some(value) => T::read(value).map_err(|failure| match failure {
                Failure::Fault(reason) => Failure::Fault(format!("`{name}`: {reason}")),
                other => other,
            }),
            None => T::absent().ok_or_else(|| Failure::Fault(format!("`{name}` is not given"))),
        }
    }

    /// All that are left, as one request.
    pub(crate) fn rest<T: Argument>(self) -> Result<T, Failure> {
        T::read(Value::Object(self.0))
    }

    pub(crate) fn finish(&self) -> Result<(), Failure> {
        if self.0.is_empty() {
            return Ok(());
        }
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        Err(Failure::Fault(format!("there is no argument called {}", names.join(", "))))
    }
}

/// Values that serde reads as they are.
macro_rules! plain_arguments {
    ($($kind:ty),*) => {
        $(impl Argument for $kind {
            fn read(value: Value) -> Result<Self, Failure> {
                serde_json::from_value(value).map_err(|error| Failure::Fault(error.to_string()))
            }
        })*
    };
}

plain_arguments!(bool, i64, u32, usize, f64, String, Date);

/// Values that are made of a text.
macro_rules! text_arguments {
    ($($kind:ty),*) => {
        $(impl crate::argument::Argument for $kind {
            fn read(value: serde_json::Value) -> Result<Self, crate::asked::Failure> {
                String::read(value).map(<$kind>::from)
            }
        })*
    };
}
pub(crate) use text_arguments;

text_arguments!(PageToken, Secret);

impl Argument for TimeBound {
    fn read(value: Value) -> Result<Self, Failure> {
        Ok(String::read(value)?.parse()?)
    }
}

impl Argument for DeleteAction {
    fn read(value: Value) -> Result<Self, Failure> {
        match String::read(value)?.as_str() {
            "deactivate" => Ok(DeleteAction::Deactivate),
            "remove_from_company" => Ok(DeleteAction::RemoveFromCompany),
            "delete_permanently" => Ok(DeleteAction::DeletePermanently),
            "uninvite" => Ok(DeleteAction::Uninvite),
            other => Err(Failure::Fault(format!("`{other}` is no way to delete"))),
        }
    }
}

impl Argument for BTreeMap<String, String> {
    fn read(value: Value) -> Result<Self, Failure> {
        let texts = Arguments::of(value)?.0.into_iter();
        texts.map(|(name, value)| Ok((name, String::read(value)?))).collect()
    }

    fn absent() -> Option<Self> {
        Some(BTreeMap::new())
    }
}

impl Argument for Map<String, Value> {
    fn read(value: Value) -> Result<Self, Failure> {
        Ok(Arguments::of(value)?.0)
    }

    fn absent() -> Option<Self> {
        Some(Map::new())
    }
}

impl Argument for Value {
    fn read(value: Value) -> Result<Self, Failure> {
        Ok(value)
    }
}

impl<T: Argument> Argument for Option<T> {
    fn read(value: Value) -> Result<Self, Failure> {
        if value.is_null() { Ok(None) } else { T::read(value).map(Some) }
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}

impl<T: Argument> Argument for Vec<T> {
    fn read(value: Value) -> Result<Self, Failure> {
        match value {
            Value::Array(values) => values.into_iter().map(T::read).collect(),
            other => Err(Failure::Fault(format!("{other} is no list"))),
        }
    }

    fn absent() -> Option<Self> {
        Some(Vec::new())
    }
}
