//! What the office may order about a reminder: from its page, after a step between where it cannot be undone.

use axum::{
    extract::{Path, State},
    response::Redirect,
};
use kontor_contracts::Reach;
use kontor_web::{Caller, Confirm, Page, Problem, Visitor};

use super::ALL;
use crate::{
    http::{App, HttpState, UNKNOWN_REMINDER, not_stored},
    reminders::{Order, Remind, order},
    store::forums_within,
};

/// An order as paths name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Act(Order);

impl Act {
    const ALL: [Self; 4] = [
        Self(Order::Pause),
        Self(Order::Resume),
        Self(Order::Skip),
        Self(Order::SendNow),
    ];

    pub(super) fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    pub(super) const fn word(self) -> &'static str {
        match self.0 {
            Order::Pause => "pause",
            Order::Resume => "resume",
            Order::Skip => "skip",
            Order::SendNow => "send-now",
        }
    }
}

/// Before mails go out, or never do, a page says so.
pub(super) async fn ask(
    visitor: Visitor,
    Path((forum, rule, asked)): Path<(String, String, String)>,
) -> Result<Page, Problem> {
    let text = |key: &str| visitor.text(key, &[]);
    let act = Act::read(&asked).filter(|act| matches!(act.0, Order::Skip | Order::SendNow));
    let word = act.ok_or_else(|| Problem::from(UNKNOWN_REMINDER))?.word();
    visitor.confirm(&Confirm {
        act: text(&format!("reminders-act-{word}")),
        about: vec![
            (text("mail-log-forum"), forum.clone()),
            (text("reminders-rule"), rule.clone()),
        ],
        effects: vec![text(&format!("reminders-sure-{word}"))],
        back: format!("{ALL}/{forum}/{rule}"),
        ..Confirm::default()
    })
}

pub(super) async fn act(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path((forum, rule, asked)): Path<(String, String, String)>,
) -> Result<Redirect, Problem> {
    let act = Act::read(&asked).ok_or_else(|| Problem::from(UNKNOWN_REMINDER))?;
    carry_out(&state, &caller, (&forum, &rule), act.0).await?;
    let page = format!("{ALL}/{forum}/{rule}");
    let done = format!("done={}", act.word());
    Ok(Redirect::to(&visitor.link_on(&page, &done)))
}

/// Carries an order out, for a page or for a program.
pub(super) async fn carry_out(
    state: &HttpState,
    caller: &Caller,
    (forum, rule): (&str, &str),
    what: Order,
) -> Result<(), Problem> {
    let unknown = || Problem::from(UNKNOWN_REMINDER);
    let found = forums_within(&state.database, &Reach::All, Some(forum)).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let known = found.first().ok_or_else(unknown)?;
    let about = (known.facts.forum, rule);
    let done = order(&state.remind(), caller.actor, about, what).await;
    if done.map_err(|error| not_stored(&error))? {
        return Ok(());
    }
    Err(unknown())
}

impl HttpState {
    fn remind(&self) -> Remind {
        Remind {
            database: self.database.clone(),
            clock: std::sync::Arc::clone(&self.clock),
            ids: std::sync::Arc::clone(&self.ids),
            wake: std::sync::Arc::clone(&self.wake),
        }
    }
}
