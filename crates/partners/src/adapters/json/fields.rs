//! Reading values out of a row. Optional fields may be missing, null, empty or `N/A`; names come as a
//! text or as an object with code and name; lists of one come as the one.

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
    fmt::{rfc2822, strtime},
    tz::TimeZone,
};
use kontor_contracts::{is_control, is_invisible};
use serde_json::{Map, Value};

/// Longest single line, in characters. Longer ones make the row unusable: cut texts have misled
/// readers of other tools.
const LINE_CHARS: usize = 1000;
/// Longest text of several lines, in characters.
const TEXT_CHARS: usize = 100_000;
/// Most entries of one list.
const LIST_ENTRIES: usize = 500;

/// Longest reference, in bytes.
const REFERENCE_BYTES: usize = 100;

/// What networks write where they tell nothing.
const NOT_TOLD: &str = "N/A";

/// A row's fields.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Fields<'a>(pub(crate) &'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The listing's name at its network.
    pub(crate) fn reference(self, field: &str) -> Result<String, String> {
        let reference = self
            .line(field)?
            .ok_or_else(|| format!("{field} is missing"))?;
        if reference.len() > REFERENCE_BYTES {
            return Err(format!("{field} is longer than {REFERENCE_BYTES} bytes"));
        }
        Ok(reference)
    }

    /// A text of several lines, or nothing. Control characters and marks that turn the direction of
    /// the text around them become spaces; the row as received is kept beside.
    pub(crate) fn text(self, field: &str) -> Result<Option<String>, String> {
        bounded(field, text_of(field, self.0.get(field))?, TEXT_CHARS, |c| {
            c == '\n'
        })
    }

    /// A single line, or nothing.
    pub(crate) fn line(self, field: &str) -> Result<Option<String>, String> {
        bounded(
            field,
            text_of(field, self.0.get(field))?,
            LINE_CHARS,
            |_| false,
        )
    }

    /// The code of a value that comes as `"BO"` or `{"code": "BO", "name": …}`, in capitals.
    pub(crate) fn code(self, field: &str) -> Result<Option<String>, String> {
        let value = self
            .0
            .get(field)
            .map(|value| first_of(value, &["code", "key", "name", "label"]));
        let code = bounded(field, text_of(field, value)?, LINE_CHARS, |_| false)?;
        Ok(code.map(|code| code.to_ascii_uppercase()))
    }

    /// The name of a value that comes as `"PUBLISHED"` or `{"name": "PUBLISHED"}`.
    pub(crate) fn name(self, field: &str) -> Result<Option<String>, String> {
        let value = self
            .0
            .get(field)
            .map(|value| first_of(value, &["name", "label", "code"]));
        bounded(field, text_of(field, value)?, LINE_CHARS, |_| false)
    }

    /// The entries of a list; one entry that is not a list counts as a list of one.
    pub(crate) fn list(self, field: &str) -> Result<&'a [Value], String> {
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
    pub(crate) fn names(self, field: &str) -> Result<Vec<String>, String> {
        let name = |entry| label(field, entry, &["name", "label", "code"]);
        self.list(field)?
            .iter()
            .filter_map(|entry| name(entry).transpose())
            .collect()
    }

    /// An instant; a date without a time is the start of the day, one without a zone is in UTC.
    pub(crate) fn instant(self, field: &str) -> Result<Option<Timestamp>, String> {
        let value = self.0.get(field);
        let found = if let Some(seconds) = value.and_then(Value::as_i64) {
            since_1970(seconds)
        } else {
            let Some(text) = text_of(field, value)? else {
                return Ok(None);
            };
            instant(&text)
        };
        found
            .map(Some)
            .ok_or_else(|| format!("{field} is not a date such as 2026-11-20T10:00:00Z"))
    }

    /// An address of the web, or nothing: only these are put into links.
    pub(crate) fn web_address(self, field: &str) -> Result<Option<String>, String> {
        // Schemes are compared without case (RFC 3986, 3.1).
        let is_web = |url: &String| {
            url.split_once("://").is_some_and(|(scheme, _)| {
                ["http", "https"]
                    .iter()
                    .any(|web| scheme.eq_ignore_ascii_case(web))
            })
        };
        Ok(self.line(field)?.filter(is_web))
    }

    /// Whether the field is there and says that it tells nothing.
    pub(crate) fn is_withheld(self, field: &str) -> bool {
        match self.0.get(field) {
            Some(Value::Null) => true,
            Some(Value::String(text)) => text.trim() == NOT_TOLD,
            _ => false,
        }
    }
}

