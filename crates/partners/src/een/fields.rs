//! Reading values out of a profile. Optional fields may be missing, null, empty or `N/A`; names
//! come as a text or as an object with code and name; lists of one come as the one.

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use serde_json::{Map, Value};

/// Longest single line, in characters. Longer ones make the row unusable: cut texts have misled
/// readers of other tools.
const LINE_CHARS: usize = 1000;
/// Longest text of several lines, in characters.
const TEXT_CHARS: usize = 100_000;
/// Most entries of one list.
const LIST_ENTRIES: usize = 500;

/// What the network writes where it tells nothing.
const NOT_TOLD: &str = "N/A";

/// A profile's fields.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fields<'a>(pub(super) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// A text of several lines, or nothing. Control characters and marks that turn the direction of
    /// the text around them become spaces; the row as received is kept beside.
    pub(super) fn text(self, field: &str) -> Result<Option<String>, String> {
        bounded(field, text_of(field, self.0.get(field))?, TEXT_CHARS, |c| {
            c == '\n'
        })
    }

    /// A single line, or nothing.
    pub(super) fn line(self, field: &str) -> Result<Option<String>, String> {
        bounded(
            field,
            text_of(field, self.0.get(field))?,
            LINE_CHARS,
            |_| false,
        )
    }

    /// The code of a value that comes as `"BO"` or `{"code": "BO", "name": …}`.
    pub(super) fn code(self, field: &str) -> Result<Option<String>, String> {
        let value = self
            .0
            .get(field)
            .map(|value| first_of(value, &["code", "key", "name", "label"]));
        bounded(field, text_of(field, value)?, LINE_CHARS, |_| false)
    }

    /// The name of a value that comes as `"PUBLISHED"` or `{"name": "PUBLISHED"}`.
    pub(super) fn name(self, field: &str) -> Result<Option<String>, String> {
        let value = self
            .0
            .get(field)
            .map(|value| first_of(value, &["name", "label", "code"]));
        bounded(field, text_of(field, value)?, LINE_CHARS, |_| false)
    }

    /// The entries of a list; one entry that is no list counts as a list of one.
    pub(super) fn list(self, field: &str) -> Result<&'a [Value], String> {
        let entries = match self.0.get(field) {
            None | Some(Value::Null) => &[],
            Some(Value::Array(entries)) => entries.as_slice(),
            Some(Value::String(text)) if is_empty(text) => &[],
            Some(one) => std::slice::from_ref(one),
        };
        if entries.len() > LIST_ENTRIES {
            return Err(format!("{field} has more than {LIST_ENTRIES} entries"));
        }
        Ok(entries)
    }

    /// The names of a list's entries.
    pub(super) fn names(self, field: &str) -> Result<Vec<String>, String> {
        let name = |entry| text_of(field, Some(first_of(entry, &["name", "label", "code"])));
        self.list(field)?
            .iter()
            .filter_map(|entry| name(entry).transpose())
            .collect()
    }

    /// An instant; a date without a time is the begin of the day, one without a zone is in UTC.
    pub(super) fn instant(self, field: &str) -> Result<Option<Timestamp>, String> {
        let Some(text) = text_of(field, self.0.get(field))? else {
            return Ok(None);
        };
        text.parse::<Timestamp>()
            .or_else(|_| {
                text.parse::<DateTime>()?
                    .to_zoned(TimeZone::UTC)
                    .map(|z| z.timestamp())
            })
            .map(Some)
            .map_err(|_| format!("{field} is no date such as 2026-11-20T10:00:00Z"))
    }

    /// Whether the field is there and says that it tells nothing.
    pub(super) fn is_withheld(self, field: &str) -> bool {
        match self.0.get(field) {
            Some(Value::Null) => true,
            Some(Value::String(text)) => text.trim() == NOT_TOLD,
            _ => false,
        }
    }
}

/// The first of an object's keys that it has; other values as they are.
pub(super) fn first_of<'v>(value: &'v Value, keys: &[&str]) -> &'v Value {
    match value {
        Value::Object(map) => keys
            .iter()
            .find_map(|key| map.get(*key))
            .unwrap_or(&Value::Null),
        other => other,
    }
}

/// A text or a number as a text; nothing if it tells nothing.
pub(super) fn text_of(field: &str, value: Option<&Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if is_empty(text) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(format!("{field} is not a text")),
    }
}

fn is_empty(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text == NOT_TOLD
}

fn bounded(
    field: &str,
    text: Option<String>,
    limit: usize,
    allowed: fn(char) -> bool,
) -> Result<Option<String>, String> {
    let Some(text) = text else { return Ok(None) };
    if text.chars().nth(limit).is_some() {
        return Err(format!("{field} is longer than {limit} characters"));
    }
    let text = text.replace("\r\n", "\n");
    let clean = |c: char| {
        if is_invisible(c) && !allowed(c) {
            ' '
        } else {
            c
        }
    };
    let text: String = text.chars().map(clean).collect();
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

fn is_invisible(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
