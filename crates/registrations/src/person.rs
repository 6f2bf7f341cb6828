//! What is kept of one person, to be shown and erased (GDPR, articles 15 and 17).

use jiff::Timestamp;
use kontor_contracts::{
    EmailAddress, ForumId, RegistrationId,
    events::{Contact, Participant},
};
use kontor_runtime::{Process, timestamp};
use kontor_store::{Database, StoreError};
use serde::Serialize;

use crate::{
    calling_off::cancel_registration,
    domain::Consent,
    store::{
        person,
        registered::{self, Found},
    },
};

/// A sign-up, with all that was typed and when what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRegistration {
    /// Its number.
    pub id: RegistrationId,
    /// What for.
    pub forum: ForumId,
    /// The forum's name in addresses.
    pub slug: String,
    /// `pending`, `confirmed`, `expired` or `cancelled`.
    pub state: &'static str,
    /// Who signed up: name, address, language, company and country.
    pub contact: Contact,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// What was agreed to, in the words that were shown.
    pub consents: Vec<Consent>,
    /// When it came in.
    pub created_at: Timestamp,
    /// Until when it could be confirmed.
    pub held_until: Timestamp,
    /// When it was confirmed.
    pub confirmed_at: Option<Timestamp>,
    /// When it was called off.
    pub cancelled_at: Option<Timestamp>,
}

impl From<Found> for PersonRegistration {
    fn from(found: Found) -> Self {
        let state = found.state();
        let registration = found.registration;
        Self {
            id: registration.id,
            forum: registration.forum,
            slug: found.slug,
            state,
            contact: registration.contact,
            participants: registration.participants,
            consents: found.consents,
            created_at: timestamp(registration.created_ms),
            held_until: timestamp(registration.held_until_ms),
            confirmed_at: found.confirmed_ms.map(timestamp),
            cancelled_at: found.cancelled_ms.map(timestamp),
        }
    }
}

/// The sign-ups of an address that are kept, newest first.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn show_person(
    database: &Database,
    email: &EmailAddress,
) -> Result<Vec<PersonRegistration>, StoreError> {
    let found = registered::of_address(database, &email.key()).await?;
    Ok(found.into_iter().map(PersonRegistration::from).collect())
}

/// Erases the sign-ups of an address; running ones are called off first, so that their places are free
/// and mails that wait are not sent. Says how many. Who was named by others stays with their sign-up.
///
/// # Errors
/// [`StoreError`]; what was erased before stays erased, and doing it again goes on.
pub async fn erase_person(
    database: &Database,
    process: &Process,
    email: &EmailAddress,
) -> Result<u64, StoreError> {
    let mut erased = 0;
    for found in registered::of_address(database, &email.key()).await? {
        let id = found.registration.id;
        cancel_registration(database, process, id).await?;
        erased += u64::from(person::erase(database, id).await?);
    }
    Ok(erased)
}
