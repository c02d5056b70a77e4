//! Operations: which there are, and their method and path.

use super::comparison::Comparison;
use super::findings::NOTHING;
use super::pairs::{Pair, pair};
use super::side::{Operation, Side};
use super::site::{Direction, Heading, Site};
use crate::model::{Mark, Provenance};
use crate::spec::Problem;

/// An operation with the whole path of its requests.
struct Routed<'a> {
    operation: Operation<'a>,
    path: String,
}

impl Routed<'_> {
    fn name(&self) -> String {
        self.operation.id.map_or_else(|| self.route(), str::to_owned)
    }

    fn title(&self) -> String {
        self.operation.id.map_or_else(|| self.route(), |id| format!("{id}  {}", self.route()))
    }

    fn route(&self) -> String {
        format!("{} {}", self.operation.method.to_uppercase(), self.path)
    }

    /// The path without the names of its parameters.
    fn shape(&self) -> Vec<&str> {
        self.path.split(['{', '}']).step_by(2).collect()
    }

    /// The place of ours, or of what ours has not.
    fn site(&self, mark: Mark) -> Site {
        Site {
            operation: Some(self.name()),
            heading: Heading::Operation(self.title()),
            place: String::new(),
            mark,
            direction: Direction::Request,
        }
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) -> Result<(), Problem> {
        // The same path may be split differently between server and path, or the server may be left out.
        let prefixes = match (self.ours.prefix()?, self.theirs.prefix()?) {
            (Some(ours), Some(theirs)) if ours != theirs => (ours, theirs),
            _ => ("", ""),
        };
        let (ours, theirs) = (routed(self.ours, prefixes.0)?, routed(self.theirs, prefixes.1)?);
        for pair in pair(ours, theirs, &[&same_id, &same_route]) {
            match pair {
                Pair::Ours(ours) => {
                    let mark = Provenance::read(&ours.operation.node)?;
                    let site = ours.site(mark.map_or(Mark::Documented, |provenance| provenance.mark));
                    self.findings.fact(&site, "operation", &ours.route(), NOTHING);
                }
                Pair::Theirs(theirs) => {
                    self.findings.fact(&theirs.site(Mark::Documented), "operation", NOTHING, &theirs.route());
                }
                Pair::Both(ours, theirs) => self.operation(&ours, &theirs)?,
            }
        }
        Ok(())
    }

    fn operation(&mut self, ours: &Routed<'a>, theirs: &Routed<'a>) -> Result<(), Problem> {
        self.seen.clear();
        let site = ours.site(Mark::Documented).below(String::new(), &ours.operation.node)?;
        for (what, ours, theirs) in [
            ("operation id", ours.operation.id.unwrap_or(NOTHING), theirs.operation.id.unwrap_or(NOTHING)),
            ("method", &ours.operation.method.to_uppercase(), &theirs.operation.method.to_uppercase()),
            ("path", &ours.path, &theirs.path),
        ] {
            if self.findings.fact(&site, what, ours, theirs) && what != "operation id" {
                self.findings.confirm(&site, what);
            }
        }
        self.parameters(&site, &ours.operation, &theirs.operation)?;
        self.request_body(&site, &ours.operation.node, &theirs.operation.node)?;
        self.answers(
            &Site { direction: Direction::Answer, ..site },
            &ours.operation.node,
            &theirs.operation.node,
        )
    }
}

fn routed<'a>(side: Side<'a>, prefix: &str) -> Result<Vec<Routed<'a>>, Problem> {
    let operations = side.operations()?.into_iter();
    Ok(operations
        .map(|operation| Routed { path: format!("{prefix}{}", operation.path), operation })
        .collect())
}

fn same_id(ours: &Routed<'_>, theirs: &Routed<'_>) -> bool {
    ours.operation.id.is_some() && ours.operation.id == theirs.operation.id
}

fn same_route(ours: &Routed<'_>, theirs: &Routed<'_>) -> bool {
    ours.operation.method == theirs.operation.method && ours.shape() == theirs.shape()
}
