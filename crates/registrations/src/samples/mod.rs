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

/// Replaces `{{day:+40}}` by the date forty days after `today`, and `{{tuesday:+40}}` by the first
/// Tuesday on or after that. What is no such placeholder stays as it is.
pub fn dated(text: &str, today: Date) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        done.push_str(before);
        let placed = after.split_once("}}");
        let date = placed.and_then(|(inner, tail)| Some((date(inner, today)?, tail)));
        rest = if let Some((date, tail)) = date {
            done.push_str(&date.to_string());
            tail
        } else {
            done.push_str("{{");
            after
        };
    }
    done.push_str(rest);
    done
}

fn date(placeholder: &str, today: Date) -> Option<Date> {
    let (day, offset) = placeholder.split_once(':')?;
    let from = today.checked_add(offset.parse::<i64>().ok()?.days()).ok()?;
    let wanted = match day {
        "day" => return Some(from),
        "monday" => Weekday::Monday,
        "tuesday" => Weekday::Tuesday,
        "wednesday" => Weekday::Wednesday,
        "thursday" => Weekday::Thursday,
        "friday" => Weekday::Friday,
        "saturday" => Weekday::Saturday,
        "sunday" => Weekday::Sunday,
        _ => return None,
    };
    from.checked_add(i64::from(from.weekday().until(wanted)).days())
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        domain::Refusal,
        forum_file::{parse, sample, warnings},
    };

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
