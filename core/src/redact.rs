//! Keeping secrets and personal data out of what is printed.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use zeroize::{Zeroize, Zeroizing};

use crate::wiped;

/// What stands in the place of a secret.
pub(crate) const REDACTED: &str = "<redacted>";

/// Removes secrets from the texts of others, also in encoded forms.
#[derive(Clone, Default)]
pub(crate) struct Scrubber {
    needles: Vec<Zeroizing<String>>,
}

impl Scrubber {
    pub(crate) fn add(&mut self, secret: &str) {
        if secret.len() < 4 {
            return;
        }
        for form in forms(secret) {
            if !self.needles.contains(&form) {
                self.needles.push(form);
            }
        }
    }

    /// Adds the passwords that a request carries, which the vendor may quote as well.
    pub(crate) fn add_passwords(&mut self, sent: &serde_json::Value) {
        match sent {
            serde_json::Value::Object(members) => {
                for (name, value) in members {
                    match value.as_str() {
                        Some(password) if name.eq_ignore_ascii_case("password") => self.add(password),
                        _ => self.add_passwords(value),
                    }
                }
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| self.add_passwords(item)),
            _ => {}
        }
    }

    /// The same, for the answer to a request with this body.
    pub(crate) fn for_body(&self, body: Option<&[u8]>) -> Scrubber {
        let mut scrubber = self.clone();
        if let Some(mut sent) = body.and_then(|body| serde_json::from_slice(body).ok()) {
            scrubber.add_passwords(&sent);
            wipe(&mut sent);
        }
        scrubber
    }

    pub(crate) fn scrub(&self, text: &str) -> String {
        self.needles.iter().fold(text.to_owned(), |text, needle| {
            if text.contains(needle.as_str()) { text.replace(needle.as_str(), REDACTED) } else { text }
        })
    }
}

/// A secret as it may stand in a text: itself, in base64, URL-encoded in both ways and both cases, and as a JSON text.
fn forms(secret: &str) -> [Zeroizing<String>; 8] {
    let form_encoded = joined(3 * secret.len(), url::form_urlencoded::byte_serialize(secret.as_bytes()), "");
    let url_encoded = joined(3 * secret.len(), form_encoded.split('+'), "%20");
    let json = wiped::json(secret).unwrap_or_default();
    let json = std::str::from_utf8(&json).unwrap_or_default();
    [
        Zeroizing::new(secret.to_owned()),
        Zeroizing::new(STANDARD_NO_PAD.encode(secret)),
        Zeroizing::new(URL_SAFE_NO_PAD.encode(secret)),
        in_lower_hex(&form_encoded),
        in_lower_hex(&url_encoded),
        form_encoded,
        url_encoded,
        Zeroizing::new(json.trim_matches('"').to_owned()),
    ]
}

/// Parts of a secret in one text, for which there is room from the start: a text that grows leaves copies behind.
fn joined<'a>(room: usize, parts: impl Iterator<Item = &'a str>, between: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(room));
    for (number, part) in parts.enumerate() {
        text.push_str(if number == 0 { "" } else { between });
        text.push_str(part);
    }
    text
}

fn in_lower_hex(url_encoded: &str) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(url_encoded.len()));
    let mut of_code = 0;
    for letter in url_encoded.chars() {
        text.push(if of_code > 0 { letter.to_ascii_lowercase() } else { letter });
        of_code = if letter == '%' { 2_usize } else { of_code.saturating_sub(1) };
    }
    text
}

/// Overwrites all texts of JSON.
pub(crate) fn wipe(json: &mut serde_json::Value) {
    match json {
        serde_json::Value::String(text) => text.zeroize(),
        serde_json::Value::Array(items) => items.iter_mut().for_each(wipe),
        serde_json::Value::Object(members) => members.values_mut().for_each(wipe),
        _ => {}
    }
}

