//! What a caller of a method gives and gets, in terms that every language shares.

use super::{
    Answer, Api, Form, Kind, Member, Method, Operation, PageSize, Provenance, Resource, Schema, Style,
};
use crate::{names, prose};

/// What a caller gives and gets.
#[derive(Debug)]
pub struct Signature<'a> {
    /// What the caller gives.
    pub parameters: Vec<Parameter<'a>>,
    /// What the caller gets.
    pub gives: Gives<'a>,
}

/// Something that a caller gives.
#[derive(Clone, Debug)]
pub struct Parameter<'a> {
    /// Its name, in snake_case.
    pub name: String,
    /// What it is.
    pub value: Given,
    /// Whether it is an argument of its own in every language, and no member of a request.
    pub own: bool,
    /// Whether the call is refused without it.
    pub required: bool,
    /// What it is for.
    pub description: String,
    /// The mark, where it differs from the method's.
    pub provenance: Option<&'a Provenance>,
}

/// What a caller gives.
#[derive(Clone, Debug, PartialEq)]
pub enum Given {
    /// A value of the contract.
    Value(Kind),
    /// How far a deletion goes.
    DeleteAction,
    /// A number of users.
    Count,
    /// A number of items.
    PageSize,
    /// A position of a list.
    PageToken,
    /// How far the events were read.
    Cursor,
    /// Members that the contract does not name.
    Extra,
}

/// What a caller gets.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Gives<'a> {
    /// Nothing.
    Nothing,
    /// An item.
    Item(Said<'a>),
    /// An item, or none.
    MaybeItem(Said<'a>),
    /// Items that come in one answer.
    Items(Said<'a>),
    /// Items, page after page.
    Pages(Said<'a>),
    /// Any JSON, or none.
    MaybeJson,
    /// What became of each row.
    Outcome,
    /// A group with its members.
    Group,
    /// All groups.
    Groups,
    /// Texts, and what they are.
    Texts(&'a str),
    /// Events and how far they were read.
    EventBatch,
}

/// An item, and what the contract says of it as an answer.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// What it is.
    pub schema: &'a Schema,
    /// What it is in this answer.
    pub description: &'a str,
    /// When there is none, where there may be none.
    pub absent: &'static str,
}

impl PartialEq for Said<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.schema.name == other.schema.name
    }
}

impl<'a> Parameter<'a> {
    /// A member of the contract as an argument of its own.
    #[must_use]
    pub fn of(member: &'a Member) -> Self {
        let kind = if member.flag.is_some() { Kind::Flag } else { member.kind.clone() };
        Parameter {
            name: member.name.clone(),
            value: Given::Value(kind),
            own: true,
            required: member.required,
            description: member.description.clone(),
            provenance: member.provenance.as_ref(),
        }
    }

    /// An argument of which nothing is said.
    #[cfg(test)]
    pub(crate) fn sample(name: &str, value: Given, required: bool) -> Self {
        Parameter { required, ..optional(name, value, String::new()) }
    }
}

impl<'a> Gives<'a> {
    /// The schema of what is given.
    #[must_use]
    pub fn schema(self) -> Option<&'a Schema> {
        match self {
            Gives::Item(said) | Gives::MaybeItem(said) | Gives::Items(said) | Gives::Pages(said) => {
                Some(said.schema)
            }
            _ => None,
        }
    }
}

