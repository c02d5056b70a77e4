//! Faults on demand: what can go wrong between a client and the vendor, per tenant and per operation.

mod armed;
pub(crate) mod distort;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

pub(crate) use armed::{Armed, Paging};

use crate::contract::{COMMANDS, OPERATIONS};

/// A fault that waits for requests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fault {
    /// The requests it meets.
    #[serde(default)]
    pub on: Target,
    /// What happens to them.
    pub kind: FaultKind,
    /// How many requests it meets; `None` = all until it is cleared.
    #[serde(default)]
    pub times: Option<u32>,
    /// How many matching requests pass before it begins.
    #[serde(default)]
    pub after: u32,
}

impl Fault {
    /// A fault that meets every matching request.
    #[must_use]
    pub const fn always(on: Target, kind: FaultKind) -> Self {
        Self { on, kind, times: None, after: 0 }
    }

    /// A fault that meets one request.
    #[must_use]
    pub const fn once(on: Target, kind: FaultKind) -> Self {
        Self { on, kind, times: Some(1), after: 0 }
    }
}

/// The requests that a fault meets. In JSON: the id of an operation, the name of a command, or `any`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Target {
    /// An operation of the Business API by its id, for example `createUser`.
    Operation(&'static str),
    /// A command of the Provisioning API, for example `getuserdata`.
    Command(&'static str),
    /// Every request of the tenant.
    #[default]
    Any,
}

impl Target {
    /// The target with this name: an operation, a command or `any`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        if name == "any" {
            return Some(Self::Any);
        }
        let operation = || OPERATIONS.iter().find(|operation| operation.id == name);
        let command = || COMMANDS.iter().find(|command| command.name == name);
        operation()
            .map(|operation| Self::Operation(operation.id))
            .or_else(|| command().map(|command| Self::Command(command.name)))
    }

    const fn name(self) -> &'static str {
        match self {
            Self::Operation(name) | Self::Command(name) => name,
            Self::Any => "any",
        }
    }

    /// Whether there is such an operation or command.
    pub(crate) fn exists(self) -> bool {
        Self::parse(self.name()) == Some(self)
    }

    fn meets(self, operation: &str) -> bool {
        self == Self::Any || self.name() == operation
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        Self::parse(&name)
            .ok_or_else(|| de::Error::custom(format!("`{name}` is no operation, no command and not `any`")))
    }
}

/// What happens to a request or to its answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum FaultKind {
    /// The head of the answer comes late.
    Delay {
        /// Milliseconds before the request is acted on.
        #[serde(default)]
        before_ms: u64,
        /// Milliseconds between acting on it and answering.
        #[serde(default)]
        after_ms: u64,
    },
    /// The body comes in small pieces.
    Drip {
        /// Bytes of a piece.
        bytes: usize,
        /// Milliseconds before each piece.
        pause_ms: u64,
    },
    /// The body stops and the connection stays open.
    Stall {
        /// Bytes that are sent.
        after_bytes: usize,
    },
    /// 429, without acting.
    TooManyRequests {
        /// Its `Retry-After`.
        #[serde(default)]
        retry_after: RetryAfter,
    },
    /// An error status.
    Status {
        /// The status.
        status: u16,
        /// The body.
        #[serde(default)]
        body: ErrorBody,
        /// Its `Retry-After`.
        #[serde(default)]
        retry_after: RetryAfter,
        /// Whether the request is acted on all the same.
        #[serde(default)]
        acted: bool,
    },
    /// The connection is reset (RST) when the request was read, before it is acted on.
    ResetBefore,
    /// The connection is reset (RST) after the request was acted on, before it is answered.
    ResetAfter,
    /// `Content-Length` promises the whole body; half of it is sent, then the connection is closed.
    TruncatedBody,
    /// Half of the body, well framed.
    TruncatedJson,
    /// A body that is almost JSON.
    MalformedJson,
    /// No body.
    EmptyBody {
        /// The status, for example 200 or 204.
        status: u16,
    },
    /// A gateway's HTML page with status 200, without acting.
    Html,
    /// The XML authorization error of the Provisioning API, without acting.
    XmlAuthorizationError,
    /// A redirect to another host, without acting.
    Redirect {
        /// The status, for example 302 or 307.
        status: u16,
    },
    /// Another media type over the same body.
    WrongMediaType {
        /// The media type.
        media_type: String,
    },
    /// JSON that is not what the operation answers.
    OtherShape,
    /// Unknown values in every enum.
    UnknownEnumValues,
    /// Unknown members in every object.
    UnknownMembers,
    /// All members of every item are null.
    NullMembers,
    /// Ids above 2^53; the sandbox accepts them back.
    LargeIds,
    /// Every number is a string.
    NumbersAsStrings,
    /// The page token repeats for ever.
    RepeatToken,
    /// There is always a next page: the list begins again after its end.
    EndlessPages,
    /// Every page begins with the last item of the page before.
    OverlapPages,
    /// The list moves by so many items between pages: forwards items are lost, backwards they come twice.
    ShiftPages {
        /// Items a page.
        by: i64,
    },
    /// The list of items is null.
    NullItems,
    /// Every item is null.
    NullElements,
    /// The page token is the empty string.
    EmptyToken,
}

/// A `Retry-After` header.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RetryAfter {
    /// No header.
    #[default]
    None,
    /// Whole seconds.
    Seconds(u64),
    /// A fraction of a second, for example `0.25`.
    Fraction(f64),
    /// An HTTP date so many seconds from now (negative: in the past).
    DateIn(i64),
    /// A year of seconds.
    Huge,
    /// A text that is neither a number nor a date.
    Malformed,
}

impl RetryAfter {
    /// The value of the header.
    #[must_use]
    pub fn header(&self) -> Option<String> {
        match self {
            Self::None => None,
            Self::Seconds(seconds) => Some(seconds.to_string()),
            Self::Fraction(seconds) => Some(seconds.to_string()),
            Self::DateIn(seconds) => {
                let now = std::time::SystemTime::now();
                let span = std::time::Duration::from_secs(seconds.unsigned_abs());
                Some(httpdate::fmt_http_date(if *seconds < 0 { now - span } else { now + span }))
            }
            Self::Huge => Some("31536000".to_owned()),
            Self::Malformed => Some("soon".to_owned()),
        }
    }
}

/// The body of an error answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ErrorBody {
    /// What the API itself would answer: ProblemDetails, or a short text.
    #[default]
    Native,
    /// A gateway's HTML page.
    Html,
    /// Nothing.
    Empty,
}
