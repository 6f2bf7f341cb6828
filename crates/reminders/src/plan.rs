//! From rule and forum to the occurrence: when it is due, and until when it is of use. Costs the same
//! for ten people and for a million, because nothing in it is about a person.

use jiff::{
    SignedDuration, Timestamp, ToSpan,
    civil::{Date, DateTime},
};
use kontor_contracts::{Deadline, InvalidDeadline, events::ForumState};

use crate::{
    Anchor, Audience, Common, FaultCode, Forum, Latest, Limit, Occurrence, OccurrenceKey, Of, Rule,
    Side, Timing, Weekend, Withheld, occurrence::LEAST_TO_ACT, rule::When, settle::shift,
};

/// Where a rule does not say until when it is of use: so long before the anchor, or half the way to it
/// if that is shorter.
const USUAL_LATEST: SignedDuration = SignedDuration::from_hours(2);
/// The same of a rule that fires after its anchor: an outage of three days is caught up with.
const USUAL_LATENESS: SignedDuration = SignedDuration::from_hours(72);
/// The moment before.
const JUST_BEFORE: SignedDuration = SignedDuration::from_millis(-1);

/// Why a rule has no occurrence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoPlan {
    /// The date leads out of the calendar, or the zone is unknown.
    NoSuchMoment(InvalidDeadline),
    /// It would be due when it is of no use any more, for this reason.
    NeverFires(Limit),
}

impl NoPlan {
    /// The stable code in interfaces, as the rule's check has it.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoSuchMoment(_) => FaultCode::NoSuchMoment.as_str(),
            Self::NeverFires(_) => FaultCode::NeverFires.as_str(),
        }
    }
}

impl From<InvalidDeadline> for NoPlan {
    fn from(invalid: InvalidDeadline) -> Self {
        Self::NoSuchMoment(invalid)
    }
}

/// A rule and what it comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// Its reminder, or why there is none.
    pub occurrence: Result<Occurrence, NoPlan>,
}

/// All rules of a forum, in their order. Of two that remind the same people of the same moment the
/// earlier is of use until the later is due: after an outage nobody gets both.
pub fn plan_all<'a>(rules: &'a [Rule], forum: &Forum) -> Vec<Planned<'a>> {
    let planned = rules.iter().map(|rule| Planned {
        rule,
        occurrence: plan(rule, forum),
    });
    let mut planned: Vec<_> = planned.collect();
    let dues: Vec<_> = planned.iter().filter_map(due_of).collect();
    for planned in &mut planned {
        let Ok(occurrence) = &mut planned.occurrence else {
            continue;
        };
        let Timing::Common(common) = &mut occurrence.timing else {
            continue;
        };
        let about = (occurrence.to, common.anchor);
        let same = dues.iter().filter(|(theirs, _)| *theirs == about);
        let next = same
            .map(|(_, due)| *due)
            .filter(|due| *due > common.due)
            .min();
        if let Some(next) = next.filter(|next| *next <= common.not_after) {
            (common.not_after, common.limit) = (shift(next, JUST_BEFORE), Limit::NextRule);
        }
    }
    planned
}

/// Whom a rule that is not paused reminds of what, and when.
fn due_of(planned: &Planned<'_>) -> Option<((Audience, Anchor), Timestamp)> {
    let occurrence = planned.occurrence.as_ref().ok()?;
    let common = occurrence.timing.common()?;
    (!planned.rule.paused).then_some(((occurrence.to, common.anchor), common.due))
}

/// The occurrence of a rule by itself.
///
/// # Errors
/// [`NoPlan`] if it has none.
pub fn plan(rule: &Rule, forum: &Forum) -> Result<Occurrence, NoPlan> {
    let (of, timing, distance) = match rule.when {
        When::Hold { before } => (Of::Hold, hold(rule.latest, before)?, before),
        When::Days {
            anchor,
            days,
            working,
            at,
        } => {
            let weekend = working.then(|| Weekend::in_country(forum.country));
            let moment = forum.moment(anchor);
            let date = count(moment.local.date(), days, weekend);
            let local = date.ok_or(InvalidDeadline::Range)?.to_datetime(at);
            let due = Deadline::new(local, &*moment.zone)?.instant()?;
            common(rule, forum, anchor, (local, due))?
        }
        When::Hours { anchor, after } => {
            let moment = forum.moment(anchor).zoned()?;
            let due = shift(moment.timestamp(), after);
            common(
                rule,
                forum,
                anchor,
                (moment.time_zone().to_datetime(due), due),
            )?
        }
    };
    Ok(Occurrence {
        key: OccurrenceKey {
            forum: forum.forum,
            rule: rule.name.clone(),
            of,
        },
        to: rule.to,
        withheld: withheld(rule, forum, &timing),
        timing,
        hours: rule.hours,
        joiners: rule.joiners,
        published: forum.published.unwrap_or(Timestamp::MIN),
        rest: Occurrence::rest(distance),
    })
}

