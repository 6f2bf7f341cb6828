//! What can be asked of the intake, and what whoever asks is told: one type of answer for each order,
//! so that no answer is ever the wrong one.

use std::sync::{Arc, Mutex, PoisonError};

use kontor_book::{Address, Confirmed, NotChanged, NotConfirmed, Pass, Refusal};
use kontor_contracts::{ForumId, Language};
use kontor_store::GroupError;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::IdempotencyKey;
use crate::{
    domain::{Named, SignUp},
    store::{Hash, forums::ForumName},
};

/// One request to the intake, with the place for its answer.
#[derive(Debug)]
pub(super) enum Order {
    /// Somebody signs up.
    SignUp(Box<SignUpOrder>, Slot<Result<SignedUp, SignUpError>>),
    /// Somebody confirms an address, or takes what they were offered.
    Confirm(ConfirmOrder, Slot<Result<Confirmed, ConfirmError>>),
    /// Somebody asks for the link of an address's registration.
    AskAgain(AskAgain, Slot<Result<(), GroupError>>),
    /// Somebody calls their registration off, by their own link.
    CallOff(Hash, Slot<Result<CalledOff, GroupError>>),
    /// Somebody changes who takes part by their registration, by their own link.
    Change(Box<ChangeOrder>, Slot<Result<(), ChangeError>>),
    /// Somebody whom a contact has signed up takes their name off, by their own link.
    TakeOff(Hash, Slot<Result<(), ChangeError>>),
    /// Somebody wants a new link to their own registration, and that older ones work no more. The answer is
    /// whether there is one.
    Renew(Hash, Slot<Result<bool, GroupError>>),
    /// What is due at this forum is to be settled. The answer is how many registrations have changed.
    Settle(ForumId, Slot<Result<u32, GroupError>>),
}

/// Somebody asks for the link of an address's registration at a forum.
#[derive(Debug)]
pub(crate) struct AskAgain {
    pub(crate) forum: ForumId,
    pub(crate) address: Address,
    /// Whether a mail may go to the mailbox.
    pub(crate) may_ask: bool,
}

/// A link that somebody has pressed the button of, as its hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// It confirms an address.
    Confirm(Hash),
    /// It is that to one's own registration.
    Own(Hash),
}

/// Somebody confirms an address, or takes what they were offered.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ConfirmOrder {
    pub(crate) link: Link,
    /// Whether they take the waiting list where there are no places.
    pub(crate) may_wait: bool,
}

/// Somebody changes their registration by their own link.
#[derive(Debug)]
pub(crate) struct ChangeOrder {
    pub(crate) link: Hash,
    /// How many events had told of it when they saw it.
    pub(crate) seen: i64,
    /// Who is to take part, as far as the names are known.
    pub(crate) people: Vec<Named>,
    /// How many more whose names follow; with those who are named at least one.
    pub(crate) unnamed: u32,
    /// The language of the mails to the contact.
    pub(crate) language: Language,
}

/// Why a registration was not changed.
#[derive(Debug)]
pub(crate) enum ChangeError {
    /// The link leads nowhere.
    UnknownLink,
    /// It has changed since it was shown.
    Stale,
    /// It cannot be changed, or not so.
    Refused(NotChanged),
    /// It was not written down.
    NotTaken(GroupError),
}

impl From<GroupError> for ChangeError {
    fn from(error: GroupError) -> Self {
        Self::NotTaken(error)
    }
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
    /// By what it comes, if not as everybody may.
    pub(crate) pass: Option<Pass>,
    /// Whether it comes by the link that was sent to just this address.
    pub(crate) proved: bool,
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
    /// What it has come to at once, if the address was proved already; else there is a mail to answer.
    pub(crate) settled: Option<Settled>,
}

/// What a sign-up has come to at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Settled {
    /// It counts.
    Confirmed,
    /// It is on the waiting list.
    Waiting,
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
