//! What a call came to, as JSON.

use lastpass_admin::erased::Record;
use lastpass_admin::{CredentialReport, CredentialStatus};
use lastpass_dispatch::Answer;
use serde_json::{Value, json};

use crate::outcome::{Failure, Outcome};
use crate::{generated, problem};

pub(crate) fn canonical(answer: Answer) -> Outcome {
    Ok(match answer {
        Answer::Record(item) => record(item)?,
        Answer::Records(items) => items.into_iter().map(record).collect::<Outcome>()?,
        Answer::Report(report) => report_of(&report),
        Answer::Raw(response) => json!({ "status": response.info.status, "body": response.body }),
        Answer::Events(batch) => {
            let events = batch.events.into_iter().map(|event| record(event.into()));
            json!({ "events": events.collect::<Outcome>()?, "cursor": batch.cursor })
        }
        other => other.plain().map_or(Value::Null, |(_, value)| value),
    })
}

pub(crate) fn record(item: Record) -> Outcome {
    let name = item.type_name();
    generated::canonical(item).ok_or_else(|| Failure::Fault(format!("there is no form for {name}")))
}

/// What a check of the credentials found.
fn report_of(report: &CredentialReport) -> Value {
    let status = |status: &Option<CredentialStatus>| {
        status
            .as_ref()
            .map(|status| json!({ "works": status.works(), "error": status.error().map(problem::canonical) }))
    };
    json!({ "business": status(&report.business), "provisioning": status(&report.provisioning) })
}
