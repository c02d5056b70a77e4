//! The matrix: how many scenarios of each file each surface passed, failed and skipped.

use std::fmt;

use serde_json::{Value, json};

use crate::play::Verdict;

/// A scenario that was played.
#[derive(Clone, Debug)]
pub struct Row {
    /// The surface.
    pub surface: String,
    /// The file.
    pub file: String,
    /// The scenario.
    pub scenario: String,
    /// What became of it.
    pub verdict: Verdict,
}

/// All that was played.
#[derive(Clone, Debug, Default)]
pub struct Matrix {
    /// In the order in which it was played.
    pub rows: Vec<Row>,
}

/// Passed, failed, skipped.
type Counts = [usize; 3];

impl Matrix {
    /// Whether nothing failed; a skip is a failure if it is `strict`.
    #[must_use]
    pub fn holds(&self, strict: bool) -> bool {
        self.rows.iter().all(|row| match row.verdict {
            Verdict::Passed => true,
            Verdict::Failed(_) => false,
            Verdict::Skipped(_) => !strict,
        })
    }

    fn counts(&self, surface: &str, file: Option<&str>) -> Counts {
        let mut counts = Counts::default();
        let rows = self.rows.iter().filter(|row| row.surface == surface);
        for row in rows.filter(|row| file.is_none_or(|file| row.file == file)) {
            match row.verdict {
                Verdict::Passed => counts[0] += 1,
                Verdict::Failed(_) => counts[1] += 1,
                Verdict::Skipped(_) => counts[2] += 1,
            }
        }
        counts
    }

    /// The names in the order in which they come first.
    fn distinct<'a>(&'a self, of: impl Fn(&'a Row) -> &'a str) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        for name in self.rows.iter().map(of) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The matrix as data.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let surfaces = self.distinct(|row| &row.surface).into_iter().map(|surface| {
            let [passed, failed, skipped] = self.counts(surface, None);
            (surface.to_owned(), json!({ "passed": passed, "failed": failed, "skipped": skipped }))
        });
        let rows = self.rows.iter().map(|row| {
            let (verdict, details) = match &row.verdict {
                Verdict::Passed => ("passed", Vec::new()),
                Verdict::Failed(lines) => ("failed", lines.clone()),
                Verdict::Skipped(reason) => ("skipped", vec![reason.clone()]),
            };
            json!({
                "surface": row.surface,
                "file": row.file,
                "scenario": row.scenario,
                "verdict": verdict,
                "details": details,
            })
        });
        json!({ "surfaces": surfaces.collect::<Value>(), "scenarios": rows.collect::<Vec<_>>() })
    }
}

impl fmt::Display for Matrix {
    /// Each failure and each skip with its reasons, then the table.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.rows {
            let (word, lines) = match &row.verdict {
                Verdict::Passed => continue,
                Verdict::Failed(lines) => ("FAILED ", lines.as_slice()),
                Verdict::Skipped(reason) => ("skipped", std::slice::from_ref(reason)),
            };
            writeln!(f, "{word} {}: {}.yaml: {}", row.surface, row.file, row.scenario)?;
            lines.iter().try_for_each(|line| writeln!(f, "        {line}"))?;
        }
        let (surfaces, files) = (self.distinct(|row| &row.surface), self.distinct(|row| &row.file));
        let width = files.iter().map(|file| file.len()).max().unwrap_or_default().max("scenarios".len());
        write!(f, "{:width$}", "scenarios")?;
        surfaces.iter().try_for_each(|surface| write!(f, "  {surface:>24}"))?;
        writeln!(f)?;
        for file in files.iter().copied().map(Some).chain([None]) {
            write!(f, "{:width$}", file.unwrap_or("all"))?;
            for surface in &surfaces {
                write!(f, "  {:>24}", cell(self.counts(surface, file)))?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

fn cell([passed, failed, skipped]: Counts) -> String {
    let named = [(passed, "passed"), (failed, "FAILED"), (skipped, "skipped")];
    let shown = named.into_iter().filter(|(count, name)| *count > 0 || *name == "passed");
    shown.map(|(count, name)| format!("{count} {name}")).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(file: &str, verdict: Verdict) -> Row {
        Row { surface: "rust".to_owned(), file: file.to_owned(), scenario: "it works".to_owned(), verdict }
    }

    #[test]
    fn a_skip_is_a_failure_where_it_is_said_so() {
        let skipped = row("users", Verdict::Skipped("no such thing yet".to_owned()));
        let cases = [
            ("all passed", vec![row("users", Verdict::Passed)], true, true),
            ("one skipped", vec![row("users", Verdict::Passed), skipped], true, false),
            ("one failed", vec![row("users", Verdict::Failed(vec!["x".to_owned()]))], false, false),
        ];
        for (name, rows, lenient, strict) in cases {
            let matrix = Matrix { rows };
            assert_eq!((matrix.holds(false), matrix.holds(true)), (lenient, strict), "{name}");
        }
    }

    #[test]
    fn the_table_counts_and_names_what_failed() {
        let failed = row("groups", Verdict::Failed(vec!["step 1: 1 was expected, 2 came".to_owned()]));
        let matrix = Matrix { rows: vec![row("users", Verdict::Passed), failed] };
        let printed = matrix.to_string();
        for expected in
            ["FAILED  rust: groups.yaml: it works", "1 was expected, 2 came", "0 passed, 1 FAILED"]
        {
            assert!(printed.contains(expected), "{expected:?} is missing in\n{printed}");
        }
        assert_eq!(matrix.to_json()["surfaces"]["rust"]["passed"], 1);
    }
}
