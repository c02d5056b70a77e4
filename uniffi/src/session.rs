//! What a client stands on: the way from an operation to its answer.

use std::sync::Arc;

use lastpass_admin::{Error, Result};
use lastpass_dispatch::{Answer, Prepared, image, of_operation};
use serde_json::{Map, Value};

use crate::block::Block;
use crate::cancel::Cancel;
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

    /// Makes a call on this thread, and waits for its answer or until it is cancelled. Arguments and options are JSON objects; where the
    /// operation has nothing to say, the block holds nothing.
    pub fn call(
        &self,
        operation: &str,
        arguments: &str,
        options: Option<String>,
        cancel: &Cancel,
    ) -> std::result::Result<Block, Failure> {
        let prepared = self.prepare(operation, arguments, options)?;
        Ok(answered(&prepared.run_until(&cancel.0)?))
    }

    /// A list. Nothing is sent before its first page is asked for.
    pub fn list(
        &self,
        operation: &str,
        arguments: &str,
        options: Option<String>,
    ) -> std::result::Result<Arc<Reader>, Failure> {
        let list = self.prepare(operation, arguments, options)?.list();
        Ok(Arc::new(Reader::new(list.map_err(|error| of_operation(operation, error))?, operation)))
    }

    /// Closes the connections that no call uses, and refuses further calls. (What UniFFI makes for Kotlin has a `close` of its own.)
    pub fn shut_down(&self) {
        self.0.close();
    }
}

impl Session {
    fn prepare(&self, operation: &str, arguments: &str, options: Option<String>) -> Result<Prepared> {
        let options = options.as_deref().map(|options| given("options", options)).transpose();
        options
            .and_then(|options| {
                self.0.prepare(operation, given("arguments", arguments)?, options.unwrap_or_default())
            })
            .map_err(|error| of_operation(operation, error))
    }
}

fn answered(answer: &Answer) -> Block {
    match answer {
        Answer::Nothing => Block::nothing(),
        answer => Block::of(|writer| image::answer(writer, answer)),
    }
}

/// Named values that are given. They may be secrets: a complaint does not quote them.
fn given(name: &str, values: &str) -> Result<Map<String, Value>> {
    serde_json::from_str(values).map_err(|_| Error::invalid_argument(name, "is no JSON object"))
}
