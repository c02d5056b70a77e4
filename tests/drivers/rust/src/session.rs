//! The client that is open, and the steps played through it.

use std::time::Duration;

use futures_util::future::join_all;
use lastpass_admin::{Client, Credentials};
use lastpass_dispatch::{Call, settings};
use serde_json::{Value, json};

use crate::outcome::{self, Failure, Outcome};
use crate::step::{Members, Opening, Reading, Step};
use crate::{answer, listing};

/// The version of the protocol that this driver speaks.
const PROTOCOL: u32 = 1;

/// The client that is open, if one is.
#[derive(Default)]
pub(crate) struct Session {
    client: Option<Client>,
}

impl Session {
    /// Plays a step.
    pub(crate) async fn play(&mut self, step: Step) -> Outcome {
        match step {
            Step::Open { protocol: PROTOCOL, client } => {
                self.client = None;
                self.client = Some(open(client)?);
                Ok(Value::Null)
            }
            Step::Open { protocol, .. } => Err(Failure::Fault(format!(
                "this driver speaks version {PROTOCOL} of the protocol and not {protocol}"
            ))),
            Step::Close => {
                self.client = None;
                Ok(Value::Null)
            }
            Step::Batch { steps } => {
                let steps = steps.into_iter().map(|step| async { outcome::line(self.at_once(step).await) });
                Ok(join_all(steps).await.into())
            }
            step => self.at_once(step).await,
        }
    }

    /// Plays a step that leaves the client open.
    async fn at_once(&self, step: Step) -> Outcome {
        match step {
            Step::Open { .. } | Step::Close | Step::Batch { .. } => {
                Err(Failure::Fault("this step is none of a batch".to_owned()))
            }
            Step::Call { operation, arguments, read, cancel_after, options } => {
                let call = self.call(&operation, arguments, read, options);
                let Some(seconds) = cancel_after else { return call.await };
                // Rust has no error for it: a call is cancelled by dropping it.
                match tokio::time::timeout(Duration::from_secs_f64(seconds), call).await {
                    Ok(outcome) => outcome,
                    Err(_) => Ok(json!({ "cancelled": true })),
                }
            }
            Step::Request { method, path, query, body, options } => {
                let arguments = [
                    ("method", Value::from(method)),
                    ("path", Value::from(path)),
                    ("query", Value::from(query)),
                    ("body", Value::from(body)),
                ];
                self.call("request", members(arguments), Reading::Collect, options).await
            }
            Step::Command { command, data, options } => {
                let arguments = [("command", Value::from(command)), ("data", Value::from(data))];
                let body = self.call("command", members(arguments), Reading::Collect, options).await?;
                Ok(json!({ "body": body }))
            }
            Step::Check { options } => self.call("check", Members::new(), Reading::Collect, options).await,
        }
    }

    async fn call(&self, operation: &str, arguments: Members, reading: Reading, options: Members) -> Outcome {
        let client = self.client.as_ref().ok_or_else(|| Failure::Fault("no client is open".to_owned()))?;
        let client = client.with_options(settings::options(options)?);
        match lastpass_dispatch::call(&client, operation, arguments)? {
            Some(Call::One(answer)) => answer::canonical(answer.await?),
            Some(Call::List(pager)) => listing::read(pager, reading).await,
            None => Err(Failure::Missing(operation.to_owned())),
        }
    }
}

fn members<const N: usize>(members: [(&str, Value); N]) -> Members {
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The client that a step asks for.
fn open(opening: Opening) -> Result<Client, Failure> {
    let mut credentials = Credentials::new();
    if let Some(key) = opening.api_key {
        credentials = credentials.api_key(key);
    }
    if let (Some(cid), Some(hash)) = (opening.cid, opening.provhash) {
        credentials = credentials.provisioning(cid, hash);
    }
    let builder = Client::builder().credentials(credentials).no_proxy();
    Ok(settings::apply(builder, opening.settings)?.build()?)
}
