//! `invitation.answered.v1`, `invitation.declined.v1`, `invitation.withdrawn.v1`: nobody is asked any more for
//! an answer that they have given, or that nobody waits for.

use jiff::Timestamp;
use kontor_bus::{Failure, Handler};
use kontor_contracts::{
    Envelope, ForumId, InvitationId, Sequence,
    events::{InvitationAnswered, InvitationDeclined, InvitationWithdrawn},
};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Person, PersonState},
    kinds::{Invitation, InvitationReminder, Kind},
    store::supersede_unsent,
};

/// The mails that ask for an answer.
const ASKING: [&str; 2] = [Invitation::WORD, InvitationReminder::WORD];

/// Closes what has not left yet.
#[derive(Clone)]
pub(crate) struct CloseInvitation(pub(crate) Deps);

impl CloseInvitation {
    async fn close(
        &self,
        tx: &Tx,
        (invitation, forum): (InvitationId, ForumId),
        (sequence, at): (Sequence, Timestamp),
    ) -> Result<(), Failure> {
        let about = About::invitation(invitation);
        let person = Person {
            about: about.clone(),
            forum,
            sequence,
            state: PersonState::Over,
            at,
            contact: None,
            group: None,
            asked: None,
            own_link: None,
        };
        self.0.keep(tx, &person).await?;
        let now_ms = self.0.now().as_millisecond();
        let closed = supersede_unsent(tx, &about, &ASKING, now_ms).await;
        closed.map_err(Failure::store)?;
        Ok(())
    }
}

impl Handler<InvitationAnswered> for CloseInvitation {
    async fn handle(&self, tx: &Tx, event: &Envelope<InvitationAnswered>) -> Result<(), Failure> {
        let what = (event.data.invitation, event.data.forum);
        self.close(tx, what, (event.sequence, event.time)).await
    }
}

impl Handler<InvitationDeclined> for CloseInvitation {
    async fn handle(&self, tx: &Tx, event: &Envelope<InvitationDeclined>) -> Result<(), Failure> {
        let what = (event.data.invitation, event.data.forum);
        self.close(tx, what, (event.sequence, event.time)).await
    }
}

impl Handler<InvitationWithdrawn> for CloseInvitation {
    async fn handle(&self, tx: &Tx, event: &Envelope<InvitationWithdrawn>) -> Result<(), Failure> {
        let what = (event.data.invitation, event.data.forum);
        self.close(tx, what, (event.sequence, event.time)).await
    }
}
