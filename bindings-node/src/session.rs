//! What a client stands on: the way from an operation to its answer.

use lastpass_admin::Error;
use lastpass_dispatch::{Prepared, of_operation};
use napi_derive::napi;
use serde_json::{Map, Value};

use crate::answer::answer;
use crate::calls::{Calls, thrown};
use crate::provider::asking;
use crate::reader::Reader;

/// Credentials, settings and connections.
#[napi]
pub struct Session(lastpass_dispatch::Session);

#[napi]
impl Session {
    /// A session with these settings; `provider` is the number of a function that gives the credentials.
    #[napi(constructor, catch_unwind)]
    pub fn new(settings: String, calls: &Calls, provider: Option<u32>) -> napi::Result<Self> {
        let provider = provider.map(|provider| asking(calls.queue.clone(), provider));
        lastpass_dispatch::Session::new(given(&settings)?, provider).map(Session).map_err(thrown)
    }

    /// The same session with other options for its calls.
    #[napi(catch_unwind)]
    pub fn with_options(&self, options: String) -> napi::Result<Session> {
        self.0.with_options(given(&options)?).map(Session).map_err(thrown)
    }

    /// Begins a call; its answer comes under this number.
    #[napi(catch_unwind)]
    pub fn call(
        &self,
        calls: &Calls,
        number: u32,
        operation: String,
        arguments: String,
        options: Option<String>,
    ) -> napi::Result<()> {
        let prepared = self.prepare(&operation, &arguments, options)?;
        calls.begin(number, async move {
            answer(prepared.start().await?).map_err(|error| of_operation(&operation, error))
        })
    }

    /// A list. Nothing is sent before something of it is asked for.
    #[napi(catch_unwind)]
    pub fn list(
        &self,
        operation: String,
        arguments: String,
        options: Option<String>,
    ) -> napi::Result<Reader> {
        let list = self.prepare(&operation, &arguments, options)?.pages();
        list.map(|list| Reader::new(list, operation)).map_err(thrown)
    }

    /// Closes the connections that no call uses, and refuses further calls.
    #[napi(catch_unwind)]
    pub fn close(&self) {
        self.0.close();
    }
}

impl Session {
    fn prepare(&self, operation: &str, arguments: &str, options: Option<String>) -> napi::Result<Prepared> {
        let options = options.as_deref().map(given).transpose()?.unwrap_or_default();
        self.0.prepare(operation, given(arguments)?, options).map_err(thrown)
    }
}

/// Named values that are given.
fn given(values: &str) -> napi::Result<Map<String, Value>> {
    serde_json::from_str(values).map_err(|error| thrown(Error::invalid_argument("arguments", error)))
}
