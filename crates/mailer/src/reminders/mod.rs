//! Reminders: whom to remind when of what is decided by the crate `reminders`; here is what it asks for,
//! and what becomes of its answers.
//!
//! Two things are rows, and whoever finds one that is due does it:
//!
//! - **A reminder** (a rule's, of one moment) is due when people are to be looked at whom it may concern.
//!   A *round* goes through them page by page; each page is one transaction with the mails that it
//!   writes, so that whatever stops goes on at the page where it stood.
//! - **A person** is to be looked at when something has happened to them, or when a round has found that
//!   their hour comes later: what is quiet for them, the end of their own hold, a pause after joining.
//!
//! Nothing else is remembered. That somebody was reminded *is* the mail, whose key is unique for ever,
//! and what they know of a moment is what their mails told them. Moving a deadline changes a handful of
//! rows, however many people there are (ADR 0018 and 0023).

mod change;
mod facts;
mod individual;
mod look;
mod office;
mod plan;
mod replan;
mod round;

pub(crate) use change::{begin_changes, search_page};
pub(crate) use individual::{Individual, WroteBefore, organizer, row};
pub(crate) use look::look_page;
pub(crate) use office::{Order, order};
pub(crate) use plan::{ForumPlan, Orders, PlannedRule, of_word};
pub(crate) use replan::{replan, replan_all};
pub(crate) use round::round_page;

use std::sync::Arc;

use kontor_runtime::{Clock, Ids};
use kontor_store::Database;
use tokio::sync::Notify;

/// What reminding needs.
#[derive(Debug, Clone)]
pub(crate) struct Remind {
    /// The mailer's database.
    pub(crate) database: Database,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// New ids.
    pub(crate) ids: Arc<Ids>,
    /// Wakes whoever claims mails.
    pub(crate) wake: Arc<Notify>,
}
