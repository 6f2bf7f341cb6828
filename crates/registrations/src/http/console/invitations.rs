//! `/console/forums/{slug}/invitations`: who is invited to a forum and how that stands; a list is pasted, tried
//! and sent; one invitation is withdrawn.

use std::time::Duration;

use axum::{
    extract::{Path, Query, State, rejection::QueryRejection},
    http::{Method, StatusCode},
    response::{IntoResponse, Redirect, Response},
    routing::{get, post},
};
use kontor_contracts::{Country, InvitationId, Role};
use kontor_store::audit::Actor;
use kontor_web::{
    Caller, Confirm, Needs, Page, Problem, Route, Visitor, limits::REQUEST_TIME, problems,
};
use kontor_words::{Value, context};
use serde::Deserialize;

use super::{FORUM, ONE, forum, given::Given};
use crate::{
    ending_invitations::withdraw_invitation,
    http::{App, UNKNOWN_INVITATION, not_stored, not_withdrawn, public::json},
    invitation_list::{BrokenRow, InvitationList},
    inviting::{InviteError, Invited, invite},
    store::{
        forums::Forum,
        invitations::{self, Invitation},
    },
};

const PATH: &str = "/console/forums/{slug}/invitations";
const WITHDRAW: &str = "/console/forums/{slug}/invitations/{id}/withdraw";
/// Invitations of one page.
const PAGE: u32 = 100;
/// Broken rows that the page names.
const NAMED: usize = 50;
/// How long a list is worked on before its page says how far that has come.
const WORK_TIME: Duration = Duration::from_secs(12);
const _: () = assert!(WORK_TIME.as_secs() < REQUEST_TIME.as_secs());
/// Longest list that stands in the form again after it was tried, in bytes; what is longer came as a file, and is
/// chosen once more.
const PASTED_BYTES: usize = 60_000;

pub(super) const SHOW: Route<App> = Route {
    method: Method::GET,
    path: PATH,
    needs: Needs::For(Role::Reader, ONE),
    serve: || get(show),
    describe: None,
};

pub(super) const INVITE: Route<App> = Route {
    method: Method::POST,
    path: PATH,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(send),
    describe: None,
};

pub(super) const ASK: Route<App> = Route {
    method: Method::GET,
    path: WITHDRAW,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || get(ask),
    describe: None,
};

pub(super) const ACT: Route<App> = Route {
    method: Method::POST,
    path: WITHDRAW,
    needs: Needs::For(Role::Organiser, ONE),
    serve: || post(act),
    describe: None,
};

/// Which part of the list is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Cursor {
    after: Option<InvitationId>,
    /// One has just been withdrawn.
    withdrawn: Option<String>,
}

/// What is said of what was just done.
#[derive(Default)]
struct Said<'a> {
    outcome: Option<Outcome>,
    /// The key of why nothing was done.
    refused: Option<String>,
    withdrawn: bool,
    list: &'a str,
}

/// What came of a list.
struct Outcome {
    invited: Invited,
    dry: bool,
    /// Whether all of it was gone through; else so far as there was time.
    whole: bool,
}

async fn show(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    cursor: Result<Query<Cursor>, QueryRejection>,
) -> Result<Page, Problem> {
    let Ok(Query(cursor)) = cursor else {
        return Err(problems::INVALID_ADDRESS.into());
    };
    let forum = forum(&app, &slug).await?;
    let said = Said {
        withdrawn: cursor.withdrawn.is_some(),
        ..Said::default()
    };
    page(&app, (&visitor, &caller), &forum, cursor.after, said).await
}

async fn send(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path(slug): Path<String>,
    given: Given,
) -> Result<Response, Problem> {
    let forum = forum(&app, &slug).await?;
    let dry = given.pasted.step != "invite";
    let read = InvitationList::read(given.bytes());
    // What was chosen as a file is not chosen any more on the page that follows.
    let text = match &read {
        Ok(list) if list.text().len() <= PASTED_BYTES => list.text().to_owned(),
        Ok(_) => String::new(),
        Err(_) => given.pasted.list.clone(),
    };
    let (mut said, mut status) = (Said::default(), StatusCode::OK);
    match read {
        Err(error) => {
            said.refused = Some(error.code().to_owned());
            status = StatusCode::UNPROCESSABLE_ENTITY;
        }
        Ok(list) => match work(&app, (caller.actor, &slug, dry), &list).await {
            Err(InviteError::Store(error)) => return Err(not_stored(&error)),
            Err(error) => {
                said.refused = error.code().map(str::to_owned);
                status = StatusCode::CONFLICT;
            }
            Ok(outcome) => said.outcome = Some(outcome),
        },
    }
    // What is done need not be sent once more.
    let is_done = said
        .outcome
        .as_ref()
        .is_some_and(|done| !done.dry && done.whole);
    said.list = if is_done { "" } else { &text };
    let page = page(&app, (&visitor, &caller), &forum, None, said).await?;
    Ok(page.with_status(status).into_response())
}

