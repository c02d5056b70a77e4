//! What is wrong with a document, and where.

use std::fmt;

/// One thing to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Name of the document, for example `business.yaml`.
    pub file: String,
    /// The place inside the document, for example `paths./v1/users.get.x-repeat`.
    pub place: String,
    /// What is wrong, and what to write.
    pub message: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place.as_str() {
            "" => write!(f, "{}: {}", self.file, self.message),
            place => write!(f, "{}: {place}: {}", self.file, self.message),
        }
    }
}

/// Everything that is wrong with the documents.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Self {
        Problems(vec![problem])
    }
}

/// Collects results, so that one run names all problems and not only the first.
#[derive(Default)]
pub(crate) struct Gather(Problems);

impl Gather {
    /// The value of a success; a failure is kept for the end.
    pub(crate) fn take<T>(&mut self, result: Result<T, impl Into<Problems>>) -> Option<T> {
        match result {
            Ok(value) => Some(value),
            Err(problems) => {
                self.0.0.extend(problems.into().0);
                None
            }
        }
    }

    pub(crate) fn add(&mut self, problem: Problem) {
        self.0.0.push(problem);
    }

    /// Fails if any problem was kept.
    pub(crate) fn finish<T>(self, value: T) -> Result<T, Problems> {
        if self.0.0.is_empty() { Ok(value) } else { Err(self.0) }
    }
}
