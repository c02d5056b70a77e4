//! The memory of another process, as Linux shows it to the one that started it.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};

use anyhow::{Context, Result, ensure};

use super::marks::Marks;

/// As much of what stands before a secret as says where it comes from.
const BEFORE: usize = 64;

/// A secret in memory.
pub(super) struct Held {
    pub(super) secret: &'static str,
    pub(super) form: &'static str,
    pub(super) address: u64,
    /// What the memory is: the heap of C, a file, or nothing that has a name.
    pub(super) region: String,
    /// Whether it is memory of C: the heap, the stack of the first thread, variables of libraries.
    pub(super) is_native: bool,
    pub(super) before: Vec<u8>,
}

/// The secrets in all memory of a process that it can write to.
pub(super) fn search(process: u32, marks: &Marks) -> Result<Vec<Held>> {
    let regions = fs::read_to_string(format!("/proc/{process}/maps")).context("the program has ended")?;
    let mut memory = File::open(format!("/proc/{process}/mem"))?;
    let (mut held, mut searched) = (Vec::new(), 0);
    for line in regions.lines().filter(|line| line.split(' ').nth(1).is_some_and(|may| may.starts_with("rw")))
    {
        let (start, end, name) = region(line).with_context(|| format!("`{line}` is no region"))?;
        let mut bytes = Vec::with_capacity(usize::try_from(end - start)?);
        memory.seek(SeekFrom::Start(start))?;
        // What can be read is searched: a region of a device cannot be, nor can the end of a heap that has shrunk by now.
        let _ = Read::take(&mut memory, end - start).read_to_end(&mut bytes);
        searched += bytes.len();
        for found in marks.find(&bytes) {
            held.push(Held {
                secret: found.secret,
                form: found.form,
                address: start + found.at as u64,
                region: if name.is_empty() { "memory without a name".to_owned() } else { name.to_owned() },
                is_native: !name.is_empty(),
                before: bytes[found.at.saturating_sub(BEFORE)..found.at].to_vec(),
            });
        }
    }
    ensure!(searched > 0, "no memory of the program can be read");
    Ok(held)
}

/// Where a region begins and ends, and its name.
fn region(line: &str) -> Option<(u64, u64, &str)> {
    let (start, end) = line.split(' ').next()?.split_once('-')?;
    let name = line.splitn(6, ' ').nth(5).unwrap_or_default().trim();
    Some((u64::from_str_radix(start, 16).ok()?, u64::from_str_radix(end, 16).ok()?, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_has_bounds_and_perhaps_a_name() {
        let cases = [
            (
                "7f00-7fff rw-p 00000000 00:00 0                          [heap]",
                Some((0x7f00, 0x7fff, "[heap]")),
            ),
            ("7f00-7fff rw-p 00000000 00:00 0 ", Some((0x7f00, 0x7fff, ""))),
            ("7f00-7fff rw-p 0001 08:01 12     /usr/lib/a b.so", Some((0x7f00, 0x7fff, "/usr/lib/a b.so"))),
            ("nothing", None),
        ];
        for (line, expected) in cases {
            assert_eq!(region(line), expected, "{line}");
        }
    }

    #[test]
    fn what_this_process_holds_is_found() {
        let secret: String = ["held-", "by-this", "-process-4711"].concat();
        let marks = Marks::of(&[("secret", &secret)]);
        let held = search(std::process::id(), &marks).unwrap();
        assert!(held.iter().any(|held| held.address == secret.as_ptr() as u64));
    }
}
