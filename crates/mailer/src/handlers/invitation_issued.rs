//! `invitation.issued.v1`: invites somebody of the office's list. Their link is kept as long as they are
//! silent, to remind them with.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::InvitationIssued};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Asked, Person, PersonState, Revision},
    kinds::{Invitation, PersonalLink},
};

/// Queues the invitation.
pub(crate) struct SendInvitation(pub(crate) Deps);

impl Handler<InvitationIssued> for SendInvitation {
    async fn handle(&self, tx: &Tx, event: &Envelope<InvitationIssued>) -> Result<(), Failure> {
        let (data, about) = (&event.data, About::invitation(event.data.invitation));
        let person = Person {
            about: about.clone(),
            forum: data.forum,
            sequence: event.sequence,
            state: PersonState::Invited,
            at: event.time,
            contact: Some(&data.contact),
            group: None,
            asked: Some(Asked {
                token: &data.token,
                until: None,
                held: true,
            }),
            own_link: None,
        };
        self.0.keep(tx, &person).await?;
        let facts = Invitation {
            contact: data.contact.clone(),
            link: PersonalLink::new(data.token.clone(), event.time),
        };
        // Whoever is invited again after a withdrawal has another link, and needs another mail.
        let key = (about, Revision::Change(event.sequence.0));
        self.0.queue(tx, key, data.forum, &facts).await
    }
}
