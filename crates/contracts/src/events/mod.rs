//! The events, one file per subject. A new field is optional, or it is a new version of the type.

mod forum;
mod listing;
mod registration;

pub use forum::{ForumContact, ForumFormat, ForumKind, ForumPublished, ForumState, Venue};
pub use listing::{
    Intent, ListingUpserted, ListingWithdrawn, RunCounts, RunOutcome, SyncRunFinished,
    WithdrawalReason,
};
pub use registration::{
    Contact, Participant, RegistrationCancelled, RegistrationConfirmed, RegistrationExpired,
    RegistrationReceived, RegistrationRepeated,
};
