//! What can be asked of the intake, and what whoever asks is told: one type of answer for each order,
//! so that no answer is ever the wrong one.

use std::sync::{Arc, Mutex, PoisonError};

use kontor_book::{Confirmed, NotConfirmed, Refusal};
use kontor_contracts::ForumId;
use kontor_store::GroupError;
use serde::Serialize;
use uuid::Uuid;

use super::IdempotencyKey;
use crate::{
    domain::SignUp,
    store::{Hash, forums::ForumName},
};

/// One request to the intake, with the place for its answer.
#[derive(Debug)]
pub(super) enum Order {
    /// Somebody signs up.
    SignUp(Box<SignUpOrder>, Slot<Result<SignedUp, SignUpError>>),
    /// Somebody confirms an address by the link with this hash.
    Confirm(Hash, Slot<Result<Confirmed, ConfirmError>>),
    /// What is due at this forum is to be expired. The answer is how many registrations were.
    Expire(ForumId, Slot<Result<u32, GroupError>>),
}

/// Where an answer is put while its group is written, to be read after the commit. A group that fails
/// is carried out again, and what is put later counts.
#[derive(Debug)]
pub(super) struct Slot<T>(Arc<Mutex<Option<T>>>);

impl<T> Slot<T> {
    pub(super) fn empty() -> Self {
        Self(Arc::default())
    }

    pub(super) fn put(&self, answer: T) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(answer);
    }

    pub(super) fn take(&self) -> Option<T> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

impl<T> Clone for Slot<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

/// A sign-up with its circumstances.
#[derive(Debug)]
pub(crate) struct SignUpOrder {
    pub(crate) forum: ForumName,
    pub(crate) sign_up: SignUp,
    /// The revision of the forum that the form was made for.
    pub(crate) revision: Option<i64>,
    pub(crate) key: Option<IdempotencyKey>,
    /// What its client and mailbox may still ask for.
    pub(crate) admission: Admission,
}

/// What a client and a mailbox may still ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Admission {
    /// Whether its places may be held.
    pub(crate) may_hold: bool,
    /// Whether a mail may go to the mailbox.
    pub(crate) may_ask: bool,
}

impl Admission {
    /// Everything.
    #[cfg(test)]
    pub(crate) const ALL: Self = Self {
        may_hold: true,
        may_ask: true,
    };
}

/// "Check your mail": signed up now, or before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SignedUp {
    /// Names this answer, not the registration.
    pub(crate) receipt: Uuid,
    /// How long a place is held at most.
    pub(crate) hold_hours: u32,
}

/// Why a sign-up was not taken.
#[derive(Debug)]
pub(crate) enum SignUpError {
    /// The forum does not take it.
    Refused(Refusal),
    /// The idempotency key belongs to another request.
    KeyReused,
    /// It was not written down.
    NotTaken(GroupError),
}

impl From<GroupError> for SignUpError {
    fn from(error: GroupError) -> Self {
        Self::NotTaken(error)
    }
}

/// Why a link has confirmed nothing.
#[derive(Debug)]
pub(crate) enum ConfirmError {
    /// What it belongs to cannot be confirmed.
    Refused(NotConfirmed),
    /// It was not written down.
    NotTaken(GroupError),
}

impl From<GroupError> for ConfirmError {
    fn from(error: GroupError) -> Self {
        Self::NotTaken(error)
    }
}

/// What calling a sign-up off did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum CalledOff {
    /// Its places are free.
    Cancelled {
        /// How many.
        places: u32,
    },
    /// It takes no place: it was called off before, or not confirmed in time.
    Ended,
    /// There is no such sign-up.
    Unknown,
}
