//! The one error type: what happened, to which operation, how often it was tried, and whether the request got out.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use crate::generated::ErrorKind;
use crate::provisioning::Outcome;

/// What every call of this crate answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Whether a failed request may have had an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Delivery {
    /// The request never reached the server: nothing has happened.
    NotSent,
    /// The request may have reached the server: whether it took effect is open.
    Unknown,
    /// The server answered the request.
    Answered,
}

impl Delivery {
    /// The stable name: `not_sent`, `unknown` or `answered`.
    pub fn as_str(self) -> &'static str {
        match self {
            Delivery::NotSent => "not_sent",
            Delivery::Unknown => "unknown",
            Delivery::Answered => "answered",
        }
    }
}

impl fmt::Display for Delivery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One field that the vendor found fault with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct FieldError {
    /// What is wrong.
    pub detail: Option<String>,
    /// Where: a JSON pointer as the vendor sent it, for example `/email`; or the position of the text.
    pub pointer: Option<String>,
}

/// A failed call.
///
/// No member, nor what `Display` and `Debug` print, holds a credential or a request body.
pub struct Error(Box<Fields>);

#[derive(Default)]
struct Fields {
    kind: Option<ErrorKind>,
    message: String,
    operation: Option<&'static str>,
    parameter: Option<String>,
    status: Option<u16>,
    title: Option<String>,
    detail: Option<String>,
    instance: Option<String>,
    field_errors: Vec<FieldError>,
    attempts: u32,
    delivery: Option<Delivery>,
    follows_unclear: bool,
    retry_after: Option<Duration>,
    outcome: Option<Outcome>,
    source: Option<Box<dyn StdError + Send + Sync>>,
}

impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Error(Box::new(Fields { kind: Some(kind), message: message.into(), ..Fields::default() }))
    }

    /// An argument that cannot be sent: for the layers above this crate, which refuse what this one cannot see.
    #[doc(hidden)]
    pub fn invalid_argument(parameter: impl Into<String>, message: impl fmt::Display) -> Self {
        let parameter = parameter.into();
        let mut error = Error::new(ErrorKind::InvalidArgument, format!("{parameter}: {message}"));
        error.0.parameter = Some(parameter);
        error
    }

    /// The same refusal once more, of something that nobody sent.
    pub(crate) fn again(&self) -> Self {
        Error(Box::new(Fields {
            kind: self.0.kind,
            message: self.0.message.clone(),
            operation: self.0.operation,
            parameter: self.0.parameter.clone(),
            ..Fields::default()
        }))
    }

    /// A call that its caller gave up.
    #[doc(hidden)]
    pub fn cancelled() -> Self {
        Error::new(ErrorKind::Cancelled, "the call was cancelled; a write may have taken effect")
            .with_delivery(Delivery::Unknown)
    }

    /// A call that its caller gave up before it began.
    #[cfg(feature = "blocking")]
    pub(crate) fn cancelled_before() -> Self {
        Error::new(ErrorKind::Cancelled, "the call was cancelled before it began; nothing was sent")
    }

    /// A client that cannot work: for the layers above this crate.
    #[doc(hidden)]
    pub fn configuration(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Configuration, message)
    }

    /// A fault of this library: for the layers above this crate.
    #[doc(hidden)]
    pub fn internal(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::Internal, message).with_delivery(Delivery::Unknown)
    }

    pub(crate) fn unexpected_response(message: impl Into<String>) -> Self {
        Error::new(ErrorKind::UnexpectedResponse, message).with_delivery(Delivery::Answered)
    }

    /// The operation, unless it is known already: for the layers above this crate.
    #[doc(hidden)]
    #[must_use]
    pub fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation.get_or_insert(operation);
        self
    }

    /// The operation of the unified view that the failed one served; the message names the failed one.
    pub(crate) fn serving(mut self, operation: &'static str) -> Self {
        match self.0.operation.replace(operation) {
            Some(failed) if failed != operation => {
                let message = std::mem::take(&mut self.0.message);
                self.0.message = format!("{message} (in {failed})");
            }
            _ => {}
        }
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self
    }

    pub(crate) fn with_delivery(mut self, delivery: Delivery) -> Self {
        self.0.delivery = Some(delivery);
        self
    }

    pub(crate) fn after_unclear(mut self, unclear: bool) -> Self {
        self.0.follows_unclear = unclear;
        self
    }

    /// Whether an earlier attempt of the same call may have taken effect.
    pub(crate) fn follows_unclear(&self) -> bool {
        self.0.follows_unclear
    }

    pub(crate) fn with_status(mut self, status: u16) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_retry_after(mut self, retry_after: Option<Duration>) -> Self {
        self.0.retry_after = retry_after;
        self
    }

    pub(crate) fn with_problem(
        mut self,
        title: Option<String>,
        detail: Option<String>,
        instance: Option<String>,
        field_errors: Vec<FieldError>,
    ) -> Self {
        self.0.title = title;
        self.0.detail = detail;
        self.0.instance = instance;
        self.0.field_errors = field_errors;
        self
    }

    pub(crate) fn with_outcome(mut self, outcome: Outcome) -> Self {
        self.0.outcome = Some(outcome);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        self.0.source = Some(source.into());
        self
    }

    /// What kind of failure this is.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind.unwrap_or(ErrorKind::Internal)
    }

    /// What happened and what to do, in one line.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// The operation that failed, as this crate names it: `users.list`, `provisioning.users.disable`.
    pub fn operation(&self) -> Option<&'static str> {
        self.0.operation
    }

    /// The parameter at fault, for [`ErrorKind::InvalidArgument`].
    pub fn parameter(&self) -> Option<&str> {
        self.0.parameter.as_deref()
    }

    /// The HTTP status of the answer. The Provisioning API answers 200 for most failures.
    pub fn status(&self) -> Option<u16> {
        self.0.status
    }

    /// The vendor's summary of the kind of problem.
    pub fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// The vendor's explanation of this occurrence.
    pub fn detail(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The vendor's reference of this occurrence.
    pub fn instance(&self) -> Option<&str> {
        self.0.instance.as_deref()
    }

    /// What the vendor found fault with, field by field or row by row.
    pub fn field_errors(&self) -> &[FieldError] {
        &self.0.field_errors
    }

    /// How many times the request was tried; 0 if it was refused before sending.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Whether the request may have had an effect.
    pub fn delivery(&self) -> Delivery {
        self.0.delivery.unwrap_or(Delivery::NotSent)
    }

    /// How long the server asked to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// What is known per user, for operations on several users.
    pub fn outcome(&self) -> Option<&Outcome> {
        self.0.outcome.as_ref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.0.operation {
            write!(f, "{operation}: ")?;
        }
        f.write_str(&self.0.message)?;
        if let Some(retry_after) = self.0.retry_after {
            write!(f, " (the server asks to wait {} s)", retry_after.as_secs_f64())?;
        }
        if self.0.attempts > 1 {
            write!(f, " [{} attempts]", self.0.attempts)?;
        }
        Ok(())
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut debug = f.debug_struct("Error");
        debug.field("kind", &self.kind()).field("message", &self.0.message);
        debug.field("operation", &self.0.operation).field("status", &self.0.status);
        debug
            .field("title", &self.0.title)
            .field("detail", &self.0.detail)
            .field("instance", &self.0.instance);
        debug.field("field_errors", &self.0.field_errors).field("attempts", &self.0.attempts);
        debug.field("delivery", &self.delivery()).field("retry_after", &self.0.retry_after);
        debug.field("outcome", &self.0.outcome).field("source", &self.0.source).finish()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
