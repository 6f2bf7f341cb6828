//! The mail log, for the staff: as pages and as JSON.

mod api;
mod frame;
mod mail;
mod mails;
mod reminders;
mod samples;
mod view;

use std::sync::Arc;

use axum::{
    http::{Method, StatusCode},
    routing::{get, post},
};
use kontor_contracts::{MailId, Role};
use kontor_runtime::{Clock, Health, Ids, health::PartState};
use kontor_store::{Database, StoreError};
use kontor_web::{Caller, Needs, Pages, Problem, ProblemKind, Route, Table, mount, problems};
use tokio::sync::Notify;

pub use view::{AttemptView, MailView, Recipient};

use crate::{
    letter::Sender,
    store::{LoggedMail, find_mail, reaches},
};

const UNKNOWN_MAIL: ProblemKind = ProblemKind::new("unknown_mail", StatusCode::NOT_FOUND);
const MAIL_NOT_WRITTEN: ProblemKind = ProblemKind::new("mail_not_written", StatusCode::NOT_FOUND);
const UNKNOWN_REMINDER: ProblemKind = ProblemKind::new("unknown_reminder", StatusCode::NOT_FOUND);
const MAIL_UNDER_WAY: ProblemKind = ProblemKind::new("mail_under_way", StatusCode::CONFLICT);

/// Every problem that only this worker answers with.
pub(crate) const PROBLEMS: &[ProblemKind] = &[
    UNKNOWN_MAIL,
    MAIL_NOT_WRITTEN,
    MAIL_UNDER_WAY,
    UNKNOWN_REMINDER,
];

/// What every route needs.
#[derive(Debug)]
pub(crate) struct HttpState {
    /// The mailer's database.
    pub(crate) database: Database,
    /// The time.
    pub(crate) clock: Arc<dyn Clock>,
    /// Who writes.
    pub(crate) sender: Sender,
    /// Wakes whoever claims.
    pub(crate) wake: Arc<Notify>,
    /// How the relay is.
    pub(crate) health: Health,
    /// New ids.
    pub(crate) ids: Arc<Ids>,
}

type App = Arc<HttpState>;

/// A mail belongs to whoever the forum belongs to that it speaks of. A path names the mail alone, so
/// that [`HttpState::mail`] asks about its forum.
const FORUM: &str = "forum";

const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/console/mails",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(mails::list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mails/{id}",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(mail::show),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mails/{id}/html",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(frame::html),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mails/{id}/calendar",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(mail::calendar),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mails/{id}/source",
        needs: Needs::Somewhere(Role::Reader, FORUM),
        serve: || get(mail::source),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mails/{id}/send-again",
        needs: Needs::Somewhere(Role::Organiser, FORUM),
        serve: || get(mail::ask_again),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/console/mails/{id}/send-again",
        needs: Needs::Somewhere(Role::Organiser, FORUM),
        serve: || post(mail::press_again),
        describe: None,
    },
];

/// What the API is about, for its description.
pub(crate) const TAGS: &[(&str, &str)] = &[api::TAG, reminders::api::TAG];

/// Every route.
pub(crate) const TABLE: Table<App> = &[
    ROUTES,
    samples::ROUTES,
    reminders::ROUTES,
    reminders::api::ROUTES,
    api::ROUTES,
];

/// The routes, served.
pub(crate) fn pages(state: HttpState) -> Pages {
    mount(TABLE, Arc::new(state))
}

impl HttpState {
    /// Why no mail leaves, if none does.
    fn trouble(&self) -> Option<String> {
        let report = self.health.report();
        match &report.get(crate::RELAY)?.state {
            PartState::Down { reason } => Some(reason.clone()),
            PartState::Starting | PartState::Up => None,
        }
    }

    /// A mail, for somebody who has a role for what it is about.
    async fn mail(&self, caller: &Caller, role: Role, id: &str) -> Result<LoggedMail, Problem> {
        let id: MailId = id.parse().map_err(|_| Problem::from(UNKNOWN_MAIL))?;
        let found = find_mail(&self.database, id).await;
        let mail = found.map_err(|error| not_stored(&error))?;
        let mail = mail.ok_or_else(|| Problem::from(UNKNOWN_MAIL))?;
        let reach = caller.reach(role, FORUM);
        let is_within = reaches(&self.database, &reach, mail.forum).await;
        if is_within.map_err(|error| not_stored(&error))? {
            return Ok(mail);
        }
        Err(problems::NOT_ALLOWED.into())
    }
}

/// A failed call to the database.
fn not_stored(error: &StoreError) -> Problem {
    Problem::failed(error, error.is_unavailable())
}
