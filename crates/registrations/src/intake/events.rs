//! What a group tells the other workers, and the links that it gives out in doing so.

use jiff::Timestamp;
use kontor_book::{Fact, Received, Standing};
use kontor_contracts::{
    ConfirmToken, Envelope, Event, EventId, RecipientId, RegistrationId, Sequence, Worker,
    events::{
        self, OpenOffer, Participant, RegistrationCancelled, RegistrationChanged,
        RegistrationConfirmed, RegistrationExpired, RegistrationOffered, RegistrationReceived,
        RegistrationRepeated, RegistrationWaiting,
    },
};
use kontor_runtime::{Ids, timestamp};
use kontor_store::{StoreError, Tx, columns::corrupt};
use sha2::{Digest, Sha256};

use super::{keys::token_text, said::Said, taking_part::TakingPart};
use crate::{
    domain::Recipient,
    store::{own_links::NewLink, registrations::Registration, tokens::NewToken},
};

/// Publishes facts.
#[derive(Debug)]
pub(super) struct Events<'a> {
    ids: &'a Ids,
    now: Timestamp,
    /// The links that were given out, as hashes; the links themselves are only in the events.
    pub(super) links: Vec<NewToken>,
    /// The same of links to one's own registration.
    pub(super) own_links: Vec<NewLink>,
    /// Which addresses take part already.
    pub(super) taking_part: TakingPart,
}

/// What has changed about who takes part in a registration.
#[derive(Debug)]
pub(super) struct PeopleChange {
    pub(super) participants_before: Vec<Participant>,
    pub(super) unnamed_before: u32,
    pub(super) recipients_before: Vec<Recipient>,
    pub(super) by_recipient: bool,
}

impl PeopleChange {
    /// Whose link works no more, as these are left.
    pub(super) fn gone(&self, left: &[Recipient]) -> Vec<RecipientId> {
        let is_gone = |one: &&Recipient| left.iter().all(|still| still.id != one.id);
        let gone = self.recipients_before.iter().filter(is_gone);
        gone.map(|recipient| recipient.id).collect()
    }
}

impl<'a> Events<'a> {
    pub(super) const fn new(ids: &'a Ids, now: Timestamp, taking_part: TakingPart) -> Self {
        Self {
            ids,
            now,
            links: Vec::new(),
            own_links: Vec::new(),
            taking_part,
        }
    }

    /// Publishes a fact about a registration that counts its event already and stands as it did before.
    pub(super) fn publish(
        &mut self,
        tx: &Tx,
        fact: &Fact,
        about: &Registration,
        said: Said<'_>,
    ) -> Result<(), StoreError> {
        let (registration, forum, sequence) = (about.id, about.forum, about.sequence);
        match *fact {
            Fact::Received(new) if !new.proved => {
                let event = self.received(new, about)?;
                self.send(tx, sequence, event)
            }
            Fact::Repeated {
                held_until_ms,
                holds,
                ..
            } => {
                let event = self.repeated((held_until_ms, holds), about, said)?;
                self.send(tx, sequence, event)
            }
            Fact::Confirmed { .. } => {
                let event = self.confirmed(about)?;
                self.taking_part.add(about);
                self.send(tx, sequence, event)
            }
            Fact::Waiting { position, .. } => {
                let event = self.waiting(position, about)?;
                self.send(tx, sequence, event)
            }
            Fact::Offered { until_ms, .. } => {
                let event = self.offered(until_ms, about)?;
                self.send(tx, sequence, event)
            }
            // Whoever is passed has no mail of it: their turn comes. A change is told by `changed`, which
            // knows what was before. Nobody is asked what is proved; the next fact says what it came to.
            Fact::Passed { .. } | Fact::Changed { .. } | Fact::Received(_) => Ok(()),
            Fact::Expired { .. } | Fact::OfferPassed { .. } | Fact::ListClosed { .. } => {
                let was_offered = matches!(fact, Fact::OfferPassed { .. });
                let waited = matches!(fact, Fact::ListClosed { .. });
                let event = RegistrationExpired {
                    registration,
                    forum,
                    offered_to: was_offered.then(|| about.contact.clone()),
                    waited: waited.then(|| about.contact.clone()),
                };
                self.send(tx, sequence, event)
            }
            Fact::Cancelled { .. } => {
                let event = self.cancelled(about, said);
                self.send(tx, sequence, event)
            }
        }
    }

