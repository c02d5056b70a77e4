//! How the tour looks: headings, small tables, and a sign of life while it waits.

use std::fmt::Display;
use std::time::Duration;

use comfy_table::{Attribute, Cell, ContentArrangement, LineStyle, Table, TableStyle};
use console::style;
use indicatif::{ProgressBar, ProgressStyle};

/// So many rows of a table are shown.
const SHOWN: usize = 8;

/// Begins a section.
pub fn heading(text: &str) {
    println!("\n{} {}", style("■").cyan(), style(text).bold());
}

/// One thing that was done, or found.
pub fn line(what: &str, detail: impl Display) {
    println!("  {what:<13} {detail}");
}

/// Why a part of the tour is left out.
pub fn skipped(part: &str, needs: &str) {
    println!("\n{} {part}: skipped; needs {needs}", style("□").dim());
}

/// Shows a section, or why it could not be shown.
pub async fn attempt(section: impl Future<Output = anyhow::Result<()>>) {
    if let Err(error) = section.await {
        println!("  {} {error:#}", style("could not be read:").red());
    }
}

/// Counts what has been read. On standard error, and only if that is a terminal.
pub fn progress(what: &'static str) -> ProgressBar {
    let bar = ProgressBar::no_length().with_message(what);
    if let Ok(form) = ProgressStyle::with_template("  {spinner:.cyan} {msg}: {human_pos} in {elapsed}") {
        bar.set_style(form);
    }
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

/// A table that shows its first rows and counts the others.
pub struct Sample {
    table: Table,
    rows: usize,
}

impl Sample {
    /// A table with these columns.
    pub fn new(columns: impl IntoIterator<Item = impl ToString>) -> Self {
        let columns = columns.into_iter().map(|column| Cell::new(column).add_attribute(Attribute::Bold));
        let mut table = Table::new();
        table
            .load_style(TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─')))
            .set_content_arrangement(ContentArrangement::Dynamic)
            .set_header(columns.collect::<Vec<Cell>>());
        // The same rules as for the other colours: a terminal, and no NO_COLOR.
        if !console::colors_enabled() {
            table.force_no_tty();
        }
        Sample { table, rows: 0 }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows += 1;
        if self.rows <= SHOWN {
            self.table.add_row(cells.into_iter().collect::<Vec<String>>());
        }
    }

    /// How many rows there are, shown or not.
    pub fn len(&self) -> usize {
        self.rows
    }

    /// Prints the table.
    pub fn print(&self) {
        for line in self.table.lines() {
            println!(" {}", line.trim_end());
        }
        if self.rows > SHOWN {
            println!("  {}", style(format!("… and {} more", self.rows - SHOWN)).dim());
        }
    }
}

/// A value that the vendor may leave out.
pub fn or_dash(value: Option<impl Display>) -> String {
    value.map_or_else(|| "–".to_owned(), |value| value.to_string())
}
