//! Answers: statuses of success and of errors.

use std::collections::BTreeSet;

use super::bodies::bodies;
use super::comparison::Comparison;
use super::findings::NOTHING;
use super::pairs::{Pair, by_name};
use super::side::members_of;
use super::site::{Heading, Site};
use crate::model::Mark;
use crate::spec::{Node, Problem};

/// Answers by status.
type Answers<'a> = Vec<(&'a str, Node<'a>)>;

impl<'a> Comparison<'a> {
    /// Statuses of success one by one. Those of errors are one fact, and `default` is none: ours has it everywhere,
    /// whatever the vendor says.
    pub(super) fn answers(&mut self, site: &Site, ours: &Node<'a>, theirs: &Node<'a>) -> Result<(), Problem> {
        let (ours, our_errors) = split(members_of(ours, "responses")?);
        let (theirs, their_errors) = split(members_of(theirs, "responses")?);
        for pair in by_name(ours, theirs) {
            match pair {
                Pair::Ours((status, node)) => {
                    let site = site.below(format!("answer {status}"), &node)?;
                    let bodies = bodies(self.ours, &self.ours.resolve(&node)?)?;
                    self.findings.fact(&site, "status", &bodies, NOTHING);
                }
                Pair::Theirs((status, node)) => {
                    let site = Site { place: format!("answer {status}"), ..site.clone() };
                    let bodies = bodies(self.theirs, &self.theirs.resolve(&node)?)?;
                    self.findings.fact(&site, "status", NOTHING, &bodies);
                }
                Pair::Both((status, ours), (_, theirs)) => {
                    let site = site.below(format!("answer {status}"), &ours)?;
                    self.findings.confirm(&site, "status");
                    self.answer(&site, &ours, &theirs)?;
                }
            }
        }
        self.errors(site, &our_errors, &their_errors)
    }

    fn errors(&mut self, site: &Site, ours: &Answers<'a>, theirs: &Answers<'a>) -> Result<(), Problem> {
        let site = Site { place: "error answer".to_owned(), ..site.clone() };
        let ours_has_default = answer(ours, "default").is_some();
        let known = |(status, _): &&(&'a str, Node<'a>)| !(ours_has_default && *status == "default");
        let statuses = |answers: &Answers<'a>| -> BTreeSet<&'a str> {
            answers.iter().filter(known).map(|(status, _)| *status).collect()
        };
        let [our_statuses, their_statuses] =
            [statuses(ours), statuses(theirs)].map(|all| list(all.into_iter().collect()));
        // Ours lists only the documented ones, so that more of them correct nothing.
        let listed = Site { mark: Mark::Documented, ..site.clone() };
        self.findings.fact(&listed, "error statuses", &our_statuses, &their_statuses);
        let all: BTreeSet<&str> = ours.iter().chain(theirs).map(|(status, _)| *status).collect();
        for status in all {
            if let (Some(ours), Some(theirs)) = (answer(ours, status), answer(theirs, status)) {
                self.answer(&site, ours, theirs)?;
            }
        }
        Ok(())
    }

    fn answer(&mut self, site: &Site, ours: &Node<'a>, theirs: &Node<'a>) -> Result<(), Problem> {
        let (node, theirs) = (self.ours.resolve(ours)?, self.theirs.resolve(theirs)?);
        let name = node.place.strip_prefix("components.responses.").map(str::to_owned);
        let site = match name {
            Some(name) => {
                let site = site.component(Heading::Answer(name), &node)?;
                let their_name = theirs.place.strip_prefix("components.responses.");
                self.findings.enter(&site, their_name);
                site
            }
            None => site.clone(),
        };
        self.content(&site, &node, &theirs)
    }
}

/// Success and redirection on one hand, errors on the other.
fn split<'a>(answers: Answers<'a>) -> (Answers<'a>, Answers<'a>) {
    answers
        .into_iter()
        .filter(|(status, _)| !status.starts_with("x-"))
        .partition(|(status, _)| status.starts_with(['1', '2', '3']))
}

/// The answer of a status, or else the one for every other status.
fn answer<'s, 'a>(answers: &'s Answers<'a>, status: &str) -> Option<&'s Node<'a>> {
    let of = |wanted: &str| answers.iter().find(|(status, _)| *status == wanted);
    of(status).or_else(|| of("default")).map(|(_, node)| node)
}

fn list(statuses: Vec<&str>) -> String {
    if statuses.is_empty() { NOTHING.to_owned() } else { statuses.join(", ") }
}
