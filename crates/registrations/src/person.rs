//! What is kept of one person, to be shown and erased (GDPR, articles 15 and 17).

use jiff::Timestamp;
use kontor_contracts::{
    EmailAddress, ForumId, InvitationId, Language, RecipientId, RegistrationId,
    events::{Contact, Participant},
};
use kontor_runtime::{Process, timestamp};
use kontor_store::{
    Database, StoreError,
    audit::{Action, Actor},
};
use serde::Serialize;

use crate::{
    calling_off::cancel_registration,
    domain::{Consent, InvitationState},
    intake::take_off_named,
    store::{
        invitations::{self, Invitation},
        invited, person,
        registered::{self, Found},
    },
};

const INVITATION_ERASED: Action = Action::new("invitation.erased");
const ERASED: Action = Action::new("registration.erased");
const NAMED_ERASED: Action = Action::new("registration.participant_erased");

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
    /// How many more take part whose names follow.
    pub unnamed: u32,
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
            unnamed: registration.unnamed(),
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

/// A sign-up by which somebody else has named this person with their address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonNamed {
    /// The number of the sign-up.
    pub registration: RegistrationId,
    /// Their own number in it.
    pub id: RecipientId,
    /// What for.
    pub forum: ForumId,
    /// The forum's name in addresses.
    pub slug: String,
    /// How the sign-up stands.
    pub state: &'static str,
    /// The names under their address.
    pub names: Vec<String>,
    /// Their address.
    pub email: EmailAddress,
    /// The language of the mails to them.
    pub language: Language,
    /// The name of whoever has signed them up.
    pub signed_up_by: String,
}

/// The sign-ups by which others have named an address, newest first.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn show_named(
    database: &Database,
    email: &EmailAddress,
) -> Result<Vec<PersonNamed>, StoreError> {
    let mut named = Vec::new();
    for (registration, id) in person::named(database, &email.key()).await? {
        let Some(found) = registered::found(database, registration).await? else {
            continue;
        };
        let (state, of) = (found.state(), found.registration);
        let Some(recipient) = of.recipients.iter().find(|recipient| recipient.id == id) else {
            continue;
        };
        let told = of.told_of(recipient);
        named.push(PersonNamed {
            registration,
            id,
            forum: of.forum,
            slug: found.slug,
            state,
            names: of.names_of(id).map(str::to_owned).collect(),
            email: told.email,
            language: told.language,
            signed_up_by: of.contact.name,
        });
    }
    Ok(named)
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

/// An invitation, with all that the office's list said and when what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonInvitation {
    /// Its number.
    pub id: InvitationId,
    /// What for.
    pub forum: ForumId,
    /// How it stands.
    pub state: InvitationState,
    /// Who is invited: name, address, language, company and country.
    pub contact: Contact,
    /// When.
    pub invited_at: Timestamp,
    /// When it was answered, declined or withdrawn.
    pub answered_at: Option<Timestamp>,
    /// The sign-up that answers it.
    pub registration: Option<RegistrationId>,
}

impl From<Invitation> for PersonInvitation {
    fn from(found: Invitation) -> Self {
        Self {
            id: found.id,
            forum: found.forum,
            state: found.state,
            contact: found.contact,
            invited_at: timestamp(found.invited_ms),
            answered_at: found.answered_ms.map(timestamp),
            registration: found.registration,
        }
    }
}

/// The invitations of an address that are kept, newest first.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn show_invitations(
    database: &Database,
    email: &EmailAddress,
) -> Result<Vec<PersonInvitation>, StoreError> {
    let found = invitations::of_address(database, &email.key()).await?;
    Ok(found.into_iter().map(PersonInvitation::from).collect())
}

/// Erases the sign-ups and invitations of an address; running ones are called off first, so that their
/// places are free and mails that wait are not sent. Where others have named the address, its places are
/// given back too, as far as that is still possible, and the name is erased. Says how many sign-ups.
/// Whoever was named without an address stays with the sign-up of those who named them.
///
/// # Errors
/// [`StoreError`]; what was erased before stays erased, and doing it again goes on.
pub async fn erase_person(
    database: &Database,
    process: &Process,
    actor: Actor,
    email: &EmailAddress,
) -> Result<u64, StoreError> {
    let mut erased = 0;
    for found in invitations::of_address(database, &email.key()).await? {
        let tx = database.begin().await?;
        if invited::erase(&tx, found.id).await? {
            let row = process.ids.next();
            tx.audit(row, actor, INVITATION_ERASED, found.id).await?;
        }
        tx.commit().await?;
    }
    for found in registered::of_address(database, &email.key()).await? {
        let id = found.registration.id;
        cancel_registration(database, process, actor, id).await?;
        let tx = database.begin().await?;
        if person::erase(&tx, id).await? {
            tx.audit(process.ids.next(), actor, ERASED, id).await?;
            erased += 1;
        }
        tx.commit().await?;
    }
    for (registration, id) in person::named(database, &email.key()).await? {
        take_off_named(database, process, (registration, id)).await?;
        let tx = database.begin().await?;
        person::erase_named(&tx, id).await?;
        let row = process.ids.next();
        tx.audit(row, actor, NAMED_ERASED, registration).await?;
        tx.commit().await?;
        erased += 1;
    }
    Ok(erased)
}
