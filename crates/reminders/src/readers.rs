//! Where the reader of a mail probably is, as far as that decides when to write to them.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use kontor_contracts::{Country, InvalidDeadline};

use crate::{
    Weekend,
    zones::{BY_LAW, ZONES},
};

/// The letters of a country's code.
const LETTERS: usize = 26;
/// The place of readers whose country is unknown.
const UNKNOWN: u8 = 0;

/// By whose clock and week mail is courteous.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Their time zone.
    pub zone: TimeZone,
    /// Their free days.
    pub weekend: Weekend,
}

/// The readers of a forum's mails by country, looked up once so that each person costs an index.
#[derive(Debug)]
pub struct Readers {
    readers: Vec<Reader>,
    of: [u8; LETTERS * LETTERS],
}

impl Readers {
    /// The readers of a forum in this zone, which is taken for everybody whose country is unknown or
    /// has several zones.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the zone is unknown.
    pub fn new(forum_zone: &str) -> Result<Self, InvalidDeadline> {
        Self::with(jiff::tz::db(), forum_zone)
    }

    /// The same, by the rules of a time zone database of the caller's.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the zone is unknown.
    pub fn with(db: &TimeZoneDatabase, forum_zone: &str) -> Result<Self, InvalidDeadline> {
        let unknown = |_| InvalidDeadline::Zone(forum_zone.to_owned());
        let forum = db.get(forum_zone).map_err(unknown)?;
        let zones = ZONES.iter().chain(&BY_LAW);
        let of_country = |country: Country| {
            let named = zones
                .clone()
                .find(|(_, countries)| countries.contains(country.as_str()));
            named.and_then(|(zone, _)| db.get(zone).ok())
        };
        let mut made = Self {
            readers: vec![Reader {
                zone: forum.clone(),
                weekend: Weekend::SATURDAY_AND_SUNDAY,
            }],
            of: [UNKNOWN; LETTERS * LETTERS],
        };
        for country in Country::all() {
            let Ok(at) = u8::try_from(made.readers.len()) else {
                break;
            };
            made.readers.push(Reader {
                zone: of_country(country).unwrap_or_else(|| forum.clone()),
                weekend: Weekend::in_country(Some(country)),
            });
            made.of[index(country)] = at;
        }
        Ok(made)
    }

    /// The reader in a country.
    pub fn in_country(&self, country: Option<Country>) -> &Reader {
        let at = country.map_or(UNKNOWN, |country| self.of[index(country)]);
        &self.readers[usize::from(at)]
    }
}

/// The place of a country: two capital letters, read as a number.
fn index(country: Country) -> usize {
    let letter = |byte: u8| usize::from(byte - b'A');
    match country.as_str().as_bytes() {
        [first, second] => letter(*first) * LETTERS + letter(*second),
        _ => 0,
    }
}