    /// Tells who takes part in a registration now, that counts this event already.
    pub(super) fn changed(
        &mut self,
        tx: &Tx,
        about: &Registration,
        change: &PeopleChange,
    ) -> Result<(), StoreError> {
        let has_places = about.standing == Standing::Confirmed;
        let is_new = |one: &&Recipient| change.recipients_before.iter().all(|b| b.id != one.id);
        let is_gone = |one: &&Recipient| about.recipients.iter().all(|now| now.id != one.id);
        let (mut added, mut removed) = (Vec::new(), Vec::new());
        // As long as there are no places, nobody but the contact was written to.
        if has_places {
            for recipient in about.recipients.iter().filter(is_new) {
                added.push(self.with_link(about, recipient)?);
            }
            for recipient in change.recipients_before.iter().filter(is_gone) {
                removed.push(self.without_link(about, recipient));
            }
            self.taking_part.add(about);
        }
        let event = RegistrationChanged {
            registration: about.id,
            forum: about.forum,
            contact: about.contact.clone(),
            participants_before: change.participants_before.clone(),
            unnamed_before: change.unnamed_before,
            participants: about.participants.clone(),
            unnamed: about.unnamed(),
            added,
            removed,
            by_recipient: change.by_recipient,
            has_places,
            own_link: self.give_own_link(about.id, None)?,
        };
        self.send(tx, about.sequence, event)
    }

    fn cancelled(&self, about: &Registration, said: Said<'_>) -> RegistrationCancelled {
        let has_places = about.standing == Standing::Confirmed;
        let named = about.recipients.iter().filter(|_| has_places);
        let recipients = named.map(|recipient| self.without_link(about, recipient));
        let recipients: Vec<_> = recipients.collect();
        RegistrationCancelled {
            registration: about.id,
            forum: about.forum,
            by: (said.by_link || said.by_recipient).then(|| about.contact.clone()),
            by_recipient: said.by_recipient,
            signed_up_by: (!recipients.is_empty()).then(|| about.contact.clone()),
            recipients,
            participants: if has_places {
                about.participants.clone()
            } else {
                Vec::new()
            },
            unnamed: if has_places { about.unnamed() } else { 0 },
        }
    }

    fn received(
        &mut self,
        new: Received,
        about: &Registration,
    ) -> Result<RegistrationReceived, StoreError> {
        Ok(RegistrationReceived {
            registration: about.id,
            forum: about.forum,
            contact: about.contact.clone(),
            participants: about.participants.clone(),
            unnamed: about.unnamed(),
            token: self.give_link(about.id, new.held_until_ms)?,
            held_until: timestamp(new.held_until_ms),
            held: new.holds,
            may_wait: new.may_wait,
        })
    }

    fn repeated(
        &mut self,
        (held_until_ms, holds): (Option<i64>, bool),
        about: &Registration,
        said: Said<'_>,
    ) -> Result<RegistrationRepeated, StoreError> {
        let link = held_until_ms.map(|until_ms| self.give_link(about.id, until_ms));
        let is_proved = held_until_ms.is_none();
        let named = said.address_key.and_then(|key| about.named_with(key));
        let of = named.map(|recipient| recipient.id);
        let own_link = is_proved.then(|| self.give_own_link(about.id, of));
        Ok(RegistrationRepeated {
            registration: about.id,
            forum: about.forum,
            contact: named.map_or_else(|| about.contact.clone(), |one| about.as_contact(one)),
            recipient: of,
            token: link.transpose()?,
            held_until: held_until_ms.map(timestamp),
            held: holds,
            link_replaced: said.link_replaced,
            others: said.others_than(&about.participants),
            unnamed: said.unnamed.saturating_sub(about.unnamed()),
            waits: matches!(about.standing, Standing::Waiting { .. }),
            offer: open_offer(about),
            own_link: own_link.transpose()?,
        })
    }

