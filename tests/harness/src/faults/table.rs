//! The fault matrix as text and as data.

use std::fmt;

use serde_json::{Value, json};

use super::{Api, Cell, Class, FaultMatrix, Play};
use crate::faults::seen::Ended;

const LEGEND: &str = "outcome, hits of the operation (x), and the state: of a write what took effect of what there was to do,\n\
    of a list the items that were given of those that there are; a call that differs from the others of its class is named";

/// The columns of a table.
type Columns = [(&'static str, Api, Class); 3];

const TABLES: [(&str, Columns); 2] = [
    (
        "Business API",
        [
            ("safe", Api::Business, Class::Safe),
            ("idempotent", Api::Business, Class::Idempotent),
            ("once", Api::Business, Class::Once),
        ],
    ),
    (
        "Provisioning API",
        [
            ("safe", Api::Provisioning, Class::Safe),
            ("idempotent", Api::Provisioning, Class::Idempotent),
            ("once", Api::Provisioning, Class::Once),
        ],
    ),
];

impl FaultMatrix {
    /// The matrix as data: each cell of each surface.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let surfaces = self.surfaces.iter().map(|(surface, cells)| {
            let cells = self.plays.iter().zip(cells).map(|(play, cell)| self.cell_to_json(play, cell));
            (surface.clone(), cells.collect::<Value>())
        });
        json!({ "holds": self.holds(), "surfaces": surfaces.collect::<Value>() })
    }

    fn cell_to_json(&self, play: &Play, cell: &Cell) -> Value {
        let probe = &self.probes[play.probe];
        let mut shown = json!({
            "fault": self.troubles[play.trouble].name,
            "comes": play.when.as_str(),
            "operation": probe.call,
            "on": probe.on,
            "repeat": format!("{:?}", probe.class).to_lowercase(),
            "wrong": cell.found,
        });
        if let Some(seen) = &cell.seen {
            shown["outcome"] = match &seen.ended {
                Ended::Done => "done".into(),
                Ended::Error { kind, delivery, attempts, status } => {
                    json!({ "kind": kind, "delivery": delivery, "attempts": attempts, "status": status })
                }
            };
            shown["hits"] = seen.hits.into();
            shown["effect"] = json!([seen.effect, probe.whole]);
            shown["items"] = json!(seen.items);
            shown["rows"] = json!(seen.rows);
        }
        shown
    }

    /// What the first surface saw of a class of operations.
    fn text(&self, trouble: usize, when: &str, api: Api, class: Class) -> Vec<String> {
        let Some((_, cells)) = self.surfaces.first() else { return Vec::new() };
        let mut texts: Vec<(String, Vec<&str>)> = Vec::new();
        for (play, cell) in self.plays.iter().zip(cells) {
            let probe = &self.probes[play.probe];
            let of_api = probe.api == api || (probe.api == Api::View && api == Api::Provisioning);
            if play.trouble != trouble || play.when.as_str() != when || !of_api || probe.class != class {
                continue;
            }
            let mut text = cell.seen.as_ref().map_or("not played".to_owned(), |seen| seen.short(probe));
            if !cell.found.is_empty() {
                text.push_str(" WRONG");
            }
            let name = probe.call.trim_start_matches("provisioning.");
            match texts.iter_mut().find(|(known, _)| *known == text) {
                Some((_, names)) => names.push(name),
                None => texts.push((text, vec![name])),
            }
        }
        if let [(text, _)] = texts.as_slice() {
            return vec![text.clone()];
        }
        // The many first, and without names.
        texts.sort_by_key(|(_, names)| std::cmp::Reverse(names.len()));
        let several = texts.first().is_some_and(|(_, names)| names.len() > 1);
        let named = texts.into_iter().enumerate().map(|(place, (text, names))| match place {
            0 if several => text,
            _ => format!("{}: {text}", names.join(", ")),
        });
        named.collect()
    }

    fn table(&self, f: &mut fmt::Formatter<'_>, title: &str, columns: &Columns) -> fmt::Result {
        let mut rows =
            vec![[title, columns[0].0, columns[1].0, columns[2].0].map(|name| vec![name.to_owned()])];
        for (place, trouble) in self.troubles.iter().enumerate() {
            for when in ["once", "always", "everywhere"] {
                let cells = columns.map(|(_, api, class)| self.text(place, when, api, class));
                if cells.iter().any(|cell| !cell.is_empty()) {
                    let [one, two, three] = cells;
                    rows.push([vec![format!("{}: {when}", trouble.name)], one, two, three]);
                }
            }
        }
        let width = |column: usize| {
            rows.iter()
                .flat_map(|row| &row[column])
                .map(|text| text.chars().count())
                .max()
                .unwrap_or_default()
        };
        let widths = [width(0), width(1), width(2), width(3)];
        for row in &rows {
            let height = row.iter().map(Vec::len).max().unwrap_or_default();
            for line in 0..height {
                let text = |column: usize| row[column].get(line).map_or("", String::as_str);
                let padded: Vec<String> =
                    (0..4).map(|column| format!("{:1$}", text(column), widths[column])).collect();
                writeln!(f, "{}", padded.join("  ").trim_end())?;
            }
        }
        writeln!(f)
    }
}

impl fmt::Display for FaultMatrix {
    /// The tables of the first surface, and then whether the others saw the same.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{LEGEND}\n")?;
        TABLES.iter().try_for_each(|(title, columns)| self.table(f, title, columns))?;
        for (surface, cells) in &self.surfaces {
            let wrong = cells.iter().filter(|cell| !cell.found.is_empty()).count();
            for (play, cell) in self.plays.iter().zip(cells).filter(|(_, cell)| !cell.found.is_empty()) {
                let (trouble, probe) = (&self.troubles[play.trouble].name, &self.probes[play.probe]);
                let seen =
                    cell.seen.as_ref().map_or(String::new(), |seen| format!(" ({})", seen.short(probe)));
                writeln!(f, "WRONG  {surface}: {trouble}, {}: {}{seen}", play.when.as_str(), probe.call)?;
                cell.found.iter().try_for_each(|line| writeln!(f, "       {line}"))?;
            }
            let first = self.surfaces.first().is_some_and(|(first, _)| first == surface);
            let same = if first { "" } else { ", the same as above" };
            match wrong {
                0 => writeln!(f, "{surface}: all {} cells hold{same}", cells.len())?,
                _ => writeln!(f, "{surface}: {wrong} of {} cells are WRONG", cells.len())?,
            }
        }
        Ok(())
    }
}
