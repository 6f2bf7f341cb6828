//! Sample forums of the five offices that Kontor is built for, with invented names at example
//! domains. Their dates are given in days from the day on which they are used, so that a sample is
//! always one that people can sign up for.

use jiff::{
    ToSpan,
    civil::{Date, Weekday},
};

/// Name of the file and its text, to be given to [`dated`] first.
pub const SAMPLES: &[(&str, &str)] = &[
    ("business-lunch.toml", include_str!("business-lunch.toml")),
    (
        "west-africa-mission.toml",
        include_str!("west-africa-mission.toml"),
    ),
    ("city-delegation.toml", include_str!("city-delegation.toml")),
    (
        "cooperation-forum.toml",
        include_str!("cooperation-forum.toml"),
    ),
    (
        "automotive-get-together.toml",
        include_str!("automotive-get-together.toml"),
    ),
    (
        "support-conference.toml",
        include_str!("support-conference.toml"),
    ),
];

/// How many weeks a file may move on to be clear of holidays: three at the end of the year, and one
/// for each of the two days, had a file dates at all of them.
const MOST_WEEKS: i64 = 5;

/// Replaces `{{day:+40}}` by the date forty days after `today`, and `{{tuesday:+40}}` by the first
/// Tuesday on or after that. Anything else stays as it is. If one of the dates to come is
/// a holiday, all of them are later by as many weeks as it takes: nobody has lunch with us on Christmas
/// Eve, and a deadline stays as far from its forum as it is.
pub fn dated(text: &str, today: Date) -> String {
    let mut weeks = 0;
    loop {
        let (done, works) = filled_in(text, today, weeks);
        if works || weeks == MOST_WEEKS {
            return done;
        }
        weeks += 1;
    }
}

/// The text with its dates, so many weeks later, and whether none of them is a holiday.
fn filled_in(text: &str, today: Date, weeks: i64) -> (String, bool) {
    let (mut done, mut works) = (String::with_capacity(text.len()), true);
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        done.push_str(before);
        let placed = after.split_once("}}");
        let date = placed.and_then(|(inner, tail)| Some((date(inner, today, weeks)?, tail)));
        rest = if let Some((date, tail)) = date {
            works &= date < today || !is_holiday(date);
            done.push_str(&date.to_string());
            tail
        } else {
            done.push_str("{{");
            after
        };
    }
    done.push_str(rest);
    (done, works)
}

/// Days on which no office of the samples would invite: the weeks around Christmas and New Year, 1 May,
/// and 3 October, the German national day.
fn is_holiday(date: Date) -> bool {
    let day = (date.month(), date.day());
    matches!(day, (12, 20..) | (1, ..=6) | (5, 1) | (10, 3))
}

fn date(placeholder: &str, today: Date, weeks: i64) -> Option<Date> {
    let (day, offset) = placeholder.split_once(':')?;
    let offset: i64 = offset.parse().ok()?;
    let from = today.checked_add(offset.days()).ok()?;
    let wanted = match day {
        "day" => from.weekday(),
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    };
    // What is past stays past.
    let later = if offset < 0 { 0 } else { weeks * 7 };
    let days = i64::from(from.weekday().until(wanted)) + later;
    from.checked_add(days.days()).ok()
}

#[cfg(test)]
mod tests {
    use kontor_book::Refusal;

    use super::*;
    use crate::forum_file::{parse, sample, warnings};

    #[test]
    fn placeholders_become_dates() {
        let saturday: Date = "2026-11-21".parse().unwrap();
        assert_eq!(
            dated("{{day:+3}} {{day:-1}}", saturday),
            "2026-11-24 2026-11-20"
        );
        assert_eq!(dated("{{tuesday:+0}}T18:00", saturday), "2026-11-24T18:00");
        assert_eq!(dated("{{saturday:+0}}", saturday), "2026-11-21");
        assert_eq!(
            dated("{{ name }} {{day:x}} {{", saturday),
            "{{ name }} {{day:x}} {{"
        );
    }

    #[test]
    fn every_sample_is_open_for_sign_ups_on_any_day() {
        let start: Date = "2026-11-21".parse().unwrap();
        for day in 0..400 {
            let today = start.checked_add(day.days()).unwrap();
            let noon = today.at(12, 0, 0, 0).in_tz("UTC").unwrap();
            let samples = SAMPLES
                .iter()
                .map(|(name, text)| (*name, dated(text, today)));
            for (name, text) in samples.chain([("the one that is printed", sample(today))]) {
                let draft = parse(&text).unwrap_or_else(|p| panic!("{name}: {p:?}"));
                let terms = draft.terms(1).unwrap();
                let open = terms.open(noon.timestamp().as_millisecond());
                assert_eq!(open, Ok::<(), Refusal>(()), "{name} on {today}");
                assert_eq!(warnings(&draft, noon.timestamp()), [], "{name} on {today}");
            }
        }
    }

    /// On 25 November the business lunch was on Christmas Eve.
    #[test]
    fn no_sample_invites_to_a_holiday() {
        let start: Date = "2026-11-21".parse().unwrap();
        for day in 0..400 {
            let today = start.checked_add(day.days()).unwrap();
            for (name, text) in SAMPLES {
                let draft = parse(&dated(text, today)).unwrap();
                for moment in [&draft.starts, &draft.ends, &draft.registration_closes] {
                    let date = moment.local.date();
                    assert!(!is_holiday(date), "{name} on {today}: {date}");
                }
                let year = draft.ends.local.date().since(today).unwrap();
                assert!(year.get_days() < 200, "{name} on {today} is far away");
            }
        }
        let lunch = dated(SAMPLES[0].1, "2026-11-25".parse().unwrap());
        assert!(lunch.contains("starts = 2027-01-14T12:15:00"), "{lunch}");
        let days = [(12, 24), (1, 6), (5, 1), (10, 3)];
        let days = days.map(|(month, day)| Date::new(2027, month, day).unwrap());
        assert!(days.into_iter().all(is_holiday));
    }

    #[test]
    fn sample_addresses_are_nobodys() {
        for (name, text) in SAMPLES {
            let domains = text
                .split('@')
                .skip(1)
                .filter_map(|rest| rest.split('"').next());
            let invented = |d: &str| d.ends_with(".example");
            assert!(domains.clone().all(invented), "{name}");
            assert!(domains.count() > 0, "{name}");
        }
    }
}
