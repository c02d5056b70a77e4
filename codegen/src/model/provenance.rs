//! How sure the contract is of a fact.

use crate::spec::{Node, Problem};

/// The mark of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Stated by the vendor.
    Documented,
    /// Seen on the wire or in a public client.
    Observed,
    /// Deduced; nearly forced.
    InferredHigh,
    /// Deduced; one plausible reading.
    InferredMedium,
    /// A guess.
    InferredLow,
}

/// A mark and the reason for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Provenance {
    /// The mark.
    pub mark: Mark,
    /// Why; empty for what is documented.
    pub reason: String,
}

const MARKS: &[(&str, Mark)] = &[
    ("documented", Mark::Documented),
    ("observed", Mark::Observed),
    ("inferred-high", Mark::InferredHigh),
    ("inferred-medium", Mark::InferredMedium),
    ("inferred-low", Mark::InferredLow),
];

impl Provenance {
    /// The mark of a node that has to have one.
    pub(crate) fn required(node: &Node<'_>) -> Result<Self, Problem> {
        node.require("x-provenance", "write how sure the fact is, for example `documented`")?;
        Ok(Provenance::read(node)?.unwrap_or(Provenance { mark: Mark::Documented, reason: String::new() }))
    }

    /// The mark of a node, if it has one of its own.
    pub(crate) fn read(node: &Node<'_>) -> Result<Option<Self>, Problem> {
        let Some(mark) = node.get("x-provenance") else {
            return match node.get("x-provenance-reason") {
                Some(reason) => {
                    Err(reason.problem("stands without `x-provenance`; write the mark beside it"))
                }
                None => Ok(None),
            };
        };
        let mark = mark.choice(MARKS)?;
        if mark == Mark::Documented {
            return Ok(Some(Provenance { mark, reason: String::new() }));
        }
        let reason = node.require("x-provenance-reason", "write in one line why the fact is believed")?;
        Ok(Some(Provenance { mark, reason: reason.text()?.to_owned() }))
    }

    /// The note that stands in every language's documentation; none for what is documented.
    #[must_use]
    pub fn note(&self) -> Option<String> {
        let how = match self.mark {
            Mark::Documented => return None,
            Mark::Observed => "Observed",
            Mark::InferredHigh => "Inferred (high)",
            Mark::InferredMedium => "Inferred (medium)",
            Mark::InferredLow => "Inferred (low)",
        };
        Some(format!("{how}: {}", self.reason))
    }
}
