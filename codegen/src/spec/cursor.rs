//! A document, and a cursor that walks it and knows where it stands.

use serde_json::Value;

use super::{Problem, Problems};

/// A document of the contract.
#[derive(Debug)]
pub(crate) struct Document {
    /// Name of the file in `spec/`.
    pub file: String,
    root: Value,
}

impl Document {
    /// Reads YAML; anchors stand resolved afterwards.
    pub(crate) fn parse(file: &str, text: &str) -> Result<Self, Problems> {
        match serde_saphyr::from_str(text) {
            Ok(root) => Ok(Document { file: file.to_owned(), root }),
            Err(error) => {
                let message = format!("is not YAML that can be read: {error}");
                Err(Problem { file: file.to_owned(), place: String::new(), message }.into())
            }
        }
    }

    pub(crate) fn root(&self) -> Node<'_> {
        Node { document: self, place: String::new(), value: &self.root }
    }
}

/// A value of a document and the way to it.
#[derive(Clone, Debug)]
pub(crate) struct Node<'a> {
    document: &'a Document,
    pub place: String,
    pub value: &'a Value,
}

impl<'a> Node<'a> {
    pub(crate) fn problem(&self, message: impl Into<String>) -> Problem {
        Problem { file: self.document.file.clone(), place: self.place.clone(), message: message.into() }
    }

    fn below(&self, name: &str, value: &'a Value) -> Node<'a> {
        let place = if self.place.is_empty() { name.to_owned() } else { format!("{}.{name}", self.place) };
        Node { document: self.document, place, value }
    }

    /// The member of this name, if it is there.
    pub(crate) fn get(&self, name: &str) -> Option<Node<'a>> {
        self.value.get(name).map(|value| self.below(name, value))
    }

    /// The member of this name; `hint` says what to write if it is missing.
    pub(crate) fn require(&self, name: &str, hint: &str) -> Result<Node<'a>, Problem> {
        self.get(name).ok_or_else(|| self.problem(format!("`{name}` is missing; {hint}")))
    }

    /// Names and values of an object.
    pub(crate) fn members(&self) -> Result<Vec<(&'a str, Node<'a>)>, Problem> {
        let members = self.value.as_object().ok_or_else(|| self.problem("is not an object"))?;
        Ok(members.iter().map(|(name, value)| (name.as_str(), self.below(name, value))).collect())
    }

    /// The entries of a list.
    pub(crate) fn entries(&self) -> Result<Vec<Node<'a>>, Problem> {
        let entries = self.value.as_array().ok_or_else(|| self.problem("is not a list"))?;
        Ok(entries.iter().enumerate().map(|(index, value)| self.below(&index.to_string(), value)).collect())
    }

    pub(crate) fn text(&self) -> Result<&'a str, Problem> {
        self.value.as_str().ok_or_else(|| self.problem(format!("is {}; write a text", self.value)))
    }

    pub(crate) fn texts(&self) -> Result<Vec<String>, Problem> {
        self.entries()?.iter().map(|entry| entry.text().map(str::to_owned)).collect()
    }

    pub(crate) fn integer(&self) -> Result<i64, Problem> {
        self.value.as_i64().ok_or_else(|| self.problem(format!("is {}; write a whole number", self.value)))
    }

    /// A number from zero up that fits the type.
    pub(crate) fn count<T: TryFrom<i64>>(&self) -> Result<T, Problem> {
        let count = self.integer()?;
        T::try_from(count).map_err(|_| self.problem(format!("is {count}; write a smaller number from 0 up")))
    }

    /// One value of a list of known ones.
    pub(crate) fn choice<T: Copy>(&self, choices: &[(&str, T)]) -> Result<T, Problem> {
        let found = self.value.as_str().and_then(|text| choices.iter().find(|(name, _)| *name == text));
        found.map(|(_, value)| *value).ok_or_else(|| {
            let names: Vec<&str> = choices.iter().map(|(name, _)| *name).collect();
            let given = self.value.as_str().map_or_else(|| self.value.to_string(), str::to_owned);
            self.problem(format!("is `{given}`; write {}", alternatives(&names)))
        })
    }

    /// A member that is true or absent.
    pub(crate) fn mark(&self, name: &str) -> Result<bool, Problem> {
        match self.get(name) {
            None => Ok(false),
            Some(node) if node.value == &Value::Bool(true) => Ok(true),
            Some(node) => Err(node.problem("write true, or leave it out")),
        }
    }

    /// A text member that may be absent.
    pub(crate) fn text_of(&self, name: &str) -> Result<Option<String>, Problem> {
        self.get(name).map(|node| node.text().map(str::to_owned)).transpose()
    }

    /// A list of texts that may be absent.
    pub(crate) fn texts_of(&self, name: &str) -> Result<Vec<String>, Problem> {
        self.get(name).map_or(Ok(Vec::new()), |node| node.texts())
    }

    /// What a `$ref` points at, or the node itself.
    pub(crate) fn resolve(&self) -> Result<Node<'a>, Problem> {
        let Some(reference) = self.get("$ref") else { return Ok(self.clone()) };
        let path = reference.text()?;
        let parts = path.strip_prefix("#/").map(|path| path.split('/'));
        let parts = parts.ok_or_else(|| reference.problem(format!("is `{path}`; write `#/components/…`")))?;
        let mut node = self.document.root();
        for part in parts {
            node = node
                .get(part)
                .ok_or_else(|| reference.problem(format!("points at `{path}`, which does not exist")))?;
        }
        Ok(node)
    }

    /// The name of the component schema that a `$ref` points at.
    pub(crate) fn schema_name(&self) -> Result<Option<&'a str>, Problem> {
        let Some(reference) = self.get("$ref") else { return Ok(None) };
        self.resolve()?;
        let path = reference.text()?;
        match path.strip_prefix("#/components/schemas/") {
            Some(name) => Ok(Some(name)),
            None => Err(reference.problem(format!("is `{path}`; write `#/components/schemas/…`"))),
        }
    }
}

/// `a`, `a or b`, `a, b or c`.
pub(crate) fn alternatives(names: &[&str]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} or {last}", first.join(", ")),
    }
}
