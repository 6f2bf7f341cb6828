//! The kinds of mail: one folder each, with the facts that a mail of the kind is written from, what it
//! makes of them, its body, and samples. A new kind is a new folder and its name in [`KINDS`].
//!
//! Everything else in the mailer sees a mail as [`Facts`] of some kind and never asks which.

mod address_check;
mod already_registered;
mod asking;
mod check;
mod confirmation;
mod erased;
mod kind;
pub(crate) mod samples;

pub use self::check::BrokenTemplate;
use self::erased::Erased;
pub(crate) use self::{
    address_check::AddressCheck,
    already_registered::AlreadyRegistered,
    asking::Asking,
    check::check,
    confirmation::Confirmation,
    erased::{AnyFacts, AnyKind, Facts},
    kind::Kind,
};
use crate::domain::UnknownWord;

macro_rules! kinds {
    ($($kind:ty),+ $(,)?) => {
        /// Every kind of mail.
        pub(crate) static KINDS: &[&dyn AnyKind] = &[$(&Erased::<$kind>::NEW),+];

        /// Name and text of the template of each.
        pub(crate) const BODIES: &[(&str, &str)] = &[$(<$kind as Kind>::BODY),+];
    };
}

kinds!(AddressCheck, Confirmation, AlreadyRegistered);

/// The kind of this word.
///
/// # Errors
/// [`UnknownWord`]: the database was written by a newer version.
pub(crate) fn named(word: &str) -> Result<&'static dyn AnyKind, UnknownWord> {
    let found = KINDS.iter().find(|kind| kind.word() == word);
    found.copied().ok_or_else(|| UnknownWord(word.to_owned()))
}

#[cfg(test)]
mod tests;
