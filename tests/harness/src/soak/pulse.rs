//! The size of a driver over time: resident memory, handles and threads, as Linux tells them.

use std::fs;

use anyhow::{Context, Result};

use crate::driver::Driver;

/// What is taken before this part of the pulses is warm-up.
const WARM: usize = 4;
/// What memory may grow by from the second quarter to the last one, beside a sixth of it.
const MEMORY: f64 = 8.0;
/// So many more handles, and threads, there may be at the end than when the driver was warm: connections that were just made anew.
const HANDLES: u64 = 16;
const THREADS: u64 = 4;

/// One look.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Resident memory in MiB.
    pub memory: f64,
    /// Open handles.
    pub handles: u64,
    /// Threads.
    pub threads: u64,
}

/// Looks, the oldest first.
#[derive(Debug, Default)]
pub struct Pulse {
    /// All of them.
    pub sizes: Vec<Size>,
}

impl Pulse {
    /// Takes a look.
    pub(super) fn take(&mut self, driver: &Driver) -> Result<()> {
        let folder = format!("/proc/{}", driver.process_id().context("the driver does not run")?);
        let status = fs::read_to_string(format!("{folder}/status")).context("the size of a process")?;
        let number = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u64>().ok()
        };
        self.sizes.push(Size {
            memory: number("VmRSS:").unwrap_or_default() as f64 / 1024.0,
            threads: number("Threads:").unwrap_or_default(),
            handles: fs::read_dir(format!("{folder}/fd"))?.count() as u64,
        });
        Ok(())
    }

    /// The second quarter, when the driver is warm, and the last one; the mean of the memory, the most of the others.
    pub fn warm_and_last(&self) -> Option<(Size, Size)> {
        let quarter = self.sizes.len() / WARM;
        let most = |sizes: &[Size]| {
            let memory = sizes.iter().map(|size| size.memory).sum::<f64>() / sizes.len().max(1) as f64;
            let handles = sizes.iter().map(|size| size.handles).max().unwrap_or_default();
            let threads = sizes.iter().map(|size| size.threads).max().unwrap_or_default();
            Size { memory, handles, threads }
        };
        let (warm, last) = (self.sizes.get(quarter..2 * quarter)?, self.sizes.get(3 * quarter..)?);
        (quarter > 0).then(|| (most(warm), most(last)))
    }

    /// What has grown.
    pub(super) fn grown(&self) -> Vec<String> {
        let Some((warm, last)) = self.warm_and_last() else { return Vec::new() };
        let mut grown = Vec::new();
        if last.memory > warm.memory * 7.0 / 6.0 + MEMORY {
            grown.push(format!("memory grew from {:.1} to {:.1} MiB", warm.memory, last.memory));
        }
        if last.handles > warm.handles + HANDLES {
            grown.push(format!("handles grew from {} to {}", warm.handles, last.handles));
        }
        if last.threads > warm.threads + THREADS {
            grown.push(format!("threads grew from {} to {}", warm.threads, last.threads));
        }
        grown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The size after a part of the time.
    type Shape = fn(f64) -> Size;

    #[test]
    fn a_driver_that_grows_after_it_is_warm_is_told() {
        const fn size(memory: f64, handles: u64, threads: u64) -> Size {
            Size { memory, handles, threads }
        }
        let flat = size(50.0, 20, 4);
        let cases: [(&str, Shape, usize); 5] = [
            ("flat", |_| size(50.0, 20, 4), 0),
            ("grows while it is warming up", |at| size(50.0 + 20.0 * (at * 8.0).min(1.0), 20, 4), 0),
            ("memory", |at| size(50.0 + 60.0 * at, 20, 4), 1),
            ("handles", |at| size(50.0, 20 + (60.0 * at) as u64, 4), 1),
            ("threads", |at| size(50.0, 20, 4 + (12.0 * at) as u64), 1),
        ];
        assert_eq!(Pulse { sizes: vec![flat; 3] }.grown(), [""; 0], "too few to tell");
        for (name, shape, grown) in cases {
            let sizes = (0..60).map(|number| shape(f64::from(number) / 60.0)).collect();
            assert_eq!(Pulse { sizes }.grown().len(), grown, "{name}");
        }
    }
}
