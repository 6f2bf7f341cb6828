//! JSON that is a little off, as programs of others write it, made into JSON (RFC 8259): a byte order
//! mark, bytes that are not UTF-8, control characters in texts, and what is not a number.

use std::{borrow::Cow, fmt::Write as _};

/// The answer as a text without a byte order mark (RFC 8259, 8.1 lets a reader skip it).
pub(super) fn text(body: &[u8]) -> Cow<'_, str> {
    let body = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    String::from_utf8_lossy(body)
}

/// The text with what JSON does not allow replaced: control characters inside of strings are
/// escaped, the words that some programs write for what is not a number become null.
pub(super) fn mended(text: &str) -> String {
    let mut mended = String::with_capacity(text.len() + 64);
    let (mut within, mut escaped) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let word = ["-Infinity", "Infinity", "NaN"]
            .iter()
            .find(|word| rest.starts_with(**word));
        if let Some(word) = word.filter(|_| !within) {
            mended.push_str("null");
            rest = &rest[word.len()..];
            continue;
        }
        if within && c.is_ascii_control() {
            // Writing to a String cannot fail.
            let _ = write!(mended, "\\u{:04x}", u32::from(c));
        } else {
            mended.push(c);
        }
        if c == '"' && !escaped {
            within = !within;
        }
        escaped = within && c == '\\' && !escaped;
        rest = &rest[c.len_utf8()..];
    }
    mended
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_is_off_is_mended_and_texts_stay() {
        for (off, right) in [
            ("[\"a\tb\"]", "[\"a\\u0009b\"]"),
            ("[NaN,-Infinity, Infinity]", "[null,null, null]"),
            (
                "[\"NaN \\\" Infinity\",NaN]",
                "[\"NaN \\\" Infinity\",null]",
            ),
            ("[\"a\\\\\",NaN]", "[\"a\\\\\",null]"),
        ] {
            assert_eq!(mended(off), right);
            serde_json::from_str::<serde_json::Value>(right).unwrap();
        }
        assert_eq!(text(b"\xef\xbb\xbf{}"), "{}");
        assert_eq!(text(b"\"a\xff\""), "\"a\u{fffd}\"");
    }

    proptest! {
        #[test]
        fn good_json_is_left_alone(text in "[ -~äß株🚂]{0,60}") {
            let json = serde_json::json!({ "text": text, "list": [text, 1.5, null] }).to_string();
            prop_assert_eq!(mended(&json), json);
        }
    }
}
