//! Dates and times in words, as each language writes them.
//!
//! The zone stands where it helps, because people from two countries read the same page: *Freitag,
//! 20. November 2026, 18:00 Uhr (MEZ, UTC+1)*; in tables of the office a short form is enough. The
//! tables here are ours: three languages need forty words, a localisation database some megabytes.

use jiff::{Timestamp, Zoned, tz::TimeZone};
use kontor_contracts::{Deadline, Language, events::ForumFormat};

/// Date, time and zone: `Friday, 20 November 2026, 18:00 (CET, UTC+1)`.
pub fn format_moment(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| moment(zoned, language))
}

/// Date and time without the zone: `Friday, 20 November 2026, 18:00`.
pub fn format_local(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| words(language).local(zoned))
}

/// From one moment to another, the zone at the end if it is wanted. One day in one line: `Friday, 20
/// November 2026, 10:00–16:00`.
pub fn format_range(
    starts: &Deadline,
    ends: &Deadline,
    language: &Language,
    with_zone: bool,
) -> String {
    let words = words(language);
    let (Ok(from), Ok(to)) = (starts.zoned(), ends.zoned()) else {
        return format!("{} – {} {}", starts.local, ends.local, starts.zone);
    };
    let range = if from.date() == to.date() {
        let (open, between, close) = words.hours;
        let (from_time, to_time) = (words.clock(&from), words.clock(&to));
        format!(
            "{}, {open}{from_time}{between}{to_time}{close}",
            words.day(&from)
        )
    } else {
        let (open, between) = words.days;
        format!("{open}{}{between}{}", words.local(&from), words.local(&to))
    };
    if with_zone {
        format!("{range} ({})", words.zone(&from))
    } else {
        range
    }
}

/// Whether the zone of a forum must be told with its times: people take part from anywhere, or its clock
/// is another than the one in `office`, the office's zone.
pub fn needs_zone(format: ForumFormat, starts: &Deadline, office: &str) -> bool {
    let zone = TimeZone::get(office).ok();
    let local = zone.zip(starts.instant().ok());
    let at_the_office = local.is_some_and(|(zone, at)| zone.to_datetime(at) == starts.local);
    format != ForumFormat::OnSite || !at_the_office
}

/// Short, for tables: `20 Nov 2026, 18:00`.
pub(crate) fn format_short(zoned: &Zoned, language: &Language) -> String {
    let words = words(language);
    let date = match words.short_months {
        Some(months) => {
            let month = months[usize::from(zoned.month().unsigned_abs()) - 1];
            format!("{} {month} {}", zoned.day(), zoned.year())
        }
        None => zoned.strftime(words.short_date).to_string(),
    };
    format!("{date}, {}", zoned.strftime("%H:%M"))
}

/// The date alone: `Friday, 20 November 2026`.
pub fn format_day(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| words(language).day(zoned))
}

/// The month alone: `November 2026`.
pub(crate) fn format_month(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| {
        let month = words(language).months[usize::from(zoned.month().unsigned_abs()) - 1];
        format!("{month} {}", zoned.year())
    })
}

/// The day of the week alone: `Friday`.
pub(crate) fn format_weekday(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| words(language).weekday(zoned).to_owned())
}

/// The time alone: `18:00`.
pub fn format_time(deadline: &Deadline, language: &Language) -> String {
    told(deadline, |zoned| words(language).time(zoned))
}

/// An instant (milliseconds since 1970) in a zone, told by one of the functions here.
pub(crate) fn at_instant(millis: i64, zone: &TimeZone, tell: impl Fn(&Zoned) -> String) -> String {
    let instant = Timestamp::from_millisecond(millis);
    instant.map_or_else(
        |_| millis.to_string(),
        |at| tell(&at.to_zoned(zone.clone())),
    )
}

/// Tells a deadline; one whose zone is unknown here is shown as it is rather than not at all.
pub(crate) fn told(deadline: &Deadline, tell: impl Fn(&Zoned) -> String) -> String {
    let raw = |_| format!("{} {}", deadline.local, deadline.zone);
    deadline.zoned().map_or_else(raw, |zoned| tell(&zoned))
}

/// Date, time and zone.
pub(crate) fn moment(zoned: &Zoned, language: &Language) -> String {
    let words = words(language);
    format!("{} ({})", words.local(zoned), words.zone(zoned))
}

