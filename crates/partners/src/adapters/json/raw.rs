//! One row as it stands in an answer: its canonical form, whose hash says whether anything has changed,
//! and what its adapter makes of it.

use std::fmt::Write as _;

use jiff::Timestamp;
use kontor_contracts::events::WithdrawalReason;
use serde_json::{Map, Value, value::RawValue};
use sha2::{Digest, Sha256};

use crate::domain::{Gone, Hash, Incoming, Listing, Mark, Rejected, Row, Stage};

/// The longest row that is read, in bytes of its text; a row of a network has some 3,400. What it becomes
/// in memory is up to fifty times as much.
const ROW_BYTES: usize = 256 * 1024;
/// So much of a row that cannot be used is kept, in bytes.
const KEPT_BYTES: usize = 16 * 1024;

/// What an adapter makes of a row, part by part: each is worth something without the others. An error
/// names the rule that the row breaks.
#[derive(Debug)]
pub(crate) struct Mapped {
    pub(crate) reference: Result<String, String>,
    pub(crate) modified: Result<Option<Timestamp>, String>,
    pub(crate) says: Result<Says, String>,
}

/// What a row says of its listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Says {
    /// It stands.
    Listed(Box<Listing>),
    /// It stands no more.
    Gone(WithdrawalReason),
}

/// Reads a row. One that cannot be read (half a surrogate pair, a number beyond all, a value nested too
/// deep, more than a row can be) is that row's fault alone.
pub(crate) fn row(text: &RawValue, map: impl FnOnce(&Map<String, Value>) -> Mapped) -> Row {
    let text = text.get();
    let bytes = text.len();
    let item = if bytes > ROW_BYTES {
        Err(format!("it has {bytes} bytes, more than {ROW_BYTES}"))
    } else {
        serde_json::from_str(text).map_err(|error| error.to_string())
    };
    let item = match item {
        Ok(item) => sorted(item),
        Err(error) => {
            let rule = format!("the row cannot be read: {error}");
            return Row::Unreadable(undecoded(rule, text));
        }
    };
    let payload = item.to_string();
    match item {
        Value::Object(object) => whole(map(&object), payload),
        _ => Row::Unreadable(undecoded("the row is not an object".to_owned(), &payload)),
    }
}

fn whole(mapped: Mapped, payload: String) -> Row {
    let hash = hash_of(&payload);
    let known = mapped.modified.as_ref().ok().copied().flatten();
    let name = mapped.reference.as_ref().ok().cloned();
    let read = mapped
        .modified
        .and(mapped.reference)
        .and_then(|reference| Ok((reference, mapped.says?)));
    match read {
        Ok((reference, says)) => {
            let mark = Mark {
                reference,
                modified: known,
                hash,
            };
            match says {
                Says::Listed(listing) => Row::Listing(Incoming {
                    mark,
                    payload,
                    listing,
                }),
                Says::Gone(reason) => Row::Gone(Gone { mark, reason }),
            }
        }
        Err(rule) => Row::Unreadable(Rejected {
            key: name.unwrap_or_else(|| hex(&hash)),
            modified: known,
            stage: Stage::Map,
            rule,
            payload: kept(&payload),
            hash,
        }),
    }
}

fn undecoded(rule: String, text: &str) -> Rejected {
    let hash = hash_of(text);
    Rejected {
        key: hex(&hash),
        modified: None,
        stage: Stage::Decode,
        rule,
        payload: kept(text),
        hash,
    }
}

fn hash_of(text: &str) -> Hash {
    Sha256::digest(text.as_bytes()).into()
}

fn kept(text: &str) -> String {
    text[..text.floor_char_boundary(KEPT_BYTES)].to_owned()
}

/// The value with the keys of every object in order, so that equal rows are equal texts. (The map
/// of `serde_json` keeps the order of insertion if any crate of the program asks for that.)
fn sorted(value: Value) -> Value {
    match value {
        Value::Object(map) => {
            let mut entries: Vec<_> = map.into_iter().collect();
            entries.sort_unstable_by(|(a, _), (b, _)| a.cmp(b));
            entries
                .into_iter()
                .map(|(key, value)| (key, sorted(value)))
                .collect()
        }
        Value::Array(values) => values.into_iter().map(sorted).collect(),
        other => other,
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A row whose adapter finds a reference and no more.
    fn read(text: &str) -> Rejected {
        let raw: &RawValue = serde_json::from_str(text).unwrap();
        let mapped = |object: &Map<String, Value>| Mapped {
            reference: object["id"]
                .as_str()
                .map(str::to_owned)
                .ok_or("no id".into()),
            modified: Ok(None),
            says: Err("it says nothing".into()),
        };
        match row(raw, mapped) {
            Row::Unreadable(row) => row,
            other => panic!("taken: {other:?}"),
        }
    }

    #[test]
    fn the_order_of_keys_does_not_change_the_hash() {
        let one = read(r#"{"id":"A","x":{"a":1,"b":2}}"#);
        let other = read(r#"{"x":{"b":2,"a":1}, "id":"A"}"#);
        assert_eq!(one, other);
        assert_eq!(one.key, "A");
    }

    #[test]
    fn a_row_that_cannot_be_used_says_where_it_failed_and_is_kept_in_part() {
        let long = format!("[{}0]", "0,".repeat(ROW_BYTES / 2));
        for (text, stage) in [
            ("7", Stage::Decode),
            (r#""X\ud83d""#, Stage::Decode),
            (long.as_str(), Stage::Decode),
            (r#"{"id":"A"}"#, Stage::Map),
        ] {
            let row = read(text);
            assert_eq!(row.stage, stage, "{text:.60}");
            assert!(row.payload.len() <= KEPT_BYTES);
        }
        assert_eq!(read("7").key.len(), 64);
    }
}
