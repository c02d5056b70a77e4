//! What a caller hands in as JSON beside the arguments of a call: settings of a client, options of a call, cursors of events.

use lastpass_admin::{Client, ErrorKind, EventCursor};
use lastpass_dispatch::settings;
use serde_json::{Map, Value};

use crate::input::{SECRET, planted};
use crate::invariants::no_secret;

/// Runs one input. It may not be quoted where the secret stands for a value.
pub fn run(data: &[u8]) {
    let data = planted(data);
    if let Ok(cursor) = serde_json::from_slice::<EventCursor>(&data) {
        let written = serde_json::to_vec(&cursor).expect("a cursor is written");
        assert_eq!(serde_json::from_slice::<EventCursor>(&written).ok(), Some(cursor));
    }
    let Ok(Value::Object(given)) = serde_json::from_slice(&data) else { return };
    // A name that is not known is named, be it that of a header.
    let names_secret = given.iter().any(names);
    let refused = |error: lastpass_admin::Error| {
        assert!(matches!(error.kind(), ErrorKind::InvalidArgument | ErrorKind::Configuration), "{error:?}");
        if !names_secret {
            no_secret(&error);
        }
    };
    if let Err(error) = client(given.clone()) {
        refused(error);
    }
    if let Err(error) = settings::options(given) {
        refused(error);
    }
}

/// Whether the secret stands in a name, here or below.
fn names((name, value): (&String, &Value)) -> bool {
    name.contains(SECRET) || value.as_object().is_some_and(|below| below.iter().any(names))
}

fn client(mut given: Map<String, Value>) -> lastpass_admin::Result<Client> {
    let mut builder = Client::builder();
    if let Some(credentials) = settings::credentials(&mut given)? {
        builder = builder.credentials(credentials);
    }
    settings::apply(builder, given)?.build()
}
