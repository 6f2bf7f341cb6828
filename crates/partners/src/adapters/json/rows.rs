//! The rows of a page, each as it stands in the answer, counted while they are read: however small an
//! answer is packed, it cannot unfold into more than a page has.

use std::fmt;

use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

/// The rows of a list; one object that is not a list counts as a list of one.
///
/// # Errors
/// If there are more than `most`.
pub(crate) fn list(items: &RawValue, most: usize) -> Result<Vec<&RawValue>, serde_json::Error> {
    let text = items.get();
    match text.trim_start().bytes().next() {
        Some(b'[') => AtMost(most).deserialize(&mut serde_json::Deserializer::from_str(text)),
        Some(b'n') => Ok(Vec::new()),
        _ => Ok(vec![items]),
    }
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
    fn rows_are_counted_while_they_are_read() {
        let zeros = format!("[{}0]", "0,".repeat(3_000_000));
        let zeros: &RawValue = serde_json::from_str(&zeros).unwrap();
        let error = list(zeros, 400).unwrap_err().to_string();
        assert!(error.starts_with("it has more than 400 rows"), "{error}");
        assert!(
            error.contains("column 80"),
            "it stops at the row that is too many: {error}"
        );
        for (items, rows) in [(r#"[1,{},"x"]"#, 3), ("[]", 0), ("null", 0), ("{}", 1)] {
            let items: &RawValue = serde_json::from_str(items).unwrap();
            assert_eq!(list(items, 3).unwrap().len(), rows, "{items}");
        }
    }
}
