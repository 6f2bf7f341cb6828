//! What a forum and a sign-up are, as they are typed and checked. Pure: no database, no clock, no
//! randomness. What may happen to places and registrations is in the crate `book`.

#![deny(clippy::wildcard_enum_match_arm)]

mod edit;
mod fault;
mod forum;
mod forum_check;
mod invitation;
mod list;
mod named;
mod reminders;
mod sign_up;
mod telling;
mod typed;

pub use edit::{ChangesClose, ForumEdit};
pub use fault::{Fault, FaultCode};
pub use forum::{
    DEFAULT_HOLD_HOURS, DEFAULT_OFFER_HOURS, FieldChange, ForumDraft, MAX_CAPACITY, MAX_HOLD_HOURS,
    MAX_OFFER_HOURS,
};
pub(crate) use forum::{Hours, main_language, sign_up_terms};
pub use forum_check::{ForumFault, ForumFaultCode, SLUG_BYTES, URL_BYTES, check, is_link, is_slug};
pub use invitation::{InvitationState, MAX_CODE_USES};
pub(crate) use invitation::{code_of, code_shown, code_typed};
pub(crate) use list::read_list;
pub use named::{Mailbox, Named};
pub(crate) use named::{Recipient, check_people, group, places, ungroup};
pub(crate) use reminders::check as check_reminders;
pub use sign_up::SignUp;
pub use telling::{Announcement, Readers, Told, told};
pub use typed::{Consent, Purpose, SignUpBody, TypedContact, TypedParticipant};
