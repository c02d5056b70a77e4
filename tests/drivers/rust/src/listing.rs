//! Reading a list: to its end, some pages of it, or some items of it.

use lastpass_admin::{Item, Pager};
use serde_json::{Value, json};

use crate::argument::Arguments;
use crate::asked::{Answer, Failure};
use crate::canonical::Canonical;

/// How far a list is read.
#[derive(Clone, Copy)]
pub(crate) enum Reading {
    /// All items.
    Collect,
    /// So many items, one by one.
    First(usize),
    /// So many pages.
    Pages(usize),
}

impl Reading {
    /// What a step says under `read`: nothing, `{"first": 3}` or `{"pages": 2}`.
    pub(crate) fn of(value: Value) -> Result<Self, Failure> {
        let mut given = Arguments::of(value)?;
        let (first, pages) = (given.take("first")?, given.take("pages")?);
        given.finish()?;
        match (first, pages) {
            (None, None) => Ok(Reading::Collect),
            (Some(items), None) => Ok(Reading::First(items)),
            (None, Some(pages)) => Ok(Reading::Pages(pages)),
            (Some(_), Some(_)) => Err(Failure::Fault("`first` and `pages` exclude each other".to_owned())),
        }
    }
}

pub(crate) async fn list<T: Item + Canonical>(mut pager: Pager<T>, reading: Reading) -> Answer {
    match reading {
        Reading::Collect => Ok(json!({ "items": pager.collect().await?.canonical() })),
        Reading::First(count) => {
            let mut items = Vec::new();
            while items.len() < count
                && let Some(item) = pager.try_next().await?
            {
                items.push(item.canonical());
            }
            Ok(json!({ "items": items, "page_token": position(&pager) }))
        }
        Reading::Pages(count) => {
            let mut pages = Vec::new();
            while pages.len() < count
                && let Some(page) = pager.next_page().await?
            {
                pages.push(page.iter().map(|item| item.canonical()).collect::<Value>());
            }
            Ok(json!({ "pages": pages, "page_token": position(&pager) }))
        }
    }
}

fn position<T: Item>(pager: &Pager<T>) -> Option<String> {
    pager.page_token().map(|token| token.to_string())
}
