//! Bodies of requests and answers.

use super::comparison::Comparison;
use super::findings::NOTHING;
use super::pairs::{Pair, pair};
use super::shape::Shape;
use super::side::{Side, is_set, members_of};
use super::site::{Site, requirement};
use crate::spec::{Node, Problem};

impl<'a> Comparison<'a> {
    pub(super) fn request_body(
        &mut self,
        site: &Site,
        ours: &Node<'a>,
        theirs: &Node<'a>,
    ) -> Result<(), Problem> {
        let body = |side: Side<'a>, node: &Node<'a>| {
            node.get("requestBody").map(|body| side.resolve(&body)).transpose()
        };
        match (body(self.ours, ours)?, body(self.theirs, theirs)?) {
            (None, None) => {}
            (Some(ours), None) => {
                let site = site.below(String::new(), &ours)?;
                self.findings.fact(&site, "body", &bodies(self.ours, &ours)?, NOTHING);
            }
            (None, Some(theirs)) => {
                self.findings.fact(site, "body", NOTHING, &bodies(self.theirs, &theirs)?);
            }
            (Some(ours), Some(theirs)) => {
                let site = site.below("body".to_owned(), &ours)?;
                let required = |body| Ok(requirement(is_set(body, "required")?));
                self.findings.fact(&site, "required", required(&ours)?, required(&theirs)?);
                self.content(&site, &ours, &theirs)?;
            }
        }
        Ok(())
    }

    /// Media types and what stands under them.
    pub(super) fn content(&mut self, site: &Site, ours: &Node<'a>, theirs: &Node<'a>) -> Result<(), Problem> {
        let (ours, theirs) = (members_of(ours, "content")?, members_of(theirs, "content")?);
        let first = |types: &[(&'a str, Node<'a>)]| types.first().map(|(_, node)| node.clone());
        let firsts = first(&ours).zip(first(&theirs));
        let (mut same, mut compared) = (true, false);
        for pair in pair(ours, theirs, &[&same_type]) {
            let none = NOTHING.to_owned();
            let (ours, theirs) = match pair {
                Pair::Ours((name, node)) => (media(self.ours, name, &node)?, none),
                Pair::Theirs((name, node)) => (none, media(self.theirs, name, &node)?),
                Pair::Both((name, ours), (_, theirs)) => {
                    compared = true;
                    self.body(site, &ours, &theirs)?;
                    (essence(name).to_owned(), essence(name).to_owned())
                }
            };
            same &= self.findings.fact(site, "media type", &ours, &theirs);
        }
        match firsts {
            Some(_) if same => self.findings.confirm(site, "media type"),
            // Under another media type it is the same body all the same.
            Some((ours, theirs)) if !compared => self.body(site, &ours, &theirs)?,
            _ => {}
        }
        Ok(())
    }

    fn body(&mut self, site: &Site, ours: &Node<'a>, theirs: &Node<'a>) -> Result<(), Problem> {
        match (ours.get("schema"), theirs.get("schema")) {
            (None, None) => {}
            (Some(ours), Some(theirs)) => drop(self.schema(site, &ours, &theirs)?),
            (ours, theirs) => {
                let ours = ours.map_or(Ok(NOTHING.to_owned()), |node| summary(self.ours, &node))?;
                let theirs = theirs.map_or(Ok(NOTHING.to_owned()), |node| summary(self.theirs, &node))?;
                self.findings.fact(site, "schema", &ours, &theirs);
            }
        }
        Ok(())
    }
}

fn same_type(ours: &(&str, Node<'_>), theirs: &(&str, Node<'_>)) -> bool {
    essence(ours.0).eq_ignore_ascii_case(essence(theirs.0))
}

/// A media type without its parameters.
fn essence(media_type: &str) -> &str {
    media_type.split(';').next().unwrap_or_default().trim()
}

/// The media types of a request body or an answer, and what stands under them.
pub(super) fn bodies<'a>(side: Side<'a>, node: &Node<'a>) -> Result<String, Problem> {
    let types = members_of(node, "content")?;
    let texts: Result<Vec<String>, Problem> =
        types.iter().map(|(name, node)| media(side, name, node)).collect();
    Ok(if types.is_empty() { "no body".to_owned() } else { texts?.join(", ") })
}

fn media<'a>(side: Side<'a>, name: &str, node: &Node<'a>) -> Result<String, Problem> {
    let schema = node.get("schema").map(|schema| summary(side, &schema)).transpose()?;
    Ok(schema.map_or_else(|| essence(name).to_owned(), |schema| format!("{} ({schema})", essence(name))))
}

fn summary<'a>(side: Side<'a>, schema: &Node<'a>) -> Result<String, Problem> {
    Ok(Shape::read(side, schema)?.summary())
}
