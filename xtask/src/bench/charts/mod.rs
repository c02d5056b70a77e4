//! The charts of BENCHMARKS.md: bars for each workload, and how time and memory grow with the directory.
//!
//! Two kinds of charts in a few dozen lines each; a library would bring scales and fonts, and leave the same labels to be placed.

mod bars;
mod lines;
mod svg;

use super::figures::{PEAK, Part, WALL, middle};
use super::growth::Point;
use super::measure::Turns;
use super::network::Network;
use super::report::{OfSurface, Report};
use bars::{Bar, Group};
use lines::Panel;

/// A chart as a file.
pub(super) struct Chart {
    pub(super) file: &'static str,
    pub(super) title: String,
    pub(super) svg: String,
}

/// The workloads that every surface has.
const WORKLOADS: [(&str, &str); 4] = [("w1", "w1.svg"), ("w2", "w2.svg"), ("w3", "w3.svg"), ("w4", "w4.svg")];

/// What grows: the figure, its unit, the file and the title.
const GROWTH: [(Part, &str, &str, &str); 2] = [
    (WALL, "ms", "growth-time.svg", "Wall time of W1 against users in the directory"),
    (PEAK, "MiB", "growth-memory.svg", "Peak memory of W1 against users in the directory"),
];

/// All charts of a report; none of what was not measured.
pub(super) fn all(report: &Report) -> Vec<Chart> {
    let bars = WORKLOADS.iter().filter_map(|(workload, file)| of_workload(report, workload, file));
    let growth = GROWTH.iter().filter_map(|(part, unit, file, title)| {
        let panels: Vec<Panel> = report.surfaces.iter().filter_map(|surface| panel(surface, *part)).collect();
        (!panels.is_empty()).then(|| Chart {
            file,
            title: (*title).to_owned(),
            svg: lines::chart(title, unit, &panels),
        })
    });
    bars.chain(growth).collect()
}

fn of_workload(report: &Report, name: &str, file: &'static str) -> Option<Chart> {
    let mut title = None;
    let mut groups = Vec::new();
    for surface in &report.surfaces {
        let plain = surface.parts.iter().find(|part| part.network == Network::Plain);
        let work = plain.and_then(|part| part.works.iter().find(|work| work.workload == name));
        let Some(work) = work else { continue };
        title
            .get_or_insert_with(|| format!("{} {}: wall time, peak memory", name.to_uppercase(), work.title));
        let bars = work.clients.iter().map(|client| Bar {
            label: &client.title,
            is_ours: client.is_ours,
            wall_ms: middle(&client.rounds, WALL),
            peak_mib: middle(&client.rounds, PEAK),
        });
        groups.push(Group { title: &surface.title, bars: bars.collect() });
    }
    title.map(|title| Chart { file, svg: bars::chart(&title, &groups), title })
}

/// The curves of a surface: collected, with nothing kept, and of the peer.
fn panel(surface: &OfSurface, part: Part) -> Option<Panel<'_>> {
    let peer = &surface.growth.first()?.peer.title;
    let curve = |of: fn(&Point) -> &Turns| {
        let points = surface.growth.iter();
        points.map(|point| (f64::from(point.users), middle(&of(point).rounds, part))).collect()
    };
    let lines = [curve(|point| &point.ours), curve(|point| &point.streaming), curve(|point| &point.peer)];
    Some(Panel { title: &surface.title, peer, lines })
}
