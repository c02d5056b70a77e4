//! From the name of an operation to its answer.

use lastpass_admin::Result;
use lastpass_admin::blocking::Cancel;
use lastpass_dispatch::{Answer, Prepared, of_operation};

use crate::boundary::not_null;
use crate::client::lpa_client;
use crate::given::Given;
use crate::options::lpa_options;

/// Makes a call on this thread, and waits for its answer.
pub(crate) fn call(
    client: Option<&lpa_client>,
    operation: &str,
    given: Given,
    options: Option<&lpa_options>,
) -> Result<Answer> {
    let (prepared, cancel) = prepare(client, operation, given, options)?;
    prepared.run_until(&cancel)
}

/// A call that is not made yet, and what ends it.
pub(crate) fn prepare(
    client: Option<&lpa_client>,
    operation: &str,
    given: Given,
    options: Option<&lpa_options>,
) -> Result<(Prepared, Cancel)> {
    let prepared = not_null("client", client).and_then(|client| {
        let mut options = lpa_options::read(options)?;
        options.given.0.remove("cancel");
        let prepared = client.0.prepare(operation, given.0, options.given.0)?;
        Ok((prepared, options.cancel.unwrap_or_default()))
    });
    prepared.map_err(|error| of_operation(operation, error))
}
