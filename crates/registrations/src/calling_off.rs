//! Finding sign-ups and calling them off, for the office.

use kontor_contracts::{EmailAddress, ForumId, RegistrationId};
use kontor_runtime::Process;
use kontor_store::{Database, StoreError, audit::Actor};
use serde::Serialize;

use crate::{
    intake::{CalledOff, cancel_alone},
    store::registered::{self, Found},
};

/// A sign-up in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundRegistration {
    /// Its number.
    pub id: RegistrationId,
    /// What for.
    pub forum: ForumId,
    /// The forum's name in addresses.
    pub slug: String,
    /// `pending`, `waiting`, `offered`, `confirmed`, `expired` or `cancelled`.
    pub state: &'static str,
    /// Who signed up.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// How many places.
    pub places: u32,
    /// How many of them are for people whose names follow.
    pub unnamed: u32,
}

/// The sign-ups of an address, newest first.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn registrations_of(
    database: &Database,
    email: &EmailAddress,
) -> Result<Vec<FoundRegistration>, StoreError> {
    let found = registered::of_address(database, &email.key()).await?;
    Ok(found.into_iter().map(found_registration).collect())
}

fn found_registration(found: Found) -> FoundRegistration {
    let state = found.state();
    let registration = found.registration;
    FoundRegistration {
        id: registration.id,
        forum: registration.forum,
        slug: found.slug,
        state,
        unnamed: registration.unnamed(),
        name: registration.contact.name,
        email: registration.contact.email,
        places: registration.places,
    }
}

/// Calls a sign-up off: its places are free at once, a mail that would still ask for a confirmation is
/// not sent any more. Doing it twice changes nothing.
///
/// # Errors
/// [`StoreError`]; nothing has changed then.
pub async fn cancel_registration(
    database: &Database,
    process: &Process,
    actor: Actor,
    id: RegistrationId,
) -> Result<CalledOff, StoreError> {
    cancel_alone(database, process, actor, id).await
}
