//! Where an API lives, taken apart once, so that a request adds no more than its path and query.

use http::Uri;
use http::uri::PathAndQuery;
use url::{Origin, Url, form_urlencoded};

use crate::error::{Error, Result};

/// The base URL of an API.
pub(crate) struct Endpoint {
    url: Url,
    uri: Uri,
}

impl Endpoint {
    /// `None` if nothing can be sent there.
    pub(crate) fn new(url: Url) -> Option<Self> {
        let uri = url.as_str().parse().ok()?;
        Some(Endpoint { url, uri })
    }

    pub(crate) fn as_str(&self) -> &str {
        self.url.as_str()
    }

    pub(crate) fn origin(&self) -> Origin {
        self.url.origin()
    }

    pub(crate) fn is_secure(&self) -> bool {
        self.url.scheme() == "https"
    }

    /// The base URL itself.
    pub(crate) fn uri(&self) -> &Uri {
        &self.uri
    }

    /// Another path and query on the same host.
    pub(crate) fn at(&self, target: PathAndQuery) -> Result<Uri> {
        let mut parts = self.uri.clone().into_parts();
        parts.path_and_query = Some(target);
        Uri::from_parts(parts).map_err(|_| not_a_path())
    }

    /// A path below the base, which is encoded where that is missing, with a query.
    pub(crate) fn below<'a>(
        &self,
        path: &str,
        query: impl Iterator<Item = (&'a str, &'a str)>,
    ) -> Result<Uri> {
        let mut target = String::with_capacity(128);
        target.push_str(self.url.path().trim_end_matches('/'));
        target.push_str(path);
        if !is_plain(path) {
            let mut url = self.url.clone();
            url.set_path(&target);
            url.path().clone_into(&mut target);
        }
        let mut query = query.peekable();
        if query.peek().is_some() {
            target.push('?');
            let start = target.len();
            target = form_urlencoded::Serializer::for_suffix(target, start).extend_pairs(query).finish();
        }
        self.at(PathAndQuery::try_from(target).map_err(|_| not_a_path())?)
    }
}

/// Whether a URL takes this path as it is, as it does nearly all of them.
fn is_plain(path: &str) -> bool {
    path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-_".contains(&byte))
}

fn not_a_path() -> Error {
    Error::invalid_argument("path", "is too long for a URL, with its query, or holds what no URL can")
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on has failed")]
mod tests {
    use super::*;

    #[test]
    fn paths_and_queries_are_encoded_as_in_any_url() {
        type Query = &'static [(&'static str, &'static str)];
        let cases: [(&str, &str, Query, &str); 8] = [
            ("https://a.example/business", "/v9/users/7", &[], "https://a.example/business/v9/users/7"),
            ("https://a.example/business/", "/v9/users", &[], "https://a.example/business/v9/users"),
            ("https://a.example", "/v9/users", &[("q", "")], "https://a.example/v9/users?q="),
            (
                "http://[::1]:9/b",
                "/v9/users",
                &[("name", "a%b c&d=é+"), ("x", "1")],
                "http://[::1]:9/b/v9/users?name=a%25b+c%26d%3D%C3%A9%2B&x=1",
            ),
            ("https://a.example/b", "/v9/Zoë x", &[], "https://a.example/b/v9/Zo%C3%AB%20x"),
            ("https://a.example/b", "/v9/a%20b", &[("p", "1")], "https://a.example/b/v9/a%20b?p=1"),
            ("https://a.example/b", "/v9/./a.json", &[], "https://a.example/b/v9/a.json"),
            ("https://a.example/b", "/v9/{id}\"", &[], "https://a.example/b/v9/%7Bid%7D%22"),
        ];
        for (base, path, query, expected) in cases {
            let endpoint = Endpoint::new(base.parse().unwrap()).unwrap();
            assert_eq!(endpoint.below(path, query.iter().copied()).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_is_too_long_for_a_url_is_refused() {
        let endpoint = Endpoint::new("https://a.example/b".parse().unwrap()).unwrap();
        let long = "x".repeat(70_000);
        for (path, value) in [(format!("/{long}"), ""), ("/v9".to_owned(), long.as_str())] {
            let error = endpoint.below(&path, [("name", value)].into_iter()).unwrap_err();
            assert_eq!(error.parameter(), Some("path"), "{error}");
        }
    }
}
