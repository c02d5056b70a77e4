//! What the comparison finds, each finding once.

use super::site::{Heading, Site, surer};
use crate::model::Mark;

/// What one side says where it says nothing.
pub(super) const NOTHING: &str = "-";

/// A difference, or an inferred fact that theirs confirms.
#[derive(Debug)]
pub(super) struct Finding {
    pub what: &'static str,
    pub place: String,
    pub ours: String,
    pub theirs: String,
    /// Of our fact; the surest, if operations differ in it.
    pub mark: Mark,
    /// The operations on the way to it.
    pub operations: Vec<String>,
}

impl Finding {
    fn is(&self, other: &Finding) -> bool {
        (self.what, &self.place, &self.ours, &self.theirs)
            == (other.what, &other.place, &other.ours, &other.theirs)
    }
}

/// The findings under one heading.
#[derive(Debug)]
pub(super) struct Section {
    pub heading: Heading,
    /// Names that theirs has for it.
    pub theirs: Vec<String>,
    /// The operations that lead here.
    pub operations: Vec<String>,
    pub differences: Vec<Finding>,
    pub confirmations: Vec<Finding>,
}

/// All findings, in the order in which they were met.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub sections: Vec<Section>,
}

impl Findings {
    /// Compares one fact; whether both say the same.
    pub(super) fn fact(&mut self, site: &Site, what: &'static str, ours: &str, theirs: &str) -> bool {
        if ours != theirs {
            let difference = finding(site, what, ours, theirs);
            add(&mut self.section(site).differences, difference);
        }
        ours == theirs
    }

    /// A fact of ours that theirs says too; worth telling if it is inferred wherever it is met.
    pub(super) fn confirm(&mut self, site: &Site, what: &'static str) {
        add(&mut self.section(site).confirmations, finding(site, what, "", ""));
    }

    /// Enters a component of ours by the name that theirs has for it, if any.
    pub(super) fn enter(&mut self, site: &Site, theirs: Option<&str>) {
        let section = self.section(site);
        for (names, name) in
            [(&mut section.theirs, theirs), (&mut section.operations, site.operation.as_deref())]
        {
            if let Some(name) = name.filter(|name| !names.iter().any(|known| known == name)) {
                names.push(name.to_owned());
            }
        }
    }

    pub(super) fn has_section(&self, heading: &Heading) -> bool {
        self.sections.iter().any(|section| section.heading == *heading)
    }

    fn section(&mut self, site: &Site) -> &mut Section {
        let known = self.sections.iter().position(|section| section.heading == site.heading);
        let index = known.unwrap_or(self.sections.len());
        if known.is_none() {
            self.sections.push(Section {
                heading: site.heading.clone(),
                theirs: Vec::new(),
                operations: Vec::new(),
                differences: Vec::new(),
                confirmations: Vec::new(),
            });
        }
        &mut self.sections[index]
    }
}

fn finding(site: &Site, what: &'static str, ours: &str, theirs: &str) -> Finding {
    Finding {
        what,
        place: site.place.clone(),
        ours: ours.to_owned(),
        theirs: theirs.to_owned(),
        mark: site.mark,
        operations: site.operation.iter().cloned().collect(),
    }
}

fn add(findings: &mut Vec<Finding>, new: Finding) {
    let Some(known) = findings.iter_mut().find(|known| known.is(&new)) else { return findings.push(new) };
    if surer(new.mark, known.mark) {
        known.mark = new.mark;
    }
    for operation in new.operations {
        if !known.operations.contains(&operation) {
            known.operations.push(operation);
        }
    }
}
