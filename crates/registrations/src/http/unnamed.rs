//! The field of a form that says for how many people more there are to be places, whose names follow.

use kontor_web::Visitor;
use serde::Deserialize;

/// The field, as it was typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub(super) struct Unnamed(String);

impl Unnamed {
    /// So many.
    pub(super) fn of(count: u32) -> Self {
        Self(count.to_string())
    }

    /// How many; none where nothing is typed. Not there if that is no number.
    pub(super) fn count(&self) -> Option<u32> {
        match self.0.trim() {
            "" => Some(0),
            typed => typed.parse().ok(),
        }
    }

    /// As the field shows it again.
    pub(super) fn shown(&self) -> &str {
        match self.0.as_str() {
            "" => "0",
            typed => typed,
        }
    }

    /// What is wrong with it, if it is no number.
    pub(super) fn fault(&self, visitor: &Visitor) -> Option<String> {
        let is_wrong = self.count().is_none();
        is_wrong.then(|| visitor.text("reg-error-unnamed", &[]))
    }
}

/// So many names were missing when so many people were named: each who is named from then on takes one of
/// these places.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Missing {
    pub(super) unnamed: u32,
    pub(super) named: u32,
}

impl Missing {
    /// How many names are missing once so many people are named. Whoever is taken off again leaves the place
    /// that they were given.
    pub(super) const fn once(self, named: u32) -> u32 {
        self.unnamed
            .saturating_sub(named.saturating_sub(self.named))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_and_what_is_none_stays_as_typed() {
        let typed = |text: &str| Unnamed(text.to_owned());
        assert_eq!(typed("").count(), Some(0));
        assert_eq!(typed(" 3 ").count(), Some(3));
        for wrong in ["three", "-1", "2.5", "99999999999"] {
            assert_eq!(typed(wrong).count(), None, "{wrong}");
            assert_eq!(typed(wrong).shown(), wrong);
        }
    }

    #[test]
    fn each_new_name_takes_a_place_and_whoever_is_taken_off_takes_none() {
        let missing = Missing {
            unnamed: 2,
            named: 3,
        };
        for (named, left) in [(3, 2), (4, 1), (5, 0), (9, 0), (2, 2), (0, 2)] {
            assert_eq!(missing.once(named), left, "{named} are named");
        }
    }
}
