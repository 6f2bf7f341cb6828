//! Lists, page by page. Every list of the API has this shape, this limit and this kind of cursor.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use schemars::JsonSchema;
use serde::{Serialize, de::DeserializeOwned};

use super::parameters::{Parameters, Wanted};

/// Items of a page, unless asked otherwise.
pub const LIMIT: u32 = 50;
/// Most items of a page.
pub const LIMIT_MAX: u32 = 200;
/// Longest cursor that is looked at.
pub(super) const CURSOR_BYTES: usize = 500;

/// A page of a list.
#[derive(Debug, Clone, Serialize, JsonSchema)]
#[schemars(rename = "{T}Page")]
pub struct Paged<T> {
    /// What there is.
    pub items: Vec<T>,
    /// Where the next page begins: to be given as `after`. Absent on the last page.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(default, with = "String")]
    pub next: Option<String>,
}

/// What part of a list is asked for. `P` is what a place in the list's order is made of; it names a
/// row by what does not change, so that rows that come and go move nobody's place.
#[derive(Debug, Clone)]
pub struct Paging<P> {
    list: &'static str,
    limit: u32,
    /// Only what stands behind this place.
    pub after: Option<P>,
}

impl<P: Serialize + DeserializeOwned> Paging<P> {
    /// Reads `limit` and `after`. `list` names the list and its order: a cursor of another one is
    /// refused.
    pub fn of(parameters: &mut Parameters, list: &'static str) -> Self {
        let in_range = |text: &str| {
            let number = text.parse().ok();
            number.filter(|number| (1..=LIMIT_MAX).contains(number))
        };
        let range = Wanted::Number {
            least: 1,
            most: LIMIT_MAX,
        };
        let limit = parameters.take("limit", range, in_range);
        let after = parameters.take("after", Wanted::Cursor, |text| place(list, text));
        Self {
            list,
            limit: limit.unwrap_or(LIMIT),
            after,
        }
    }

    /// How many rows to read: one more than are shown, which tells whether there is a next page.
    pub fn rows(&self) -> u32 {
        self.limit + 1
    }

    /// The page of these rows.
    pub fn page<R, T>(
        &self,
        mut rows: Vec<R>,
        place: impl Fn(&R) -> P,
        item: impl FnMut(R) -> T,
    ) -> Paged<T> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more);
        Paged {
            next: next.and_then(|last| cursor(self.list, &place(last))),
            items: rows.into_iter().map(item).collect(),
        }
    }
}

/// Opaque: who builds one by hand would be broken by the next order of a list.
fn cursor<P: Serialize>(list: &str, place: &P) -> Option<String> {
    let text = serde_json::to_vec(&(list, place)).ok()?;
    Some(URL_SAFE_NO_PAD.encode(text))
}

fn place<P: DeserializeOwned>(list: &str, text: &str) -> Option<P> {
    let short = text.len() <= CURSOR_BYTES;
    let text = short.then(|| URL_SAFE_NO_PAD.decode(text).ok()).flatten()?;
    let (of, place): (String, P) = serde_json::from_slice(&text).ok()?;
    (of == list).then_some(place)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_survives_its_cursor_and_fits_no_other_list() {
        for at in [(0, "a"), (-5, "ä"), (1_700_000_000_000_i64, "")] {
            let at = (at.0, at.1.to_owned());
            let text = cursor("listings", &at).unwrap();
            assert!(
                text.bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
            );
            assert_eq!(place("listings", &text), Some(at));
            assert_eq!(place::<(i64, String)>("forums", &text), None);
        }
        for odd in ["", "x", "!", "bnVsbA", &"A".repeat(CURSOR_BYTES + 4)] {
            assert_eq!(place::<(i64, String)>("listings", odd), None, "{odd}");
        }
    }
}
