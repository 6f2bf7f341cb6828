//! The routes: the public pages, the API, and the pages of the staff.

mod admission;
pub(crate) mod api;
pub(crate) mod console;
mod own;
mod people;
pub(crate) mod public;
mod unnamed;

use std::sync::Arc;

pub(crate) use admission::Limits;
use admission::TOO_MANY_SIGN_UPS;

use axum::http::StatusCode;
use kontor_book::Refusal;
use kontor_runtime::{Clock, Ids, Process};
use kontor_store::{Database, GroupError, StoreError};
use kontor_web::{Pages, Problem, ProblemKind, Table, mount, problems};

use crate::{
    ending_invitations::WithdrawError,
    intake::{Intake, SignUpError},
    settings::Settings,
    store::forums::{self, Forum, ForumName},
};

/// What every route needs.
#[derive(Debug)]
pub(crate) struct HttpState {
    pub(crate) database: Database,
    pub(crate) intake: Intake,
    pub(crate) process: Process,
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
const TOO_LARGE: ProblemKind = ProblemKind::new("group_too_large", StatusCode::CONFLICT);
const UNKNOWN_LINK: ProblemKind = ProblemKind::new("unknown_link", StatusCode::NOT_FOUND);
const EXPIRED_LINK: ProblemKind = ProblemKind::new("expired_link", StatusCode::GONE);
const BY_INVITATION_ONLY: ProblemKind =
    ProblemKind::new("by_invitation_only", StatusCode::FORBIDDEN);
const INVITATION_USED: ProblemKind = ProblemKind::new("invitation_used", StatusCode::CONFLICT);
const INVITATION_WITHDRAWN: ProblemKind =
    ProblemKind::new("invitation_withdrawn", StatusCode::GONE);
const UNKNOWN_INVITATION: ProblemKind =
    ProblemKind::new("unknown_invitation", StatusCode::NOT_FOUND);
const INVITATION_ANSWERED: ProblemKind =
    ProblemKind::new("invitation_answered", StatusCode::CONFLICT);
const UNKNOWN_CODE: ProblemKind = ProblemKind::new("unknown_code", StatusCode::CONFLICT);
const CODE_USED_UP: ProblemKind = ProblemKind::new("code_used_up", StatusCode::CONFLICT);
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
    TOO_LARGE,
    UNKNOWN_LINK,
    EXPIRED_LINK,
    BY_INVITATION_ONLY,
    INVITATION_USED,
    INVITATION_WITHDRAWN,
    UNKNOWN_INVITATION,
    INVITATION_ANSWERED,
    UNKNOWN_CODE,
    CODE_USED_UP,
    KEY_REUSED,
    INVALID_KEY,
    TOO_MANY_SIGN_UPS,
];

/// Every route.
pub(crate) const TABLE: Table<App> = &[public::ROUTES, own::ROUTES, api::ROUTES, console::ROUTES];

/// The routes, served.
pub(crate) fn pages(state: HttpState) -> Pages {
    public::describe_metrics();
    mount(TABLE, Arc::new(state))
}

/// An invitation that stays as a problem.
fn not_withdrawn(error: &WithdrawError) -> Problem {
    match error {
        WithdrawError::UnknownForum => UNKNOWN_FORUM.into(),
        WithdrawError::UnknownInvitation => UNKNOWN_INVITATION.into(),
        WithdrawError::Answered => INVITATION_ANSWERED.into(),
        WithdrawError::Store(error) => not_stored(error),
    }
}

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
        Refusal::TooLarge { .. } => TOO_LARGE.into(),
        Refusal::ByInvitationOnly => BY_INVITATION_ONLY.into(),
        Refusal::InvitationUsed => INVITATION_USED.into(),
        Refusal::UnknownCode => UNKNOWN_CODE.into(),
        Refusal::CodeUsedUp { .. } => CODE_USED_UP.into(),
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
