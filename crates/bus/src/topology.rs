//! Who gets which kind of event: read from the catalogue, the same on both engines.

use kontor_contracts::{catalogue, kind_of};

use crate::Queue;

/// How often a message that ends unsettled is delivered again before it becomes a dead letter.
/// A guard against messages that kill the process, not a retry: with a prefetch of some hundred,
/// innocent neighbours are counted too, so it must not be low.
pub const DELIVERIES_MAX: u32 = 50;

/// Which kinds each queue gets.
pub(crate) fn bindings() -> impl Iterator<Item = (Queue, &'static str)> {
    catalogue().iter().flat_map(|entry| {
        let queues = entry.consumers.iter().map(|worker| Queue::Of(*worker));
        queues.map(|queue| (queue, entry.kind))
    })
}

/// The queues of one kind.
pub(crate) fn queues_of(kind: &str) -> impl Iterator<Item = Queue> + use<> {
    let consumers = kind_of(kind).map_or(&[][..], |entry| entry.consumers);
    consumers.iter().map(|worker| Queue::Of(*worker))
}

/// Whether a message of this kind must find a queue. One that, by the catalogue, nobody listens to
/// may be dropped; one that the catalogue does not know is a mistake that must show.
pub(crate) fn must_arrive(kind: &str) -> bool {
    kind_of(kind).is_none_or(|entry| !entry.consumers.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use kontor_contracts::{
        Event, Worker,
        events::{ListingWithdrawn, RegistrationReceived},
    };

    #[test]
    fn the_catalogue_decides_who_must_hear_what() {
        assert!(must_arrive(RegistrationReceived::TYPE));
        assert!(!must_arrive(ListingWithdrawn::TYPE));
        assert!(must_arrive("registration.invented.v1"));
        let queues: Vec<_> = queues_of(RegistrationReceived::TYPE).collect();
        assert_eq!(queues, [Queue::Of(Worker::Mailer)]);
        assert!(bindings().any(|b| b == (Queue::Of(Worker::Mailer), RegistrationReceived::TYPE)));
    }
}
