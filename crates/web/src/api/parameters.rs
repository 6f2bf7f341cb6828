//! The query of a request: each parameter is read by name, and whatever is wrong with any of them is
//! told by name, all at once (422).

use axum::{extract::FromRequestParts, http::request::Parts};
use percent_encoding::percent_decode_str;

use crate::problem::{FieldError, Problem, problems};

/// The shell reads the language itself.
const LANGUAGE: &str = "lang";

/// The parameters of a query that have not been read yet, and what was wrong so far.
#[derive(Debug, Clone, Default)]
pub struct Parameters {
    given: Vec<(String, String)>,
    errors: Vec<FieldError>,
}

/// What a parameter must be.
#[derive(Debug, Clone, Copy)]
pub enum Wanted {
    /// A whole number.
    Number {
        /// The smallest one.
        least: u32,
        /// The largest one.
        most: u32,
    },
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// An ISO 3166-1 code.
    Country,
    /// An instant in RFC 3339.
    Moment,
    /// An id such as this one.
    Id(&'static str),
    /// At most so many characters.
    Text(u32),
    /// `next` of a page of the same list.
    Cursor,
}

impl Parameters {
    /// Reads a parameter, if it was given.
    pub fn take<T>(
        &mut self,
        name: &'static str,
        wanted: Wanted,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let (values, rest) = std::mem::take(&mut self.given)
            .into_iter()
            .partition::<Vec<_>, _>(|(given, _)| given == name);
        self.given = rest;
        if values.len() > 1 {
            self.refuse(FieldError::parameter(name, "repeated_parameter"));
        }
        let (_, text) = values.into_iter().next()?;
        let read = read(&text);
        if read.is_none() {
            self.refuse(wanted.error(name));
        }
        read
    }

    /// Whether a parameter was given and not read yet.
    pub fn has(&self, name: &str) -> bool {
        self.given.iter().any(|(given, _)| given == name)
    }

    /// Adds what is wrong with a parameter.
    pub fn refuse(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    /// All that is to be read has been.
    ///
    /// # Errors
    /// [`problems::INVALID_FIELDS`] with everything that was wrong, parameters that nobody reads
    /// included: a misspelt filter would otherwise be no filter.
    pub fn done(mut self) -> Result<(), Problem> {
        let unread = std::mem::take(&mut self.given);
        for (name, _) in unread.into_iter().filter(|(name, _)| name != LANGUAGE) {
            self.refuse(FieldError::parameter(name, "unknown_parameter"));
        }
        if self.errors.is_empty() {
            return Ok(());
        }
        Err(problems::INVALID_FIELDS.errors(self.errors))
    }

    fn of(query: &str) -> Self {
        let mut parameters = Self::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let name = decode(name).unwrap_or_else(|| name.to_owned());
            match decode(value) {
                Some(value) => parameters.given.push((name, value)),
                None => parameters.refuse(FieldError::parameter(name, "not_text")),
            }
        }
        parameters
    }
}

/// Text without control characters, which mean nothing in a search and which PostgreSQL refuses.
fn decode(text: &str) -> Option<String> {
    let spaced = text.replace('+', " ");
    let text = percent_decode_str(&spaced).decode_utf8().ok()?;
    (!text.chars().any(char::is_control)).then(|| text.into_owned())
}

impl Wanted {
    fn error(self, name: &'static str) -> FieldError {
        let error = |code| FieldError::parameter(name, code);
        match self {
            Self::Number { least, most } => {
                error("not_in_range").arg("least", least).arg("most", most)
            }
            Self::OneOf(values) => error("not_one_of").arg("values", values.join(", ")),
            Self::Country => error("not_a_country"),
            Self::Moment => error("not_a_moment"),
            Self::Id(example) => error("not_an_id").arg("example", example),
            Self::Text(most) => error("longer_than").arg("most", most),
            Self::Cursor => error("not_a_cursor"),
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Parameters {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self::of(parts.uri.query().unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Paging;

    fn told(query: &str) -> Vec<(String, &'static str)> {
        let mut parameters = Parameters::of(query);
        let _: Paging<u32> = Paging::of(&mut parameters, "list");
        parameters.take("q", Wanted::Text(3), |text| {
            (text.len() <= 3).then(|| text.to_owned())
        });
        let refused = parameters.done().err();
        let errors = refused.iter().flat_map(Problem::errors);
        let told = errors.map(|error| (error.place.name().to_owned(), error.code));
        told.collect()
    }

    #[test]
    fn everything_that_is_wrong_is_told_by_name() {
        assert_eq!(told("limit=200&q=a+b&lang=fr&"), []);
        let one = |name: &str, code| vec![(name.to_owned(), code)];
        for limit in ["0", "201", "", "x", "-1", "1.5"] {
            assert_eq!(
                told(&format!("limit={limit}")),
                one("limit", "not_in_range")
            );
        }
        assert_eq!(told("after=x"), one("after", "not_a_cursor"));
        assert_eq!(told("q=a&q=b"), one("q", "repeated_parameter"));
        assert_eq!(told("q=abcd"), one("q", "longer_than"));
        for odd in ["%FF", "%00", "a%0Ab"] {
            assert_eq!(told(&format!("q={odd}")), one("q", "not_text"), "{odd}");
        }
        assert_eq!(told("contry=DE"), one("contry", "unknown_parameter"));
        assert_eq!(told("limit=0&after=x&zz=1").len(), 3);
    }
}
