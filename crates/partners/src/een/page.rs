//! One page of the source: its rows, each usable or not, and whether there is another.

use std::fmt::Write as _;

use jiff::Timestamp;
use kontor_contracts::Language;
use serde_json::{Map, Value, value::RawValue};
use sha2::{Digest, Sha256};

use super::{fields::Fields, mapping, mend, rows};
use crate::domain::{Hash, Incoming, Rejected, SourceRow, Stage};

/// The longest row that is read, in bytes of its text; a row of a network has some 3,400. What it becomes
/// in memory is up to fifty times as much.
const ROW_BYTES: usize = 256 * 1024;
/// So much of a row that cannot be used is kept, in bytes.
const KEPT_BYTES: usize = 16 * 1024;

/// A page as read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Page {
    pub(super) rows: Vec<SourceRow>,
    pub(super) hash: Hash,
    pub(super) next: Next,
}

/// Whether there is another page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The source says so.
    Yes,
    /// The source says that this was the last.
    No,
    /// The source says nothing: an empty page will tell, or the same page again.
    Unsaid,
}

/// Reads a page.
///
/// # Errors
/// If the answer as a whole is not a page; single rows never are an error.
pub(super) fn parse(
    body: &[u8],
    page_size: u32,
    language: Option<&Language>,
) -> Result<Page, serde_json::Error> {
    let text = mend::text(body);
    let most = usize::try_from(page_size)
        .unwrap_or(usize::MAX)
        .saturating_mul(2);
    let mended;
    let envelope = match rows::read(&text, most) {
        Err(error) if error.is_syntax() => {
            mended = mend::mended(&text);
            rows::read(&mended, most)?
        }
        read => read?,
    };
    let next = match envelope.has_next {
        Some(true) => Next::Yes,
        Some(false) => Next::No,
        None if envelope.rows.is_empty() => Next::No,
        None => Next::Unsaid,
    };
    let rows: Vec<_> = envelope
        .rows
        .into_iter()
        .map(|row| read_raw(row, language))
        .collect();
    let mut hash = Sha256::new();
    for row in &rows {
        hash.update(row.hash());
    }
    Ok(Page {
        rows,
        hash: hash.finalize().into(),
        next,
    })
}

/// A row that cannot be read (half a surrogate pair, a number beyond all, a value nested too deep, more
/// than a row can be) is that row's fault alone.
fn read_raw(row: &RawValue, language: Option<&Language>) -> SourceRow {
    let text = row.get();
    let bytes = text.len();
    let item = if bytes > ROW_BYTES {
        Err(format!("it has {bytes} bytes, more than {ROW_BYTES}"))
    } else {
        serde_json::from_str(text).map_err(|error| error.to_string())
    };
    match item {
        Ok(item) => read_row(item, language),
        Err(error) => {
            let hash: Hash = Sha256::digest(text.as_bytes()).into();
            let rule = format!("the row cannot be read: {error}");
            SourceRow::Unusable(reject(None, None, Stage::Decode, rule, text, hash))
        }
    }
}

fn read_row(item: Value, language: Option<&Language>) -> SourceRow {
    let item = sorted(item);
    let payload = item.to_string();
    let hash: Hash = Sha256::digest(payload.as_bytes()).into();
    let Value::Object(profile) = &item else {
        let rule = "the row is not an object".to_owned();
        return SourceRow::Unusable(reject(None, None, Stage::Decode, rule, &payload, hash));
    };
    let modified = Fields(profile).instant("lastModified");
    let known = modified.as_ref().ok().copied().flatten();
    match read_profile(profile, modified, language) {
        Ok((reference, row)) => SourceRow::Usable(Incoming {
            reference,
            modified: known,
            hash,
            payload,
            row,
        }),
        Err(rule) => {
            let reference = mapping::reference(profile).ok();
            SourceRow::Unusable(reject(reference, known, Stage::Map, rule, &payload, hash))
        }
    }
}

fn read_profile(
    profile: &Map<String, Value>,
    modified: Result<Option<Timestamp>, String>,
    language: Option<&Language>,
) -> Result<(String, crate::domain::Row), String> {
    modified?;
    let reference = mapping::reference(profile)?;
    let row = mapping::row(profile, &reference, language)?;
    Ok((reference, row))
}

