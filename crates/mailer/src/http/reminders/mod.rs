//! `/console/reminders`: what people will be reminded of, as a list or as a month; one reminder with whom it
//! goes to and why somebody gets none.

mod acts;
pub(super) mod api;
mod month;

use axum::{
    extract::{Path, Query, State},
    http::Method,
    routing::{get, post},
};
use jiff::Timestamp;
use kontor_contracts::{Deadline, Reach, Role};
use kontor_web::{Caller, Needs, Page, Problem, Route, Thing, Visitor};
use kontor_words::{Value, context};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Deserialize;

use super::{App, FORUM, HttpState, UNKNOWN_REMINDER, not_stored};
use crate::{
    planned::{PlanWish, PlannedReminder, planned_within},
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
        serve: || get(acts::ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/reminders/{forum}/{rule}/{act}",
        needs: Needs::For(Role::Organiser, ONE),
        serve: || post(acts::act),
        describe: None,
    },
];

/// What the list may be asked for.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Asked {
    /// Only of this forum.
    forum: String,
    /// As a month: this one, or that of today if it is empty.
    month: Option<String>,
}

impl Asked {
    fn forum(&self) -> Option<String> {
        Some(self.forum.clone()).filter(|forum| !forum.is_empty())
    }

    /// As forms show it; `all` leads to every forum.
    fn shown(&self, visitor: &Visitor, month: Option<&str>) -> Value {
        let all = address(visitor, month, None);
        context! { forum => self.forum.as_str(), month, all }
    }

    /// The list, or a month, of the same forum.
    fn address(&self, visitor: &Visitor, month: Option<&str>) -> String {
        address(visitor, month, self.forum().as_deref())
    }
}

fn address(visitor: &Visitor, month: Option<&str>, forum: Option<&str>) -> String {
    let forum = forum.map(|forum| {
        let forum = utf8_percent_encode(forum, NON_ALPHANUMERIC);
        format!("forum={forum}")
    });
    let month = month.map(|month| format!("month={month}"));
    let query: Vec<_> = month.into_iter().chain(forum).collect();
    if query.is_empty() {
        return format!("{ALL}{}", visitor.lang_query());
    }
    visitor.link_on(ALL, &query.join("&"))
}

async fn list(
    State(state): State<App>,
    visitor: Visitor,
    caller: Caller,
    Query(asked): Query<Asked>,
) -> Result<Page, Problem> {
    let reach = caller.reach(Role::Reader, FORUM);
    if asked.month.is_some() {
        return month::show(&state, &visitor, &reach, &asked).await;
    }
    let wish = PlanWish {
        forum: asked.forum(),
        looks: LOOKED_AT,
        ..PlanWish::default()
    };
    let planned = planned_within(&state.database, state.clock.now(), (&reach, &wish)).await;
    let planned = planned.map_err(|error| not_stored(&error))?;
    let rows: Vec<Value> = planned.iter().map(row).collect();
    let values = context! {
        reminders => rows,
        views => views(&visitor, &asked),
        asked => asked.shown(&visitor, None),
        forums => slugs(&state, &reach).await?,
    };
    visitor.page("mailer/staff_reminders.html", values)
}

/// The list and the month, of the same forum.
fn views(visitor: &Visitor, asked: &Asked) -> Vec<Value> {
    let view = |name: &str, month: Option<&str>| {
        context! {
            name => visitor.text(name, &[]),
            href => asked.address(visitor, month),
            current => asked.month.is_some() == month.is_some(),
        }
    };
    let month = asked.month.as_deref().unwrap_or_default();
    vec![
        view("reminders-view-list", None),
        view("reminders-view-month", Some(month)),
    ]
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
        lines: LINES,
        looks: LOOKED_AT,
        ..PlanWish::default()
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
        done => acts::Act::read(&asked.done).map(acts::Act::word),
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
