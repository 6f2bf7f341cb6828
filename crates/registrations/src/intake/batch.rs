//! A group of orders in memory: what was loaded, what was decided, and what is to be written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use kontor_contracts::{
    Envelope, Event, EventId, ForumId, RegistrationId, Sequence, Worker,
    events::{
        RegistrationConfirmed, RegistrationExpired, RegistrationReceived, RegistrationRepeated,
    },
};
use kontor_runtime::timestamp;
use kontor_store::{StoreError, Tx};
use sha2::{Digest, Sha256};

use super::{
    Desk, IdempotencyKey, Order, Reply, SignUpOrder,
    load::{Loaded, keys_since_ms},
    token_text,
};
use crate::{
    domain::{Answer, Change, Command, Consent, Refusal, Standing, Terms, decide},
    store::{
        Hash,
        answers::{self, Kept},
        forums::{self, Forum, ForumName},
        registrations::{self, Registration},
        tokens::{self, NewToken},
    },
};

pub(super) struct Batch<'a> {
    desk: &'a Desk,
    now: Timestamp,
    forums: BTreeMap<ForumId, Counter>,
    by_slug: HashMap<String, ForumId>,
    registrations: HashMap<RegistrationId, Registration>,
    /// The live registration of each address.
    by_address: HashMap<(ForumId, String), RegistrationId>,
    due: BTreeSet<RegistrationId>,
    tokens: HashMap<Hash, RegistrationId>,
    answers: HashMap<Hash, Kept>,
    written: Written<'a>,
}

/// A forum while its places are counted.
struct Counter {
    forum: Forum,
    terms: Terms,
    taken_before: u32,
    expired: u32,
}

/// What is to be written.
#[derive(Default)]
struct Written<'a> {
    received: Vec<(RegistrationId, &'a [Consent])>,
    confirmed: Vec<RegistrationId>,
    expired: Vec<RegistrationId>,
    repeated: BTreeSet<RegistrationId>,
    tokens: Vec<NewToken>,
    answers: Vec<(Hash, Kept)>,
}

impl<'a> Batch<'a> {
    pub(super) fn new(desk: &'a Desk, now: Timestamp, loaded: Loaded) -> Self {
        let mut batch = Self {
            desk,
            now,
            forums: BTreeMap::new(),
            by_slug: HashMap::new(),
            registrations: loaded.registrations,
            by_address: HashMap::new(),
            due: loaded.due,
            tokens: loaded.tokens,
            answers: loaded.answers,
            written: Written::default(),
        };
        for registration in batch.registrations.values() {
            if registration.standing != Standing::Expired {
                let address = (registration.forum, registration.contact.email.key());
                batch.by_address.insert(address, registration.id);
            }
        }
        batch.count(loaded.forums);
        batch
    }

    fn count(&mut self, forums: Vec<Forum>) {
        for forum in forums {
            // A zone that the time zone database has lost closes its forum, not the whole group.
            let terms = match forum.terms() {
                Ok(terms) => terms,
                Err(error) => {
                    tracing::error!(forum = %forum.id, %error, "the forum cannot be used");
                    continue;
                }
            };
            self.by_slug.insert(forum.draft.slug.clone(), forum.id);
            let counter = Counter {
                taken_before: forum.taken,
                expired: 0,
                terms,
                forum,
            };
            self.forums.insert(counter.forum.id, counter);
        }
    }

    /// Gives the places back whose hold is over, before anybody asks for one.
    pub(super) fn expire_due(&mut self, tx: &Tx) -> Result<(), StoreError> {
        for id in std::mem::take(&mut self.due) {
            let now_ms = self.now.as_millisecond();
            let Some(registration) = self.registrations.get_mut(&id) else {
                continue;
            };
            let registered = registration.registered();
            let decision = decide(None, 0, Some(&registered), Command::Expire, now_ms);
            if decision.change != Some(Change::Expire) {
                continue;
            }
            registration.standing = Standing::Expired;
            registration.sequence += 1;
            if let Some(counter) = self.forums.get_mut(&registration.forum) {
                counter.forum.taken = counter.forum.taken.saturating_sub(registered.places);
                counter.expired += 1;
            }
            let (forum, sequence) = (registration.forum, registration.sequence);
            let address = (forum, registration.contact.email.key());
            self.by_address.remove(&address);
            self.written.expired.push(id);
            let event = RegistrationExpired {
                registration: id,
                forum,
            };
            self.publish(tx, sequence, event)?;
        }
        Ok(())
    }

