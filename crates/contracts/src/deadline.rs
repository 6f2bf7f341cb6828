//! A moment that people were told in local time: a registration deadline, the start of a forum.

use jiff::{Timestamp, Zoned, civil::DateTime, tz::TimeZone};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// A text that is no local date and time, or a zone that the time zone database does not know.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDeadline {
    /// The zone is not in the IANA database.
    #[error("{0:?} is not a time zone of the IANA database such as Europe/Berlin")]
    Zone(String),
    /// The local time is outside the range that can be computed with.
    #[error("the date is out of range")]
    Range,
}

/// Local date and time in an IANA zone. These two are the truth; the instant is derived each time
/// it is needed, because zones change their rules after a deadline was announced.
///
/// A local time that a change of clocks skips or repeats is read as iCalendar reads it (RFC 5545,
/// 3.3.5): in a gap, the offset before the gap; in a fold, the first occurrence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deadline {
    /// Local date and time, to the second: `2027-03-01T18:00:00`.
    pub local: DateTime,
    /// IANA zone: `Europe/Berlin`.
    pub zone: String,
}

impl Deadline {
    /// Builds a deadline from its parts and checks that its instant can be derived.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the zone is unknown or the date out of range.
    pub fn new(local: DateTime, zone: impl Into<String>) -> Result<Self, InvalidDeadline> {
        let deadline = Self {
            local,
            zone: zone.into(),
        };
        deadline.zoned()?;
        Ok(deadline)
    }

    /// The moment with its zone, from today's rules of the zone.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the zone is unknown or the date out of range.
    pub fn zoned(&self) -> Result<Zoned, InvalidDeadline> {
        let zone =
            TimeZone::get(&self.zone).map_err(|_| InvalidDeadline::Zone(self.zone.clone()))?;
        zone.into_ambiguous_zoned(self.local)
            .compatible()
            .map_err(|_| InvalidDeadline::Range)
    }

    /// The instant, from today's rules of the zone.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the zone is unknown or the date out of range.
    pub fn instant(&self) -> Result<Timestamp, InvalidDeadline> {
        Ok(self.zoned()?.timestamp())
    }
}

impl JsonSchema for Deadline {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Deadline".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "description": "Local date and time in an IANA time zone; the instant is derived from both.",
            "properties": {
                "local": {
                    "type": "string",
                    "description": "Local date and time (RFC 3339, without an offset).",
                    "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}$",
                },
                "zone": { "type": "string", "description": "IANA time zone.", "examples": ["Europe/Berlin"] },
            },
            "required": ["local", "zone"],
            "additionalProperties": false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(local: &str, zone: &str) -> String {
        Deadline::new(local.parse().unwrap(), zone)
            .unwrap()
            .instant()
            .unwrap()
            .to_string()
    }

    #[test]
    fn the_instant_follows_the_zone() {
        assert_eq!(
            instant("2027-01-15T18:00:00", "Europe/Berlin"),
            "2027-01-15T17:00:00Z"
        );
        assert_eq!(
            instant("2027-07-15T18:00:00", "Europe/Berlin"),
            "2027-07-15T16:00:00Z"
        );
        assert_eq!(
            instant("2027-07-15T18:00:00", "Asia/Shanghai"),
            "2027-07-15T10:00:00Z"
        );
    }

    #[test]
    fn skipped_and_repeated_hours_are_read_as_icalendar_reads_them() {
        assert_eq!(
            instant("2027-03-28T02:30:00", "Europe/Berlin"),
            "2027-03-28T01:30:00Z"
        );
        assert_eq!(
            instant("2027-10-31T02:30:00", "Europe/Berlin"),
            "2027-10-31T00:30:00Z"
        );
    }

    #[test]
    fn an_unknown_zone_is_named() {
        let refused = Deadline::new("2027-01-15T18:00:00".parse().unwrap(), "Europe/Atlantis");
        assert_eq!(
            refused,
            Err(InvalidDeadline::Zone("Europe/Atlantis".to_owned()))
        );
    }
}
