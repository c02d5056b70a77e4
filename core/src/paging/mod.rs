//! Reading lists: pages as the vendor cuts them, items as the caller wants them.

mod fetch;
mod page;
mod pager;
mod seam;
mod seen;
mod source;
mod token;
mod walk;

#[cfg(feature = "fuzzing")]
pub(crate) use fetch::Listing;
pub(crate) use fetch::{Fetched, Made};
pub use page::Page;
pub use pager::Pager;
pub(crate) use source::{Pages, Source};
pub use token::PageToken;
pub(crate) use token::{Cursor, Place, foreign};
pub use walk::ListSummary;
pub(crate) use walk::SharedWalk;
#[cfg(feature = "fuzzing")]
pub(crate) use walk::Walk;

use serde_json::{Map, Value};

use crate::call::Request;

/// How an operation pages: a static table, generated from the contract.
#[derive(Debug)]
pub(crate) struct Paging {
    pub style: Style,
    /// Name of the parameter that carries the size of a page.
    pub size_name: &'static str,
    /// The size that is asked for unless the caller says otherwise: the largest that the operation allows.
    pub default_size: u32,
    pub max_size: u32,
    /// Whether the vendor decides the size, so that none is sent.
    pub fixed: bool,
    /// Index of the item's id, by which an item that shifts to a later page is given once.
    pub identity: Option<usize>,
}

/// The vendor's ways to page. Numbers are indices of members in the schema of the answer.
#[derive(Debug)]
pub(crate) enum Style {
    /// An opaque token in the page, sent back as a parameter.
    Token { token_name: &'static str, items: usize, next: usize },
    /// Pages counted from zero. Without `items` the answer itself is the map.
    Index { index_name: &'static str, items: Option<usize>, total: Option<usize>, shrinks: bool },
    /// A mark that is sent back as it came; the next page begins with what stands at the mark.
    Next { token_name: &'static str, items: usize, next: usize },
    /// A token inside an object of the page.
    Continuation { token_name: &'static str, items: usize, continuation: usize, token: usize },
    /// One answer holds everything.
    Whole,
}

/// What a list is asked with, before its pages.
#[derive(Default)]
pub(crate) struct ListRequest {
    /// Path and query of the Business API; the whole request of an operation that does not page.
    pub request: Request,
    /// Members of `data` of the Provisioning API.
    pub data: Map<String, Value>,
    pub page_size: Option<u32>,
    pub page_token: Option<PageToken>,
    /// Flags that items must have: filters that the vendor does not take together with the one that is sent.
    pub keep: Vec<(usize, bool)>,
}