    pub(super) fn carry_out(&mut self, tx: &Tx, order: &'a Order) -> Result<Reply, StoreError> {
        match order {
            Order::SignUp(order) => self.keyed_sign_up(tx, order),
            Order::Confirm(hash) => self.confirm(tx, hash),
            Order::Expire(forum) => {
                let expired = self.forums.get(forum).map(|counter| counter.expired);
                let registrations = expired.unwrap_or(0);
                Ok(Reply::Expired { registrations })
            }
        }
    }

    fn keyed_sign_up(&mut self, tx: &Tx, order: &'a SignUpOrder) -> Result<Reply, StoreError> {
        let Some(IdempotencyKey { key, request }) = order.key else {
            return self.sign_up(tx, order);
        };
        if let Some(kept) = self.answers.get(&key) {
            let same = kept.request == request;
            return Ok(if same {
                kept.reply.clone()
            } else {
                Reply::KeyReused
            });
        }
        let reply = self.sign_up(tx, order)?;
        let refusal = Refusal::UnknownForum;
        // Nothing is kept for what does not exist, or anybody could fill the table.
        if reply != (Reply::Refused { refusal }) {
            let kept = Kept {
                request,
                reply: reply.clone(),
            };
            self.answers.insert(key, kept.clone());
            self.written.answers.push((key, kept));
        }
        Ok(reply)
    }

    fn sign_up(&mut self, tx: &Tx, order: &'a SignUpOrder) -> Result<Reply, StoreError> {
        let forum = match &order.forum {
            ForumName::Id(id) => Some(*id),
            ForumName::Slug(slug) => self.by_slug.get(slug).copied(),
        };
        let Some((forum, counter)) = forum.and_then(|id| Some((id, self.forums.get(&id)?))) else {
            let refusal = Refusal::UnknownForum;
            return Ok(Reply::Refused { refusal });
        };
        let existing = self.by_address.get(&(forum, order.sign_up.email.key()));
        let existing = existing.and_then(|id| self.registrations.get(id));
        let registered = existing.map(Registration::registered);
        let command = Command::SignUp {
            places: order.sign_up.places(),
            revision: order.revision,
        };
        let (taken, now_ms) = (counter.forum.taken, self.now.as_millisecond());
        let terms = Some(&counter.terms);
        let decision = decide(terms, taken, registered.as_ref(), command, now_ms);
        let hold_hours = counter.forum.draft.hold_hours;
        let existing = existing.map(|registration| registration.id);
        match (decision.change, existing) {
            (Some(Change::Receive { held_until_ms }), _) => {
                self.receive(tx, forum, order, held_until_ms)?;
            }
            (Some(Change::Repeat), Some(id)) => self.repeat(tx, id)?,
            _ => {}
        }
        Ok(match decision.answer {
            Answer::Refused(refusal) => Reply::Refused { refusal },
            _ => Reply::CheckMail {
                receipt: self.desk.ids.next(),
                hold_hours,
            },
        })
    }

    fn receive(
        &mut self,
        tx: &Tx,
        forum: ForumId,
        order: &'a SignUpOrder,
        held_until_ms: i64,
    ) -> Result<(), StoreError> {
        let Some(counter) = self.forums.get_mut(&forum) else {
            return Ok(());
        };
        let (sign_up, places) = (&order.sign_up, order.sign_up.places());
        counter.forum.taken += places;
        let registration = Registration {
            id: RegistrationId::new(self.desk.ids.next()),
            forum,
            sequence: 1,
            standing: Standing::Pending { held_until_ms },
            places,
            held_until_ms,
            created_ms: self.now.as_millisecond(),
            contact: sign_up.contact(&counter.forum.draft.main_language()),
            participants: sign_up.participants.clone(),
        };
        let event = RegistrationReceived {
            registration: registration.id,
            forum,
            contact: registration.contact.clone(),
            participants: registration.participants.clone(),
            confirm_url: self.give_link(registration.id, held_until_ms),
            held_until: timestamp(held_until_ms),
        };
        self.publish(tx, registration.sequence, event)?;
        let written = (registration.id, sign_up.consents.as_slice());
        self.written.received.push(written);
        let address = (forum, sign_up.email.key());
        self.by_address.insert(address, registration.id);
        self.registrations.insert(registration.id, registration);
        Ok(())
    }

