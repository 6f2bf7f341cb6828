//! What a column holds beyond numbers and texts: words of a list, JSON, hashes, counts. What cannot be read
//! is a [`StoreError::Corrupt`] that names its place and never the value, which may be a person's.

use std::{fmt::Display, str::FromStr};

use serde::{
    Serialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error as ValueError},
};

use crate::StoreError;

/// A column holds what cannot be; `detail` has nothing of a person.
pub fn corrupt(table: &'static str, column: &'static str, detail: impl Display) -> StoreError {
    let detail = detail.to_string();
    StoreError::Corrupt {
        table,
        column,
        detail,
    }
}

/// A text that its type reads, such as a language; its error says nothing of a person.
///
/// # Errors
/// [`StoreError::Corrupt`] if it cannot.
pub fn parsed<T: FromStr<Err: Display>>(
    table: &'static str,
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    text.parse().map_err(|error| corrupt(table, column, error))
}

/// A value that was written as JSON.
///
/// # Errors
/// [`StoreError::Corrupt`] with the place in the text.
pub fn from_json<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    text: &str,
) -> Result<T, StoreError> {
    serde_json::from_str(text).map_err(|error| not_json(table, column, &error))
}

/// A value as JSON.
///
/// # Errors
/// [`StoreError::Corrupt`] for what JSON cannot say.
pub fn to_json<T: Serialize>(
    table: &'static str,
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    serde_json::to_string(value).map_err(|error| not_json(table, column, &error))
}

/// JSON that is not what it should be. The message of `serde_json` may quote the value; its place does not.
pub fn not_json(
    table: &'static str,
    column: &'static str,
    error: &serde_json::Error,
) -> StoreError {
    let (kind, line, at) = (error.classify(), error.line(), error.column());
    corrupt(table, column, format_args!("{kind:?} at {line}:{at}"))
}

/// A word of a list of words, as its type names it in JSON.
///
/// # Errors
/// [`StoreError::Corrupt`] for another word.
pub fn from_word<T: DeserializeOwned>(
    table: &'static str,
    column: &'static str,
    word: &str,
) -> Result<T, StoreError> {
    let known = T::deserialize(IntoDeserializer::<ValueError>::into_deserializer(word));
    known.map_err(|error| corrupt(table, column, error))
}

/// The word of a list of words.
///
/// # Errors
/// [`StoreError::Corrupt`] for a value that is more than a word.
pub fn to_word<T: Serialize>(
    table: &'static str,
    column: &'static str,
    value: &T,
) -> Result<String, StoreError> {
    let word = serde_json::to_value(value).ok();
    let word = word.as_ref().and_then(serde_json::Value::as_str);
    word.map(str::to_owned)
        .ok_or_else(|| corrupt(table, column, "not a word"))
}

/// A number that counts something.
///
/// # Errors
/// [`StoreError::Corrupt`] below 0 and beyond 32 bits.
pub fn count(table: &'static str, column: &'static str, value: i64) -> Result<u32, StoreError> {
    u32::try_from(value).map_err(|_| corrupt(table, column, "not a count"))
}

/// A SHA-256.
///
/// # Errors
/// [`StoreError::Corrupt`] for another length.
pub fn hash(
    table: &'static str,
    column: &'static str,
    bytes: &[u8],
) -> Result<[u8; 32], StoreError> {
    bytes
        .try_into()
        .map_err(|_| corrupt(table, column, "not 32 bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_named_by_its_place_and_not_quoted() {
        let wrong = |error: StoreError| error.to_string();
        let json = from_json::<u8>("t", "c", "{\"name\": \"Anna\"}").unwrap_err();
        assert!(!wrong(json).contains("Anna"));
        let json = from_json::<u8>("t", "c", "\"Anna\"").unwrap_err();
        assert!(wrong(json).starts_with("t.c holds a value that cannot be: Data at 1:"));
        assert!(count("t", "c", -1).is_err() && hash("t", "c", &[0; 31]).is_err());
        assert!(parsed::<u8>("t", "c", "x").is_err());
    }

    #[test]
    fn words_and_json_survive() {
        let word = to_word("t", "c", &"draft").unwrap();
        assert_eq!(from_word::<String>("t", "c", &word).unwrap(), "draft");
        let json = to_json("t", "c", &[1, 2]).unwrap();
        assert_eq!(from_json::<[u8; 2]>("t", "c", &json).unwrap(), [1, 2]);
    }
}
