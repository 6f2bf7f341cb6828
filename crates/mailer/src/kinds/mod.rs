//! The kinds of mail: one folder each, with the facts that a mail of the kind is written from, what it
//! makes of them, its body, and samples. A new kind is a new folder and its name in [`KINDS`].
//!
//! Everything else in the mailer sees a mail as [`Facts`] of some kind and never asks which.

mod account_link;
mod address_check;
mod already_registered;
mod asking;
mod called_off;
mod check;
mod confirm_reminder;
mod confirmation;
mod erased;
mod forum_cancelled;
mod forum_changed;
mod group;
mod invitation;
mod invitation_reminder;
mod kind;
mod link;
mod moment_corrected;
mod names_reminder;
mod no_places;
mod note;
mod occasion;
mod offer;
mod offer_passed;
mod organizer_numbers;
mod own;
mod participant_reminder;
mod password_changed;
mod personal;
mod registration_changed;
pub(crate) mod samples;
mod signed_up;
pub(crate) mod strangest;
mod taken_off;
mod telling;
mod waiting_list;
mod waiting_reminder;

pub use self::check::BrokenTemplate;
use self::erased::Erased;
pub(crate) use self::{
    account_link::{AccountLink, Reason},
    address_check::AddressCheck,
    already_registered::AlreadyRegistered,
    asking::Asking,
    called_off::CalledOff,
    check::check,
    confirm_reminder::ConfirmReminder,
    confirmation::Confirmation,
    erased::{AnyFacts, AnyKind, Facts},
    forum_cancelled::ForumCancelled,
    forum_changed::ForumChanged,
    invitation::Invitation,
    invitation_reminder::InvitationReminder,
    kind::Kind,
    link::{Link, MASKED},
    moment_corrected::MomentCorrected,
    names_reminder::NamesReminder,
    no_places::NoPlaces,
    occasion::Occasion,
    offer::Offer,
    offer_passed::OfferPassed,
    organizer_numbers::OrganizerNumbers,
    own::OwnLink,
    participant_reminder::ParticipantReminder,
    password_changed::PasswordChanged,
    personal::PersonalLink,
    registration_changed::RegistrationChanged,
    signed_up::SignedUp,
    taken_off::TakenOff,
    telling::{Reminder, Tells, Told},
    waiting_list::WaitingList,
    waiting_reminder::WaitingReminder,
};
use crate::domain::UnknownWord;

macro_rules! kinds {
    ($($kind:ty),+ $(,)?) => {
        /// Every kind of mail.
        pub(crate) static KINDS: &[&dyn AnyKind] = &[$(&Erased::<$kind>::NEW),+];

        /// The word of each.
        pub(crate) const WORDS: &[&str] = &[$(<$kind as Kind>::WORD),+];

        /// Name and text of the template of each.
        pub(crate) const BODIES: &[(&str, &str)] = &[$(<$kind as Kind>::BODY),+];
    };
}

kinds!(
    AddressCheck,
    Confirmation,
    AlreadyRegistered,
    ForumChanged,
    ForumCancelled,
    WaitingList,
    Offer,
    NoPlaces,
    OfferPassed,
    CalledOff,
    SignedUp,
    TakenOff,
    RegistrationChanged,
    AccountLink,
    PasswordChanged,
    ConfirmReminder,
    ParticipantReminder,
    WaitingReminder,
    NamesReminder,
    OrganizerNumbers,
    MomentCorrected,
    Invitation,
    InvitationReminder,
);

/// The kind of this word.
///
/// # Errors
/// [`UnknownWord`]: the database was written by a newer version.
pub(crate) fn named(word: &str) -> Result<&'static dyn AnyKind, UnknownWord> {
    let found = KINDS.iter().find(|kind| kind.word() == word);
    found.copied().ok_or_else(|| UnknownWord(word.to_owned()))
}

#[cfg(test)]
mod own_templates_tests;
#[cfg(test)]
mod pairs_tests;
#[cfg(test)]
mod tests;
