//! What the core adds by hand to what the contract describes: every language offers it, with the same words.

use super::signature::{Given, Gives, Parameter, Said, Signature};
use super::{Api, Kind, Resource};

/// A method that is written by hand in the core.
#[derive(Debug)]
pub struct MethodByHand {
    /// Where it hangs.
    resource: &'static str,
    /// Its name, in snake_case.
    pub name: &'static str,
    /// What it does, in one line.
    pub summary: &'static str,
    /// What else there is to know, in paragraphs.
    pub description: &'static [&'static str],
    /// What of the vendor's it is made of.
    pub vendor: &'static str,
    form: Shape,
}

/// What a caller gives and gets.
#[derive(Debug)]
enum Shape {
    /// Nothing, and gets addresses.
    Addresses,
    /// A name, and gets an item that may be absent.
    ByName { of: &'static str, absent: &'static str },
    /// A cursor and the filters of a list but for these, and gets events.
    Since { list: &'static str, without: &'static [&'static str] },
}

const METHODS: &[MethodByHand] = &[
    MethodByHand {
        resource: "managed_companies",
        name: "find_by_name",
        summary: "Finds a company by its exact name.",
        description: &[
            "For example one whose creation was accepted a while ago: the answer to a creation carries no company id.",
        ],
        vendor: "`GET /v1/managed-companies` with the filter `name`",
        form: Shape::ByName { of: "company", absent: "it is not there (yet)" },
    },
    MethodByHand {
        resource: "provisioning.users",
        name: "list_invited",
        summary: "Lists the people who were invited and have not joined.",
        description: &["All pages of users are read, and what they say of invitations is joined."],
        vendor: "command `getuserdata`, member `invited`",
        form: Shape::Addresses,
    },
    MethodByHand {
        resource: "provisioning.events",
        name: "since",
        summary: "Gives the events that are new since the cursor, the earliest first, and the cursor behind them.",
        description: &[
            "Events arrive late, and carry no id and no zone. A job that reads from where it stopped loses the late ones; \
             one that reads an overlap doubles the others. With the cursor each event is given once, the late ones too.",
            "Deliver the events first and store the cursor after that: a job that dies in between gives them again, and \
             never loses one. Their ids are stable, so the receiver can tell. A list that cannot be read to its end is \
             an error, and the cursor stays where it was.",
        ],
        vendor: "command `reporting`",
        form: Shape::Since { list: "provisioning.events.list", without: &["from", "to"] },
    },
];

/// The methods of a resource that are written by hand in the core, and what a caller gives and gets.
#[must_use]
pub fn methods<'a>(api: &'a Api, resource: &Resource<'a>) -> Vec<(&'static MethodByHand, Signature<'a>)> {
    let own = METHODS.iter().filter(|method| method.resource == resource.name);
    own.filter_map(|method| Some((method, method.signature(api, resource)?))).collect()
}

impl MethodByHand {
    /// The full name, for example `provisioning.users.list_invited`.
    #[must_use]
    pub fn full_name(&self) -> String {
        format!("{}.{}", self.resource, self.name)
    }