/// Invites those of a list, or says what that would do, as far as there is time.
async fn work(
    app: &App,
    to: (Actor, &str, bool),
    list: &InvitationList,
) -> Result<Outcome, InviteError> {
    let mut so_far = Invited::default();
    let keep = |done: &Invited| so_far = done.clone();
    let working = invite(&app.database, &app.process, to, list.rows(), keep);
    let done = tokio::time::timeout(WORK_TIME, working).await;
    let (invited, whole) = match done {
        Ok(done) => (done?, true),
        Err(_elapsed) => (so_far, false),
    };
    Ok(Outcome {
        invited,
        dry: to.2,
        whole,
    })
}

async fn page(
    app: &App,
    (visitor, caller): (&Visitor, &Caller),
    forum: &Forum,
    after: Option<InvitationId>,
    said: Said<'_>,
) -> Result<Page, Problem> {
    let database = &app.database;
    let counts = invitations::counts(database, forum.id).await;
    let found = invitations::of_forum(database, forum.id, after, PAGE + 1).await;
    let mut found = found.map_err(|error| not_stored(&error))?;
    let more = found.len() > PAGE as usize;
    found.truncate(PAGE as usize);
    let next = found
        .last()
        .filter(|_| more)
        .map(|last| last.id.to_string());
    let values = context! {
        forum => context! {
            slug => forum.draft.slug.as_str(),
            title => forum.draft.title.pick(&visitor.language),
        },
        counts => json(counts.map_err(|error| not_stored(&error))?),
        invitations => found.iter().map(row).collect::<Vec<_>>(),
        next,
        may_invite => caller.reach(Role::Organiser, FORUM).has(&forum.draft.slug),
        withdrawn => said.withdrawn,
        refused => said.refused.map(|code| format!("reg-inv-error-{}", code.replace('_', "-"))),
        outcome => said.outcome.map(|done| outcome(visitor, &done, said.list.is_empty())),
        list => said.list,
    };
    visitor.page("registrations/staff_invitations.html", values)
}

fn outcome(visitor: &Visitor, outcome: &Outcome, is_gone: bool) -> Value {
    let Outcome {
        invited,
        dry,
        whole,
    } = outcome;
    let named = invited.rows.iter().take(NAMED);
    let more = invited.broken as usize - named.len();
    let broken = |row: &BrokenRow| {
        let key = format!("error-{}", row.reason.as_str().replace('_', "-"));
        let column = visitor.text(&format!("reg-inv-column-{}", row.column), &[]);
        let text = format!("{column}: {}", visitor.text(&key, &[]));
        context! { line => row.line, text }
    };
    context! {
        dry,
        whole,
        rows => invited.all(),
        // Of what stands in the form, nothing need be chosen.
        choose_again => is_gone && (*dry || !whole),
        invited => invited.invited,
        already_invited => invited.already_invited,
        already_signed_up => invited.already_signed_up,
        broken => named.map(broken).collect::<Vec<_>>(),
        more_broken => more,
    }
}

fn row(invitation: &Invitation) -> Value {
    let contact = &invitation.contact;
    context! {
        id => invitation.id.to_string(),
        state => invitation.state.word(),
        name => contact.name.as_str(),
        organisation => contact.organisation.as_deref(),
        country => contact.country.map(Country::as_str),
        email => contact.email.as_str(),
        language => contact.language.as_str(),
        since => invitation.answered_ms.unwrap_or(invitation.invited_ms),
    }
}

async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Page, Problem> {
    let forum = forum(&app, &slug).await?;
    let invitation = invitation(&app, &forum, &id).await?;
    let who = format!(
        "{} <{}>",
        invitation.contact.name,
        invitation.contact.email.as_str()
    );
    let text = |key: &str| visitor.text(key, &[]);
    visitor.confirm(&Confirm {
        act: text("reg-inv-withdraw-act"),
        about: vec![
            (
                text("reg-staff-forum"),
                forum.draft.title.pick(&visitor.language).to_owned(),
            ),
            (text("reg-inv-whom"), who),
        ],
        effects: vec![text("reg-inv-withdraw-effect")],
        fields: Vec::new(),
        back: format!("/console/forums/{slug}/invitations"),
    })
}

async fn act(
    State(app): State<App>,
    visitor: Visitor,
    caller: Caller,
    Path((slug, id)): Path<(String, String)>,
) -> Result<Response, Problem> {
    let forum = forum(&app, &slug).await?;
    let invitation = invitation(&app, &forum, &id).await?;
    let about = (slug.as_str(), invitation.id);
    let done = withdraw_invitation(&app.database, &app.process, caller.actor, about).await;
    done.map_err(|error| not_withdrawn(&error))?;
    let page = format!("/console/forums/{slug}/invitations");
    Ok(Redirect::to(&visitor.link_on(&page, "withdrawn=1")).into_response())
}

/// The invitation of just this forum.
async fn invitation(app: &App, forum: &Forum, id: &str) -> Result<Invitation, Problem> {
    let unknown = || Problem::from(UNKNOWN_INVITATION);
    let id = id.parse().map_err(|_| unknown())?;
    let found = invitations::of_forum_by_id(&app.database, forum.id, id).await;
    found
        .map_err(|error| not_stored(&error))?
        .ok_or_else(unknown)
}
