//! Finding sign-ups and calling them off, for the office.

use kontor_contracts::{
    EmailAddress, Envelope, EventId, ForumId, RegistrationId, Sequence, Worker,
    events::RegistrationCancelled,
};
use kontor_runtime::Process;
use kontor_store::{Database, StoreError};
use serde::Serialize;

use crate::{
    domain::Standing,
    store::{
        forums,
        registered::{self, Found},
        registrations,
    },
};

/// What calling a sign-up off did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum CalledOff {
    /// Its places are free.
    Cancelled {
        /// How many.
        places: u32,
    },
    /// It takes no place: it was called off before, or not confirmed in time.
    Ended,
    /// There is no such sign-up.
    Unknown,
}

/// A sign-up in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FoundRegistration {
    /// Its number.
    pub id: RegistrationId,
    /// What for.
    pub forum: ForumId,
    /// The forum's name in addresses.
    pub slug: String,
    /// `pending`, `confirmed`, `expired` or `cancelled`.
    pub state: &'static str,
    /// Who signed up.
    pub name: String,
    /// Their address.
    pub email: EmailAddress,
    /// How many places.
    pub places: u32,
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
    id: RegistrationId,
) -> Result<CalledOff, StoreError> {
    let tx = database.begin().await?;
    // The forum never changes; its lock comes before the registration is read for good.
    let Some(seen) = registrations::by_id(&tx, &[id]).await?.pop() else {
        return Ok(CalledOff::Unknown);
    };
    let forum = forums::lock(&tx, [seen.forum], []).await?.pop();
    let current = registrations::by_id(&tx, &[id]).await?.pop();
    let (Some(forum), Some(registration)) = (forum, current) else {
        return Ok(CalledOff::Unknown);
    };
    if registration.standing == Standing::Expired {
        return Ok(CalledOff::Ended);
    }
    registrations::cancel(&tx, id, process.clock.now_ms()).await?;
    if registration.holds {
        let mut taken = forum.taken;
        let of = match registration.standing {
            Standing::Confirmed => &mut taken.confirmed,
            _ => &mut taken.held,
        };
        *of = of.saturating_sub(registration.places);
        forums::set_taken(&tx, forum.id, taken).await?;
    }
    let event = RegistrationCancelled {
        registration: id,
        forum: forum.id,
    };
    tx.publish(&Envelope::new(
        EventId::new(process.ids.next()),
        Worker::Registrations.source(),
        Sequence(registration.sequence + 1),
        process.clock.now(),
        event,
    ))?;
    tx.commit().await?;
    let places = registration.places;
    Ok(CalledOff::Cancelled { places })
}
