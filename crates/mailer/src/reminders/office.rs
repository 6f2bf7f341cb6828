//! What the office may order: a rule stands still or goes on, a reminder is left out, or goes at once.

use kontor_contracts::ForumId;
use kontor_store::{
    StoreError,
    audit::{Action, Actor},
};

use super::{Remind, of_word, plan::ForumPlan, replan::replan};
use crate::store::{forum_in, keep_reminders, lock_reminders, orders_of, pause_rule};

const PAUSED: Action = Action::new("reminder.paused");
const RESUMED: Action = Action::new("reminder.resumed");
const SKIPPED: Action = Action::new("reminder.skipped");
const SENT: Action = Action::new("reminder.sent_at_once");

/// An order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// The rule reminds nobody until further notice.
    Pause,
    /// It does again.
    Resume,
    /// Its next reminder is left out.
    Skip,
    /// Its next reminder goes at once.
    SendNow,
}

impl Order {
    const fn action(self) -> Action {
        match self {
            Self::Pause => PAUSED,
            Self::Resume => RESUMED,
            Self::Skip => SKIPPED,
            Self::SendNow => SENT,
        }
    }
}

/// Carries an order about a rule of a forum out. `false` if there is no such rule, or it has no reminder
/// that the order could be about.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub(crate) async fn order(
    remind: &Remind,
    actor: Actor,
    (forum, rule): (ForumId, &str),
    order: Order,
) -> Result<bool, StoreError> {
    let tx = remind.database.begin().await?;
    let now = remind.clock.now();
    let Some(known) = forum_in(&tx, forum).await? else {
        return Ok(false);
    };
    let mut kept = lock_reminders(&tx, &[forum]).await?;
    let orders = orders_of(&tx, &[forum], &kept).await?;
    let orders = orders.get(&forum).cloned().unwrap_or_default();
    let Ok(plan) = ForumPlan::new(&known, &orders, now) else {
        return Ok(false);
    };
    let Some(planned) = plan.rules.iter().find(|planned| planned.rule.name == rule) else {
        return Ok(false);
    };
    let moment = planned.occurrence.as_ref().ok();
    let moment = moment.map(|occurrence| of_word(occurrence.key.of));
    match order {
        Order::Pause | Order::Resume => {
            pause_rule(&tx, forum, rule, order == Order::Pause).await?;
        }
        Order::Skip | Order::SendNow => {
            let mut kept = kept.iter_mut();
            let Some(kept) =
                kept.find(|kept| kept.rule == rule && Some(&kept.moment) == moment.as_ref())
            else {
                return Ok(false);
            };
            if order == Order::Skip {
                kept.skipped_at = Some(now.as_millisecond());
                kept.sent_at_once = None;
            } else {
                kept.sent_at_once = Some(now.as_millisecond());
                kept.skipped_at = None;
            }
            // Another plan, so that a round begins, or none does any more.
            kept.plan = String::new();
            kept.look_at = None;
            keep_reminders(&tx, std::slice::from_ref(kept)).await?;
        }
    }
    replan(&tx, &known, now).await?;
    let subject = format!("forum/{}/reminder/{rule}", known.facts.slug);
    tx.audit(remind.ids.next(), actor, order.action(), subject)
        .await?;
    tx.commit().await?;
    Ok(true)
}
