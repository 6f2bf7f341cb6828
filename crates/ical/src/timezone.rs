//! VTIMEZONE (RFC 5545, 3.6.5) from the rules of the time zone database.
//!
//! Calendars know most zones by name, but not all and not all rules of today; an entry without its
//! own rules has been shown at the wrong hour. A zone without changes has one observance; a zone
//! with regular changes has one of each kind with its rule, which every calendar understands; a
//! zone with irregular changes has each change by itself.

use jiff::{
    SignedDuration, Timestamp,
    civil::{DateTime, Weekday},
    tz::{Offset, TimeZone, TimeZoneTransition},
};

use crate::content_line::Lines;

/// How many changes ahead must follow a rule before it is believed: two years.
const CHANGES_AHEAD: usize = 4;
/// How long after the entry irregular changes are listed.
const AFTERWARDS: SignedDuration = SignedDuration::from_hours(400 * 24);

/// A change of the clocks.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Change {
    /// Local time at which it happens, by the clock before it.
    onset: DateTime,
    before: Offset,
    after: Offset,
    name: String,
    daylight: bool,
}

/// Writes the zone's rules as they are from before `start` on.
pub(super) fn write(lines: &mut Lines, id: &str, zone: &TimeZone, start: Timestamp) {
    lines.raw("BEGIN", "VTIMEZONE");
    lines.raw("TZID", id);
    let past = changes_before(zone, start);
    let next: Vec<Change> = zone
        .following(start)
        .take(CHANGES_AHEAD)
        .map(|change| read(zone, &change))
        .collect();
    match (past.as_slice(), next.as_slice()) {
        (_, []) => fixed(lines, zone, start),
        ([first, second], [third, fourth, fifth, sixth]) => {
            let rules = (rule(&[first, third, fifth]), rule(&[second, fourth, sixth]));
            if let (Some(one), Some(other)) = rules {
                observance(lines, first, Some(&one));
                observance(lines, second, Some(&other));
            } else {
                irregular(lines, zone, &past, start);
            }
        }
        _ => irregular(lines, zone, &past, start),
    }
    lines.raw("END", "VTIMEZONE");
}

/// The two changes before the moment, oldest first.
fn changes_before(zone: &TimeZone, start: Timestamp) -> Vec<Change> {
    let after_start = start
        .saturating_add(SignedDuration::from_secs(1))
        .unwrap_or(start);
    let mut past: Vec<Change> = zone
        .preceding(after_start)
        .take(2)
        .map(|change| read(zone, &change))
        .collect();
    past.reverse();
    past
}

fn read(zone: &TimeZone, change: &TimeZoneTransition<'_>) -> Change {
    let instant = change.timestamp();
    let just_before = instant
        .saturating_sub(SignedDuration::from_secs(1))
        .unwrap_or(instant);
    let before = zone.to_offset(just_before);
    Change {
        onset: before.to_datetime(instant),
        before,
        after: change.offset(),
        name: change.abbreviation().to_owned(),
        daylight: change.dst().is_dst(),
    }
}

/// The yearly rule that these changes of one kind follow, if there is one.
fn rule(changes: &[&Change; 3]) -> Option<String> {
    let first = changes[0];
    let alike = |change: &&Change| {
        (
            change.before,
            change.after,
            change.onset.time(),
            change.onset.month(),
        ) == (
            first.before,
            first.after,
            first.onset.time(),
            first.onset.month(),
        ) && change.onset.weekday() == first.onset.weekday()
    };
    let last = |change: &&Change| change.onset.day() + 7 > change.onset.days_in_month();
    let nth = |change: &Change| (change.onset.day() - 1) / 7 + 1;
    if !changes.iter().all(alike) {
        return None;
    }
    let which = if changes.iter().all(last) {
        -1
    } else if changes.iter().all(|change| nth(change) == nth(first)) {
        nth(first)
    } else {
        return None;
    };
    let (month, day) = (first.onset.month(), weekday(first.onset.weekday()));
    Some(format!("FREQ=YEARLY;BYMONTH={month};BYDAY={which}{day}"))
}

fn fixed(lines: &mut Lines, zone: &TimeZone, start: Timestamp) {
    let info = zone.to_offset_info(start);
    let change = Change {
        onset: DateTime::constant(1970, 1, 1, 0, 0, 0, 0),
        before: info.offset(),
        after: info.offset(),
        name: info.abbreviation().to_owned(),
        daylight: false,
    };
    observance(lines, &change, None);
}

fn irregular(lines: &mut Lines, zone: &TimeZone, past: &[Change], start: Timestamp) {
    if let Some(current) = past.last() {
        observance(lines, current, None);
    } else {
        fixed(lines, zone, start);
    }
    let end = start.saturating_add(AFTERWARDS).unwrap_or(start);
    for change in zone
        .following(start)
        .take_while(|change| change.timestamp() <= end)
    {
        observance(lines, &read(zone, &change), None);
    }
}

fn observance(lines: &mut Lines, change: &Change, rule: Option<&str>) {
    let kind = if change.daylight {
        "DAYLIGHT"
    } else {
        "STANDARD"
    };
    lines.raw("BEGIN", kind);
    lines.raw("DTSTART", &local(change.onset));
    if let Some(rule) = rule {
        lines.raw("RRULE", rule);
    }
    lines.raw("TZOFFSETFROM", &offset(change.before));
    lines.raw("TZOFFSETTO", &offset(change.after));
    lines.text("TZNAME", &change.name);
    lines.raw("END", kind);
}

/// A local time (3.3.5, form 1).
pub(super) fn local(time: DateTime) -> String {
    time.strftime("%Y%m%dT%H%M%S").to_string()
}

/// An offset (3.3.14): `+0100`, with seconds only if there are any.
fn offset(offset: Offset) -> String {
    let seconds = offset.seconds();
    let (sign, all) = (if seconds < 0 { '-' } else { '+' }, seconds.unsigned_abs());
    let (hours, minutes, rest) = (all / 3_600, all / 60 % 60, all % 60);
    if rest == 0 {
        format!("{sign}{hours:02}{minutes:02}")
    } else {
        format!("{sign}{hours:02}{minutes:02}{rest:02}")
    }
}

const fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(name: &str, start: &str) -> String {
        let mut lines = Lines::default();
        write(
            &mut lines,
            name,
            &TimeZone::get(name).unwrap(),
            start.parse().unwrap(),
        );
        lines.finish()
    }

    #[test]
    fn regular_changes_become_rules() {
        insta::assert_snapshot!("berlin", rules("Europe/Berlin", "2027-03-01T09:00:00Z"));
        insta::assert_snapshot!(
            "new_york",
            rules("America/New_York", "2027-07-01T09:00:00Z")
        );
    }

    #[test]
    fn zones_without_changes_have_one_observance() {
        insta::assert_snapshot!("shanghai", rules("Asia/Shanghai", "2027-03-01T09:00:00Z"));
        insta::assert_snapshot!("abidjan", rules("Africa/Abidjan", "2027-03-01T09:00:00Z"));
    }

    #[test]
    fn irregular_changes_are_listed_one_by_one() {
        let text = rules("Africa/Casablanca", "2027-01-15T09:00:00Z");
        assert!(!text.contains("RRULE"), "{text}");
        assert!(text.matches("BEGIN:").count() >= 4, "{text}");
    }
}
