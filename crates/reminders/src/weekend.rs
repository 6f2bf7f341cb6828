//! On which days of the week people do not work.

use jiff::civil::{Date, Weekday};
use kontor_contracts::Country;

/// Countries whose weekend is not Saturday and Sunday (CLDR 47, `supplementalData.xml`, `weekData`).
const OTHERS: [(&str, &[Weekday]); 4] = [
    ("AF", &[Weekday::Thursday, Weekday::Friday]),
    (
        "BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE",
        &[Weekday::Friday, Weekday::Saturday],
    ),
    ("IN UG", &[Weekday::Sunday]),
    ("IR", &[Weekday::Friday]),
];

/// The days without work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Weekend(&'static [Weekday]);

impl Weekend {
    /// Where nothing else is known.
    pub const SATURDAY_AND_SUNDAY: Self = Self(&[Weekday::Saturday, Weekday::Sunday]);

    /// The weekend of a country. Public holidays are not known.
    pub fn in_country(country: Option<Country>) -> Self {
        let Some(country) = country else {
            return Self::SATURDAY_AND_SUNDAY;
        };
        let here = |(countries, _): &&(&str, _)| countries.contains(country.as_str());
        let other = OTHERS.iter().find(here);
        other.map_or(Self::SATURDAY_AND_SUNDAY, |(_, days)| Self(days))
    }

    /// Whether people work on a day.
    pub fn works_on(self, date: Date) -> bool {
        !self.0.contains(&date.weekday())
    }

    /// The day so many working days after a day, or before it if negative: the first working day after
    /// a Friday and after a Saturday is Monday. None outside the range of dates.
    pub(crate) fn count_from(self, date: Date, days: i32) -> Option<Date> {
        let (mut date, mut left) = (date, days.abs());
        while left > 0 {
            date = if days < 0 {
                date.yesterday().ok()?
            } else {
                date.tomorrow().ok()?
            };
            left -= i32::from(self.works_on(date));
        }
        Some(date)
    }
}