    /// Tells the owner of the mailbox, once per group, however often the address came.
    fn repeat(&mut self, tx: &Tx, id: RegistrationId) -> Result<(), StoreError> {
        let first = self.written.repeated.insert(id);
        let Some(registration) = self.registrations.get_mut(&id).filter(|_| first) else {
            return Ok(());
        };
        registration.sequence += 1;
        let sequence = registration.sequence;
        let mut event = RegistrationRepeated {
            registration: id,
            forum: registration.forum,
            contact: registration.contact.clone(),
            confirm_url: None,
            held_until: None,
        };
        if let Standing::Pending { held_until_ms } = registration.standing {
            event.confirm_url = Some(self.give_link(id, held_until_ms));
            event.held_until = Some(timestamp(held_until_ms));
        }
        self.publish(tx, sequence, event)
    }

    fn confirm(&mut self, tx: &Tx, hash: &Hash) -> Result<Reply, StoreError> {
        let id = self.tokens.get(hash);
        let registration = id.and_then(|id| self.registrations.get_mut(id));
        let registered = registration.as_ref().map(|r| r.registered());
        let counter = registration
            .as_ref()
            .and_then(|r| self.forums.get(&r.forum));
        let terms = counter.map(|counter| &counter.terms);
        let now_ms = self.now.as_millisecond();
        let decision = decide(terms, 0, registered.as_ref(), Command::Confirm, now_ms);
        if let (Some(Change::Confirm), Some(registration)) = (decision.change, registration) {
            registration.standing = Standing::Confirmed;
            registration.sequence += 1;
            let (id, sequence) = (registration.id, registration.sequence);
            let event = RegistrationConfirmed {
                registration: id,
                forum: registration.forum,
                contact: registration.contact.clone(),
                participants: registration.participants.clone(),
                confirmed_at: timestamp(now_ms),
            };
            self.written.confirmed.push(id);
            self.publish(tx, sequence, event)?;
        }
        Ok(match decision.answer {
            Answer::Refused(refusal) => Reply::Refused { refusal },
            Answer::AlreadyConfirmed => Reply::AlreadyConfirmed,
            _ => Reply::Confirmed,
        })
    }

    /// A new link to a registration; several may be valid at once, each until the same moment.
    fn give_link(&mut self, registration: RegistrationId, expires_ms: i64) -> String {
        let secret = self.desk.ids.secret();
        self.written.tokens.push(NewToken {
            hash: Sha256::digest(secret).into(),
            registration,
            expires_ms,
        });
        format!("{}{}", self.desk.confirm_url, token_text(&secret))
    }

    fn publish<E: Event>(&self, tx: &Tx, sequence: i64, event: E) -> Result<(), StoreError> {
        tx.publish(&Envelope::new(
            EventId::new(self.desk.ids.next()),
            Worker::Registrations.source(),
            Sequence(sequence),
            self.now,
            event,
        ))
    }

    /// Writes what was decided. What has expired goes first: its address may have signed up again.
    pub(super) async fn write(self, tx: &Tx) -> Result<(), StoreError> {
        let (written, now_ms) = (self.written, self.now.as_millisecond());
        if !written.expired.is_empty() {
            registrations::expire(tx, &written.expired).await?;
        }
        let new: BTreeSet<_> = written.received.iter().map(|(id, _)| *id).collect();
        let rows = written.received.iter();
        let rows = rows.filter_map(|(id, consents)| Some((self.registrations.get(id)?, *consents)));
        registrations::insert(tx, rows).await?;
        if !written.confirmed.is_empty() {
            registrations::confirm(tx, &written.confirmed, now_ms).await?;
        }
        // The row of a new one was written with its last sequence.
        let repeated: Vec<_> = written.repeated.difference(&new).copied().collect();
        if !repeated.is_empty() {
            registrations::count_event(tx, &repeated).await?;
        }
        tokens::insert(tx, &written.tokens).await?;
        answers::insert(tx, &written.answers, keys_since_ms(self.now), now_ms).await?;
        for counter in self.forums.values() {
            if counter.forum.taken != counter.taken_before {
                forums::set_taken(tx, counter.forum.id, counter.forum.taken).await?;
            }
        }
        Ok(())
    }
}