/// The date so many days, or working days, from a date.
fn count(date: Date, days: i32, weekend: Option<Weekend>) -> Option<Date> {
    match weekend {
        Some(weekend) => weekend.count_from(date, days),
        None => date.checked_add(days.days()).ok(),
    }
}

/// A rule that is due for everybody at once.
fn common(
    rule: &Rule,
    forum: &Forum,
    anchor: Anchor,
    (local, due): (DateTime, Timestamp),
) -> Result<(Of, Timing, SignedDuration), NoPlan> {
    let moment = forum.moment(anchor);
    let instant = moment.instant()?;
    let distance = due.duration_until(instant);
    let latest = match (rule.latest, rule.side) {
        (Some(Latest::HoursBeforeAnchor(hours)), _) => shift(instant, -of_hours(hours)),
        (Some(Latest::HoursAfterDue(hours)), _) => shift(due, of_hours(hours)),
        (None, Side::Before) => shift(instant, -USUAL_LATEST.min(distance.abs() / 2)),
        (None, Side::After) => shift(due, USUAL_LATENESS),
    };
    let ends = [
        Some((latest, Limit::Latest)),
        // What comes before a moment is of no use after it.
        (rule.side == Side::Before).then_some((instant, Limit::NothingToDo)),
        nothing_to_do(rule.to, forum)?.map(|at| (at, Limit::NothingToDo)),
    ];
    let first = ends.into_iter().flatten().min_by_key(|(at, _)| *at);
    let (not_after, limit) = first.unwrap_or((latest, Limit::Latest));
    if not_after <= due {
        return Err(NoPlan::NeverFires(limit));
    }
    let timing = Timing::Common(Common {
        anchor,
        moment: moment.clone(),
        local,
        due,
        not_after,
        limit,
    });
    Ok((Of::Day(moment.local.date()), timing, distance))
}

/// The last instant at which an audience can still do what it is reminded of.
fn nothing_to_do(to: Audience, forum: &Forum) -> Result<Option<Timestamp>, InvalidDeadline> {
    let end = match to {
        Audience::Invited => &forum.registration_closes,
        Audience::Waiting => &forum.starts,
        Audience::Incomplete => &forum.changes_close,
        // Each by their own hold; takes part; the office.
        Audience::Unconfirmed | Audience::Confirmed | Audience::Organizer => return Ok(None),
    };
    Ok(Some(shift(end.instant()?, -LEAST_TO_ACT)))
}

/// A rule that is due for each person before the end of their hold.
fn hold(latest: Option<Latest>, before: SignedDuration) -> Result<Timing, NoPlan> {
    let least = match latest {
        Some(Latest::HoursBeforeAnchor(hours)) => of_hours(hours),
        Some(Latest::HoursAfterDue(hours)) => before - of_hours(hours),
        None => USUAL_LATEST.min(before / 2),
    };
    let least = least.max(LEAST_TO_ACT);
    if least >= before {
        return Err(NoPlan::NeverFires(Limit::Latest));
    }
    Ok(Timing::Hold { before, least })
}

fn of_hours(hours: u16) -> SignedDuration {
    SignedDuration::from_hours(i64::from(hours))
}

/// Why nobody is reminded.
fn withheld(rule: &Rule, forum: &Forum, timing: &Timing) -> Option<Withheld> {
    let published = match (forum.state, forum.published) {
        (ForumState::Cancelled, _) => return Some(Withheld::Cancelled),
        (ForumState::Draft, _) | (ForumState::Published, None) => {
            return Some(Withheld::NotPublished);
        }
        (ForumState::Published, Some(published)) => published,
    };
    let is_before = |common: &Common| common.due < published;
    if rule.paused {
        Some(Withheld::Paused)
    } else if timing.common().is_some_and(is_before) {
        Some(Withheld::BeforePublication)
    } else {
        None
    }
}
