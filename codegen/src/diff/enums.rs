//! Enums of ours that no operation of theirs leads to, by name: their values are worth knowing all the same.

use super::comparison::Comparison;
use super::site::{Direction, Heading, Site};
use crate::model::Mark;
use crate::spec::Problem;

impl Comparison<'_> {
    pub(super) fn enums(&mut self) -> Result<(), Problem> {
        let theirs = self.theirs.schemas()?;
        for (name, ours) in self.ours.schemas()? {
            let heading = Heading::Schema(name.to_owned());
            let is_enum = ours.get("enum").is_some() || ours.get("x-open").is_some();
            if !is_enum || self.findings.has_section(&heading) {
                continue;
            }
            if let Some((_, theirs)) = theirs.iter().find(|(theirs, _)| *theirs == name) {
                let (place, mark, direction) = (name.to_owned(), Mark::Documented, Direction::Answer);
                let site = Site { operation: None, heading, place, mark, direction };
                self.schema(&site.below(site.place.clone(), &ours)?, &ours, theirs)?;
            }
        }
        Ok(())
    }
}
