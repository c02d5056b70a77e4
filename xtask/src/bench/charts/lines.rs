//! Lines: a panel for each surface, on the same two logarithmic scales.

use super::svg::{Anchor, Svg};

/// The curves of a surface.
pub(super) struct Panel<'a> {
    pub(super) title: &'a str,
    pub(super) peer: &'a str,
    /// From left to right; of ours, of ours with nothing kept, and of the peer.
    pub(super) lines: [Vec<(f64, f64)>; CLASSES.len()],
}

/// How the lines are drawn, and whose they are.
const CLASSES: [(&str, &str); 3] =
    [("ours-line", "ours"), ("kept-nothing", "ours, nothing kept"), ("peer-line", "the peer")];

const COLUMNS: usize = 3;
const PANEL: (f64, f64) = (300.0, 235.0);
/// What a panel leaves free for its title and the numbers at its axes: left, above, right, below.
const MARGINS: (f64, f64, f64, f64) = (48.0, 26.0, 14.0, 46.0);
const HEADING: f64 = 34.0;

/// Powers of ten that hold all values.
struct Scale {
    from: i32,
    to: i32,
}

impl Scale {
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let logs = values.filter(|value| *value > 0.0).map(f64::log10);
        let (least, most) =
            logs.fold((f64::MAX, f64::MIN), |(least, most), log| (least.min(log), most.max(log)));
        let from = least.floor() as i32;
        Scale { from, to: (most.ceil() as i32).max(from + 1) }
    }

    /// The place of a value between the ends of the scale, from 0 to 1.
    fn place(&self, value: f64) -> f64 {
        (value.max(f64::MIN_POSITIVE).log10() - f64::from(self.from)) / f64::from(self.to - self.from)
    }

    fn ticks(&self) -> impl Iterator<Item = f64> {
        (self.from..=self.to).map(|power| 10f64.powi(power))
    }
}

pub(super) fn chart(title: &str, unit: &str, panels: &[Panel<'_>]) -> String {
    let points = || panels.iter().flat_map(|panel| &panel.lines).flatten();
    let scales = (Scale::over(points().map(|point| point.0)), Scale::over(points().map(|point| point.1)));
    let mut svg = Svg::new();
    svg.text((10.0, 22.0), Anchor::Start, "title", &format!("{title} ({unit})"));
    legend(&mut svg);
    for (at, panel) in panels.iter().enumerate() {
        let corner = ((at % COLUMNS) as f64 * PANEL.0, HEADING + (at / COLUMNS) as f64 * PANEL.1);
        draw(&mut svg, corner, panel, &scales);
    }
    let rows = panels.len().div_ceil(COLUMNS);
    svg.finish(COLUMNS as f64 * PANEL.0, HEADING + rows as f64 * PANEL.1)
}

fn draw(svg: &mut Svg, (left, top): (f64, f64), panel: &Panel<'_>, scales: &(Scale, Scale)) {
    let (x0, y0) = (left + MARGINS.0, top + PANEL.1 - MARGINS.3);
    let (width, height) = (PANEL.0 - MARGINS.0 - MARGINS.2, PANEL.1 - MARGINS.1 - MARGINS.3);
    let x = |value: f64| x0 + scales.0.place(value) * width;
    let y = |value: f64| y0 - scales.1.place(value) * height;
    svg.text((left + 10.0, top + 14.0), Anchor::Start, "group", panel.title);
    for tick in scales.1.ticks() {
        svg.line(&[(x0, y(tick)), (x0 + width, y(tick))], "axis");
        svg.text((x0 - 5.0, y(tick) + 3.0), Anchor::End, "small", &short(tick));
    }
    for tick in scales.0.ticks() {
        svg.text((x(tick), y0 + 14.0), Anchor::Middle, "small", &short(tick));
    }
    for ((class, _), line) in CLASSES.iter().zip(&panel.lines) {
        let points: Vec<_> = line.iter().map(|point| (x(point.0), y(point.1))).collect();
        svg.line(&points, class);
    }
    svg.text((x0, y0 + 30.0), Anchor::Start, "small", &format!("the peer: {}", panel.peer));
}

/// Says once for all panels which line is whose.
fn legend(svg: &mut Svg) {
    let mut x = COLUMNS as f64 * PANEL.0 - 340.0;
    for (class, name) in CLASSES {
        svg.line(&[(x, 18.0), (x + 18.0, 18.0)], class);
        svg.text((x + 23.0, 22.0), Anchor::Start, "", name);
        x += 42.0 + 7.0 * name.len() as f64;
    }
}

/// A power of ten as an axis shows it.
fn short(value: f64) -> String {
    match value {
        value if value >= 1e6 => format!("{}M", value / 1e6),
        value if value >= 1e3 => format!("{}k", value / 1e3),
        value => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scale_holds_all_values_between_powers_of_ten() {
        let cases = [
            ("inside of a decade", vec![2.0, 9.0], (0, 1)),
            ("several", vec![0.5, 1_200.0], (-1, 4)),
            ("at its ends", vec![1_000.0, 1e6], (3, 6)),
            ("one value", vec![100.0], (2, 3)),
        ];
        for (name, values, ends) in cases {
            let scale = Scale::over(values.iter().copied());
            assert_eq!((scale.from, scale.to), ends, "{name}");
            assert!(values.iter().all(|value| (0.0..=1.0).contains(&scale.place(*value))), "{name}");
        }
    }

    #[test]
    fn a_larger_value_is_drawn_higher_and_further_right() {
        let lines = [vec![(1e3, 10.0), (1e6, 1e3)], Vec::new(), vec![(1e3, 100.0), (1e6, 1e4)]];
        let drawn = chart("Time", "ms", &[Panel { title: "Rust", peer: "a loop", lines }]);
        for expected in [
            r#"<polyline points="48.0,223.0 286.0,114.3" class="ours-line"/>"#,
            r#"<polyline points="48.0,168.7 286.0,60.0" class="peer-line"/>"#,
            ">the peer: a loop<",
        ] {
            assert!(drawn.contains(expected), "{expected} is missing in\n{drawn}");
        }
    }
}
