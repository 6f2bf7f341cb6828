//! What the office orders about reminders, for the command line.

use kontor_contracts::Reach;
use kontor_runtime::Process;
use kontor_store::{Database, StoreError, audit::Actor};
use schemars::JsonSchema;
use serde::Deserialize;

use crate::{
    reminders::{Order, Remind, order},
    store::forums_within,
};

/// What the office may order about a reminder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReminderOrder {
    /// Its rule reminds nobody until further notice.
    Pause,
    /// It does again.
    Resume,
    /// The next reminder of the rule is left out.
    Skip,
    /// It goes at once, whatever the hour.
    SendNow,
}

impl From<ReminderOrder> for Order {
    fn from(order: ReminderOrder) -> Self {
        match order {
            ReminderOrder::Pause => Self::Pause,
            ReminderOrder::Resume => Self::Resume,
            ReminderOrder::Skip => Self::Skip,
            ReminderOrder::SendNow => Self::SendNow,
        }
    }
}

/// Carries an order about a rule of a forum out, with its row in the audit. `false` if there is no such
/// forum or rule, or the rule has no reminder that the order could be about.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub async fn order_reminder(
    process: &Process,
    database: &Database,
    actor: Actor,
    (slug, rule): (&str, &str),
    what: ReminderOrder,
) -> Result<bool, StoreError> {
    let found = forums_within(database, &Reach::All, Some(slug)).await?;
    let Some(forum) = found.first() else {
        return Ok(false);
    };
    let remind = Remind {
        database: database.clone(),
        clock: std::sync::Arc::clone(&process.clock),
        ids: std::sync::Arc::clone(&process.ids),
        wake: std::sync::Arc::default(),
    };
    let about = (forum.facts.forum, rule);
    order(&remind, actor, about, what.into()).await
}
