//! The rows of a page, each as it stands in the answer, counted while they are read: however small an
//! answer is packed, it cannot unfold into more than a page has.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, Error, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// The envelope around the rows.
#[derive(Debug)]
pub(super) struct Envelope<'a> {
    pub(super) rows: Vec<&'a RawValue>,
    pub(super) has_next: Option<bool>,
}

/// Reads the envelope of a page with at most `most` rows.
///
/// # Errors
/// If it is none, or has more rows.
pub(super) fn read(text: &str, most: usize) -> Result<Envelope<'_>, serde_json::Error> {
    let Wire { data } = serde_json::from_str(text)?;
    let items = data.items.get();
    let rows = match items.trim_start().bytes().next() {
        Some(b'[') => {
            let mut json = serde_json::Deserializer::from_str(items);
            AtMost(most).deserialize(&mut json)?
        }
        Some(b'n') => Vec::new(),
        _ => vec![data.items],
    };
    let has_next = data.paging_info.and_then(|paging| paging.has_next);
    Ok(Envelope { rows, has_next })
}

#[derive(Deserialize)]
struct Wire<'a> {
    #[serde(borrow)]
    data: WireData<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WireData<'a> {
    #[serde(borrow)]
    items: &'a RawValue,
    #[serde(default)]
    paging_info: Option<PagingInfo>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PagingInfo {
    #[serde(default)]
    has_next: Option<bool>,
}

struct AtMost(usize);

impl<'de> DeserializeSeed<'de> for AtMost {
    type Value = Vec<&'de RawValue>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for AtMost {
    type Value = Vec<&'de RawValue>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of rows")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut rows: A) -> Result<Self::Value, A::Error> {
        let mut found = Vec::new();
        while let Some(row) = rows.next_element()? {
            if found.len() == self.0 {
                let most = self.0;
                return Err(A::Error::custom(format!(
                    "it has more than {most} rows, twice what was asked for"
                )));
            }
            found.push(row);
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_counted_while_it_is_read() {
        let zeros = format!("{{\"data\":{{\"items\":[{}0]}}}}", "0,".repeat(3_000_000));
        let error = read(&zeros, 400).unwrap_err().to_string();
        assert!(error.starts_with("it has more than 400 rows"), "{error}");
        assert!(
            error.contains("column 80"),
            "it stops at the row that is too many: {error}"
        );
        let page = read("{\"data\":{\"items\":[1,{},\"x\"]}}", 3).unwrap();
        assert_eq!(page.rows.len(), 3);
    }
}
