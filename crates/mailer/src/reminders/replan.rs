//! Planning: what is so of a forum now is held against the rows, and where the two differ a round begins.

use jiff::Timestamp;
use kontor_contracts::events::ForumState;
use kontor_reminders::Occurrence;
use kontor_store::{StoreError, Tx};

use super::{ForumPlan, PlannedRule, Remind, of_word};
use crate::{
    domain::Forum,
    store::{
        KeptReminder, all_forums, forum_in, keep_published, keep_reminders, lock_reminders,
        orders_of,
    },
};

/// Plans a forum anew.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn replan(tx: &Tx, forum: &Forum, now: Timestamp) -> Result<(), StoreError> {
    let id = forum.facts.forum;
    // What was due before people could find it is not caught up with.
    let is_shown = forum.facts.state == ForumState::Published;
    keep_published(tx, id, is_shown.then(|| now.as_millisecond())).await?;
    let kept = lock_reminders(tx, &[id]).await?;
    let orders = orders_of(tx, &[id], &kept).await?;
    let orders = orders.get(&id).cloned().unwrap_or_default();
    let Ok(plan) = ForumPlan::new(forum, &orders, now) else {
        tracing::error!(forum = %id, "its time zone is not known: nobody is reminded of it");
        return Ok(());
    };
    let mut changed = Vec::new();
    for (rule, occurrence) in plan.occurrences() {
        let (name, moment) = (&rule.rule.name, of_word(occurrence.key.of));
        let mut same = kept.iter();
        let same = same.find(|kept| kept.rule == *name && kept.moment == moment);
        let planned = planned(rule, occurrence, same, now);
        if same.is_none_or(|same| same.plan != planned.plan) {
            changed.push(planned);
        }
    }
    let is_gone = |kept: &&KeptReminder| {
        !kept.plan.is_empty() && plan.find(&kept.rule, &kept.moment).is_none()
    };
    changed.extend(kept.iter().filter(is_gone).map(gone));
    keep_reminders(tx, &changed).await
}

/// A reminder as it is planned now, with a round ahead unless nobody is to get it.
fn planned(
    rule: &PlannedRule,
    occurrence: &Occurrence,
    before: Option<&KeptReminder>,
    now: Timestamp,
) -> KeptReminder {
    let common = occurrence.timing.common();
    let is_on = occurrence.withheld.is_none() && !rule.skipped;
    let from = occurrence.looked_at_from().unwrap_or(now);
    KeptReminder {
        forum: occurrence.key.forum,
        rule: rule.rule.name.clone(),
        moment: of_word(occurrence.key.of),
        plan: rule.fingerprint(occurrence),
        due_at: common.map(|common| common.due.as_millisecond()),
        not_after: common.map(|common| common.not_after.as_millisecond()),
        look_at: is_on.then(|| from.as_millisecond()),
        page_after: String::new(),
        wrote: before.map_or(0, |before| before.wrote),
        skips: before.map_or_else(Default::default, |before| before.skips.clone()),
        sent_at_once: before.and_then(|before| before.sent_at_once),
        skipped_at: before.and_then(|before| before.skipped_at),
    }
}

/// A reminder that is not planned any more; what became of it is kept.
fn gone(kept: &KeptReminder) -> KeptReminder {
    KeptReminder {
        plan: String::new(),
        look_at: None,
        page_after: String::new(),
        ..kept.clone()
    }
}

/// Plans every forum anew: what an older version knew was never planned, and zones have other rules than
/// they had when the program was started last.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn replan_all(remind: &Remind) -> Result<(), StoreError> {
    for id in all_forums(&remind.database).await? {
        let tx = remind.database.begin().await?;
        if let Some(forum) = forum_in(&tx, id).await? {
            replan(&tx, &forum, remind.clock.now()).await?;
        }
        tx.commit().await?;
    }
    Ok(())
}
