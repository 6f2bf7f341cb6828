//! Countries, their zones and weekends; days and working days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{civil::date, tz::TimeZoneDatabase};

use super::*;
use crate::zones::{BY_LAW, ZONES};

/// The rows of tzdata's table.
fn rows() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("zone1970.tab").lines();
    lines
        .filter(|line| !line.starts_with('#'))
        .map(|line| line.split_once('\t').unwrap())
}

/// Every change of a zone from 2025 to 2040, and where it stands at the beginning.
fn changes(db: &TimeZoneDatabase, zone: &str) -> Vec<(Timestamp, i32)> {
    let zone = db.get(zone).unwrap();
    let (from, to) = (
        instant("2025-01-01T00:00:00Z"),
        instant("2041-01-01T00:00:00Z"),
    );
    let mut changes = vec![(from, zone.to_offset(from).seconds())];
    for change in zone
        .following(from)
        .take_while(|change| change.timestamp() < to)
    {
        if changes.last().unwrap().1 != change.offset().seconds() {
            changes.push((change.timestamp(), change.offset().seconds()));
        }
    }
    changes
}

#[test]
fn a_country_has_a_zone_if_and_only_if_it_keeps_one_time() {
    for db in [&TimeZoneDatabase::bundled(), jiff::tz::db()] {
        let mut of_country: BTreeMap<&str, BTreeSet<_>> = BTreeMap::new();
        for (countries, zone) in rows() {
            for country in countries.split(',') {
                of_country
                    .entry(country)
                    .or_default()
                    .insert(changes(db, zone));
            }
        }
        let mut found = BTreeMap::new();
        for (zone, countries) in ZONES {
            for country in countries.split(' ') {
                assert!(found.insert(country, zone).is_none(), "{country} twice");
                let same = BTreeSet::from([changes(db, zone)]);
                assert_eq!(of_country[country], same, "{country} and {zone}");
            }
        }
        let several = of_country.iter().filter(|(_, zones)| zones.len() > 1);
        let several: BTreeSet<_> = several.map(|(country, _)| *country).collect();
        let missing = of_country
            .keys()
            .filter(|country| !found.contains_key(*country));
        assert_eq!(missing.copied().collect::<BTreeSet<_>>(), several);
        for (_, country) in BY_LAW {
            assert!(several.contains(country), "{country} needs no exception");
        }
    }
}

#[test]
fn a_reader_is_where_their_country_says_or_else_where_the_forum_is() {
    let readers = Readers::new("America/Lima").unwrap();
    let zone = |code| {
        let reader = readers.in_country(country(code));
        reader.zone.iana_name().unwrap().to_owned()
    };
    assert_eq!(zone("DE"), "Europe/Berlin");
    assert_eq!(zone("CI"), "Africa/Abidjan");
    assert_eq!(zone("CN"), "Asia/Shanghai");
    // Several zones; none at all in tzdata; unknown.
    assert_eq!(zone("US"), "America/Lima");
    assert_eq!(zone("XK"), "America/Lima");
    let unknown = readers.in_country(None).zone.iana_name();
    assert_eq!(unknown, Some("America/Lima"));
    assert!(Readers::new("Europe/Atlantis").is_err());
}

#[test]
fn weekends_are_those_of_the_country() {
    let friday = date(2027, 3, 5);
    let free = |code: Option<&str>| {
        let weekend = Weekend::in_country(code.and_then(country));
        let days = friday.series(jiff::ToSpan::days(1)).take(7);
        days.filter(|day| !weekend.works_on(*day))
            .map(|day| day.strftime("%a").to_string())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(free(None), "Sat Sun");
    assert_eq!(free(Some("DE")), "Sat Sun");
    assert_eq!(free(Some("SA")), "Fri Sat");
    assert_eq!(free(Some("IL")), "Fri Sat");
    assert_eq!(free(Some("AE")), "Sat Sun");
    assert_eq!(free(Some("IN")), "Sun");
    assert_eq!(free(Some("IR")), "Fri");
    assert_eq!(free(Some("AF")), "Fri Thu");
}

#[test]
fn working_days_are_counted_where_the_forum_is() {
    let due_on = |day: &str, side, code: &str| {
        let mut forum = forum();
        forum.country = country(code);
        forum.starts = berlin(&format!("{day}T10:00:00"));
        let rule = RuleDraft {
            unit: Unit::WorkingDays,
            side,
            ..days(Audience::Organizer, Anchor::Starts, 1)
        };
        due(&planned(&rule, &forum)).to_string()[..10].to_owned()
    };
    // Saturday, Sunday, Monday, Tuesday.
    assert_eq!(due_on("2027-04-17", Side::Before, "DE"), "2027-04-16");
    assert_eq!(due_on("2027-04-18", Side::Before, "DE"), "2027-04-16");
    assert_eq!(due_on("2027-04-19", Side::Before, "DE"), "2027-04-16");
    assert_eq!(due_on("2027-04-20", Side::Before, "DE"), "2027-04-19");
    assert_eq!(due_on("2027-04-17", Side::After, "DE"), "2027-04-19");
    assert_eq!(due_on("2027-04-19", Side::Before, "SA"), "2027-04-18");
}

#[test]
fn days_are_counted_from_now_in_the_zone_that_the_mail_names() {
    let left = |now, moment: &Deadline| days_until(instant(now), moment).unwrap();
    let closes = berlin("2027-03-02T18:00:00");
    assert_eq!(left("2027-02-27T22:59:59Z", &closes), 3);
    assert_eq!(left("2027-02-27T23:00:00Z", &closes), 2);
    assert_eq!(left("2027-03-01T23:00:00Z", &closes), 0);
    assert_eq!(left("2027-03-02T23:00:00Z", &closes), -1);
    // Five o'clock in the afternoon in London is tomorrow already in Auckland.
    let there = moment("2027-03-02T18:00:00", "Pacific/Auckland");
    assert_eq!(left("2027-03-01T17:00:00Z", &there), 0);
    // A day of 23 hours is a day.
    let clocks = berlin("2027-03-28T10:00:00");
    assert_eq!(left("2027-03-27T22:59:00Z", &clocks), 1);
    assert_eq!(left("2027-03-27T23:00:00Z", &clocks), 0);
}
