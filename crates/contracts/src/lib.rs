//! What passes between workers: events and their versions, the envelope around them, ids and the
//! values that more than one worker must understand in the same way.
//!
//! Nothing here does input or output, reads a clock or draws a random number.
//! A type is here only if it crosses a border between workers; everything else stays in its worker.

pub mod asyncapi;
mod catalogue;
mod country;
mod deadline;
mod email;
mod envelope;
pub mod events;
mod ids;
mod language;
pub mod limits;
mod text;
mod token;

pub use catalogue::{EventKind, Worker, catalogue, kind_of};
pub use country::{Country, UnknownCountry};
pub use deadline::{Deadline, InvalidDeadline};
pub use email::{EmailAddress, InvalidEmailAddress};
pub use envelope::{
    Envelope, EnvelopeError, Event, InvalidField, RawEnvelope, SPEC_VERSION, Sequence,
};
pub use ids::{
    AccountId, ApiTokenId, EventId, ForumId, InvalidId, ListingId, MailId, RegistrationId,
    SyncRunId,
};
pub use language::{InvalidLanguage, Language};
pub use text::{InvalidText, LocalizedText, clean_line, clean_text, is_control, is_invisible};
pub use token::{ConfirmToken, InvalidToken};
