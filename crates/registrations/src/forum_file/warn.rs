//! What may be meant so, and probably is not: a forum file is taken with it, and its author is told.

use jiff::{
    Timestamp,
    tz::{AmbiguousOffset, TimeZone},
};
use kontor_contracts::{
    Deadline, Language, LocalizedText,
    events::{ForumFormat, ForumState},
};

use super::Finding;
use crate::domain::{ForumDraft, check_reminders};

/// A forum that lasts longer has a wrong month or year more often than not.
const USUAL_DAYS: i64 = 31;
/// So has one that is further ahead.
const USUAL_YEARS_AHEAD: i64 = 5;
const DAY_SECONDS: i64 = 24 * 60 * 60;

/// Kinds of warnings, for the reference.
pub(super) const KINDS: &str = "\
- A time that a change of clocks skips or repeats: it is read as calendars read it (RFC 5545, 3.3.5).
- A forum that is over, or begins years ahead, or lasts longer than a month.
- A registration that has closed already, or closes after the forum has begun.
- A forum `online` or `hybrid` without `online_url`.
- A rule of `reminders` whose reminder was due already.
- A `description` that lacks one of `languages`.
";

/// Everything that is doubtful about a forum at `now`, in the order of the file's settings.
pub fn warnings(draft: &ForumDraft, now: Timestamp) -> Vec<Finding> {
    let mut found = Vec::new();
    if draft.state == ForumState::Cancelled {
        return found;
    }
    let mut warn = |key: &str, what: String, remedy: &str| {
        found.push(Finding {
            line: None,
            key: key.to_owned(),
            what,
            remedy: remedy.to_owned(),
        });
    };
    for (key, moment) in moments(draft) {
        if let Some((what, remedy)) = change_of_clocks(moment) {
            warn(key, what, &remedy);
        }
    }
    for (key, what, remedy) in order(draft, now) {
        warn(key, what, remedy);
    }
    for fault in check_reminders(draft, now) {
        let rules = draft.reminders.as_deref().unwrap_or_default();
        let at = fault.pointer.trim_start_matches('/').split('/').next();
        let rule = at.and_then(|at| rules.get(at.parse::<usize>().ok()?));
        let name = rule.map_or("", |rule| &rule.name);
        let what = format!("{name:?} was due already");
        warn("reminders.name", what, "it reminds nobody any more");
    }
    if draft.format != ForumFormat::OnSite && draft.online_url.is_none() {
        let remedy = "add the link when you have it; those who are confirmed until then get none";
        warn("online_url", "is missing".to_owned(), remedy);
    }
    for missing in missing(draft, draft.description.as_ref()) {
        let remedy = "readers of that language see another; add it";
        let key = format!("description.{missing}");
        warn(&key, "is missing".to_owned(), remedy);
    }
    found
}

fn moments(draft: &ForumDraft) -> impl Iterator<Item = (&'static str, &Deadline)> {
    let opens = draft.registration_opens.as_ref();
    let changes = draft.changes_close.as_ref();
    [("starts", &draft.starts), ("ends", &draft.ends)]
        .into_iter()
        .chain(opens.map(|opens| ("registration_opens", opens)))
        .chain([("registration_closes", &draft.registration_closes)])
        .chain(changes.map(|closes| ("changes_close", closes)))
}

fn change_of_clocks(moment: &Deadline) -> Option<(String, String)> {
    let zone = TimeZone::get(&moment.zone).ok()?;
    let read = zone.to_ambiguous_timestamp(moment.local).offset();
    let taken = moment.zoned().ok()?;
    match read {
        AmbiguousOffset::Unambiguous { .. } => None,
        AmbiguousOffset::Gap { .. } => Some((
            format!(
                "is {}, which the clocks of {} skip",
                moment.local, moment.zone
            ),
            format!(
                "it is taken as {}; write the time that you mean",
                taken.datetime()
            ),
        )),
        AmbiguousOffset::Fold { .. } => Some((
            format!(
                "is {}, which the clocks of {} show twice",
                moment.local, moment.zone
            ),
            format!(
                "the first is taken (UTC{}); write another time",
                taken.offset()
            ),
        )),
    }
}

fn order(draft: &ForumDraft, now: Timestamp) -> Vec<(&'static str, String, &'static str)> {
    let (Ok(starts), Ok(ends), Ok(closes)) = (
        draft.starts.instant(),
        draft.ends.instant(),
        draft.registration_closes.instant(),
    ) else {
        return Vec::new();
    };
    let days = |from: Timestamp, to: Timestamp| from.duration_until(to).as_secs() / DAY_SECONDS;
    let mut found = Vec::new();
    if ends < now {
        let remedy = "the forum is over and nobody can find it; check the year of starts and ends";
        found.push(("ends", "lies in the past".to_owned(), remedy));
    } else if closes < now {
        let remedy = "nobody can sign up; write a later time if people should";
        found.push(("registration_closes", "lies in the past".to_owned(), remedy));
    }
    if days(now, starts) > USUAL_YEARS_AHEAD * 365 {
        let what = format!("is more than {USUAL_YEARS_AHEAD} years ahead");
        found.push(("starts", what, "check the year"));
    }
    if days(starts, ends) > USUAL_DAYS {
        let what = format!("is {} days after starts", days(starts, ends));
        found.push(("ends", what, "check the month and the year"));
    }
    if closes > starts {
        let remedy =
            "people can still sign up while it runs; write an earlier time if they should not";
        found.push(("registration_closes", "is after starts".to_owned(), remedy));
    }
    found
}

/// The languages of a forum that a text of it lacks.
fn missing(draft: &ForumDraft, text: Option<&LocalizedText>) -> Vec<String> {
    let there = |tag: &Language| text.is_none_or(|text| text.nearest(tag).is_some());
    let lacking = draft.languages.iter().filter(|tag| !there(tag));
    lacking.map(ToString::to_string).collect()
}
