//! Dates and times in words, as each language writes them.
//!
//! A moment is always told with its zone, because people from two countries read the same page:
//! *Freitag, 20. November 2026, 18:00 Uhr (MEZ, UTC+1)*. The tables are ours: three languages need
//! forty words, a localisation database some megabytes.

use jiff::{Timestamp, Zoned, tz::TimeZone};
use kontor_contracts::{Deadline, Language};

/// Date, time and zone: `Friday, 20 November 2026, 18:00 (CET, UTC+1)`.
pub fn format_moment(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| moment(zoned, language))
}

/// The date alone: `Friday, 20 November 2026`.
pub fn format_day(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| words(language).day(zoned))
}

/// The time alone: `18:00`.
pub fn format_time(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| words(language).time(zoned))
}

/// An instant (milliseconds since 1970) in a zone, as [`format_moment`].
pub(crate) fn format_instant(millis: i64, zone: &TimeZone, language: &Language) -> String {
    let instant = Timestamp::from_millisecond(millis);
    instant.map_or_else(
        |_| millis.to_string(),
        |at| moment(&at.to_zoned(zone.clone()), language),
    )
}

/// Tells a deadline; one whose zone is unknown here is shown as it is rather than not at all.
fn told(deadline: &Deadline, tell: impl Fn(&Zoned) -> String) -> String {
    let raw = |_| format!("{} {}", deadline.local, deadline.zone);
    deadline.zoned().map_or_else(raw, |zoned| tell(&zoned))
}

fn moment(zoned: &Zoned, language: &Language) -> String {
    let words = words(language);
    format!(
        "{}, {} ({})",
        words.day(zoned),
        words.time(zoned),
        words.zone(zoned)
    )
}

/// How one language writes.
struct Words {
    /// From Monday.
    weekdays: [&'static str; 7],
    /// From January.
    months: [&'static str; 12],
    /// Behind the day of the month.
    day_mark: &'static str,
    /// For the first of a month, where it is written otherwise.
    first_day: Option<&'static str>,
    /// Between weekday and day.
    weekday_mark: &'static str,
    /// Between hours and minutes, and behind them.
    time_marks: (&'static str, &'static str),
    /// Names of zones where the language has its own.
    zones: &'static [(&'static str, &'static str)],
}

impl Words {
    fn day(&self, zoned: &Zoned) -> String {
        let weekday =
            self.weekdays[usize::from(zoned.weekday().to_monday_zero_offset().unsigned_abs())];
        let month = self.months[usize::from(zoned.month().unsigned_abs()) - 1];
        let day = match self.first_day {
            Some(first) if zoned.day() == 1 => first.to_owned(),
            _ => format!("{}{}", zoned.day(), self.day_mark),
        };
        format!(
            "{weekday}{}{day} {month} {}",
            self.weekday_mark,
            zoned.year()
        )
    }

    fn time(&self, zoned: &Zoned) -> String {
        let (between, behind) = self.time_marks;
        format!("{:02}{between}{:02}{behind}", zoned.hour(), zoned.minute())
    }

    /// `CET, UTC+1`; zones without a name of letters have only the offset.
    fn zone(&self, zoned: &Zoned) -> String {
        let offset = offset(zoned.offset().seconds());
        let name = zoned.strftime("%Z").to_string();
        let own = self
            .zones
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, own)| *own);
        let name = own.unwrap_or(&name);
        if name == "UTC" || !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            offset
        } else {
            format!("{name}, {offset}")
        }
    }
}

/// `UTC+5:30`.
fn offset(seconds: i32) -> String {
    let minutes = seconds / 60;
    let sign = if minutes < 0 { '−' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (0, 0) => "UTC".to_owned(),
        (hours, 0) => format!("UTC{sign}{hours}"),
        (hours, minutes) => format!("UTC{sign}{hours}:{minutes:02}"),
    }
}

fn words(language: &Language) -> &'static Words {
    match language.primary() {
        "de" => &GERMAN,
        "fr" => &FRENCH,
        _ => &ENGLISH,
    }
}

static GERMAN: Words = Words {
    weekdays: [
        "Montag",
        "Dienstag",
        "Mittwoch",
        "Donnerstag",
        "Freitag",
        "Samstag",
        "Sonntag",
    ],
    months: [
        "Januar",
        "Februar",
        "März",
        "April",
        "Mai",
        "Juni",
        "Juli",
        "August",
        "September",
        "Oktober",
        "November",
        "Dezember",
    ],
    day_mark: ".",
    first_day: None,
    weekday_mark: ", ",
    time_marks: (":", " Uhr"),
    zones: &[
        ("CET", "MEZ"),
        ("CEST", "MESZ"),
        ("WET", "WEZ"),
        ("WEST", "WESZ"),
        ("EET", "OEZ"),
        ("EEST", "OESZ"),
    ],
};

static ENGLISH: Words = Words {
    weekdays: [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ],
    months: [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ],
    day_mark: "",
    first_day: None,
    weekday_mark: ", ",
    time_marks: (":", ""),
    zones: &[],
};

static FRENCH: Words = Words {
    weekdays: [
        "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
    ],
    months: [
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ],
    day_mark: "",
    first_day: Some("1er"),
    weekday_mark: " ",
    time_marks: ("\u{a0}h\u{a0}", ""),
    zones: &[],
};

#[cfg(test)]
mod tests {
    use super::*;

    fn told_in(local: &str, zone: &str, language: &str) -> String {
        let deadline = Deadline::new(local.parse().unwrap(), zone).unwrap();
        format_moment(&deadline, &language.parse().unwrap())
    }

    #[test]
    fn each_language_writes_its_own_way() {
        let (local, zone) = ("2026-11-20T18:00:00", "Europe/Berlin");
        assert_eq!(
            told_in(local, zone, "de"),
            "Freitag, 20. November 2026, 18:00 Uhr (MEZ, UTC+1)"
        );
        assert_eq!(
            told_in(local, zone, "en"),
            "Friday, 20 November 2026, 18:00 (CET, UTC+1)"
        );
        assert_eq!(
            told_in(local, zone, "fr"),
            "vendredi 20 novembre 2026, 18\u{a0}h\u{a0}00 (CET, UTC+1)"
        );
        assert!(told_in("2027-05-01T09:05:00", zone, "fr").starts_with("samedi 1er mai 2027, 09"));
    }

    #[test]
    fn summer_and_far_zones_are_told() {
        assert!(told_in("2027-07-01T10:00:00", "Europe/Berlin", "de").ends_with("(MESZ, UTC+2)"));
        assert!(told_in("2027-07-01T10:00:00", "Asia/Kolkata", "en").ends_with("(IST, UTC+5:30)"));
        assert!(told_in("2027-07-01T10:00:00", "America/Sao_Paulo", "en").ends_with("(UTC−3)"));
        assert!(told_in("2027-01-01T10:00:00", "Europe/London", "en").ends_with("(GMT, UTC)"));
        assert!(told_in("2027-01-01T10:00:00", "UTC", "en").ends_with("(UTC)"));
    }

    #[test]
    fn an_instant_is_told_in_the_office_zone() {
        let zone = TimeZone::get("Europe/Berlin").unwrap();
        let english = Language::english();
        assert_eq!(
            format_instant(0, &zone, &english),
            "Thursday, 1 January 1970, 01:00 (CET, UTC+1)"
        );
    }
}
