//! The two documents and what was found so far. The parts of the comparison stand in files of their own.

use std::collections::HashSet;

use super::findings::Findings;
use super::side::Side;
use super::site::Direction;

/// A comparison under way.
pub(super) struct Comparison<'a> {
    pub ours: Side<'a>,
    pub theirs: Side<'a>,
    pub findings: Findings,
    /// Pairs of schemas, by place, that this operation went through: schemas may hold themselves.
    pub seen: HashSet<(String, String, Direction)>,
}

impl<'a> Comparison<'a> {
    pub(super) fn new(ours: Side<'a>, theirs: Side<'a>) -> Self {
        Comparison { ours, theirs, findings: Findings::default(), seen: HashSet::new() }
    }
}
