//! The report, as text.

use std::collections::BTreeMap;
use std::fmt::{self, Write};

use super::findings::{Finding, Findings, Section};
use super::site::{Heading, inferred};

/// Columns wider than this do not push the next one further.
const WIDEST: usize = 44;

/// How many operations are named in one place.
const NAMED: usize = 4;

/// What differs between two documents, and what theirs confirms.
#[derive(Debug)]
pub struct Report {
    sections: Vec<Section>,
}

impl Report {
    pub(super) fn new(findings: Findings) -> Self {
        let mut sections = findings.sections;
        sections.sort_by_key(|section| match section.heading {
            Heading::Operation(_) => 0,
            Heading::Answer(_) => 1,
            Heading::Schema(_) => 2,
        });
        Report { sections }
    }

    /// Whether anything differs.
    #[must_use]
    pub fn differs(&self) -> bool {
        self.differences().next().is_some()
    }

    /// The differences, grouped by operation, what operations share behind them, and a count by kind.
    #[must_use]
    pub fn differences_text(&self) -> String {
        let mut text = self.listing(
            |section| section.differences.iter().collect(),
            |difference| {
                let corrected = inferred(difference.mark).map(|mark| format!("corrects {mark}"));
                vec![
                    difference.what.to_owned(),
                    difference.place.clone(),
                    format!("ours {}", difference.ours),
                    format!("theirs {}", difference.theirs),
                    corrected.unwrap_or_default(),
                ]
            },
        );
        let kinds = count(self.differences().map(|difference| difference.what));
        let corrected = count(self.differences().filter_map(|difference| inferred(difference.mark)));
        let confirmed = count(self.confirmations().filter_map(|confirmation| inferred(confirmation.mark)));
        text.push_str(&totals("differences", &kinds));
        text.push_str(&totals("of them correct what we inferred", &corrected));
        text.push_str(&totals("inferred facts confirmed", &confirmed));
        text
    }

    /// The inferred facts that theirs confirms, grouped in the same way.
    #[must_use]
    pub fn confirmations_text(&self) -> String {
        self.listing(
            |section| confirmed(section).collect(),
            |confirmation| {
                let mark = inferred(confirmation.mark).unwrap_or_default();
                vec![format!("confirms {mark}"), confirmation.what.to_owned(), confirmation.place.clone()]
            },
        )
    }

    fn differences(&self) -> impl Iterator<Item = &Finding> {
        self.sections.iter().flat_map(|section| &section.differences)
    }

    fn confirmations(&self) -> impl Iterator<Item = &Finding> {
        self.sections.iter().flat_map(confirmed)
    }

    fn listing(&self, of: fn(&Section) -> Vec<&Finding>, columns: fn(&Finding) -> Vec<String>) -> String {
        let mut text = String::new();
        for section in self.sections.iter().filter(|section| !of(section).is_empty()) {
            let rows: Vec<Vec<String>> = of(section)
                .into_iter()
                .map(|finding| {
                    let mut row = columns(finding);
                    let everywhere = finding.operations.len() == section.operations.len();
                    let shared = !matches!(section.heading, Heading::Operation(_)) && !everywhere;
                    row.extend(shared.then(|| format!("in {}", names(&finding.operations))));
                    row
                })
                .collect();
            let _ = writeln!(text, "{}\n{}", Title(section), table(&rows));
        }
        text
    }
}

/// What theirs says too, and no operation has as documented.
fn confirmed(section: &Section) -> impl Iterator<Item = &Finding> {
    section.confirmations.iter().filter(|confirmation| inferred(confirmation.mark).is_some())
}

/// The line above the findings of a section.
struct Title<'a>(&'a Section);

impl fmt::Display for Title<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, word) = match &self.0.heading {
            Heading::Operation(name) => return f.write_str(name),
            Heading::Answer(name) => (name, "answer"),
            Heading::Schema(name) => (name, "schema"),
        };
        write!(f, "{word} {name}")?;
        let others: Vec<&str> =
            self.0.theirs.iter().filter(|theirs| *theirs != name).map(String::as_str).collect();
        if !others.is_empty() {
            write!(f, ", theirs {}", others.join(", "))?;
        }
        if self.0.operations.is_empty() { Ok(()) } else { write!(f, ", in {}", names(&self.0.operations)) }
    }
}

fn names(operations: &[String]) -> String {
    let more = operations.len().saturating_sub(NAMED);
    let named = operations[..operations.len() - more].join(", ");
    if more == 0 { named } else { format!("{named} and {more} more") }
}

/// Rows with their columns aligned.
fn table(rows: &[Vec<String>]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count());
        cells.map(|width| width.min(WIDEST)).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let cells = row.iter().zip(&widths).filter(|(_, width)| **width > 0);
        let line = cells.fold(String::new(), |line, (cell, width)| format!("{line}  {cell:width$}"));
        let _ = writeln!(text, "{}", line.trim_end());
    }
    text
}

fn count<'a>(names: impl Iterator<Item = &'a str>) -> BTreeMap<&'a str, usize> {
    names.fold(BTreeMap::new(), |mut counts, name| {
        *counts.entry(name).or_default() += 1;
        counts
    })
}

fn totals(title: &str, counts: &BTreeMap<&str, usize>) -> String {
    let mut text = format!("{title}: {}\n", counts.values().sum::<usize>());
    for (name, count) in counts {
        let _ = writeln!(text, "  {count:>4}  {name}");
    }
    text
}
