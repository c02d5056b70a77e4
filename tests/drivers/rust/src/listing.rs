//! Reading a list: to its end, some pages of it, or some items of it.

use lastpass_admin::erased::RecordPager;
use lastpass_dispatch::plain;
use serde_json::{Value, json};

use crate::answer::record;
use crate::outcome::Outcome;
use crate::step::Reading;

pub(crate) async fn read(mut pager: RecordPager, reading: Reading) -> Outcome {
    match reading {
        Reading::Collect => Ok(json!({ "items": first(&mut pager, usize::MAX).await? })),
        Reading::Summary => {
            let items = first(&mut pager, usize::MAX).await?;
            Ok(json!({ "items": items, "summary": plain::summary(&pager.summary()) }))
        }
        Reading::First(count) => {
            let items = first(&mut pager, count).await?;
            Ok(json!({ "items": items, "page_token": position(&pager) }))
        }
        Reading::Pages(count) => {
            let mut pages = Vec::new();
            while pages.len() < count
                && let Some(page) = pager.next_page().await?
            {
                let items = (0..page.len()).filter_map(|index| page.get(index));
                pages.push(items.map(record).collect::<Outcome>()?);
            }
            Ok(json!({ "pages": pages, "page_token": position(&pager) }))
        }
    }
}

/// So many items, fewer if the list ends before.
async fn first(pager: &mut RecordPager, count: usize) -> Outcome {
    let mut items = Vec::new();
    while items.len() < count
        && let Some(item) = pager.try_next().await?
    {
        items.push(record(item)?);
    }
    Ok(Value::Array(items))
}

fn position(pager: &RecordPager) -> Option<String> {
    pager.page_token().map(|token| token.to_string())
}
