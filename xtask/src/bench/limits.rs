//! Figures that stay below a limit, whatever others reach.

use serde_json::{Value, json};

/// A figure and its limit.
pub(super) struct Limit {
    pub(super) name: String,
    pub(super) value: f64,
    pub(super) at_most: f64,
    pub(super) unit: &'static str,
}

impl Limit {
    fn holds(&self) -> bool {
        self.value <= self.at_most
    }

    /// Prints a table; gives the names of those that do not hold.
    pub(super) fn print_all(limits: &[Limit]) -> Vec<String> {
        println!("\n| | measured | at most | |\n| --- | --- | --- | --- |");
        for limit in limits {
            let Limit { name, value, at_most, unit } = limit;
            println!("| {name} | {value:.1} {unit} | {at_most:.0} {unit} | {} |", verdict(limit.holds()));
        }
        limits.iter().filter(|limit| !limit.holds()).map(|limit| limit.name.clone()).collect()
    }

    pub(super) fn to_json(&self) -> Value {
        json!({ "name": self.name, "value": self.value, "at_most": self.at_most, "unit": self.unit })
    }
}

/// How a table says whether something holds.
pub(super) fn verdict(holds: bool) -> &'static str {
    if holds { "holds" } else { "MISSED" }
}
