//! Those whom the contact of a sign-up has named with an own address: each is somebody in the projection,
//! with mails, reminders and a calendar entry of their own.

use jiff::Timestamp;
use kontor_bus::Failure;
use kontor_contracts::{
    ForumId, Sequence,
    events::{Contact, Participant, Recipient},
};
use kontor_store::Tx;

use super::Deps;
use crate::{
    domain::{About, Group, Person, PersonState, Revision},
    kinds::{OwnLink, SignedUp, TakenOff},
};

/// What an event says of them all.
#[derive(Clone, Copy)]
pub(super) struct Of<'a> {
    pub(super) forum: ForumId,
    pub(super) sequence: Sequence,
    pub(super) at: Timestamp,
    /// Who has signed them up.
    pub(super) contact: &'a Contact,
    /// Everybody who takes part by the sign-up, or did.
    pub(super) participants: &'a [Participant],
}

impl Of<'_> {
    fn participants_of(&self, recipient: &Recipient) -> Vec<Participant> {
        let theirs = self.participants.iter();
        let theirs = theirs.filter(|person| person.recipient == Some(recipient.id));
        theirs.cloned().collect()
    }

    /// As mails address them.
    fn contact_of(&self, recipient: &Recipient, theirs: &[Participant]) -> Contact {
        let first = theirs.first();
        Contact {
            name: first.map_or_else(String::new, |person| person.name.clone()),
            email: recipient.email.clone(),
            language: recipient.language.clone(),
            organisation: self.contact.organisation.clone(),
            country: self.contact.country,
        }
    }
}

impl Deps {
    /// They are signed up, and told by whom.
    pub(super) async fn sign_up_named(
        &self,
        tx: &Tx,
        of: Of<'_>,
        recipients: &[Recipient],
    ) -> Result<(), Failure> {
        for recipient in recipients {
            let theirs = of.participants_of(recipient);
            let contact = of.contact_of(recipient, &theirs);
            // Whoever takes part already is reminded of that, and not of this as well.
            if !recipient.takes_part_already {
                self.keep_named(tx, of, (recipient, PersonState::Confirmed), Some(&contact))
                    .await?;
            }
            let Some(token) = recipient.own_link.clone() else {
                continue;
            };
            let facts = SignedUp {
                contact,
                participants: theirs,
                by: of.contact.name.clone(),
                takes_part_already: recipient.takes_part_already,
                own_link: OwnLink::new(token, of.at).of_named(),
            };
            let key = (About::recipient(recipient.id), Revision::Once);
            self.queue(tx, key, of.forum, &facts).await?;
        }
        Ok(())
    }

    /// They take part no more, and are told so.
    pub(super) async fn take_off_named(
        &self,
        tx: &Tx,
        (of, by_themselves): (Of<'_>, bool),
        recipients: &[Recipient],
    ) -> Result<(), Failure> {
        for recipient in recipients {
            self.keep_named(tx, of, (recipient, PersonState::Over), None)
                .await?;
            if recipient.takes_part_already {
                continue;
            }
            let contact = of.contact_of(recipient, &of.participants_of(recipient));
            let facts = TakenOff {
                contact,
                by: (!by_themselves).then(|| of.contact.name.clone()),
            };
            let key = (About::recipient(recipient.id), Revision::Once);
            self.queue(tx, key, of.forum, &facts).await?;
        }
        Ok(())
    }

    async fn keep_named(
        &self,
        tx: &Tx,
        of: Of<'_>,
        (recipient, state): (&Recipient, PersonState),
        contact: Option<&Contact>,
    ) -> Result<(), Failure> {
        let group = contact.map(|_| Group::new(&of.participants_of(recipient), 0));
        let person = Person {
            about: About::recipient(recipient.id),
            forum: of.forum,
            sequence: of.sequence,
            state,
            at: of.at,
            contact,
            group,
            asked: None,
            own_link: recipient.own_link.as_ref(),
        };
        self.keep(tx, &person).await
    }
}
