//! Bytes of a spreadsheet as text: what says its encoding is believed, what is UTF-8 is taken as that, and
//! anything else is what spreadsheets write where nobody has chosen.

use encoding_rs::{Encoding, WINDOWS_1252};

/// The text of a list. What no encoding has is there as U+FFFD, which the check of its row finds.
pub(super) fn decode(bytes: &[u8]) -> String {
    let known = Encoding::for_bom(bytes).map(|(encoding, _)| encoding);
    let encoding = known.or_else(|| utf_16_without_a_mark(bytes));
    if let Some(encoding) = encoding {
        return encoding.decode(bytes).0.into_owned();
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode(bytes).0.into_owned(),
    }
}

/// Names and addresses have no NUL: every second byte is one only in UTF-16.
fn utf_16_without_a_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let first = bytes.get(..4)?;
    match (first[0], first[1], first[2], first[3]) {
        (0, 1.., 0, 1..) => Some(encoding_rs::UTF_16BE),
        (1.., 0, 1.., 0) => Some(encoding_rs::UTF_16LE),
        _ => None,
    }
}
