//! Settings of a client and options of a call; the functions that set them are generated.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use lastpass_admin::Result;
use lastpass_admin::blocking::Cancel;
use lastpass_dispatch::Refusal;

use crate::cancel::lpa_cancel;
use crate::given::{self, Given};
use crate::provider::Provider;

/// What a client is made with, or what a call takes beside its arguments: any number of settings.
/// What is not set stays as it is.
#[derive(Clone, Default)]
pub struct lpa_options {
    /// By their names; of the two that are no values it is said here that they are given, so that they are refused where they do not
    /// belong.
    pub(crate) given: Given,
    /// The first one, for whoever uses the options.
    mistake: Option<Refusal>,
    pub(crate) cancel: Option<Cancel>,
    pub(crate) provider: Option<Arc<Provider>>,
}

impl lpa_options {
    /// The options, if nothing went wrong when they were set; none for NULL.
    pub(crate) fn read(options: Option<&Self>) -> Result<Self> {
        let options = options.cloned().unwrap_or_default();
        options.mistake.clone().map_or(Ok(options), |mistake| Err(mistake.into()))
    }
}

/// Sets something; a mistake is kept for whoever uses the options.
pub(crate) fn setting(options: Option<&mut lpa_options>, set: impl FnOnce(&mut Given) -> given::Result) {
    if let Some(options) = options {
        let set = catch_unwind(AssertUnwindSafe(|| set(&mut options.given)));
        let set = set.unwrap_or_else(|_| Err(Refusal::new("could not be set").inside("options")));
        options.mistake = options.mistake.take().or(set.err());
    }
}

/// Lets a token end the calls that are made with these options, and the lists that are begun with
/// them. The options keep what they need of the token: it may be freed before them. NULL takes it
/// out again. A client takes none.
#[unsafe(no_mangle)]
pub extern "C" fn lpa_options_set_cancel(options: Option<&mut lpa_options>, cancel: Option<&lpa_cancel>) {
    if let Some(options) = options {
        options.cancel = cancel.map(|token| token.0.clone());
        options.given.put("cancel", cancel.map(|_| true));
    }
}
