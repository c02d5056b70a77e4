//! A client for bindings: operations by name, with options laid over options, waited for or going on in the background.

use std::sync::Arc;

use lastpass_admin::blocking::{Caller, Cancel};
use lastpass_admin::erased::{Reader, RecordPager};
use lastpass_admin::{CallOptions, Client, Credentials, Error, Result};
use serde_json::{Map, Value};

use crate::answer::Answer;
use crate::call::{Call, call, of_operation};
use crate::settings;

/// A client and the options of its calls. Clones share connections and limits.
#[derive(Clone, Debug)]
pub struct Session {
    caller: Arc<Caller>,
    /// Over those that the client was made with.
    options: Option<CallOptions>,
}

/// What a function of the caller's may fail with.
pub type BoxError = Box<dyn std::error::Error + Send + Sync>;

/// A call whose options were read; its arguments are when it is made.
#[derive(Debug)]
pub struct Prepared {
    caller: Arc<Caller>,
    options: Option<CallOptions>,
    operation: String,
    arguments: Map<String, Value>,
}

impl Session {
    /// A session with these settings, credentials among them (`api_key`, `cid`, `provhash`), or with a function that gives the
    /// credentials. What is not given comes from the environment. Nothing is started before the first call.
    ///
    /// The function is called when the first request needs it, and not again, on a thread of its own: it may take its time.
    pub fn new(
        mut settings: Map<String, Value>,
        provider: Option<impl Fn() -> Result<Map<String, Value>, BoxError> + Send + Sync + 'static>,
    ) -> Result<Self> {
        let builder = Client::builder().environment();
        let builder = match (settings::credentials(&mut settings)?, provider) {
            (Some(_), Some(_)) => {
                let message = "a function is given beside the credentials themselves; give one or the other";
                return Err(Error::invalid_argument("credentials", message));
            }
            (Some(credentials), None) => builder.credentials(credentials),
            (None, None) => builder.credentials(Credentials::from_env()?),
            (None, Some(provider)) => {
                let provider = Arc::new(provider);
                builder.credentials_provider(move || {
                    let provider = provider.clone();
                    async { tokio::task::spawn_blocking(move || provided(provider()?)).await? }
                })
            }
        };
        let client = settings::apply(builder, settings)?.build()?;
        Ok(Session { caller: Arc::new(Caller::new(client)), options: None })
    }

    /// The same session with other options for its calls.
    pub fn with_options(&self, options: Map<String, Value>) -> Result<Self> {
        Ok(Session { caller: self.caller.clone(), options: self.over(options)? })
    }

    /// A call of the operation of this name.
    pub fn prepare(
        &self,
        operation: &str,
        arguments: Map<String, Value>,
        options: Map<String, Value>,
    ) -> Result<Prepared> {
        let options = self.over(options).map_err(|error| of_operation(operation, error))?;
        let caller = self.caller.clone();
        Ok(Prepared { caller, options, operation: operation.to_owned(), arguments })
    }

    /// Closes the connections that no call uses, and refuses further calls.
    pub fn close(&self) {
        self.caller.close();
    }

    fn over(&self, options: Map<String, Value>) -> Result<Option<CallOptions>> {
        if options.is_empty() {
            return Ok(self.options.clone());
        }
        let options = settings::options(options)?;
        Ok(Some(self.options.iter().fold(options, |over, below| over.over(below))))
    }
}

impl Prepared {
    /// The name of the operation.
    pub fn operation(&self) -> &str {
        &self.operation
    }

    /// Makes the call on this thread and waits for its answer, see [`Caller::run`].
    pub fn run(self, interrupted: impl FnMut() -> bool) -> Result<Answer> {
        let caller = self.caller.clone();
        caller.run(|client| answer(self.call(client)), interrupted)
    }

    /// Makes the call on this thread and waits for its answer, or until it is cancelled, see [`Caller::run_until`].
    pub fn run_until(self, cancel: &Cancel) -> Result<Answer> {
        let (caller, operation) = (self.caller.clone(), self.operation.clone());
        let answer = caller.run_until(|client| answer(self.call(client)), cancel);
        answer.map_err(|error| of_operation(&operation, error))
    }

    /// The call, to go on in the background: see [`Completions::begin`](lastpass_admin::blocking::Completions::begin).
    pub fn start(self) -> impl Future<Output = Result<Answer>> + Send + 'static {
        let operation = self.operation.clone();
        let answer = answer(self.background());
        async move { answer.await.map_err(|error| of_operation(&operation, error)) }
    }

    /// The same, until it is cancelled.
    pub fn start_until(self, cancel: Cancel) -> impl Future<Output = Result<Answer>> + Send + 'static {
        let operation = self.operation.clone();
        let answer = answer(self.background());
        async move { cancel.ending(answer).await.map_err(|error| of_operation(&operation, error)) }
    }

    /// The list that the call answers. Nothing is sent before something of it is asked for.
    pub fn list(self) -> Result<Reader> {
        self.pages().map(Reader::new)
    }

    /// The same list before anyone reads it.
    pub fn pages(self) -> Result<RecordPager> {
        let operation = self.operation.clone();
        let pages = self.background().and_then(|call| match call {
            Call::List(pager) => Ok(pager),
            Call::One(_) => Err(Error::invalid_argument("operation", "answers no list")),
        });
        pages.map_err(|error| of_operation(&operation, error))
    }

    fn background(self) -> Result<Call> {
        let client = self.caller.client()?;
        self.call(client)
    }

    fn call(self, client: Client) -> Result<Call> {
        let client = self.options.into_iter().fold(client, |client, over| client.with_options(over));
        let made = call(&client, &self.operation, self.arguments)?;
        made.ok_or_else(|| {
            Error::invalid_argument("operation", format_args!("there is no `{}`", self.operation))
        })
    }
}

async fn answer(call: Result<Call>) -> Result<Answer> {
    match call? {
        Call::One(answer) => answer.await,
        Call::List(_) => Err(Error::invalid_argument("operation", "answers a list")),
    }
}

/// What a function of the caller's gave.
fn provided(mut given: Map<String, Value>) -> Result<Credentials, BoxError> {
    let credentials = settings::credentials(&mut given)?;
    match given.keys().next() {
        Some(name) => Err(format!("`{name}` is none of api_key, cid and provhash").into()),
        None => Ok(credentials.unwrap_or_default()),
    }
}
