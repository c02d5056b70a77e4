//! The shape of the tables that `spec/` is turned into: what each operation takes and answers.
//!
//! The tables themselves are generated ([`OPERATIONS`], [`COMMANDS`]); a request is checked against them before
//! it reaches the tenant's state, so that a change of `spec/` changes the sandbox.

pub(crate) mod check;
mod commands;
mod operations;

pub use commands::COMMANDS;
pub use operations::OPERATIONS;

/// One operation of the Business API.
#[derive(Debug)]
pub struct Operation {
    /// The vendor's `operationId`, for example `listUsers`.
    pub id: &'static str,
    /// HTTP method in capitals.
    pub method: &'static str,
    /// Path template below the base URL, for example `/v1/users/{user-id}`.
    pub path: &'static str,
    /// Query parameters that the operation knows.
    pub query: &'static [QueryParameter],
    /// Members of the JSON body; `None` if the operation takes no body.
    pub body: Option<&'static [Member]>,
    /// Success statuses, the default one first.
    pub success: &'static [u16],
    /// How sure the contract is of this operation.
    pub provenance: Provenance,
}

/// One command of the Provisioning API.
#[derive(Debug)]
pub struct Command {
    /// The value of `cmd`.
    pub name: &'static str,
    /// Shape of `data`; `None` if the command takes none.
    pub data: Option<Shape>,
    /// Whether `data` may be absent or null.
    pub data_optional: bool,
    /// Whether the command changes anything.
    pub writes: bool,
    /// How sure the contract is of this command.
    pub provenance: Provenance,
}

/// A query parameter of the Business API.
#[derive(Debug)]
pub struct QueryParameter {
    /// Name on the wire, kebab-case.
    pub name: &'static str,
    /// Shape of the decoded value; `List` means comma-separated.
    pub shape: Shape,
    /// Whether the request is refused without it.
    pub required: bool,
}

/// A member of a JSON object.
#[derive(Debug)]
pub struct Member {
    /// Name on the wire.
    pub name: &'static str,
    /// Shape of its value.
    pub shape: Shape,
    /// Whether the object is refused without it.
    pub required: bool,
    /// Whether `null` is accepted.
    pub nullable: bool,
}

/// The shape of a JSON value.
#[derive(Debug)]
pub enum Shape {
    /// Any JSON value.
    Any,
    /// A string.
    Text,
    /// A string that is one of these.
    OneOf(&'static [&'static str]),
    /// A whole date, `YYYY-MM-DD`.
    Date,
    /// A number, or a string of digits where the API takes both; bounds are inclusive.
    Integer {
        /// Lower bound.
        minimum: i64,
        /// Upper bound.
        maximum: i64,
    },
    /// `true` or `false` (the Provisioning API also takes 0 and 1).
    Flag,
    /// An array of values of one shape.
    List(&'static Shape),
    /// An object from any name to values of one shape.
    Map(&'static Shape),
    /// An object with known members.
    Object(&'static [Member]),
    /// Any of several shapes.
    Either(&'static [Shape]),
}

/// How sure the contract is of a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// A guess.
    InferredLow,
    /// Deduced; one plausible reading.
    InferredMedium,
    /// Deduced; nearly forced.
    InferredHigh,
    /// Seen on the wire or in a public client.
    Observed,
    /// Stated by the vendor.
    Documented,
}

impl Provenance {
    /// The mark as the contract writes it, for example `inferred-high`.
    #[must_use]
    pub const fn mark(self) -> &'static str {
        match self {
            Self::InferredLow => "inferred-low",
            Self::InferredMedium => "inferred-medium",
            Self::InferredHigh => "inferred-high",
            Self::Observed => "observed",
            Self::Documented => "documented",
        }
    }
}
