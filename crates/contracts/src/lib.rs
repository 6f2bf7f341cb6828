//! What passes between workers: events and their versions, the envelope around them, ids and the
//! values that more than one worker must understand in the same way.
//!
//! Nothing here does input or output, reads a clock or draws a random number.
//! A type is here only if it crosses a border between workers; everything else stays in its worker.

mod actor;
pub mod asyncapi;
mod catalogue;
mod country;
mod deadline;
mod email;
mod envelope;
pub mod events;
mod grant;
mod ids;
mod language;
pub mod limits;
pub mod reminder;
mod rights;
mod text;
mod token;

pub use actor::Actor;
pub use catalogue::{EventKind, Worker, catalogue, kind_of};
pub use country::{Country, UnknownCountry};
pub use deadline::{Deadline, InvalidDeadline};
pub use email::{EmailAddress, InvalidEmailAddress};
pub use envelope::{
    Envelope, EnvelopeError, Event, InvalidField, RawEnvelope, SPEC_VERSION, Sequence,
};
pub use grant::{Grant, InvalidGrant, Role, Scope};
pub use ids::{
    AccountId, ApiTokenId, CodeId, EventId, ForumId, InvalidId, InvitationId, ListingId, MailId,
    RecipientId, RegistrationId, SyncRunId,
};
pub use language::{InvalidLanguage, Language};
pub use rights::{Reach, common, is_within, may, reach};
pub use text::{InvalidText, LocalizedText, clean_line, clean_text, is_control, is_invisible};
pub use token::{ConfirmToken, InvalidToken};
