//! Figures that stay below a limit, whatever others reach.

use serde::{Deserialize, Serialize};

/// A figure and its limit.
#[derive(Deserialize, Serialize)]
pub(crate) struct Limit {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) at_most: f64,
    pub(crate) unit: String,
}

impl Limit {
    pub(crate) fn holds(&self) -> bool {
        self.value <= self.at_most
    }

    /// Prints a table; gives the names of those that do not hold.
    pub(crate) fn print_all(limits: &[Limit]) -> Vec<String> {
        println!("\n| | measured | at most | |\n| --- | --- | --- | --- |");
        for limit in limits {
            let Limit { name, value, at_most, unit } = limit;
            println!("| {name} | {value:.1} {unit} | {at_most:.0} {unit} | {} |", verdict(limit.holds()));
        }
        limits.iter().filter(|limit| !limit.holds()).map(|limit| limit.name.clone()).collect()
    }
}

/// How a table says whether something holds.
pub(crate) fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "MISSED" }
}