    fn signature<'a>(&self, api: &'a Api, resource: &Resource<'a>) -> Option<Signature<'a>> {
        let own = |name: &str, value, description: String| Parameter {
            name: name.to_owned(),
            value,
            own: true,
            required: true,
            description,
            provenance: None,
        };
        Some(match self.form {
            Shape::Addresses => {
                Signature { parameters: Vec::new(), gives: Gives::Texts("The e-mail addresses, in order.") }
            }
            Shape::ByName { of, absent } => {
                let list = resource.methods.iter().find(|(_, method)| method.name == "list")?;
                let Gives::Pages(said) = api.signature(resource, list.0, list.1)?.gives else { return None };
                let name =
                    own("name", Given::Value(Kind::Text), format!("Name of the {of}, compared exactly."));
                let gives = Gives::MaybeItem(Said { absent, ..said });
                Signature { parameters: vec![name], gives }
            }
            Shape::Since { list, without } => {
                let list = resource.methods.iter().find(|(_, method)| method.full_name() == list)?;
                let filters = api.signature(resource, list.0, list.1)?.parameters.into_iter();
                let filters = filters.filter(|filter| {
                    matches!(filter.value, Given::Value(_)) && !without.contains(&filter.name.as_str())
                });
                let text =
                    "How far the events were read: the one that came with the batch before, or a new one.";
                let cursor = own("cursor", Given::Cursor, text.to_owned());
                Signature {
                    parameters: std::iter::once(cursor).chain(filters).collect(),
                    gives: Gives::EventBatch,
                }
            }
        })
    }
}

/// A member of an item that the core works out of the others.
#[derive(Debug)]
pub struct Derived {
    schema: &'static str,
    /// Its name, in snake_case.
    pub name: &'static str,
    /// What it is; it is never absent.
    pub kind: DerivedKind,
    /// What it says.
    pub description: &'static str,
}

/// What a derived member is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DerivedKind {
    /// Yes or no.
    Flag,
    /// A number from 0.
    Count,
    /// A text.
    Text,
    /// A value of one of the core's own enums, by its name.
    Enum(&'static str),
}

const DERIVED: &[Derived] = &[
    Derived {
        schema: "Event",
        name: "id",
        kind: DerivedKind::Text,
        description: "A stable id of the event: 32 hexadecimal digits, the same in every process, report and language. The \
                      vendor gives none; this one is made of the members, the time zone and the `ordinal`. Store it to \
                      recognise an event that a later, overlapping report gives again.",
    },
    Derived {
        schema: "Event",
        name: "ordinal",
        kind: DerivedKind::Count,
        description: "How many equal events of the same second the report gave before this one.",
    },
    Derived {
        schema: "SharedFolder",
        name: "is_deleted",
        kind: DerivedKind::Flag,
        description: "Whether the folder was deleted; the vendor lists deleted folders too. Absent counts as no.",
    },
    Derived {
        schema: "SharedFolderMember",
        name: "role",
        kind: DerivedKind::Enum("FolderRole"),
        description: "The role that the three raw flags amount to, the strongest first. The flags stay readable: sources \
                      disagree about the meaning of `give`.",
    },
    Derived {
        schema: "SharedFolderMember",
        name: "is_super_admin",
        kind: DerivedKind::Flag,
        description: "Whether the member reaches the folder as a super admin. Absent counts as no.",
    },
];

/// The derived members of a schema.
pub fn derived(schema: &str) -> impl Iterator<Item = &'static Derived> {
    DERIVED.iter().filter(move |derived| derived.schema == schema)
}

/// An enum of the core's own.
#[derive(Debug)]
pub struct OwnEnum {
    /// Its name.
    pub name: &'static str,
    /// What it says.
    pub description: &'static str,
    /// The values, and what each means.
    pub values: &'static [(&'static str, &'static str)],
}

/// The enums that are the core's own and not the vendor's.
pub const OWN_ENUMS: &[OwnEnum] = &[
    OwnEnum {
        name: "DeleteAction",
        description: "How far a deletion goes.",
        values: &[
            ("deactivate", "Block the login; data, membership and license stay."),
            (
                "remove_from_company",
                "Take the user out of the company; the account lives on as a personal one.",
            ),
            ("delete_permanently", "Delete the account with its vault, for good."),
            ("uninvite", "Take a pending invitation back."),
        ],
    },
    OwnEnum {
        name: "RowState",
        description: "What is known of one user after an operation on several.",
        values: &[
            ("applied", "The vendor took the row, or a read of the state showed that it took effect."),
            (
                "unchanged",
                "The vendor left the user as it was: already in the state, or not known. It does not say which.",
            ),
            ("rejected", "The vendor refused the row; nothing was changed for this user."),
            ("unknown", "The row may have taken effect. Read the user before repeating it."),
            ("not_sent", "The row was not sent."),
        ],
    },
    OwnEnum {
        name: "Delivery",
        description: "Whether a failed request may have had an effect.",
        values: &[
            ("not_sent", "The request never reached the server: nothing has happened."),
            ("unknown", "The request may have reached the server: whether it took effect is open."),
            ("answered", "The server answered the request."),
        ],
    },
    OwnEnum {
        name: "FolderRole",
        description: "What a member may do in a shared folder.",
        values: &[
            ("admin", "`can_administer` is set."),
            ("editor", "`give` is set and `can_administer` is not."),
            ("viewer", "`read_only` is set and neither of the others is."),
            ("unmapped", "No flag is set: the vendor does not document what that means."),
        ],
    },
];
