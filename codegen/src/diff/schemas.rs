//! Schemas, and what they hold.

use super::comparison::Comparison;
use super::findings::NOTHING;
use super::pairs::{Pair, by_name};
use super::shape::Shape;
use super::site::{Heading, Site, requirement};
use crate::model::Mark;
use crate::spec::{Node, Problem};

impl<'a> Comparison<'a> {
    /// Compares two schemas and all they hold; whether they say the same of the value itself.
    ///
    /// What a component of ours says is listed under the component; what is said where it is used, there.
    pub(super) fn schema(
        &mut self,
        site: &Site,
        ours: &Node<'a>,
        theirs: &Node<'a>,
    ) -> Result<bool, Problem> {
        let (ours, theirs) = (Shape::read(self.ours, ours)?, Shape::read(self.theirs, theirs)?);
        let mut same = self.findings.fact(site, "nullable", nullable(&ours), nullable(&theirs));
        for (what, ours, theirs) in [
            ("minimum", &ours.minimum, &theirs.minimum),
            ("maximum", &ours.maximum, &theirs.maximum),
            ("default", &ours.default, &theirs.default),
        ] {
            same &= self.findings.fact(site, what, or_nothing(ours), or_nothing(theirs));
        }
        let site = match &ours.component {
            Some((name, node)) => {
                let site = site.component(Heading::Schema(name.clone()), node)?;
                self.findings.enter(&site, theirs.component.as_ref().map(|(name, _)| name.as_str()));
                site
            }
            None => site.clone(),
        };
        same &= self.findings.fact(&site, "type", &ours.type_text(), &theirs.type_text());
        same &= self.findings.fact(
            &site,
            "format",
            ours.format.unwrap_or(NOTHING),
            theirs.format.unwrap_or(NOTHING),
        );
        same &= self.values(&site, &ours.values, &theirs.values);
        if self.seen.insert((ours.place.clone(), theirs.place.clone(), site.direction)) {
            self.contents(&site, &ours, &theirs)?;
        }
        Ok(same)
    }

    /// Members of objects and items of lists; of no use where one side is something else.
    fn contents(&mut self, site: &Site, ours: &Shape<'a>, theirs: &Shape<'a>) -> Result<(), Problem> {
        if let (Some(ours), Some(theirs)) = (&ours.items, &theirs.items) {
            self.schema(&site.below(format!("{}[]", site.place), ours)?, ours, theirs)?;
        }
        if !(ours.is("object") && theirs.is("object")) {
            return Ok(());
        }
        let place = |name: &str| format!("{}.{name}", site.place);
        for pair in by_name(ours.members.clone(), theirs.members.clone()) {
            match pair {
                Pair::Ours((name, node)) => {
                    let summary = Shape::read(self.ours, &node)?.summary();
                    self.findings.fact(&site.below(place(name), &node)?, "member", &summary, NOTHING);
                }
                Pair::Theirs((name, node)) => {
                    let summary = Shape::read(self.theirs, &node)?.summary();
                    let site = Site { place: place(name), ..site.clone() };
                    self.findings.fact(&site, "member", NOTHING, &summary);
                }
                Pair::Both((name, our_member), (_, their_member)) => {
                    let site = site.below(place(name), &our_member)?;
                    let required = [ours, theirs].map(|shape| requirement(shape.required.contains(name)));
                    // Ours asks for members of requests that the vendor does not, and for none of answers. That is
                    // policy: a difference of a kind of its own, which corrects nothing.
                    let policy = Site { mark: Mark::Documented, ..site.clone() };
                    self.findings.fact(&policy, site.direction.required(), required[0], required[1]);
                    if self.schema(&site, &our_member, &their_member)? {
                        self.findings.confirm(&site, "member");
                    }
                }
            }
        }
        Ok(())
    }

    fn values(&mut self, site: &Site, ours: &[String], theirs: &[String]) -> bool {
        let same = ours.iter().all(|value| theirs.contains(value))
            && theirs.iter().all(|value| ours.contains(value));
        same || self.findings.fact(site, "enum", &values_text(ours, theirs), &values_text(theirs, ours))
    }
}

/// How many values there are, and which the other side has not.
fn values_text(values: &[String], others: &[String]) -> String {
    let alone: Vec<&str> =
        values.iter().filter(|value| !others.contains(value)).map(String::as_str).collect();
    match (values.len(), alone.len()) {
        (0, _) => NOTHING.to_owned(),
        (all, 0) => format!("{all} values"),
        (all, some) if all == some => alone.join(", "),
        (all, _) => format!("{all} values, more: {}", alone.join(", ")),
    }
}

fn nullable(shape: &Shape<'_>) -> &'static str {
    if shape.nullable { "nullable" } else { "not null" }
}

fn or_nothing(text: &Option<String>) -> &str {
    text.as_deref().unwrap_or(NOTHING)
}
