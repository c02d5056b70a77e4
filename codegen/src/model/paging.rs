//! How a list is read page by page: what the request asks with, and where the answer says how to go on.

use super::{Api, Kind, Member, Method, Operation, Role, Schema};
use crate::spec::{Node, Problem};

/// How a list is read page by page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// How the next page is asked for.
    pub style: PagingStyle,
    /// Wire name of the size of a page; none if the vendor decides.
    pub size_name: Option<String>,
    /// Wire name of what asks for the next page.
    pub position_name: String,
    /// Items that the SDK asks for, and the most that it may ask for.
    pub size: PageSize,
}

/// How the next page is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagingStyle {
    /// A token that stands beside the items.
    Token,
    /// A number, counted from 0.
    Index,
    /// A mark that is sent back exactly as it came.
    Next,
    /// A token that stands in an object beside the items.
    Continuation,
}

/// The size of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageSize {
    /// Items that the SDK asks for.
    pub default: u32,
    /// The most that may be asked for.
    pub maximum: u32,
    /// Whether the vendor decides.
    pub fixed: bool,
    /// Whether a smaller page is asked for if this one is too much for the vendor.
    pub shrinks: bool,
}

const STYLES: &[(&str, Option<PagingStyle>)] = &[
    ("none", None),
    ("token", Some(PagingStyle::Token)),
    ("index", Some(PagingStyle::Index)),
    ("next", Some(PagingStyle::Next)),
    ("continuation", Some(PagingStyle::Continuation)),
];

/// Where the items of an answer are.
#[derive(Debug)]
pub struct Items<'a> {
    /// Position of the member that holds them; none if the answer itself does.
    pub position: Option<usize>,
    /// What an item is.
    pub kind: &'a Kind,
}

impl Api {
    /// Reads how an operation pages.
    pub(super) fn read_paging(
        &self,
        node: &Node<'_>,
        operation: &Operation,
    ) -> Result<Option<Paging>, Problem> {
        let paging = node.require("x-paging", "write none, token, index, next or continuation")?;
        let Some(style) = paging.choice(STYLES)? else { return Ok(None) };
        let members = self.arguments(operation);
        let role = |role: Role, name: &str| {
            let found = members.iter().find(|member| member.role == Some(role));
            found.ok_or_else(|| {
                paging.problem(format!(
                    "needs a parameter or a member of the data with `x-paging-role: {name}`"
                ))
            })
        };
        let position = match style {
            PagingStyle::Index => role(Role::Index, "index")?,
            _ => role(Role::Token, "token")?,
        };
        let size = node.get("x-page-size").map(|size| PageSize::read(&size)).transpose()?;
        let fixed = size.is_some_and(|size| size.fixed);
        let size_member = if fixed { None } else { Some(role(Role::Size, "size")?) };
        let size = match (size, size_member.map(|member| &member.kind)) {
            (Some(size), _) => size,
            (None, Some(Kind::Integer { maximum: Some(maximum), .. })) => {
                let maximum = u32::try_from(*maximum)
                    .map_err(|_| paging.problem("the largest page is no number of items"))?;
                PageSize { default: maximum, maximum, fixed: false, shrinks: false }
            }
            _ => return Err(paging.problem("needs `x-page-size`, or a `maximum` at the size of a page")),
        };
        if style != PagingStyle::Index && self.answer_role(operation, Role::Next).is_none() {
            return Err(paging.problem("needs a member of the answer with `x-paging-role: next`"));
        }
        Ok(Some(Paging {
            style,
            size_name: size_member.map(|member| member.wire.clone()),
            position_name: position.wire.clone(),
            size,
        }))
    }

    /// What a caller may give: parameters of the query, or members of the body or of `data`.
    #[must_use]
    pub fn arguments<'a>(&'a self, operation: &'a Operation) -> &'a [Member] {
        if !operation.query.is_empty() {
            return &operation.query;
        }
        self.input_schema(operation).map_or(&[], Schema::members)
    }

    /// The object that the body or `data` is, or a list of which it is.
    #[must_use]
    pub fn input_schema<'a>(&'a self, operation: &Operation) -> Option<&'a Schema> {
        let input = operation.input.as_ref()?;
        self.schema(input.kind.schema()?)
    }

    /// The object at the root of the answer.
    #[must_use]
    pub fn answer_schema<'a>(&'a self, operation: &Operation) -> Option<&'a Schema> {
        let kind = operation.successes.iter().find_map(|success| success.kind.as_ref())?;
        match kind {
            Kind::Object(name) => self.schema(name),
            _ => None,
        }
    }

    /// The way to the member of the answer with this role: its position, or that of an object and the one inside it.
    #[must_use]
    pub fn answer_role(&self, operation: &Operation, role: Role) -> Option<(usize, Option<usize>)> {
        let schema = self.answer_schema(operation)?;
        let find = |schema: &Schema| schema.members().iter().position(|member| member.role == Some(role));
        if let Some(position) = find(schema) {
            return Some((position, None));
        }
        schema.members().iter().enumerate().find_map(|(position, member)| match &member.kind {
            Kind::Object(name) => Some((position, Some(find(self.schema(name)?)?))),
            _ => None,
        })
    }

    /// Where the items of a method's answer are; without a name it is the one list of objects in it.
    #[must_use]
    pub fn items<'a>(&'a self, operation: &'a Operation, method: &Method) -> Option<Items<'a>> {
        let kind = operation.successes.iter().find_map(|success| success.kind.as_ref())?;
        if let Kind::List(kind) | Kind::Map(kind) = kind {
            return Some(Items { position: None, kind });
        }
        let members = self.answer_schema(operation)?.members().iter().enumerate();
        let mut lists = members.filter_map(|(position, member)| match &member.kind {
            Kind::List(kind) | Kind::Map(kind) => Some((position, member, kind)),
            _ => None,
        });
        let (position, _, kind) = match &method.items {
            Some(name) => lists.find(|(_, member, _)| member.wire == *name)?,
            None => lists.find(|(_, _, kind)| matches!(***kind, Kind::Object(_)))?,
        };
        Some(Items { position: Some(position), kind })
    }
}

impl PageSize {
    fn read(node: &Node<'_>) -> Result<Self, Problem> {
        let count = |name: &str| node.require(name, "write a number of items")?.count();
        let size = PageSize {
            default: count("default")?,
            maximum: count("maximum")?,
            fixed: node.mark("fixed")?,
            shrinks: node.mark("shrinks")?,
        };
        if size.default == 0 || size.default > size.maximum {
            return Err(node.problem("the default has to be from 1 to the maximum"));
        }
        Ok(size)
    }
}
