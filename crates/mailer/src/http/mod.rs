//! The mail log, for the staff: as pages and as JSON.

mod api;
mod frame;
mod mail;
mod mails;
mod view;

use std::sync::Arc;

use axum::{
    Router,
    http::StatusCode,
    routing::{get, post},
};
use kontor_contracts::MailId;
use kontor_runtime::{Clock, Health, Ids, health::PartState};
use kontor_store::{Database, StoreError};
use kontor_web::{Problem, ProblemKind};
use tokio::sync::Notify;

use crate::{
    letter::Sender,
    store::{LoggedMail, find_mail},
};

const UNKNOWN_MAIL: ProblemKind = ProblemKind::new("unknown_mail", StatusCode::NOT_FOUND);
const MAIL_NOT_WRITTEN: ProblemKind = ProblemKind::new("mail_not_written", StatusCode::NOT_FOUND);
const MAIL_UNDER_WAY: ProblemKind = ProblemKind::new("mail_under_way", StatusCode::CONFLICT);

/// Every problem that only this worker answers with.
pub(crate) const PROBLEMS: &[ProblemKind] = &[UNKNOWN_MAIL, MAIL_NOT_WRITTEN, MAIL_UNDER_WAY];

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

/// The routes of the staff.
pub(crate) fn routes(state: HttpState) -> Router {
    Router::new()
        .route("/staff/mails", get(mails::list))
        .route("/staff/mails/{id}", get(mail::show))
        .route("/staff/mails/{id}/html", get(frame::html))
        .route("/staff/mails/{id}/calendar", get(mail::calendar))
        .route("/staff/mails/{id}/source", get(mail::source))
        .route("/staff/mails/{id}/send-again", post(mail::send_again))
        .route("/api/v1/staff/mails", get(api::list))
        .route("/api/v1/staff/mails/{id}", get(api::show))
        .with_state(Arc::new(state))
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

    async fn mail(&self, id: &str) -> Result<LoggedMail, Problem> {
        let id: MailId = id.parse().map_err(|_| Problem::from(UNKNOWN_MAIL))?;
        let found = find_mail(&self.database, id).await;
        found
            .map_err(|error| not_stored(&error))?
            .ok_or_else(|| UNKNOWN_MAIL.into())
    }
}

/// A failed call to the database.
fn not_stored(error: &StoreError) -> Problem {
    Problem::failed(error, error.is_unavailable())
}
