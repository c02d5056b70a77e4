//! The fault matrix: every fault of the sandbox meets operations of every class of repetition, on every surface.
//!
//! Three things are judged: what is promised whatever goes wrong, against the sandbox's own record; what the contract says of this
//! fault and this class; and that every surface tells the same.

mod expected;
mod probe;
mod promise;
mod seen;
mod table;
mod trouble;

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use anyhow::Result;
use lastpass_sandbox::FaultKind;

use crate::driver::Driver;
use crate::stage::Stage;
use expected::{Expected, When};
use seen::Seen;
use trouble::{Comes, Trouble};

pub use probe::{Api, Class, Probe, probes};

/// So many drivers of a surface play at the same time: most of the time is spent waiting.
const LANES: usize = 4;

/// So often a cell in which time decides is played.
const TRIES: usize = 4;

/// The cells of all surfaces.
pub struct FaultMatrix {
    troubles: Vec<Trouble>,
    probes: Vec<Probe>,
    plays: Vec<Play>,
    /// For each surface its cells, in the order of the plays.
    surfaces: Vec<(String, Vec<Cell>)>,
}

/// What is played: which operation meets which fault, and when.
#[derive(Clone, Copy)]
struct Play {
    trouble: usize,
    probe: usize,
    when: When,
    comes: Comes,
}

/// What came of it.
struct Cell {
    /// None if it could not be played.
    seen: Option<Seen>,
    /// What is wrong.
    found: Vec<String>,
    /// Whether no promise is broken, and the contract says something else.
    is_late: bool,
}

impl Cell {
    fn play(stage: &Stage, driver: &mut Driver, trouble: &Trouble, probe: &Probe, play: &Play) -> Cell {
        let (seen, record) = match seen::play(stage, driver, trouble, probe, play.when) {
            Ok(played) => played,
            Err(error) => return Cell { seen: None, found: vec![format!("{error:#}")], is_late: false },
        };
        let own = trouble.comes_on(&driver.surface, probe);
        let comes = own.unwrap_or(play.comes);
        let mut found = promise::broken(comes, probe, &seen, &record);
        let holds = found.is_empty();
        let mut expected = Expected::of(comes, play.when, probe);
        if own.is_some() && probe.items.is_some() {
            expected = expected.map(Expected::read_ahead);
        }
        let differs = expected.and_then(|expected| expected.differs(&seen));
        let is_late = holds && differs.is_some();
        found.extend(differs);
        Cell { seen: Some(seen), found, is_late }
    }
}

/// Faults after which a client soon goes on, without pages that are not as they ought to be.
pub(crate) fn passing_faults() -> Vec<FaultKind> {
    trouble::all().into_iter().filter(Trouble::is_soon_over).filter_map(|trouble| trouble.kind).collect()
}

/// The faults of the sandbox that are played.
pub fn played_faults() -> impl Iterator<Item = serde_json::Value> {
    trouble::all().into_iter().filter_map(|trouble| serde_json::to_value(trouble.kind?).ok())
}

impl FaultMatrix {
    /// Plays all cells through these drivers: a surface, and the command line of its driver.
    pub fn play(drivers: &[(String, Vec<String>)]) -> Result<FaultMatrix> {
        let (troubles, probes) = (trouble::all(), probes());
        let plays = plays(&troubles, &probes);
        let mut matrix = FaultMatrix { troubles, probes, plays, surfaces: Vec::new() };
        let played: Result<Vec<_>> = thread::scope(|scope| {
            let surfaces = drivers.iter().map(|(surface, command)| {
                let matrix = &matrix;
                (surface, scope.spawn(move || matrix.surface(surface, command)))
            });
            // All of them are started before the first one is waited for.
            let surfaces: Vec<_> = surfaces.collect();
            let ended = surfaces.into_iter().map(|(surface, lane)| {
                let cells = lane.join().map_err(|_| anyhow::anyhow!("the lanes of {surface} broke down"))?;
                Ok((surface.clone(), cells?))
            });
            ended.collect()
        });
        matrix.surfaces = played?;
        matrix.compare();
        Ok(matrix)
    }

    fn surface(&self, surface: &str, command: &[String]) -> Result<Vec<Cell>> {
        let next = AtomicUsize::new(0);
        let cells: Mutex<Vec<(usize, Cell)>> = Mutex::default();
        thread::scope(|scope| {
            let lane = || -> Result<()> {
                let (stage, mut driver) = (Stage::start()?, Driver::new(surface, command.to_vec()));
                loop {
                    let place = next.fetch_add(1, Ordering::Relaxed);
                    let Some(play) = self.plays.get(place) else { return Ok(()) };
                    let cell = self.cell(&stage, &mut driver, play);
                    cells.lock().unwrap_or_else(PoisonError::into_inner).push((place, cell));
                }
            };
            let lanes: Vec<_> = (0..LANES).map(|_| scope.spawn(lane)).collect();
            lanes.into_iter().try_for_each(|lane| {
                lane.join().unwrap_or_else(|_| Err(anyhow::anyhow!("a lane of {surface} broke down")))
            })
        })?;
        let mut cells = cells.into_inner().unwrap_or_else(PoisonError::into_inner);
        cells.sort_by_key(|(place, _)| *place);
        Ok(cells.into_iter().map(|(_, cell)| cell).collect())
    }

    fn cell(&self, stage: &Stage, driver: &mut Driver, play: &Play) -> Cell {
        let mut cell =
            Cell::play(stage, driver, &self.troubles[play.trouble], &self.probes[play.probe], play);
        // Where time decides, a machine that is busy may be too slow for an attempt that ought to pass.
        for _ in 1..TRIES {
            if !(cell.is_late && self.troubles[play.trouble].is_timed()) {
                break;
            }
            cell = Cell::play(stage, driver, &self.troubles[play.trouble], &self.probes[play.probe], play);
        }
        cell
    }

    /// Every surface sees what the first one sees.
    fn compare(&mut self) {
        let Some(((first, model), others)) = self.surfaces.split_first_mut() else { return };
        for (surface, cells) in others {
            for ((cell, like), play) in cells.iter_mut().zip(model.iter()).zip(&self.plays) {
                let (trouble, probe) = (&self.troubles[play.trouble], &self.probes[play.probe]);
                if trouble.comes_on(surface, probe).is_none()
                    && trouble.comes_on(first, probe).is_none()
                    && cell.seen.is_some()
                    && like.seen.is_some()
                    && cell.seen != like.seen
                {
                    cell.found.push(format!("{first} sees something else: {:?}", like.seen));
                }
            }
        }
    }

    /// Whether nothing is wrong.
    #[must_use]
    pub fn holds(&self) -> bool {
        self.surfaces.iter().all(|(_, cells)| cells.iter().all(|cell| cell.found.is_empty()))
    }
}

/// All that can be played: what a second attempt may mend comes once, too, and what is read back meets a server that fails
/// altogether.
fn plays(troubles: &[Trouble], probes: &[Probe]) -> Vec<Play> {
    let mut plays = Vec::new();
    for (trouble, fault) in troubles.iter().enumerate() {
        for (probe, operation) in probes.iter().enumerate() {
            let Some(comes) = fault.comes(operation) else { continue };
            let mends = fault.may_pass();
            let whens = [
                (When::Once, mends),
                (When::Always, true),
                (When::Everywhere, mends && operation.reads_back),
            ];
            let whens = whens.into_iter().filter(|(_, is_played)| *is_played);
            plays.extend(whens.map(|(when, _)| Play { trouble, probe, when, comes }));
        }
    }
    plays
}
