//! What people read, on pages and in mails, in their language.
//!
//! | what | where |
//! |---|---|
//! | [`Words`]: texts and templates in every language of the office, built once at start | `words` |
//! | [`Parts`]: what a worker brings to them; [`Overrides`]: what the office puts over it | `parts`, `overrides` |
//! | [`Texts`]: the texts alone (Fluent); [`missing_keys`] finds what a language lacks | `texts` |
//! | dates, times and names of countries in words | `moment`, `countries` |
//! | [`by_preference`]: which languages a reader asks for | `languages` |

mod arg;
mod countries;
mod error;
mod french;
mod languages;
mod moment;
mod overrides;
mod own_name;
mod parts;
#[cfg(test)]
mod plurals_tests;
mod templates;
mod texts;
mod words;

pub use arg::Arg;
pub use countries::{NamedCountry, countries, country_name};
pub use error::{MissingText, RenderError, WordsError};
pub use languages::by_preference;
pub use minijinja::{Value, context, value::Serde};
pub use moment::{format_day, format_local, format_moment, format_range, format_time, needs_zone};
pub use overrides::Overrides;
pub use own_name::own_name;
pub use parts::Parts;
pub use texts::{Texts, missing_keys};
pub use words::Words;
