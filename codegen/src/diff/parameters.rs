//! Parameters of operations.

use super::comparison::Comparison;
use super::findings::NOTHING;
use super::pairs::{Pair, pair};
use super::shape::Shape;
use super::side::{Operation, Side, entries_of, is_set};
use super::site::{Site, requirement};
use crate::spec::{Node, Problem};

/// Headers that OpenAPI says to ignore among parameters, since they are described elsewhere.
const IGNORED: &[&str] = &["accept", "authorization", "content-type"];

struct Parameter<'a> {
    name: &'a str,
    within: &'a str,
    node: Node<'a>,
    schema: Node<'a>,
}

impl<'a> Parameter<'a> {
    fn read(node: Node<'a>) -> Result<Self, Problem> {
        let name = node.require("name", "a parameter has one")?.text()?;
        let within = node.require("in", "a parameter says where it goes")?.text()?;
        let described = match node.get("content") {
            Some(content) => content.members()?.into_iter().next().and_then(|(_, media)| media.get("schema")),
            None => node.get("schema"),
        };
        // Without a schema the parameter itself is read as one, which then says nothing.
        Ok(Parameter { name, within, schema: described.unwrap_or_else(|| node.clone()), node })
    }

    fn place(&self) -> String {
        format!("{} {}", self.within, self.name)
    }

    fn requirement(&self) -> Result<&'static str, Problem> {
        Ok(requirement(is_set(&self.node, "required")?))
    }

    /// How the values of a list are written.
    fn list_style(&self) -> Result<String, Problem> {
        let usual = if matches!(self.within, "query" | "cookie") { "form" } else { "simple" };
        let style = self.node.text_of("style")?.unwrap_or_else(|| usual.to_owned());
        let explode = match self.node.get("explode") {
            Some(_) => is_set(&self.node, "explode")?,
            None => style == "form",
        };
        Ok(format!(
            "{style}, {}",
            if explode { "one parameter a value" } else { "one parameter for all values" }
        ))
    }

    fn summary(&self, side: Side<'a>) -> Result<String, Problem> {
        let summary = Shape::read(side, &self.schema)?.summary();
        Ok(format!("{summary}, {}", self.requirement()?))
    }
}

impl<'a> Comparison<'a> {
    pub(super) fn parameters(
        &mut self,
        site: &Site,
        ours: &Operation<'a>,
        theirs: &Operation<'a>,
    ) -> Result<(), Problem> {
        let (ours, theirs) = (collect(self.ours, ours)?, collect(self.theirs, theirs)?);
        for pair in pair(ours, theirs, &[&same_place, &same_name]) {
            match pair {
                Pair::Ours(ours) => {
                    let site = site.below(ours.place(), &ours.node)?;
                    self.findings.fact(&site, "parameter", &ours.summary(self.ours)?, NOTHING);
                }
                Pair::Theirs(theirs) => {
                    let site = Site { place: theirs.place(), ..site.clone() };
                    self.findings.fact(&site, "parameter", NOTHING, &theirs.summary(self.theirs)?);
                }
                Pair::Both(ours, theirs) => {
                    let site = site.below(ours.place(), &ours.node)?;
                    self.parameter(&site, &ours, &theirs)?;
                }
            }
        }
        Ok(())
    }

    fn parameter(
        &mut self,
        site: &Site,
        ours: &Parameter<'a>,
        theirs: &Parameter<'a>,
    ) -> Result<(), Problem> {
        let mut same = self.findings.fact(site, "in", ours.within, theirs.within);
        same &= self.findings.fact(site, "required", ours.requirement()?, theirs.requirement()?);
        same &= self.schema(site, &ours.schema, &theirs.schema)?;
        if Shape::read(self.ours, &ours.schema)?.is("array")
            && Shape::read(self.theirs, &theirs.schema)?.is("array")
        {
            same &= self.findings.fact(site, "style", &ours.list_style()?, &theirs.list_style()?);
        }
        if same {
            self.findings.confirm(site, "parameter");
        }
        Ok(())
    }
}

/// The parameters of an operation, with those of its path item that it does not override.
fn collect<'a>(side: Side<'a>, operation: &Operation<'a>) -> Result<Vec<Parameter<'a>>, Problem> {
    let mut parameters: Vec<Parameter<'a>> = Vec::new();
    for node in [&operation.node, &operation.item] {
        for entry in entries_of(node, "parameters")? {
            let parameter = Parameter::read(side.resolve(&entry)?)?;
            let ignored =
                parameter.within == "header" && IGNORED.contains(&parameter.name.to_lowercase().as_str());
            if !ignored && !parameters.iter().any(|known| same_place(known, &parameter)) {
                parameters.push(parameter);
            }
        }
    }
    Ok(parameters)
}

fn same_place(ours: &Parameter<'_>, theirs: &Parameter<'_>) -> bool {
    (ours.name, ours.within) == (theirs.name, theirs.within)
}

fn same_name(ours: &Parameter<'_>, theirs: &Parameter<'_>) -> bool {
    ours.name == theirs.name
}