/// What may be shown of a body that was not understood: its form, and no values.
///
/// Of JSON the member names and kinds; of a page its title; of anything else its length alone.
pub(crate) fn snippet(body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    let text = text.trim_start_matches('\u{feff}').trim();
    if text.is_empty() {
        return "an empty body".to_owned();
    }
    if text.starts_with('<') {
        return match title(text) {
            Some(title) => format!("a page titled \"{title}\""),
            None => format!("markup of {} bytes", body.len()),
        };
    }
    match serde_json::from_str::<serde_json::Value>(text) {
        Ok(value) => {
            let mut form = String::new();
            outline(&value, 2, &mut form);
            format!("JSON of the form {form}")
        }
        Err(error) if error.is_eof() && text.starts_with(['{', '[']) => {
            format!("JSON that ends too early, after {} bytes", body.len())
        }
        Err(_) => format!("{} bytes that are not JSON", body.len()),
    }
}

/// The title of a page, if it reads as one: a few words without an address or a number of identifying length.
fn title(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    let start = lower.find("<title>")? + "<title>".len();
    let end = start + lower[start..].find("</title>")?;
    let title = text.get(start..end)?.split_whitespace().collect::<Vec<_>>().join(" ");
    let plain = title.chars().all(|c| c.is_alphanumeric() || " -_:.,!'|".contains(c));
    let long = title.split(' ').any(|word| word.len() > 20);
    (!title.is_empty() && title.len() <= 80 && plain && !long).then_some(title)
}

fn outline(value: &serde_json::Value, depth: usize, out: &mut String) {
    use serde_json::Value::{Array, Bool, Null, Number, Object, String};
    match value {
        Null => out.push_str("null"),
        Bool(_) => out.push_str("boolean"),
        Number(_) => out.push_str("number"),
        String(_) => out.push_str("string"),
        Array(items) => {
            // Writing to a string cannot fail.
            let _ = write!(out, "[{}]", items.len());
        }
        Object(_) if depth == 0 => out.push_str("{…}"),
        Object(members) => {
            out.push('{');
            for (index, (name, value)) in members.iter().take(6).enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                // A map may be keyed by e-mail addresses or ids: only plain member names are shown.
                let plain = name.len() <= 30 && name.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
                out.push_str(if plain { name } else { "…" });
                out.push_str(": ");
                outline(value, depth - 1, out);
            }
            out.push_str(if members.len() > 6 { ", …}" } else { "}" });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_shows_the_form_and_no_value() {
        let cases: [(&str, &str, &str); 9] = [
            ("empty", " \n", "an empty body"),
            (
                "page",
                "<html><head><title>502 Bad Gateway</title></head></html>",
                "a page titled \"502 Bad Gateway\"",
            ),
            ("page with an address", "<title>Hello ada@example.com</title>", "markup of 36 bytes"),
            ("page without a title", "<p>x</p>", "markup of 8 bytes"),
            ("object", r#"{"result":["ada"],"ok":1}"#, "JSON of the form {result: [1], ok: number}"),
            ("nested", r#"{"a":{"b":{"c":"secret"}}}"#, "JSON of the form {a: {b: {…}}}"),
            ("keyed by address", r#"{"ada@example.com":"x"}"#, "JSON of the form {…: string}"),
            ("cut off", r#"{"items":[{"id":1"#, "JSON that ends too early, after 17 bytes"),
            ("words", "password is hunter2", "19 bytes that are not JSON"),
        ];
        for (name, body, expected) in cases {
            assert_eq!(snippet(body.as_bytes()), expected, "{name}");
        }
    }

    #[test]
    fn secrets_are_removed_in_every_form() {
        let mut scrubber = Scrubber::default();
        scrubber.add("s3cret/with+signs");
        for form in [
            "s3cret/with+signs",
            "czNjcmV0L3dpdGgrc2lnbnM=",
            "s3cret%2Fwith%2Bsigns",
            "s3cret%2fwith%2bsigns",
        ] {
            let text = scrubber.scrub(&format!("before {form} after"));
            assert!(!text.contains(form.trim_end_matches('=')), "{form}: {text}");
            assert!(text.starts_with("before <redacted>"), "{form}: {text}");
        }
    }
}
