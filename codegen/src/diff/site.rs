//! Where the comparison stands: under which heading a finding is listed, and how sure ours is there.

use crate::model::{Mark, Provenance};
use crate::spec::{Node, Problem};

/// A heading of the report. What several operations share has one of its own, so that it is listed once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    /// An operation, by its id, method and path.
    Operation(String),
    /// An answer among our components.
    Answer(String),
    /// A schema among our components.
    Schema(String),
}

/// Which way a body goes; ours takes liberties with `required` that differ by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Direction {
    Request,
    Answer,
}

impl Direction {
    pub(super) fn required(self) -> &'static str {
        match self {
            Direction::Request => "required in request",
            Direction::Answer => "required in answer",
        }
    }
}

/// Where the comparison stands.
#[derive(Clone, Debug)]
pub(super) struct Site {
    /// The operation on the way; none while components are compared by themselves.
    pub operation: Option<String>,
    pub heading: Heading,
    pub place: String,
    pub mark: Mark,
    pub direction: Direction,
}

impl Site {
    /// A place below this one, with the mark that our node there has.
    pub(super) fn below(&self, place: String, ours: &Node<'_>) -> Result<Site, Problem> {
        let mark = Provenance::read(ours)?.map_or(self.mark, |provenance| provenance.mark);
        Ok(Site { place, mark, ..self.clone() })
    }

    /// The place of a component of ours, which is documented unless it says otherwise, and no surer than the way to it.
    pub(super) fn component(&self, heading: Heading, ours: &Node<'_>) -> Result<Site, Problem> {
        let own = Provenance::read(ours)?.map_or(Mark::Documented, |provenance| provenance.mark);
        let mark = if surer(own, self.mark) { self.mark } else { own };
        let (Heading::Operation(place) | Heading::Answer(place) | Heading::Schema(place)) = &heading;
        Ok(Site { place: place.clone(), mark, heading, ..self.clone() })
    }
}

/// The word for a thing that has to be there, or may be left out.
pub(super) fn requirement(required: bool) -> &'static str {
    if required { "required" } else { "optional" }
}

/// Whether the first mark is surer than the second.
pub(super) fn surer(first: Mark, second: Mark) -> bool {
    (first as u8) < (second as u8)
}

/// The word for an inferred mark.
pub(super) fn inferred(mark: Mark) -> Option<&'static str> {
    match mark {
        Mark::Documented | Mark::Observed => None,
        Mark::InferredHigh => Some("inferred-high"),
        Mark::InferredMedium => Some("inferred-medium"),
        Mark::InferredLow => Some("inferred-low"),
    }
}