fn reject(
    reference: Option<String>,
    modified: Option<Timestamp>,
    stage: Stage,
    rule: String,
    payload: &str,
    hash: Hash,
) -> Rejected {
    let key = reference.unwrap_or_else(|| hex(&hash));
    let payload = payload[..payload.floor_char_boundary(KEPT_BYTES)].to_owned();
    Rejected {
        key,
        modified,
        stage,
        rule,
        payload,
        hash,
    }
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
    use serde_json::json;

    use super::*;

    fn read(body: &Value) -> Page {
        parse(body.to_string().as_bytes(), 2, None).unwrap()
    }

    #[test]
    fn one_object_instead_of_a_list_is_one_row() {
        let page = read(&json!({"data": {"items": {"reference": "A", "title": "T",
            "profileType": {"code": "BO"}}, "pagingInfo": {"hasNext": false}}}));
        assert_eq!(page.rows.len(), 1);
        assert!(matches!(page.rows[0], SourceRow::Usable(_)));
        assert_eq!(page.next, Next::No);
    }

    #[test]
    fn the_order_of_keys_does_not_change_the_hash() {
        let one = br#"{"data":{"items":[{"reference":"A","title":"T","x":{"a":1,"b":2}}]}}"#;
        let other = br#"{"data":{"items":[{"x":{"b":2,"a":1},"title":"T","reference":"A"}]}}"#;
        assert_eq!(
            parse(one, 2, None).unwrap().hash,
            parse(other, 2, None).unwrap().hash
        );
    }

    #[test]
    fn bad_rows_stand_beside_good_ones() {
        let page = read(&json!({"data": {"items": [7, {"reference": "A"},
            {"reference": "B", "title": "T", "profileType": "TR"}]}}));
        let unusable = |row: &SourceRow| match row {
            SourceRow::Unusable(row) => Some(row.clone()),
            SourceRow::Usable(_) => None,
        };
        let bad: Vec<_> = page.rows.iter().filter_map(unusable).collect();
        assert_eq!(bad[0].stage, Stage::Decode);
        assert_eq!(bad[0].key.len(), 64);
        assert_eq!((bad[1].stage, bad[1].key.as_str()), (Stage::Map, "A"));
        assert_eq!(page.rows.len() - bad.len(), 1);
        assert_eq!(page.next, Next::Unsaid);
    }

    /// Each of these has one good row, and one that the reader cannot take or a mark it does not know.
    #[test]
    fn one_bad_value_costs_one_row() {
        let good = r#"{"reference":"A","title":"T","profileType":"BO"}"#;
        let deep = format!("{}1{}", "[".repeat(2_000), "]".repeat(2_000));
        for bad in [
            r#"{"reference":"B","title":"X\ud83d","profileType":"BO"}"#.to_owned(),
            r#"{"reference":"B","title":"T","profileType":"BO","x":1e999999}"#.to_owned(),
            format!(r#"{{"reference":"B","title":"T","profileType":"BO","x":{deep}}}"#),
            format!(
                r#"{{"reference":"B","x":[{}0]}}"#,
                "0,".repeat(ROW_BYTES / 2)
            ),
        ] {
            let body = format!(r#"{{"data":{{"items":[{good},{bad}]}}}}"#);
            let page = parse(body.as_bytes(), 2, None).unwrap();
            assert!(matches!(page.rows[0], SourceRow::Usable(_)), "{bad:.60}");
            let SourceRow::Unusable(row) = &page.rows[1] else {
                panic!("taken: {bad:.60}")
            };
            assert_eq!(row.stage, Stage::Decode);
            assert!(row.payload.len() <= KEPT_BYTES);
        }
        for off in [
            &br#"{"reference":"B","title":"A	B","profileType":"BO"}"#[..],
            b"{\"reference\":\"B\",\"title\":\"A\xffB\",\"profileType\":\"BO\"}",
            br#"{"reference":"B","title":"T","profileType":"BO","x":NaN}"#,
        ] {
            let body = [b"\xef\xbb\xbf{\"data\":{\"items\":[", off, b"]}}"].concat();
            let page = parse(&body, 2, None).unwrap();
            assert!(matches!(page.rows[0], SourceRow::Usable(_)), "{off:?}");
        }
    }

    #[test]
    fn a_cut_answer_is_no_page() {
        assert!(parse(br#"{"data":{"items":[{"reference":"A""#, 2, None).is_err());
        assert!(parse(b"{\"data\":{}}", 2, None).is_err());
    }
}
