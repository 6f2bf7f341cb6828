//! The routes: the public pages, the API, and the pages of the staff.

mod admission;
pub(crate) mod api;
pub(crate) mod public;
pub(crate) mod staff;

use std::sync::Arc;

pub(crate) use admission::Limits;
use admission::TOO_MANY_SIGN_UPS;

use axum::http::StatusCode;
use kontor_book::Refusal;
use kontor_runtime::{Clock, Ids};
use kontor_store::{Database, GroupError, StoreError};
use kontor_web::{Problem, ProblemKind, problems};

use crate::{
    intake::{Intake, SignUpError},
    settings::Settings,
    store::forums::{self, Forum, ForumName},
};

/// What every route needs.
#[derive(Debug)]
pub(crate) struct HttpState {
    pub(crate) database: Database,
    pub(crate) intake: Intake,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<Ids>,
    pub(crate) settings: Settings,
    /// What strangers may ask for.
    pub(crate) limits: Limits,
}

pub(crate) type App = Arc<HttpState>;

const UNKNOWN_FORUM: ProblemKind = ProblemKind::new("unknown_forum", StatusCode::NOT_FOUND);
const NOT_OPEN: ProblemKind = ProblemKind::new("registration_not_open", StatusCode::CONFLICT);
const CLOSED: ProblemKind = ProblemKind::new("registration_closed", StatusCode::CONFLICT);
const CANCELLED: ProblemKind = ProblemKind::new("forum_cancelled", StatusCode::CONFLICT);
const NOT_PUBLISHED: ProblemKind = ProblemKind::new("forum_not_published", StatusCode::CONFLICT);
const CHANGED: ProblemKind = ProblemKind::new("forum_changed", StatusCode::CONFLICT);
const FULL: ProblemKind = ProblemKind::new("forum_full", StatusCode::CONFLICT);
const UNKNOWN_LINK: ProblemKind = ProblemKind::new("unknown_link", StatusCode::NOT_FOUND);
const EXPIRED_LINK: ProblemKind = ProblemKind::new("expired_link", StatusCode::GONE);
const KEY_REUSED: ProblemKind =
    ProblemKind::new("idempotency_key_reused", StatusCode::UNPROCESSABLE_ENTITY);
const INVALID_KEY: ProblemKind =
    ProblemKind::new("invalid_idempotency_key", StatusCode::BAD_REQUEST);

/// Every problem that only this worker answers with.
pub(crate) const PROBLEMS: &[ProblemKind] = &[
    UNKNOWN_FORUM,
    NOT_OPEN,
    CLOSED,
    CANCELLED,
    NOT_PUBLISHED,
    CHANGED,
    FULL,
    UNKNOWN_LINK,
    EXPIRED_LINK,
    KEY_REUSED,
    INVALID_KEY,
    TOO_MANY_SIGN_UPS,
];

/// A refused sign-up as a problem.
fn refused(refusal: Refusal) -> Problem {
    match refusal {
        Refusal::UnknownForum => UNKNOWN_FORUM.into(),
        Refusal::NotOpen { .. } => NOT_OPEN.into(),
        Refusal::Closed => CLOSED.into(),
        Refusal::Cancelled => CANCELLED.into(),
        Refusal::Changed => CHANGED.into(),
        // How many places are free would tell a stranger, by asking twice, whether an address is
        // signed up: whoever is takes no further place.
        Refusal::Full { .. } => FULL.into(),
    }
}

/// A sign-up that was not taken as a problem.
fn not_signed_up(error: &SignUpError) -> Problem {
    match error {
        SignUpError::Refused(refusal) => refused(*refusal),
        SignUpError::KeyReused => KEY_REUSED.into(),
        SignUpError::NotTaken(error) => not_taken(error),
    }
}

/// Why the intake did not take an order.
fn not_taken(error: &GroupError) -> Problem {
    match error {
        GroupError::Full | GroupError::Stopped => problems::UNAVAILABLE.retry_after(1),
        GroupError::Store(error) => not_stored(error),
    }
}

/// A failed call to the database.
fn not_stored(error: &StoreError) -> Problem {
    Problem::failed(error, error.is_unavailable())
}

impl HttpState {
    /// A forum that the public may see.
    async fn forum(&self, name: &str) -> Result<Forum, Problem> {
        use kontor_contracts::events::ForumState;

        let found = forums::find(&self.database, &ForumName::from(name)).await;
        let found = found.map_err(|error| not_stored(&error))?;
        let shown = found.filter(|forum| forum.draft.state != ForumState::Draft);
        shown.ok_or_else(|| UNKNOWN_FORUM.into())
    }
}
