//! The client that is open, and the steps played through it.

use std::time::Duration;

use lastpass_admin::Client;
use serde_json::{Map, Value, json};

use crate::argument::Arguments;
use crate::asked::{Answer, Asked, Failure, outcome};
use crate::canonical::{Canonical, answer};
use crate::generated;
use crate::listing::Reading;
use crate::settings;

/// The version of the protocol that this driver speaks.
const PROTOCOL: i64 = 1;

/// The client that is open, if one is.
#[derive(Default)]
pub(crate) struct Session {
    client: Option<Client>,
}

impl Session {
    /// Plays a step; gives its outcome.
    pub(crate) async fn play(&mut self, step: Value) -> Value {
        outcome(self.answer(step).await)
    }

    async fn answer(&mut self, step: Value) -> Answer {
        let mut step = Arguments::of(step)?;
        match step.take::<String>("do")?.as_str() {
            "open" => self.open(step),
            "close" => {
                self.client = None;
                Ok(Value::Null)
            }
            "call" => self.call(step).await,
            "request" => self.request(step).await,
            "command" => {
                let (command, data): (String, Option<Value>) = (step.take("command")?, step.take("data")?);
                let client = self.client(&mut step)?;
                step.finish()?;
                Ok(json!({ "body": client.command(&command, data.as_ref()).await? }))
            }
            "check" => {
                let client = self.client(&mut step)?;
                step.finish()?;
                Ok(client.check().await?.canonical())
            }
            other => Err(Failure::Fault(format!("this driver knows no step `{other}`"))),
        }
    }

    fn open(&mut self, mut step: Arguments) -> Answer {
        let protocol: i64 = step.take("protocol")?;
        if protocol != PROTOCOL {
            return Err(Failure::Fault(format!(
                "this driver speaks version {PROTOCOL} of the protocol and not {protocol}"
            )));
        }
        self.client = None;
        self.client = Some(settings::client(step.take("client")?)?);
        step.finish()?;
        Ok(Value::Null)
    }

    async fn call(&self, mut step: Arguments) -> Answer {
        let operation: String = step.take("operation")?;
        let given = Arguments::of(Value::Object(step.take::<Map<String, Value>>("arguments")?))?;
        let reading = Reading::of(step.take::<Option<Value>>("read")?.unwrap_or_default())?;
        let cancel_after: Option<f64> = step.take("cancel_after")?;
        let client = self.client(&mut step)?;
        step.finish()?;
        let call = generated::call(Asked { client: &client, operation: &operation, given, reading });
        let Some(seconds) = cancel_after else { return call.await };
        // Rust has no error for it: a call is cancelled by dropping it.
        match tokio::time::timeout(Duration::from_secs_f64(seconds), call).await {
            Ok(answer) => answer,
            Err(_) => Ok(json!({ "cancelled": true })),
        }
    }

    async fn request(&self, mut step: Arguments) -> Answer {
        let (method, path): (String, String) = (step.take("method")?, step.take("path")?);
        let query: Map<String, Value> = step.take("query")?;
        let body: Option<Value> = step.take("body")?;
        let client = self.client(&mut step)?;
        step.finish()?;
        let texts = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let query: Vec<(&str, String)> =
            query.iter().map(|(name, value)| (name.as_str(), texts(value))).collect();
        let query: Vec<(&str, &str)> = query.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let response = client.request(&method, &path, &query, body.as_ref()).await;
        answer(response.map(|response| json!({ "status": response.info.status, "body": response.body })))
    }

    /// The client, with the options of the step.
    fn client(&self, step: &mut Arguments) -> Result<Client, Failure> {
        let client = self.client.as_ref().ok_or_else(|| Failure::Fault("no client is open".to_owned()))?;
        let options = step.take::<Option<Value>>("options")?;
        Ok(match options {
            Some(options) => client.with_options(settings::options(options)?),
            None => client.clone(),
        })
    }
}
