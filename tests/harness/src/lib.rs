//! The one harness of all languages: it owns the sandbox, plays the scenarios through a driver, and says what differs.
//!
//! `tests/README.md` describes the scenarios and the protocol of the drivers.

mod actions;
mod differences;
mod driver;
mod expectation;
mod faults;
mod matrix;
mod names;
mod play;
mod scenario;
mod soak;
mod stage;
mod step;

pub use actions::{Action, Actions};
pub use driver::Driver;
pub use faults::{Api, Class, FaultMatrix, Probe, played_faults, probes};
pub use matrix::{Matrix, Row};
pub use play::{Verdict, play};
pub use scenario::{File, Scenario, Server};
pub use soak::{Bounds, Soaked, soak};
pub use stage::Stage;
pub use step::{Act, Step};
