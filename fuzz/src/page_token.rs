//! Stored positions of lists: they are the caller's, and may be anything.

use std::sync::LazyLock;

use lastpass_admin::ErrorKind;
use lastpass_admin::fuzzing::{self, Operation};

use crate::input::SECRET;

static LISTS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    let apis =
        [true, false].map(|business| fuzzing::operations(business, SECRET).expect("the settings are good"));
    apis.into_iter().flatten().filter(Operation::is_list).collect()
});

/// A page that every list takes for one of its own.
const PAGE: &str = r#"{
    "status": "Success", "total": 9000, "count": 1, "next": 1714644898000000, "nextPageToken": "further",
    "items": [{"id": 1, "user_id": 1}], "Users": {"1": {"username": "ada@example.com"}}, "data": {"Event1": {"Time": "2024-05-02 10:14:58"}}
}"#;

/// A map of folders, for the lists that are one.
const MAP: &str = r#"{"5001": {"sharedfoldername": "Shared-Infra"}}"#;

/// Runs one input.
pub fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match fuzzing::page_token(text) {
        Ok(printed) => {
            let again = fuzzing::page_token(&printed);
            assert_eq!(again.ok().as_deref(), Some(printed.as_str()), "{text:?}");
        }
        Err(error) => {
            assert_eq!((error.kind(), error.parameter()), (ErrorKind::InvalidArgument, Some("page_token")));
        }
    }
    for list in LISTS.iter() {
        let pages = if list.name().contains("folders") { [MAP, MAP] } else { [PAGE, PAGE] };
        // A position that belongs to another list is refused; one of this list reads on from a page.
        let read = list.read(Some(text), &pages.map(str::as_bytes));
        if let Some(Err(error)) = read {
            let kinds = [ErrorKind::InvalidArgument, ErrorKind::Paging];
            assert!(kinds.contains(&error.kind()), "{}: {text:?}: {error:?}", list.name());
        }
    }
}
