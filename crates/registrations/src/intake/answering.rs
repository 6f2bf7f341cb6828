//! Whoever signs up answers their invitation, once the address is proved.

use std::collections::HashMap;

use jiff::Timestamp;
use kontor_book::{Fact, Pass};
use kontor_contracts::{
    Envelope, EventId, RegistrationId, Sequence, Worker, events::InvitationAnswered,
};
use kontor_runtime::Ids;
use kontor_store::{StoreError, Tx};

use crate::store::{
    invited::{self, Answer},
    registrations::Registration,
};

/// The sign-ups of a group whose address was proved by it.
#[derive(Debug, Default)]
pub(super) struct Proved(Vec<RegistrationId>);

impl Proved {
    /// Notes a fact.
    pub(super) fn note(&mut self, fact: &Fact) {
        match *fact {
            Fact::Confirmed { registration } | Fact::Waiting { registration, .. } => {
                self.0.push(registration);
            }
            Fact::Received(_)
            | Fact::Repeated { .. }
            | Fact::Passed { .. }
            | Fact::Offered { .. }
            | Fact::Expired { .. }
            | Fact::OfferPassed { .. }
            | Fact::ListClosed { .. }
            | Fact::Changed { .. }
            | Fact::Cancelled { .. } => {}
        }
    }

    /// Answers the invitations of those, and tells of it.
    pub(super) async fn answer(
        &self,
        tx: &Tx,
        registrations: &HashMap<RegistrationId, Registration>,
        (ids, now): (&Ids, Timestamp),
    ) -> Result<(), StoreError> {
        let proved = self.0.iter().filter_map(|id| registrations.get(id));
        let answers = proved.map(|registration| Answer {
            forum: registration.forum,
            email_key: &registration.address.key,
            registration: registration.id,
            invitation: match registration.pass {
                Some(Pass::Invitation(id)) => Some(id),
                Some(Pass::Code(_)) | None => None,
            },
        });
        let answers: Vec<_> = answers.collect();
        if answers.is_empty() {
            return Ok(());
        }
        for answered in invited::answer(tx, &answers, now.as_millisecond()).await? {
            tx.publish(&Envelope::new(
                EventId::new(ids.next()),
                Worker::Registrations.source(),
                Sequence(answered.sequence),
                now,
                InvitationAnswered {
                    invitation: answered.invitation,
                    forum: answered.forum,
                    registration: answered.registration,
                },
            ))?;
        }
        Ok(())
    }
}
