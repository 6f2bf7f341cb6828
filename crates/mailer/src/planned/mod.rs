//! What people will be reminded of, and why somebody is not: for the command line and the console.

mod asked;
mod orders;
mod reminder;

use jiff::{Timestamp, civil::DateTime};
use kontor_contracts::Reach;
use kontor_reminders::{Common, Limit, NoPlan, Withheld};
use kontor_runtime::timestamp;
use kontor_store::{Database, StoreError};

use asked::Asked;
pub use orders::{ReminderOrder, order_reminder};
pub use reminder::{PersonLine, PlanWish, PlannedReminder, ReminderState};

use crate::{
    domain::Forum,
    reminders::{ForumPlan, PlannedRule, of_word},
    store::{KeptReminder, forums_within, next_look, orders_of, reminders_of},
};

/// What people will be reminded of, in the order in which it is due.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn plan_reminders(
    database: &Database,
    now: Timestamp,
    wish: &PlanWish,
) -> Result<Vec<PlannedReminder>, StoreError> {
    planned_within(database, now, (&Reach::All, wish)).await
}

pub(crate) async fn planned_within(
    database: &Database,
    now: Timestamp,
    (reach, wish): (&Reach, &PlanWish),
) -> Result<Vec<PlannedReminder>, StoreError> {
    let mut found = Vec::new();
    let mut forums = forums_within(database, reach, wish.forum.as_deref()).await?;
    forums.sort_by(|one, other| one.facts.slug.cmp(&other.facts.slug));
    for forum in &forums {
        if found.len() < wish.most {
            add_planned(database, now, (forum, wish), &mut found).await?;
        }
    }
    found.sort_by_key(|reminder| (reminder.due.or(reminder.first), reminder.slug.clone()));
    Ok(found)
}

/// Adds what is planned of a forum, by the names of its rules.
async fn add_planned(
    database: &Database,
    now: Timestamp,
    (forum, wish): (&Forum, &PlanWish),
    found: &mut Vec<PlannedReminder>,
) -> Result<(), StoreError> {
    let id = forum.facts.forum;
    let kept = reminders_of(database, &[id]).await?;
    let orders = orders_of(database, &[id], &kept).await?;
    let orders = orders.get(&id).cloned().unwrap_or_default();
    let Ok(mut plan) = ForumPlan::new(forum, &orders, now) else {
        return Ok(());
    };
    let mut rules = std::mem::take(&mut plan.rules);
    rules.sort_by(|one, other| one.rule.name.cmp(&other.rule.name));
    for rule in &rules {
        let reminder = planned(forum, rule, &kept);
        if found.len() < wish.most && wish.is_about(&reminder) {
            let asked = Asked {
                database,
                plan: &plan,
                rule,
                now,
            };
            found.push(asked.explained(reminder, wish).await?);
        }
    }
    Ok(())
}

/// A rule of a forum, before anybody has been looked at.
fn planned(forum: &Forum, rule: &PlannedRule, kept: &[KeptReminder]) -> PlannedReminder {
    let occurrence = rule.occurrence.as_ref().ok();
    let moment = occurrence.map(|occurrence| of_word(occurrence.key.of));
    let mut kept = kept.iter();
    let kept =
        kept.find(|kept| kept.rule == rule.rule.name && Some(&kept.moment) == moment.as_ref());
    let common = occurrence.and_then(|occurrence| occurrence.timing.common());
    let (state, why) = state(rule, kept);
    let zone = forum.facts.starts.zone.clone();
    let when = common.map(|common| when(common, kept, &zone));
    PlannedReminder {
        forum: forum.facts.forum,
        slug: forum.facts.slug.clone(),
        rule: rule.rule.name.clone(),
        to: rule.rule.to,
        state,
        why,
        local: when.map(|(local, _)| local),
        zone,
        due: when.map(|(_, due)| due),
        not_after: common.map(|common| common.not_after),
        wrote: kept.map_or(0, |kept| kept.wrote),
        reminds: 0,
        whole: true,
        first: None,
        last: None,
        skips: std::collections::BTreeMap::new(),
        people: Vec::new(),
    }
}

/// When it is due. What the office sends at once goes when that is ordered, and stays on that day.
fn when(common: &Common, kept: Option<&KeptReminder>, zone: &str) -> (DateTime, Timestamp) {
    let ordered = kept.and_then(|kept| kept.sent_at_once).map(timestamp);
    let sent = ordered.filter(|sent| *sent <= common.due);
    match sent.and_then(|sent| Some((sent, sent.in_tz(zone).ok()?))) {
        Some((sent, local)) => (local.datetime(), sent),
        None => (common.local, common.due),
    }
}

fn state(rule: &PlannedRule, kept: Option<&KeptReminder>) -> (ReminderState, Option<&'static str>) {
    match &rule.occurrence {
        Err(NoPlan::NeverFires(limit)) => (ReminderState::Never, Some(of_no_use(*limit))),
        Err(NoPlan::NoSuchMoment(_)) => (ReminderState::Never, Some("no_such_moment")),
        Ok(occurrence) => match occurrence.withheld {
            Some(Withheld::Paused) => (ReminderState::Paused, Some("paused")),
            Some(Withheld::Cancelled) => (ReminderState::Withheld, Some("cancelled")),
            Some(Withheld::NotPublished) => (ReminderState::Withheld, Some("not_published")),
            Some(Withheld::BeforePublication) => (ReminderState::Never, Some("before_publication")),
            None if rule.skipped => (ReminderState::Skipped, Some("skipped_by_office")),
            None if occurrence.timing.common().is_none() => (ReminderState::Planned, None),
            None => (progress(kept), None),
        },
    }
}

const fn of_no_use(limit: Limit) -> &'static str {
    match limit {
        Limit::Latest => "due_after_its_latest_moment",
        Limit::NothingToDo => "nothing_to_do_by_then",
        Limit::NextRule => "the_next_rule_is_due",
    }
}

fn progress(kept: Option<&KeptReminder>) -> ReminderState {
    match kept {
        Some(kept) if !kept.page_after.is_empty() => ReminderState::UnderWay,
        Some(kept) if kept.look_at.is_none() => ReminderState::Done,
        Some(_) | None => ReminderState::Planned,
    }
}

/// When the reminders of this worker are due next: the next round, or the next hour of somebody's own.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn next_reminder(database: &Database) -> Result<Option<Timestamp>, StoreError> {
    Ok(next_look(database).await?.map(timestamp))
}
