//! Items and lists whose type is known at run time only: what a binding to another language works with.
//!
//! An item is a reference to the answer that it came in, whatever its type; erasing the type costs nothing, and
//! [`Record::cast`] brings it back.

mod image;
mod json;
mod list;
mod reader;

pub use image::{Image, ImageWriter};
pub use list::RecordList;
pub use reader::Reader;

use std::fmt;
use std::sync::Arc;

use jiff::tz::TimeZone;

use crate::error::Result;
use crate::paging::{ListSummary, Made, Page, PageToken, Pager};
use crate::tape::{Item, Node, SchemaRef};
use crate::transport::ResponseInfo;

/// An item of any type.
#[derive(Clone)]
pub struct Record {
    node: Node,
    schema: &'static SchemaRef,
}

impl Record {
    /// The name of the type, for example `CompanyUser`.
    pub fn type_name(&self) -> &'static str {
        self.schema.0.name
    }

    /// The item as its type; `None` if it is of another one.
    pub fn cast<T: Item>(self) -> Option<T> {
        std::ptr::eq(self.schema, T::SCHEMA).then(|| T::from_node(self.node))
    }
}

impl<T: Item> From<T> for Record {
    fn from(item: T) -> Self {
        Record { node: item.node().clone(), schema: T::SCHEMA }
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.type_name(), self.node.to_json(&self.schema.0))
    }
}

/// An item that knows nothing of its type: what a pager gives whose type is erased.
#[derive(Clone)]
pub(crate) struct Untyped(Node);

static UNTYPED: SchemaRef = SchemaRef::UNKNOWN;

impl Item for Untyped {
    const SCHEMA: &'static SchemaRef = &UNTYPED;

    fn from_node(node: Node) -> Self {
        Untyped(node)
    }

    fn node(&self) -> &Node {
        &self.0
    }
}

/// What the items of a list are: their type, and the zone that the caller named for times without one.
#[derive(Clone, Debug)]
pub struct RecordType {
    pub(crate) schema: &'static SchemaRef,
    #[cfg_attr(not(feature = "arrow"), expect(dead_code, reason = "each answer holds it too"))]
    pub(crate) zone: Option<TimeZone>,
}

impl RecordType {
    /// The name of the type, for example `CompanyUser`.
    pub fn name(&self) -> &'static str {
        self.schema.0.name
    }
}

/// A list of items of any type, read as far as it is asked for; see [`Pager`].
#[derive(Debug)]
pub struct RecordPager {
    pager: Pager<Untyped>,
    record_type: RecordType,
}

impl<T: Item> From<Pager<T>> for RecordPager {
    fn from(pager: Pager<T>) -> Self {
        let record_type = RecordType { schema: T::SCHEMA, zone: pager.zone().cloned() };
        RecordPager { pager: pager.retyped(), record_type }
    }
}

impl RecordPager {
    /// The same list, something made of each page before it is given: while the caller works on the one before.
    /// [`RecordPage::made`] has it.
    #[must_use]
    pub fn making<M: Send + Sync + 'static>(
        self,
        make: impl Fn(&RecordPage) -> Option<M> + Send + Sync + 'static,
    ) -> Self {
        let RecordPager { pager, record_type } = self;
        let own = record_type.clone();
        let make = move |page: Page<Untyped>| {
            Some(Arc::new(make(&RecordPage { page, record_type: own.clone() })?) as Made)
        };
        RecordPager { pager: pager.making(Box::new(make)), record_type }
    }

    /// The next item, see [`Pager::try_next`].
    pub async fn try_next(&mut self) -> Result<Option<Record>> {
        let item = self.pager.try_next().await?;
        Ok(item.map(|item| Record { node: item.0, schema: self.record_type.schema }))
    }

    /// The next page, see [`Pager::next_page`].
    pub async fn next_page(&mut self) -> Result<Option<RecordPage>> {
        let page = self.pager.next_page().await?;
        Ok(page.map(|page| RecordPage { page, record_type: self.record_type.clone() }))
    }

    /// Ends the reading ahead until the next page is asked for, see [`Pager::pause`].
    pub fn pause(&mut self) {
        self.pager.pause();
    }

    /// Where the list stands behind the pages that were given; `None` at the end.
    pub fn page_token(&self) -> Option<PageToken> {
        self.pager.page_token()
    }

    /// What is known of the list so far.
    pub fn summary(&self) -> ListSummary {
        self.pager.summary()
    }

    /// The name of the items' type, for example `CompanyUser`.
    pub fn type_name(&self) -> &'static str {
        self.record_type.name()
    }

    /// What the items are, also where there are none.
    pub fn record_type(&self) -> &RecordType {
        &self.record_type
    }
}

/// A page of items of any type, see [`Page`].
#[derive(Clone, Debug)]
pub struct RecordPage {
    pub(crate) page: Page<Untyped>,
    record_type: RecordType,
}

impl RecordPage {
    /// How many items the page holds.
    pub fn len(&self) -> usize {
        self.page.len()
    }

    /// Whether the page holds no item.
    pub fn is_empty(&self) -> bool {
        self.page.is_empty()
    }

    /// The item at a place.
    pub fn get(&self, index: usize) -> Option<Record> {
        self.page.get(index).map(|item| Record { node: item.0, schema: self.record_type.schema })
    }

    /// The name of the items' type, for example `CompanyUser`.
    pub fn type_name(&self) -> &'static str {
        self.record_type.name()
    }

    /// What the items are, also where there are none.
    pub fn record_type(&self) -> &RecordType {
        &self.record_type
    }

    /// The position of this page.
    pub fn token(&self) -> &PageToken {
        self.page.token()
    }

    /// The position of the next page; `None` on the last one.
    pub fn next_token(&self) -> Option<&PageToken> {
        self.page.next_token()
    }

    /// What was made of the page before it was given, see [`RecordPager::making`].
    pub fn made<M: Send + Sync + 'static>(&self) -> Option<Arc<M>> {
        self.page.made().and_then(|made| made.downcast().ok())
    }

    /// What came with the page.
    pub fn response(&self) -> &ResponseInfo {
        self.page.response()
    }
}