/// One line of an entry of a list, from the first of its keys that is there.
pub(crate) fn label(field: &str, entry: &Value, keys: &[&str]) -> Result<Option<String>, String> {
    let text = text_of(field, Some(first_of(entry, keys)))?;
    bounded(field, text, LINE_CHARS, |_| false)
}

/// The first of an object's keys that it has; other values as they are.
pub(crate) fn first_of<'v>(value: &'v Value, keys: &[&str]) -> &'v Value {
    match value {
        Value::Object(map) => keys
            .iter()
            .find_map(|key| map.get(*key))
            .unwrap_or(&Value::Null),
        other => other,
    }
}

/// A text or a number as a text; nothing if it tells nothing.
pub(crate) fn text_of(field: &str, value: Option<&Value>) -> Result<Option<String>, String> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) if is_empty(text) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text.trim().to_owned())),
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(_) => Err(format!("{field} is not a text")),
    }
}

/// All forms of a date that leave no doubt: ISO 8601 with a zone, with an offset without a colon, or
/// without either; a space for the T; RFC 2822; day, month and year in the order of the network's own
/// pages (`20.11.2026`).
fn instant(text: &str) -> Option<Timestamp> {
    const FORMS: [&str; 3] = [
        "%Y-%m-%dT%H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M:%S%.f%z",
        "%Y-%m-%d %H:%M:%S%.f %z",
    ];
    let utc = |time: DateTime| {
        time.to_zoned(TimeZone::UTC)
            .ok()
            .map(|zoned| zoned.timestamp())
    };
    let with_offset = || {
        FORMS
            .iter()
            .find_map(|form| strtime::parse(form, text).ok()?.to_timestamp().ok())
    };
    let german = || Date::strptime("%d.%m.%Y", text).ok().map(DateTime::from);
    text.parse::<Timestamp>()
        .ok()
        .or_else(with_offset)
        .or_else(|| utc(text.parse::<DateTime>().ok()?))
        .or_else(|| Some(rfc2822::parse(text).ok()?.timestamp()))
        .or_else(|| utc(german()?))
}

/// Seconds, or milliseconds where seconds would lie far in the future.
fn since_1970(number: i64) -> Option<Timestamp> {
    const YEAR_5138: u64 = 100_000_000_000;
    if number.unsigned_abs() < YEAR_5138 {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
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
    let clean = |c: char| match c {
        c if is_invisible(c) => None,
        c if is_control(c) && !allowed(c) => Some(' '),
        c => Some(c),
    };
    let text: String = text.chars().filter_map(clean).collect();
    Ok(Some(text.trim().to_owned()).filter(|text| !text.is_empty()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_a_date_is_understood() {
        let right = "2026-11-20T10:00:00Z".parse::<Timestamp>().unwrap();
        for text in [
            "2026-11-20T10:00:00Z",
            "2026-11-20T11:00:00+01:00",
            "2026-11-20T11:00:00+0100",
            "2026-11-20T10:00:00",
            "2026-11-20 10:00:00",
            "2026-11-20T10:00:00.000Z",
            "2026-11-20T11:00:00.000+0100",
            "Fri, 20 Nov 2026 10:00:00 GMT",
        ] {
            assert_eq!(instant(text), Some(right), "{text}");
        }
        let day = "2026-11-20T00:00:00Z".parse::<Timestamp>().unwrap();
        assert_eq!(instant("2026-11-20"), Some(day));
        assert_eq!(instant("20.11.2026"), Some(day));
        assert_eq!(since_1970(right.as_second()), Some(right));
        assert_eq!(since_1970(right.as_millisecond()), Some(right));
        assert_eq!(instant("11/20/2026"), None, "it could be read in two ways");
    }
}
