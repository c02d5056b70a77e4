//! Clients.

use std::mem::MaybeUninit;

use lastpass_dispatch::Session;

use crate::boundary::{boundary, lpa_error, not_null};
use crate::generated::lpa_status;
use crate::options::lpa_options;
use crate::provider::asking;

/// Credentials, settings and connections.
pub struct lpa_client(pub(crate) Session);

/// Makes a client. What is not set comes from the environment: LASTPASS_API_KEY, LASTPASS_CID,
/// LASTPASS_PROVHASH and the others that the settings name. Nothing is sent, and nothing is started
/// before the first call.
///
/// `options` may be NULL: all comes from the environment. Free the client with lpa_client_free.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_client_new(
    options: Option<&lpa_options>,
    client: Option<&mut MaybeUninit<*mut lpa_client>>,
    error: Option<&mut MaybeUninit<*mut lpa_error>>,
) -> lpa_status {
    boundary(error, || {
        let (out, mut options) = (not_null("client", client)?, lpa_options::read(options)?);
        options.given.0.remove("credentials_provider");
        let session = Session::new(options.given.0, options.provider.map(asking))?;
        out.write(Box::into_raw(Box::new(lpa_client(session))));
        Ok(())
    })
}

/// Makes a client that shares connections, credentials and limits with another one, and whose calls
/// have these options over those of the other one. Either may be freed before the other.
///
/// `options` take no settings of a client only, such as a credential; NULL changes nothing. Free the
/// client with lpa_client_free.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_client_with_options(
    client: Option<&lpa_client>,
    options: Option<&lpa_options>,
    changed: Option<&mut MaybeUninit<*mut lpa_client>>,
    error: Option<&mut MaybeUninit<*mut lpa_error>>,
) -> lpa_status {
    boundary(error, || {
        let (client, out) = (not_null("client", client)?, not_null("changed", changed)?);
        let session = client.0.with_options(lpa_options::read(options)?.given.0)?;
        out.write(Box::into_raw(Box::new(lpa_client(session))));
        Ok(())
    })
}

/// Closes the connections that no call uses, and refuses further calls of this client and of those
/// that share with it. Calls that are under way go on. Closing it again changes nothing; nor does
/// NULL.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_client_close(client: Option<&lpa_client>) {
    client.into_iter().for_each(|client| client.0.close());
}
