//! Secrets in the forms in which they may stand somewhere.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;

/// What is searched for.
pub(super) struct Marks {
    needles: Vec<Needle>,
    /// Whether a needle begins with these two bytes.
    beginnings: Vec<bool>,
}

struct Needle {
    secret: &'static str,
    form: &'static str,
    bytes: Vec<u8>,
}

/// A secret in a text.
pub(super) struct Found {
    pub(super) secret: &'static str,
    pub(super) form: &'static str,
    /// Where it begins.
    pub(super) at: usize,
}

impl Marks {
    pub(super) fn of(secrets: &[(&'static str, &str)]) -> Self {
        let mut needles = Vec::new();
        for (secret, text) in secrets {
            for (form, bytes) in forms(text) {
                needles.push(Needle { secret, form, bytes });
            }
        }
        let mut beginnings = vec![false; 1 << 16];
        needles.iter().for_each(|needle| beginnings[beginning(&needle.bytes)] = true);
        Marks { needles, beginnings }
    }

    /// The secrets in a text. A place where two forms are the same counts once.
    pub(super) fn find(&self, text: &[u8]) -> Vec<Found> {
        let mut found = Vec::new();
        for (at, two) in text.windows(2).enumerate() {
            if self.beginnings[beginning(two)]
                && let Some(needle) = self.needles.iter().find(|needle| text[at..].starts_with(&needle.bytes))
            {
                found.push(Found { secret: needle.secret, form: needle.form, at });
            }
        }
        found
    }
}

fn beginning(bytes: &[u8]) -> usize {
    usize::from(bytes[0]) << 8 | usize::from(bytes[1])
}

/// A secret as it may stand in memory or in what is printed.
fn forms(secret: &str) -> Vec<(&'static str, Vec<u8>)> {
    let bytes = secret.as_bytes();
    let second_half = &secret[secret.len() / 2..];
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let hex = |upper: bool| -> Vec<u8> {
        let code = |byte: &u8| if upper { format!("{byte:02X}") } else { format!("{byte:02x}") };
        bytes.iter().map(code).collect::<String>().into_bytes()
    };
    let in_url = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(*byte).to_string(),
        _ => format!("%{byte:02X}"),
    };
    let json = serde_json::Value::from(secret).to_string();
    let mut forms = vec![
        ("as it is", bytes.to_vec()),
        // The first bytes of what is freed are the allocator's.
        ("its second half", second_half.as_bytes().to_vec()),
        ("in UTF-16", utf16(secret)),
        ("its second half in UTF-16", utf16(second_half)),
        ("in hexadecimal", hex(false)),
        ("in hexadecimal", hex(true)),
        ("URL-encoded", bytes.iter().map(in_url).collect::<String>().into_bytes()),
        ("in JSON", json.trim_matches('"').as_bytes().to_vec()),
    ];
    for before in 0..3 {
        let encoded = STANDARD_NO_PAD.encode([&b"xx"[..before], bytes].concat());
        // Without the letters at both ends, in which neighbours have a part.
        let inner = &encoded[if before == 0 { 0 } else { 4 }..encoded.len() - 2];
        forms.push(("in base64", inner.as_bytes().to_vec()));
        forms.push(("in base64 for URLs", inner.replace('+', "-").replace('/', "_").into_bytes()));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_found_in_every_form() {
        let marks = Marks::of(&[("password", "Pa55 \"w>?rd~of 1234 mine"), ("key", "lpkey_0123456789")]);
        let cases: [(&str, &[u8], &[&str]); 11] = [
            ("nothing", b"Pa55 word, lpkey_012345678", &[]),
            ("as it is", b"<Pa55 \"w>?rd~of 1234 mine>", &["password", "password"]),
            ("without its beginning", b"\0\0\0\0~of 1234 mine\0", &["password"]),
            (
                "in UTF-16",
                b"l\0p\0k\0e\0y\0_\x000\x001\x002\x003\x004\x005\x006\x007\x008\x009\0",
                &["key", "key"],
            ),
            ("in hexadecimal", b"6c706b65795f30313233343536373839", &["key"]),
            ("in upper case", b"6C706B65795F30313233343536373839", &["key"]),
            ("URL-encoded", b"Pa55%20%22w%3E%3Frd%7Eof%201234%20mine", &["password"]),
            ("in JSON", br#""Pa55 \"w>?rd~of 1234 mine""#, &["password", "password"]),
            ("in base64", b"bHBrZXlfMDEyMzQ1Njc4OQ==", &["key"]),
            ("in base64 behind a letter", b"YWxwa2V5XzAxMjM0NTY3ODk=", &["key"]),
            ("in base64 behind two", b"YWFscGtleV8wMTIzNDU2Nzg5", &["key"]),
        ];
        for (name, text, expected) in cases {
            let found: Vec<_> = marks.find(text).iter().map(|found| found.secret).collect();
            assert_eq!(found, expected, "{name}");
        }
    }
}