    fn confirmed(&mut self, about: &Registration) -> Result<RegistrationConfirmed, StoreError> {
        let mut recipients = Vec::new();
        for recipient in &about.recipients {
            recipients.push(self.with_link(about, recipient)?);
        }
        Ok(RegistrationConfirmed {
            registration: about.id,
            forum: about.forum,
            contact: about.contact.clone(),
            participants: about.participants.clone(),
            unnamed: about.unnamed(),
            recipients,
            confirmed_at: timestamp(self.now.as_millisecond()),
            own_link: Some(self.give_own_link(about.id, None)?),
        })
    }

    fn waiting(
        &mut self,
        position: u32,
        about: &Registration,
    ) -> Result<RegistrationWaiting, StoreError> {
        Ok(RegistrationWaiting {
            registration: about.id,
            forum: about.forum,
            contact: about.contact.clone(),
            participants: about.participants.clone(),
            unnamed: about.unnamed(),
            position,
            own_link: self.give_own_link(about.id, None)?,
        })
    }

    fn offered(
        &mut self,
        until_ms: i64,
        about: &Registration,
    ) -> Result<RegistrationOffered, StoreError> {
        Ok(RegistrationOffered {
            registration: about.id,
            forum: about.forum,
            contact: about.contact.clone(),
            participants: about.participants.clone(),
            unnamed: about.unnamed(),
            until: timestamp(until_ms),
            own_link: self.give_own_link(about.id, None)?,
        })
    }

    /// The secret of a new link to a registration.
    fn give_link(
        &mut self,
        registration: RegistrationId,
        expires_ms: i64,
    ) -> Result<ConfirmToken, StoreError> {
        let secret = self.ids.secret();
        self.links.push(NewToken {
            hash: Sha256::digest(secret).into(),
            registration,
            expires_ms,
        });
        link_text(&secret)
    }

    /// Somebody who is written to themselves, with a new link.
    fn with_link(
        &mut self,
        about: &Registration,
        recipient: &Recipient,
    ) -> Result<events::Recipient, StoreError> {
        let own_link = Some(self.give_own_link(about.id, Some(recipient.id))?);
        let told = self.without_link(about, recipient);
        Ok(events::Recipient { own_link, ..told })
    }

    /// The same for somebody who takes part no more.
    fn without_link(&self, about: &Registration, recipient: &Recipient) -> events::Recipient {
        let other = self.taking_part.other_than(about, &recipient.mailbox.key);
        events::Recipient {
            takes_part_already: other.is_some(),
            ..about.told_of(recipient)
        }
    }

    /// The secret of a new link to one's own registration: the contact's, or somebody's whom they named.
    fn give_own_link(
        &mut self,
        registration: RegistrationId,
        recipient: Option<RecipientId>,
    ) -> Result<ConfirmToken, StoreError> {
        let secret = self.ids.secret();
        self.own_links.push(NewLink {
            hash: Sha256::digest(secret).into(),
            registration,
            recipient,
        });
        link_text(&secret)
    }

    fn send<E: Event>(&self, tx: &Tx, sequence: i64, event: E) -> Result<(), StoreError> {
        tx.publish(&Envelope::new(
            EventId::new(self.ids.next()),
            Worker::Registrations.source(),
            Sequence(sequence),
            self.now,
            event,
        ))
    }
}

fn open_offer(about: &Registration) -> Option<OpenOffer> {
    match about.standing {
        Standing::Offered { until_ms } => Some(OpenOffer {
            places: about.places,
            until: timestamp(until_ms),
        }),
        Standing::Pending { .. }
        | Standing::Waiting { .. }
        | Standing::Confirmed
        | Standing::Expired => None,
    }
}

fn link_text(secret: &[u8; 32]) -> Result<ConfirmToken, StoreError> {
    let text = token_text(secret).parse();
    text.map_err(|error| corrupt("confirm_tokens", "hash", error))
}
