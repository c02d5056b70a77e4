//! What a client stands on: the way from an operation to its answer.

use std::borrow::Cow;
use std::sync::Arc;

use lastpass_admin::{Error, Result};
use lastpass_dispatch::Prepared;
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::calls::{Told, begin};
use crate::failure::Failure;
use crate::provider::{CredentialsProvider, asking};
use crate::reader::Reader;

/// Credentials, settings and connections. Any thread may use it.
#[derive(uniffi::Object)]
pub struct Session(lastpass_dispatch::Session);

#[uniffi::export]
impl Session {
    /// A session with these settings, as a JSON object, and perhaps with a function that gives the credentials. What is not given comes
    /// from the environment. Nothing is started before the first call.
    #[uniffi::constructor]
    pub fn new(
        settings: &str,
        provider: Option<Arc<dyn CredentialsProvider>>,
    ) -> std::result::Result<Self, Failure> {
        let session = lastpass_dispatch::Session::new(given("settings", settings)?, provider.map(asking));
        Ok(Session(session?))
    }

    /// The same session with other options for its calls, as a JSON object.
    pub fn with_options(&self, options: &str) -> std::result::Result<Arc<Self>, Failure> {
        Ok(Arc::new(Session(self.0.with_options(given("options", options)?)?)))
    }

    /// Begins a call under a number of the caller's, which no other call of the process has; `take_ended` tells what it comes to, also if it
    /// is refused. A request is a JSON object: the name of an `operation`, its `arguments` and perhaps `options`, which are objects.
    pub fn begin(&self, number: u64, request: &str) -> std::result::Result<(), Failure> {
        let call = self.prepare(request).map(Prepared::start);
        Ok(begin(number, async move { call?.await.map(Told::Answer) })?)
    }

    /// A list. Nothing is sent before its first page is asked for.
    pub fn list(&self, request: &str) -> std::result::Result<Arc<Reader>, Failure> {
        let prepared = self.prepare(request)?;
        let operation = prepared.operation().to_owned();
        Ok(Arc::new(Reader::new(prepared.pages()?, operation)))
    }

    /// Closes the connections that no call uses, and refuses further calls. (What UniFFI makes for Kotlin has a `close` of its own.)
    pub fn shut_down(&self) {
        self.0.close();
    }
}

impl Session {
    fn prepare(&self, request: &str) -> Result<Prepared> {
        let Request { operation, arguments, options } = serde_json::from_str(request)
            .map_err(|_| Error::invalid_argument("request", "is no JSON object with an operation"))?;
        self.0.prepare(&operation, arguments, options)
    }
}

/// What a call is begun with.
#[derive(Deserialize)]
struct Request<'a> {
    #[serde(borrow)]
    operation: Cow<'a, str>,
    arguments: Map<String, Value>,
    #[serde(default)]
    options: Map<String, Value>,
}

/// Named values that are given. They may be secrets: a complaint does not quote them.
fn given(name: &str, values: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(values).map_err(|_| Error::invalid_argument(name, "is no JSON object"))
}