/// Date and time.
pub(crate) fn local(zoned: &Zoned, language: &Language) -> String {
    words(language).local(zoned)
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
    /// Between hours and minutes; whether a full hour goes without them.
    clock: (&'static str, bool),
    /// After a time.
    time_mark: &'static str,
    /// Around the times of one day: before, between, after.
    hours: (&'static str, &'static str, &'static str),
    /// Around two days: before, between.
    days: (&'static str, &'static str),
    /// How a table writes a date, unless with the name of the month.
    short_date: &'static str,
    /// Short names of the months, where a date of figures alone would be read in two ways.
    short_months: Option<[&'static str; 12]>,
    /// Names of zones where the language has its own.
    zones: &'static [(&'static str, &'static str)],
}

impl Words {
    fn weekday(&self, zoned: &Zoned) -> &'static str {
        self.weekdays[usize::from(zoned.weekday().to_monday_zero_offset().unsigned_abs())]
    }

    fn day(&self, zoned: &Zoned) -> String {
        let weekday = self.weekday(zoned);
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

    fn local(&self, zoned: &Zoned) -> String {
        format!("{}, {}", self.day(zoned), self.time(zoned))
    }

    fn time(&self, zoned: &Zoned) -> String {
        format!("{}{}", self.clock(zoned), self.time_mark)
    }

    fn clock(&self, zoned: &Zoned) -> String {
        match self.clock {
            (mark, true) if zoned.minute() == 0 => format!("{}{}", zoned.hour(), mark.trim_end()),
            (mark, true) => format!("{}{mark}{:02}", zoned.hour(), zoned.minute()),
            (mark, false) => format!("{:02}{mark}{:02}", zoned.hour(), zoned.minute()),
        }
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
    clock: (":", false),
    time_mark: " Uhr",
    hours: ("", "–", " Uhr"),
    days: ("", " bis "),
    short_date: "%d.%m.%Y",
    short_months: None,
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
    clock: (":", false),
    time_mark: "",
    hours: ("", "–", ""),
    days: ("", " to "),
    short_date: "",
    short_months: Some([
        "Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sept", "Oct", "Nov", "Dec",
    ]),
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
    clock: ("\u{a0}h\u{a0}", true),
    time_mark: "",
    hours: ("de ", " à ", ""),
    days: ("du ", " au "),
    short_date: "%d/%m/%Y",
    short_months: None,
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
            "vendredi 20 novembre 2026, 18\u{a0}h (CET, UTC+1)"
        );
        assert!(
            told_in("2027-05-01T09:05:00", zone, "fr")
                .starts_with("samedi 1er mai 2027, 9\u{a0}h\u{a0}05")
        );
    }

    #[test]
    fn a_month_and_a_weekday_are_told_alone() {
        let at = Deadline::new("2027-03-06T12:00:00".parse().unwrap(), "Europe/Berlin").unwrap();
        let told = |language: &str| {
            let language = language.parse().unwrap();
            (format_month(&at, &language), format_weekday(&at, &language))
        };
        let pair = |month: &str, day: &str| (month.to_owned(), day.to_owned());
        assert_eq!(told("de"), pair("März 2027", "Samstag"));
        assert_eq!(told("en"), pair("March 2027", "Saturday"));
        assert_eq!(told("fr"), pair("mars 2027", "samedi"));
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
            at_instant(0, &zone, |zoned| moment(zoned, &english)),
            "Thursday, 1 January 1970, 01:00 (CET, UTC+1)"
        );
        let short = |language: &str| {
            let language = language.parse().unwrap();
            at_instant(0, &zone, |zoned| format_short(zoned, &language))
        };
        assert_eq!(short("en"), "1 Jan 1970, 01:00");
        assert_eq!(short("de"), "01.01.1970, 01:00");
        assert_eq!(short("fr"), "01/01/1970, 01:00");
    }

    #[test]
    fn a_range_of_one_day_is_one_line_and_the_zone_is_there_where_it_is_wanted() {
        let at = |local: &str| Deadline::new(local.parse().unwrap(), "Europe/Berlin").unwrap();
        let (from, noon) = (at("2027-02-23T10:00:00"), at("2027-02-23T12:30:00"));
        let next = at("2027-02-24T16:00:00");
        let range = |ends, language: &str, zone| {
            format_range(&from, ends, &language.parse().unwrap(), zone)
        };
        assert_eq!(
            range(&noon, "de", false),
            "Dienstag, 23. Februar 2027, 10:00–12:30 Uhr"
        );
        assert_eq!(
            range(&noon, "en", true),
            "Tuesday, 23 February 2027, 10:00–12:30 (CET, UTC+1)"
        );
        assert_eq!(
            range(&noon, "fr", false),
            "mardi 23 février 2027, de 10\u{a0}h à 12\u{a0}h\u{a0}30"
        );
        assert_eq!(
            range(&next, "de", false),
            "Dienstag, 23. Februar 2027, 10:00 Uhr bis Mittwoch, 24. Februar 2027, 16:00 Uhr"
        );
        assert_eq!(
            range(&next, "fr", false),
            "du mardi 23 février 2027, 10\u{a0}h au mercredi 24 février 2027, 16\u{a0}h"
        );
    }
}
