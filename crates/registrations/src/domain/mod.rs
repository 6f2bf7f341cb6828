//! What a forum and a registration are and what may happen to them. Pure: no database, no clock,
//! no randomness; the intake feeds it and writes down what it decides.

mod decide;
mod forum;
mod sign_up;
mod typed;

pub use decide::{
    Answer, Change, Command, Decision, Holding, Refusal, Registered, Standing, Taken, Terms, decide,
};
pub use forum::{DEFAULT_HOLD_HOURS, ForumDraft, MAX_CAPACITY, MAX_HOLD_HOURS};
pub use sign_up::{Fault, FaultCode, SignUp};
pub use typed::{Consent, Purpose, SignUpBody, TypedContact, TypedParticipant};
