//! `/console/reminders`: what people will be reminded of, in the order of days; one reminder with whom it
//! goes to and why somebody gets none; and what the office may order about it.

use axum::{
    extract::{Path, Query, State},
    http::Method,
    response::Redirect,
    routing::{get, post},
};
use jiff::Timestamp;
use kontor_contracts::{Deadline, Reach, Role};
use kontor_web::{Caller, Confirm, Needs, Page, Problem, Route, Thing, Visitor};
use kontor_words::{Value, context};
use serde::Deserialize;

use super::{App, FORUM, HttpState, UNKNOWN_REMINDER, not_stored};
use crate::{
    planned::{PlanWish, PlannedReminder, planned_within},
    reminders::{Order, Remind, order},
    store::{KnownNames, forums_within, names_of},
};

/// People of each reminder who are looked at for a page of all reminders.
const LOOKED_AT: usize = 2_000;
/// People who are named on the page of one.
const LINES: usize = 100;

/// The forum that a path is about.
const ONE: Thing = Thing {
    kind: FORUM,
    parameter: "forum",
};
const ALL: &str = "/console/reminders";

pub(super) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: ALL,
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/reminders/{forum}/{rule}",
        needs: Needs::For(Role::Reader, ONE),
        serve: || get(show),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/reminders/{forum}/{rule}/{act}",
        needs: Needs::For(Role::Organiser, ONE),
        serve: || get(ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/reminders/{forum}/{rule}/{act}",
        needs: Needs::For(Role::Organiser, ONE),
        serve: || post(act),
        describe: None,
    },
];

/// What the list may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Only of this forum.
    forum: String,
}

async fn list(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let reach = caller.reach(Role::Reader, FORUM);
    let forum = Some(asked.forum.clone()).filter(|forum| !forum.is_empty());
    let wish = PlanWish {
        forum,
        until: None,
        lines: 0,
        looks: LOOKED_AT,
    };
    let planned = planned_within(&state.database, state.clock.now(), (&reach, &wish)).await;
    let planned = planned.map_err(|error| not_stored(&error))?;
    let rows: Vec<Value> = planned.iter().map(row).collect();
    let values = context! {
        reminders => rows,
        asked => context! { forum => asked.forum },
        forums => slugs(&state, &reach).await?,
    };
    visitor.page("mailer/staff_reminders.html", values)
}

async fn slugs(state: &HttpState, reach: &Reach) -> Result<Vec<String>, Problem> {
    let found = forums_within(&state.database, reach, None).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let mut slugs: Vec<_> = found.into_iter().map(|forum| forum.facts.slug).collect();
    slugs.sort();
    Ok(slugs)
}

/// A reminder as templates see it.
fn row(reminder: &PlannedReminder) -> Value {
    let local = reminder.local.map(|local| Deadline {
        local,
        zone: reminder.zone.clone(),
    });
    let skips = reminder.skips.iter();
    let skips = skips.map(|(code, count)| context! { code, count });
    context! {
        slug => reminder.slug.as_str(),
        rule => reminder.rule.as_str(),
        to => word(reminder.to),
        state => reminder.state.word(),
        why => reminder.why,
        local => local.map(|local| word_or_value(&local)),
        zone => reminder.zone.as_str(),
        wrote => reminder.wrote,
        reminds => reminder.reminds,
        whole => reminder.whole,
        first => reminder.first.map(Timestamp::as_millisecond),
        last => reminder.last.map(Timestamp::as_millisecond),
        not_after => reminder.not_after.map(Timestamp::as_millisecond),
        skips => skips.collect::<Vec<_>>(),
    }
}

fn word_or_value(value: &impl serde::Serialize) -> Value {
    Value::from(kontor_words::Serde(value))
}

fn word(value: impl serde::Serialize) -> String {
    let word = serde_json::to_value(value).unwrap_or_default();
    word.as_str().unwrap_or_default().to_owned()
}

/// What the page about one may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Done {
    /// The order that was just carried out.
    done: String,
}

async fn show(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path((forum, rule)): Path<(String, String)>,
    Query(asked): Query<Done>,
) -> Result<Page, Problem> {
    let wish = PlanWish {
        forum: Some(forum.clone()),
        until: None,
        lines: LINES,
        looks: LOOKED_AT,
    };
    let now = state.clock.now();
    let planned = planned_within(&state.database, now, (&Reach::All, &wish)).await;
    let planned = planned.map_err(|error| not_stored(&error))?;
    let found = planned.into_iter().find(|reminder| reminder.rule == rule);
    let reminder = found.ok_or_else(|| Problem::from(UNKNOWN_REMINDER))?;
    let names = reminder.people.iter().map(|line| &*line.about);
    let names = names_of(&state.database, names).await;
    let names = names.map_err(|error| not_stored(&error))?;
    let organises = caller.reach(Role::Organiser, FORUM).has(&forum);
    let values = context! {
        reminder => row(&reminder),
        people => people(&reminder, &names),
        organises,
        done => Act::read(&asked.done).map(Act::word),
    };
    visitor.page("mailer/staff_reminder.html", values)
}

fn people(reminder: &PlannedReminder, names: &KnownNames) -> Vec<Value> {
    let lines = reminder.people.iter().map(|line| {
        let decision = &line.decision;
        let text = |pointer: &str| decision.pointer(pointer).and_then(|value| value.as_str());
        let name = names.get(&line.about).map(String::as_str);
        context! {
            about => line.about.split_once('/').map_or(&*line.about, |(_, id)| id),
            name,
            does => text("/do"),
            why => text("/why"),
            reason => text("/reason/code"),
            local => line.local.map(|local| local.strftime("%Y-%m-%d %H:%M").to_string()),
        }
    });
    lines.collect()
}

/// An order as paths name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Act(Order);

impl Act {
    const ALL: [Self; 4] = [
        Self(Order::Pause),
        Self(Order::Resume),
        Self(Order::Skip),
        Self(Order::SendNow),
    ];

    fn read(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|act| act.word() == word)
    }

    const fn word(self) -> &'static str {
        match self.0 {
            Order::Pause => "pause",
            Order::Resume => "resume",
            Order::Skip => "skip",
            Order::SendNow => "send-now",
        }
    }
}

/// Before mails go out, or never do, a page says so.
async fn ask(
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

async fn act(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path((forum, rule, asked)): Path<(String, String, String)>,
) -> Result<Redirect, Problem> {
    let unknown = || Problem::from(UNKNOWN_REMINDER);
    let act = Act::read(&asked).ok_or_else(unknown)?;
    let found = forums_within(&state.database, &Reach::All, Some(&forum)).await;
    let found = found.map_err(|error| not_stored(&error))?;
    let known = found.first().ok_or_else(unknown)?;
    let about = (known.facts.forum, &*rule);
    let done = order(&state.remind(), caller.actor, about, act.0).await;
    if !done.map_err(|error| not_stored(&error))? {
        return Err(unknown());
    }
    let page = format!("{ALL}/{forum}/{rule}");
    let done = format!("done={}", act.word());
    Ok(Redirect::to(&visitor.link_on(&page, &done)))
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
