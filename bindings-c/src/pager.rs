//! Lists that are read page by page.

use std::ffi::CString;
use std::mem::MaybeUninit;
use std::ptr::null_mut;
use std::sync::{Mutex, PoisonError};

use lastpass_admin::Result;
use lastpass_admin::blocking::{Caller, Cancel};
use lastpass_admin::erased::Reader;
use lastpass_dispatch::{image, of_operation};

use crate::answer::give_away;
use crate::boundary::{boundary, lpa_error, not_null};
use crate::call::prepare;
use crate::client::lpa_client;
use crate::generated::{lpa_page, lpa_status, lpa_summary, lpa_text};
use crate::given::Given;
use crate::options::lpa_options;

/// A list that is read as far as it is asked for.
pub struct lpa_pager {
    reader: Reader,
    operation: String,
    cancel: Cancel,
    /// The token that was asked for last.
    token: Mutex<CString>,
}

/// Begins a list.
pub(crate) fn list(
    out: &mut MaybeUninit<*mut lpa_pager>,
    client: Option<&lpa_client>,
    operation: &str,
    given: Given,
    options: Option<&lpa_options>,
) -> Result<()> {
    let (prepared, cancel) = prepare(client, operation, given, options)?;
    let reader = Reader::new(image::ahead(prepared.pages()?));
    let pager = lpa_pager { reader, operation: operation.to_owned(), cancel, token: Mutex::default() };
    out.write(Box::into_raw(Box::new(pager)));
    Ok(())
}

/// Reads the next page, and reads on while the caller works on it.
///
/// `page` is set to NULL behind the last page. Free a page with lpa_page_free; it does not need the
/// list any more. After a failure the list stands where it stood, and may be asked again. The cancel
/// token of the options that the list was begun with ends the waiting.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_pager_next_page(
    pager: Option<&lpa_pager>,
    page: Option<&mut MaybeUninit<*mut lpa_page>>,
    error: Option<&mut MaybeUninit<*mut lpa_error>>,
) -> lpa_status {
    boundary(error, || {
        let (pager, out) = (not_null("pager", pager)?, not_null("page", page)?);
        let page = Caller::wait_until(pager.reader.take_page(), &pager.cancel);
        let page = page.map_err(|error| of_operation(&pager.operation, error))?;
        out.write(page.map_or(null_mut(), |page| give_away(image::block_of(&page))));
        Ok(())
    })
}

/// Gives where the list stands, to be stored and given as `page_token` later; absent at its end. The
/// text lasts until this function is called again with the list, or the list is freed.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_pager_page_token(pager: Option<&lpa_pager>) -> lpa_text {
    let token = pager.and_then(|pager| CString::new(pager.reader.page_token()?.as_str()).ok());
    pager.zip(token).map_or(lpa_text::default(), |(pager, token)| {
        let mut kept = pager.token.lock().unwrap_or_else(PoisonError::into_inner);
        *kept = token;
        lpa_text { data: kept.as_ptr(), length: kept.as_bytes().len() }
    })
}

/// Says what is known of the list so far; of NULL nothing.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_pager_summary(pager: Option<&lpa_pager>) -> lpa_summary {
    pager.map(|pager| pager.reader.summary()).unwrap_or_default().into()
}

/// Ends the reading ahead until the next page is asked for. Where a thread waits for a page, nothing
/// changes; nor for NULL.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_pager_pause(pager: Option<&lpa_pager>) {
    pager.into_iter().for_each(|pager| pager.reader.pause());
}
