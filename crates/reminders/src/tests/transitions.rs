//! Every change of clocks of every zone that the time zone database has, 2024 to 2040: half hours
//! (Lord Howe), whole days, both hemispheres.

use std::collections::BTreeSet;

use jiff::{
    SignedDuration, ToSpan,
    civil::{DateTime, Time},
    tz::TimeZone,
};

use super::*;
use crate::{settle::settle, tests::courtesy::is_welcome};

/// A change of a zone's clocks.
struct Change {
    zone: TimeZone,
    name: String,
    at: Timestamp,
    /// Seconds east of Greenwich before and after.
    offsets: (i32, i32),
}

fn changes() -> Vec<Change> {
    let from = instant("2024-01-01T00:00:00Z");
    let to = instant("2041-01-01T00:00:00Z");
    let names = jiff::tz::db().available().map(|name| name.to_string());
    // The same clocks under several names are looked at once.
    let mut seen = BTreeSet::new();
    let mut changes = Vec::new();
    for name in names.collect::<BTreeSet<_>>() {
        let zone = TimeZone::get(&name).unwrap();
        for change in zone
            .following(from)
            .take_while(|change| change.timestamp() < to)
        {
            let at = change.timestamp();
            let before = zone.to_offset(at - 1.second()).seconds();
            let offsets = (before, zone.to_offset(at).seconds());
            if offsets.0 != offsets.1 && seen.insert((at, offsets)) {
                changes.push(Change {
                    zone: zone.clone(),
                    name: name.clone(),
                    at,
                    offsets,
                });
            }
        }
    }
    changes
}

impl Change {
    /// Local times around the change: some are skipped or repeated.
    fn around(&self) -> impl Iterator<Item = DateTime> {
        let local = self.zone.to_datetime(self.at);
        (-150_i64..=150)
            .step_by(25)
            .map(move |minute| local + minute.minutes())
    }

    /// What a local time means (RFC 5545, 3.3.5), computed by hand: by the offset before, unless that
    /// leads past the change and the offset after leads past it as well.
    fn instant_of(&self, local: DateTime) -> Timestamp {
        let by = |offset: i32| {
            let utc = TimeZone::UTC.to_timestamp(local).unwrap();
            utc - SignedDuration::from_secs(i64::from(offset))
        };
        let (before, after) = (by(self.offsets.0), by(self.offsets.1));
        if before < self.at || after < self.at {
            before
        } else {
            after
        }
    }
}

#[test]
fn there_are_changes_of_every_kind_to_look_at() {
    let changes = changes();
    let widths: BTreeSet<_> = changes.iter().map(|c| c.offsets.1 - c.offsets.0).collect();
    assert!(changes.len() > 1_000, "{}", changes.len());
    for width in [3_600, -3_600, 1_800, -1_800, 7_200, -7_200] {
        assert!(widths.contains(&width), "{widths:?}");
    }
}

#[test]
fn a_local_time_is_what_the_clock_shows_or_as_calendars_read_it() {
    for change in changes() {
        for local in change.around() {
            let mut forum = forum();
            let begins = local.date().tomorrow().unwrap().at(23, 59, 0, 0);
            forum.starts = Deadline::new(begins, &*change.name).unwrap();
            forum.published = Some(Timestamp::MIN);
            let rule = RuleDraft {
                at: Some(local.time()),
                ..days(Audience::Confirmed, Anchor::Starts, 1)
            };
            let occurrence = planned(&rule, &forum);
            let due = due(&occurrence);
            assert_eq!(due, change.instant_of(local), "{} {local}", change.name);
            let shown = change.zone.to_datetime(due);
            let skipped = change.offsets.1 - change.offsets.0;
            let late = local.duration_until(shown).as_secs();
            assert!(
                late == 0 || late == i64::from(skipped),
                "{} {local}",
                change.name
            );
            assert_eq!(
                days_until(due, &forum.starts).unwrap(),
                1 - i32::from(shown.date() > local.date())
            );
        }
    }
}

#[test]
fn hours_pass_whatever_clocks_do() {
    for change in changes() {
        for local in change.around() {
            let mut forum = forum();
            forum.starts = Deadline::new(local, &*change.name).unwrap();
            let occurrence = planned(&hours(Audience::Confirmed, Anchor::Starts, 2), &forum);
            let distance = due(&occurrence).duration_until(forum.starts.instant().unwrap());
            assert_eq!(distance, SignedDuration::from_hours(2));
        }
    }
}

/// Also with hours that open or close within the change.
#[test]
fn no_change_of_clocks_makes_a_quiet_hour_welcome_or_a_reminder_late() {
    for change in changes() {
        let reader = Reader {
            zone: change.zone.clone(),
            weekend: Weekend::SATURDAY_AND_SUNDAY,
        };
        let local = change.zone.to_datetime(change.at).time();
        for (opens, closes) in windows(local) {
            let hours = Hours {
                opens,
                closes,
                days: WhichDays::Every,
            };
            for hour in (-27..=27).step_by(3) {
                let wished = change.at + SignedDuration::from_hours(hour);
                let latest = wished + SignedDuration::from_hours(72);
                let (at, why) = settle(
                    (Timestamp::MIN, wished, latest),
                    Some(hours),
                    &reader,
                    wished,
                );
                let name = &change.name;
                assert!(wished <= at && at <= latest, "{name} {wished} {at}");
                assert!(
                    is_welcome(at, hours, &reader),
                    "{name} {wished} {at} {why:?}"
                );
            }
        }
    }
}

/// Hours around a local time, where they fit in its day.
fn windows(local: Time) -> impl Iterator<Item = (Time, Time)> {
    let at = move |minutes: i64| local.checked_add(minutes.minutes()).ok();
    let ends = [(-600, -20), (-90, 20), (-20, 90), (20, 600), (-20, 20)];
    ends.into_iter()
        .filter_map(move |(opens, closes)| Some((at(opens)?, at(closes)?)))
}
