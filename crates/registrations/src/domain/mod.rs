//! What a forum and a sign-up are, as they are typed and checked. Pure: no database, no clock, no
//! randomness. What may happen to places and registrations is in the crate `book`.

#![deny(clippy::wildcard_enum_match_arm)]

mod forum;
mod forum_check;
mod sign_up;
mod typed;

pub use forum::{DEFAULT_HOLD_HOURS, ForumDraft, MAX_CAPACITY, MAX_HOLD_HOURS};
pub(crate) use forum::{main_language, sign_up_terms};
pub use forum_check::{ForumFault, ForumFaultCode, SLUG_BYTES, URL_BYTES, check, is_link, is_slug};
pub use sign_up::{Fault, FaultCode, SignUp};
pub use typed::{Consent, Purpose, SignUpBody, TypedContact, TypedParticipant};
