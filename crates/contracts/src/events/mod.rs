//! The events, one file per subject. A new field is optional, or it is a new version of the type.

mod forum;
mod forum_change;
mod invitation;
mod listing;
mod registration;

pub use forum::{ForumContact, ForumKind, ForumPublished};
pub use forum_change::{ForumChange, ForumFormat, ForumParticulars, ForumState, Particular, Venue};
pub use invitation::{
    InvitationAnswered, InvitationDeclined, InvitationIssued, InvitationWithdrawn,
};
pub use listing::{
    Intent, ListingUpserted, ListingWithdrawn, RunCounts, RunOutcome, SyncRunFinished,
    WithdrawalReason,
};
pub use registration::{
    Contact, OpenOffer, Participant, Recipient, RegistrationCancelled, RegistrationChanged,
    RegistrationConfirmed, RegistrationExpired, RegistrationOffered, RegistrationReceived,
    RegistrationRepeated, RegistrationWaiting,
};
