//! Answers of the Provisioning API: status 200 and an XML media type, whatever the body is.

use bytes::Bytes;
use http::header::{CACHE_CONTROL, CONTENT_TYPE, SERVER, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderValue, StatusCode};
use serde_json::{Value, json};

use crate::reply::{GATEWAY_PAGE, Reply};

/// The answer to wrong credentials, byte for byte, with the line feed at its end.
const AUTHORIZATION_ERROR: &str =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<lastpass rc=\"Authorization Error\"/>\n";

fn answer(body: impl Into<Bytes>) -> Reply {
    let mut headers = HeaderMap::with_capacity(6);
    for (name, value) in [
        (CONTENT_TYPE, "text/xml;charset=UTF-8"),
        (CACHE_CONTROL, "no-cache,private,no-store,max-age=0,s-maxage=0,must-revalidate,proxy-revalidate"),
        (VARY, "origin, Accept-Encoding"),
        (SERVER, "LastPass"),
        (SET_COOKIE, "PHPSESSID=sandbox; path=/; secure; HttpOnly"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    Reply { status: StatusCode::OK, headers, body: body.into(), changed: false }
}

pub(crate) fn authorization_error() -> Reply {
    answer(AUTHORIZATION_ERROR)
}

pub(super) fn html() -> Reply {
    answer(GATEWAY_PAGE)
}

pub(super) fn nothing() -> Reply {
    answer(Bytes::new())
}

/// An answer with an error status: 429 is the only one that is known.
pub(crate) fn error_status(status: StatusCode) -> Reply {
    Reply { status, ..answer(format!("{status}\n")) }
}

/// JSON that was printed before.
pub(super) fn printed(body: impl Into<Bytes>) -> Reply {
    answer(body)
}

/// JSON, printed compactly.
pub(super) fn json(body: &Value) -> Reply {
    answer(body.to_string())
}

pub(super) fn ok() -> Reply {
    answer(r#"{"status":"OK"}"#)
}

/// FAIL with the text as a string, the form of deluser and updateuser.
pub(super) fn fail(text: &str) -> Reply {
    json(&json!({"status": "FAIL", "error": text}))
}

/// FAIL with the texts as an array, the form of resetpassword and batchadd.
pub(super) fn fail_list(texts: &[String]) -> Reply {
    json(&json!({"status": "FAIL", "error": texts}))
}
