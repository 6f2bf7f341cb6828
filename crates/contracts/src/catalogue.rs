//! Every event that exists, who tells it and who listens: the one list from which the broker's
//! bindings, the AsyncAPI document and the schema snapshots are made.

use schemars::{JsonSchema, Schema, SchemaGenerator};

use crate::{Event, events};

/// The workers, as the bus names their queues.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Worker {
    /// Takes sign-ups in.
    Registrations,
    /// Sends mail.
    Mailer,
    /// Syncs listings.
    Partners,
}

impl Worker {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Registrations, Self::Mailer, Self::Partners];

    /// The name in queues, schemas and commands.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Registrations => "registrations",
            Self::Mailer => "mailer",
            Self::Partners => "partners",
        }
    }

    /// The `source` of its events (CloudEvents 1.0, "source").
    pub const fn source(self) -> &'static str {
        match self {
            Self::Registrations => "/kontor/registrations",
            Self::Mailer => "/kontor/mailer",
            Self::Partners => "/kontor/partners",
        }
    }
}

/// One kind of event.
#[derive(Debug, Clone, Copy)]
pub struct EventKind {
    /// The type on the wire.
    pub kind: &'static str,
    /// One sentence for the documents.
    pub summary: &'static str,
    /// Who tells it.
    pub producer: Worker,
    /// Who listens. An event that nobody listens to may be dropped by the broker; an event that
    /// somebody listens to must find a queue, or it counts as not sent.
    pub consumers: &'static [Worker],
    /// The JSON schema of its data.
    pub schema: fn(&mut SchemaGenerator) -> Schema,
}

const fn kind<E: Event + JsonSchema>(
    producer: Worker,
    consumers: &'static [Worker],
    summary: &'static str,
) -> EventKind {
    EventKind {
        kind: E::TYPE,
        summary,
        producer,
        consumers,
        schema: SchemaGenerator::subschema_for::<E>,
    }
}

static CATALOGUE: [EventKind; 16] = [
    kind::<events::ForumPublished>(
        Worker::Registrations,
        &[Worker::Mailer],
        "A forum was put online or changed; carries the whole of what people are told about it.",
    ),
    kind::<events::RegistrationReceived>(
        Worker::Registrations,
        &[Worker::Mailer],
        "Somebody signed up; the place is held until the address is confirmed.",
    ),
    kind::<events::RegistrationRepeated>(
        Worker::Registrations,
        &[Worker::Mailer],
        "An address that is already signed up was used again; nothing changed.",
    ),
    kind::<events::RegistrationConfirmed>(
        Worker::Registrations,
        &[Worker::Mailer],
        "The address was confirmed; the registration counts.",
    ),
    kind::<events::RegistrationWaiting>(
        Worker::Registrations,
        &[Worker::Mailer],
        "The address was confirmed and there are no places; the registration is on the waiting list.",
    ),
    kind::<events::RegistrationOffered>(
        Worker::Registrations,
        &[Worker::Mailer],
        "Places have fallen free for a registration of the waiting list and are kept for a time.",
    ),
    kind::<events::RegistrationChanged>(
        Worker::Registrations,
        &[Worker::Mailer],
        "Other people take part in a registration, or fewer, or more.",
    ),
    kind::<events::RegistrationExpired>(
        Worker::Registrations,
        &[Worker::Mailer],
        "The address was not confirmed in time; the place is free again.",
    ),
    kind::<events::RegistrationCancelled>(
        Worker::Registrations,
        &[Worker::Mailer],
        "The registration was called off; the place is free again.",
    ),
    kind::<events::InvitationIssued>(
        Worker::Registrations,
        &[Worker::Mailer],
        "An address is invited to a forum; carries the secret of its personal link.",
    ),
    kind::<events::InvitationAnswered>(
        Worker::Registrations,
        &[Worker::Mailer],
        "Whoever is invited has signed up, and the address is proved.",
    ),
    kind::<events::InvitationDeclined>(
        Worker::Registrations,
        &[Worker::Mailer],
        "Whoever is invited does not come.",
    ),
    kind::<events::InvitationWithdrawn>(
        Worker::Registrations,
        &[Worker::Mailer],
        "An invitation was withdrawn, or is kept no more; its link works no more.",
    ),
    kind::<events::ListingUpserted>(
        Worker::Partners,
        &[],
        "A listing of a partner network is new or has changed.",
    ),
    kind::<events::ListingWithdrawn>(
        Worker::Partners,
        &[],
        "A listing is no longer offered by its network.",
    ),
    kind::<events::SyncRunFinished>(
        Worker::Partners,
        &[],
        "A pull from a source has ended, well or badly.",
    ),
];

/// Every event that exists.
pub fn catalogue() -> &'static [EventKind] {
    &CATALOGUE
}

/// The entry of a type on the wire.
pub fn kind_of(kind: &str) -> Option<&'static EventKind> {
    CATALOGUE.iter().find(|entry| entry.kind == kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_type_is_listed_twice_and_every_type_has_a_version() {
        for (at, entry) in CATALOGUE.iter().enumerate() {
            assert!(
                CATALOGUE[..at].iter().all(|other| other.kind != entry.kind),
                "{}",
                entry.kind
            );
            let version = entry
                .kind
                .rsplit_once(".v")
                .and_then(|(_, v)| v.parse::<u32>().ok());
            assert!(version.is_some_and(|v| v > 0), "{}", entry.kind);
        }
    }
}
