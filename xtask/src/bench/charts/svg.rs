//! A picture: shapes and texts, readable on a light page and on a dark one.

use std::fmt::Write;

const STYLE: &str = "\
text{font:12px system-ui,sans-serif;fill:#333}\
.title{font-size:15px;font-weight:600}.group{font-weight:600}.small{font-size:10px}\
.ours{fill:#1f77b4}.peer{fill:#b9bec4}.axis{stroke:#888;stroke-opacity:.35;fill:none}\
.ours-line{stroke:#1f77b4;stroke-width:2;fill:none}.kept-nothing{stroke:#1f77b4;stroke-width:2;stroke-dasharray:4 3;fill:none}\
.peer-line{stroke:#d6862b;stroke-width:2;fill:none}\
@media(prefers-color-scheme:dark){text{fill:#ddd}.peer{fill:#666d75}.ours{fill:#4aa3df}}";

/// Where a text stands beside its point.
#[derive(Clone, Copy)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// A picture that is being drawn; lengths are in pixels, from the upper left.
pub(super) struct Svg {
    body: String,
}

impl Svg {
    pub(super) const fn new() -> Self {
        Svg { body: String::new() }
    }

    pub(super) fn text(&mut self, (x, y): (f64, f64), anchor: Anchor, class: &str, text: &str) {
        let anchor = match anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        self.add(format_args!(
            r#"<text x="{x:.1}" y="{y:.1}" text-anchor="{anchor}" class="{class}">{text}</text>"#
        ));
    }

    pub(super) fn bar(&mut self, (x, y): (f64, f64), width: f64, height: f64, class: &str) {
        self.add(format_args!(
            r#"<rect x="{x:.1}" y="{y:.1}" width="{width:.1}" height="{height:.1}" class="{class}"/>"#
        ));
    }

    pub(super) fn line(&mut self, points: &[(f64, f64)], class: &str) {
        let points: Vec<String> = points.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect();
        self.add(format_args!(r#"<polyline points="{}" class="{class}"/>"#, points.join(" ")));
    }

    /// The file.
    pub(super) fn finish(self, width: f64, height: f64) -> String {
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
             height=\"{height:.0}\">\n<style>{STYLE}</style>\n{}</svg>\n",
            self.body
        )
    }

    fn add(&mut self, shape: std::fmt::Arguments<'_>) {
        // Writing to a text cannot fail.
        let _ = writeln!(self.body, "{shape}");
    }
}