impl Api {
    /// What a caller of a method gives and gets; none if it has no form.
    #[must_use]
    pub fn signature<'a>(
        &'a self,
        resource: &Resource<'_>,
        operation: &'a Operation,
        method: &'a Method,
    ) -> Option<Signature<'a>> {
        let mut parameters: Vec<Parameter<'a>> =
            operation.path_parameters.iter().map(Parameter::of).collect();
        let item = self.item(operation, method);
        let gives = match method.style {
            Style::Pager => Gives::Pages(item?),
            Style::Collect => item.map_or(Gives::Groups, Gives::Pages),
            Style::Lookup => item.map_or(Gives::Group, Gives::Item),
            Style::Each | Style::Chunks => Gives::Outcome,
            Style::Call if operation.command => self.reply(operation)?,
            Style::Call => self.body(operation)?,
        };
        match method.style {
            Style::Pager | Style::Call => parameters.extend(self.given(operation, method)),
            Style::Collect => {}
            Style::Lookup => {
                let by = method.by.as_deref()?;
                let member = self.arguments(operation).iter().find(|member| member.wire == by);
                let kind = member.map_or(Kind::Text, |member| member.kind.clone());
                parameters.push(looked_up(resource, by, kind));
            }
            Style::Each => parameters.extend(each()),
            Style::Chunks => {
                let input = operation.input.as_ref()?;
                parameters.push(Parameter {
                    name: input.name.clone().unwrap_or_else(|| "usernames".to_owned()),
                    value: Given::Value(input.kind.clone()),
                    own: true,
                    required: true,
                    description: input.description.clone(),
                    provenance: None,
                });
            }
        }
        Some(Signature { parameters, gives })
    }

    /// The schemas that callers meet as results, in the order of the document, with the resource that first gives them.
    #[must_use]
    pub fn results(&self) -> Vec<(String, Vec<&Schema>)> {
        let mut seen: Vec<&str> = Vec::new();
        let mut of_resources = Vec::new();
        for resource in self.resources() {
            let given = resource.methods.iter().filter_map(|(operation, method)| {
                self.signature(&resource, operation, method)?.gives.schema().map(|schema| schema.name.clone())
            });
            let given: Vec<Kind> = given.map(Kind::Object).collect();
            let mut schemas = self.reachable(given.iter());
            schemas.retain(|schema| {
                matches!(schema.form, Form::Object(_)) && !seen.contains(&schema.name.as_str())
            });
            seen.extend(schemas.iter().map(|schema| schema.name.as_str()));
            if !schemas.is_empty() {
                of_resources.push((resource.module().to_owned(), schemas));
            }
        }
        of_resources
    }

    fn item(&self, operation: &Operation, method: &Method) -> Option<Said<'_>> {
        let Kind::Object(name) = self.items(operation, method)?.kind else { return None };
        let schema = self.schema(name).filter(|schema| matches!(schema.form, Form::Object(_)))?;
        Some(Said { schema, description: &schema.description, absent: "" })
    }

    /// What a command answers: what every reply has says only how the command ended.
    fn reply(&self, operation: &Operation) -> Option<Gives<'_>> {
        let reply = self.answer_schema(operation)?;
        let tells = reply.members().iter().any(|member| !member.envelope && member.wire != "message");
        Some(if tells {
            Gives::Item(Said { schema: reply, description: &reply.description, absent: "" })
        } else {
            Gives::Nothing
        })
    }

    fn body<'a>(&'a self, operation: &'a Operation) -> Option<Gives<'a>> {
        let success = operation.successes.iter().find(|success| success.kind.is_some());
        let description = success.map_or("", |success| success.description.as_str());
        let absent = "the vendor sends none";
        let said = |name: &str| Some(Said { schema: self.schema(name)?, description, absent });
        Some(match operation.answer() {
            Answer::Nothing => Gives::Nothing,
            Answer::Body(Kind::Object(name)) => Gives::Item(said(&name)?),
            Answer::Maybe(Kind::Object(name)) => Gives::MaybeItem(said(&name)?),
            Answer::Maybe(Kind::Any) => Gives::MaybeJson,
            Answer::Body(Kind::List(item)) => match *item {
                Kind::Object(name) => Gives::Items(said(&name)?),
                Kind::Text => Gives::Texts(description),
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The parameters of a query, or the members of a body or of `data`.
    fn given<'a>(&'a self, operation: &'a Operation, method: &Method) -> Vec<Parameter<'a>> {
        let schema = self.input_schema(operation);
        if let Some(texts) =
            schema.filter(|_| operation.command).and_then(|schema| positional(schema, method))
            && method.style == Style::Call
        {
            let confirm = texts.iter().find(|text| method.confirm.as_ref() == Some(&text.wire));
            let confirm = confirm.map(|text| Parameter {
                name: format!("confirm_{}", text.name),
                own: false,
                description: format!(
                    "The same as `{}` once more; nothing is sent if the two differ.",
                    text.name
                ),
                ..Parameter::of(text)
            });
            return texts.into_iter().map(Parameter::of).chain(confirm).collect();
        }
        let members = self.arguments(operation).iter().filter(|member| member.is_argument());
        let mut given: Vec<Parameter<'a>> =
            members.map(|member| Parameter { own: false, ..Parameter::of(member) }).collect();
        given.sort_by_key(|parameter| !parameter.required);
        if let Some(paging) = &operation.paging {
            given.extend((!paging.size.fixed).then(|| page_size(paging.size)));
            given.push(optional("page_token", Given::PageToken, prose::PAGE_TOKEN.to_owned()));
        }
        if !operation.command && operation.input.is_some() {
            given.push(optional("extra", Given::Extra, prose::EXTRA.to_owned()));
        }
        given
    }
}

/// The members that a caller gives one after the other: where all are texts and required.
#[must_use]
pub fn positional<'a>(schema: &'a Schema, method: &Method) -> Option<Vec<&'a Member>> {
    let fixed = |member: &Member| method.set.iter().any(|(name, _)| *name == member.wire);
    let left: Vec<&Member> =
        schema.members().iter().filter(|member| member.is_argument() && !fixed(member)).collect();
    let texts = left.iter().all(|member| member.required && matches!(member.kind, Kind::Text | Kind::Email));
    texts.then_some(left)
}

fn optional<'a>(name: &str, value: Given, description: String) -> Parameter<'a> {
    Parameter { name: name.to_owned(), value, own: false, required: false, description, provenance: None }
}

fn page_size<'a>(size: PageSize) -> Parameter<'a> {
    optional("page_size", Given::PageSize, prose::page_size(size))
}

/// What a look-up asks for.
fn looked_up<'a>(resource: &Resource<'_>, by: &str, kind: Kind) -> Parameter<'a> {
    let of = resource.short_name().replace('_', " ");
    let what = if kind == Kind::Email { "E-mail address".to_owned() } else { prose::capital(by) };
    Parameter {
        name: names::snake(by),
        value: Given::Value(kind),
        own: true,
        required: true,
        description: format!("{what} of the {}.", of.trim_end_matches('s')),
        provenance: None,
    }
}

/// What a deletion of several users asks for.
fn each<'a>() -> [Parameter<'a>; 3] {
    let parameter = |name: &str, value, own, description: &str| Parameter {
        own,
        required: true,
        ..optional(name, value, description.to_owned())
    };
    let usernames = Given::Value(Kind::list(Kind::Email));
    [
        parameter("usernames", usernames, true, "E-mail addresses of the users."),
        parameter("action", Given::DeleteAction, false, "How far the deletion goes."),
        parameter("at_most", Given::Count, false, "The largest number of users; a longer list is refused."),
    ]
}
