//! Bars: the clients of every surface in one workload, on one scale.

use super::svg::{Anchor, Svg};

/// The clients of a surface.
pub(super) struct Group<'a> {
    pub(super) title: &'a str,
    pub(super) bars: Vec<Bar<'a>>,
}

pub(super) struct Bar<'a> {
    pub(super) label: &'a str,
    pub(super) is_ours: bool,
    pub(super) wall_ms: f64,
    pub(super) peak_mib: f64,
}

const WIDTH: f64 = 900.0;
/// Where bars begin, and how long the longest is.
const START: f64 = 320.0;
const LONGEST: f64 = 430.0;
const ROW: f64 = 18.0;
const THICKNESS: f64 = 12.0;

pub(super) fn chart(title: &str, groups: &[Group<'_>]) -> String {
    let mut svg = Svg::new();
    svg.text((10.0, 22.0), Anchor::Start, "title", title);
    let walls = groups.iter().flat_map(|group| &group.bars).map(|bar| bar.wall_ms);
    let longest = walls.fold(f64::MIN_POSITIVE, f64::max);
    let mut y = 34.0;
    for group in groups {
        y += ROW;
        svg.text((10.0, y), Anchor::Start, "group", group.title);
        for bar in &group.bars {
            svg.text((START - 8.0, y), Anchor::End, "", bar.label);
            let length = (bar.wall_ms / longest * LONGEST).max(1.0);
            let class = if bar.is_ours { "ours" } else { "peer" };
            svg.bar((START, y - THICKNESS + 2.0), length, THICKNESS, class);
            let value = format!("{:.0} ms, {:.0} MiB", bar.wall_ms, bar.peak_mib);
            svg.text((START + length + 6.0, y), Anchor::Start, "small", &value);
            y += ROW;
        }
    }
    svg.finish(WIDTH, y)
}
