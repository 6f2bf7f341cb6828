//! The pages of the staff: which forums there are, and who is registered.

mod change;
mod codes;
mod given;
mod invitations;
mod typed;

use axum::{
    extract::{Path, Query, State},
    http::Method,
    routing::get,
};
use kontor_book::Standing;
use kontor_contracts::{Country, RegistrationId, Role};
use kontor_web::{Caller, Needs, Page, Problem, Route, Thing, Visitor, problems};
use kontor_words::{Value, context};
use serde::Deserialize;

use super::{
    App, UNKNOWN_FORUM, not_stored,
    public::{self, json},
};
use crate::store::{
    forums::{self, Forum, ForumName},
    registered::{self, Counts},
    registrations::Registration,
};

/// Registrations of one page.
const PAGE: u32 = 100;

/// As scopes name a forum.
const FORUM: &str = "forum";
const ONE: Thing = Thing {
    kind: FORUM,
    parameter: "slug",
};

pub(crate) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/console/forums",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/forums/{slug}",
        needs: Needs::For(Role::Reader, ONE),
        serve: || get(show),
        describe: None,
    },
    change::SHOW,
    change::CHANGE,
    invitations::SHOW,
    invitations::INVITE,
    invitations::ASK,
    invitations::ACT,
    codes::SHOW,
    codes::MAKE,
    codes::ASK,
    codes::ACT,
];

/// A forum that a path names.
async fn forum(app: &App, slug: &str) -> Result<Forum, Problem> {
    let found = forums::find(&app.database, &ForumName::from(slug)).await;
    let found = found.map_err(|error| not_stored(&error))?;
    found.ok_or_else(|| UNKNOWN_FORUM.into())
}

async fn list(State(app): State<App>, visitor: Visitor, caller: Caller) -> Result<Page, Problem> {
    let reach = caller.reach(Role::Reader, FORUM);
    let found = forums::within(&app.database, &reach).await;
    let mut found = found.map_err(|error| not_stored(&error))?;
    found.sort_by_key(|forum| forum.draft.starts.instant().ok());
    let counts = registered::counts_of_all(&app.database).await;
    let counts = counts.map_err(|error| not_stored(&error))?;
    let rows = found.iter().map(|forum| {
        let counts = counts.get(&forum.id).copied().unwrap_or_default();
        summary(&app, forum, counts, &visitor)
    });
    let forums: Vec<_> = rows.collect();
    visitor.page("registrations/staff_forums.html", context! { forums })
}

fn summary(app: &App, forum: &Forum, counts: Counts, visitor: &Visitor) -> Value {
    context! {
        facts => public::facts(forum, visitor, app.clock.now_ms()),
        state => json(forum.draft.state),
        capacity => forum.draft.capacity,
        taken => forum.taken.all(),
        free => forum.places().free(),
        counts => json(counts),
    }
}

#[derive(Debug, Deserialize)]
struct Cursor {
    before: Option<RegistrationId>,
    /// It has just been changed.
    changed: Option<String>,
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    cursor: Result<Query<Cursor>, axum::extract::rejection::QueryRejection>,
) -> Result<Page, Problem> {
    let Ok(Query(cursor)) = cursor else {
        return Err(problems::INVALID_ADDRESS.into());
    };
    let forum = forum(&app, &slug).await?;
    let counts = registered::counts(&app.database, forum.id).await;
    let counts = counts.map_err(|error| not_stored(&error))?;
    let page = registered::newest_of_forum(&app.database, forum.id, cursor.before, PAGE + 1).await;
    let mut page = page.map_err(|error| not_stored(&error))?;
    let more = page.len() > PAGE as usize;
    page.truncate(PAGE as usize);
    let next = page.last().filter(|_| more).map(|last| last.id.to_string());
    let rows: Vec<_> = page.iter().map(row).collect();
    let values = context! {
        forum => summary(&app, &forum, counts, &visitor),
        registrations => rows,
        next,
        changed => cursor.changed.is_some(),
        may_change => caller.reach(Role::Organiser, FORUM).has(&forum.draft.slug),
    };
    visitor.page("registrations/staff_forum.html", values)
}

fn row(registration: &Registration) -> Value {
    let contact = &registration.contact;
    let state = match registration.standing {
        Standing::Pending { .. } => "pending",
        Standing::Confirmed => "confirmed",
        Standing::Waiting { .. } => "waiting",
        Standing::Offered { .. } => "offered",
        Standing::Expired => "expired",
    };
    let names = registration.participants.iter().map(|p| p.name.clone());
    context! {
        id => registration.id.to_string(),
        state,
        name => contact.name.as_str(),
        organisation => contact.organisation.as_deref(),
        country => contact.country.map(Country::as_str),
        email => contact.email.as_str(),
        language => contact.language.as_str(),
        participants => names.collect::<Vec<_>>(),
        unnamed => registration.unnamed(),
        created => registration.created_ms,
        held_until => registration.held_until_ms,
    }
}
