//! A group of orders in memory: what was loaded, what was decided, and what is to be written.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use jiff::Timestamp;
use kontor_contracts::{
    ConfirmToken, Envelope, Event, EventId, ForumId, RegistrationId, Sequence, Worker,
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
    domain::{Answer, Change, Command, Consent, Holding, Refusal, Standing, Taken, Terms, decide},
    store::{
        Hash,
        answers::{self, Kept},
        forums::{self, Forum, ForumName},
        registrations::{self, Held, Registration},
        tokens::{self, NewToken},
    },
};

/// So many places one domain may hold anywhere: a delegation of one company.
const LEAST_OF_DOMAIN: u32 = 50;

pub(super) struct Batch<'a> {
    desk: &'a Desk,
    now: Timestamp,
    forums: BTreeMap<ForumId, Counter>,
    by_slug: HashMap<String, ForumId>,
    registrations: HashMap<RegistrationId, Registration>,
    /// The live registration of each address.
    by_address: HashMap<(ForumId, String), RegistrationId>,
    due: BTreeSet<RegistrationId>,
    held: Held,
    tokens: HashMap<Hash, RegistrationId>,
    answers: HashMap<Hash, Kept>,
    written: Written<'a>,
}

/// A forum while its places are counted.
struct Counter {
    forum: Forum,
    terms: Terms,
    taken_before: Taken,
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
            held: loaded.held,
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
            let Some(registration) = self.registrations.get(&id) else {
                continue;
            };
            let registered = registration.registered();
            let decision = decide(
                None,
                Taken::default(),
                Some(&registered),
                Command::Expire,
                now_ms,
            );
            if decision.change == Some(Change::Expire) {
                let forum = registration.forum;
                self.end(tx, id)?;
                if let Some(counter) = self.forums.get_mut(&forum) {
                    counter.expired += 1;
                }
            }
        }
        Ok(())
    }

    /// Ends a registration that waits: its places are free, its address may sign up again.
    fn end(&mut self, tx: &Tx, id: RegistrationId) -> Result<(), StoreError> {
        let Some(registration) = self.registrations.get_mut(&id) else {
            return Ok(());
        };
        registration.standing = Standing::Expired;
        registration.sequence += 1;
        let (forum, sequence) = (registration.forum, registration.sequence);
        let (places, email) = (registration.places, &registration.contact.email);
        let (address, domain) = ((forum, email.key()), email.registered_domain());
        if registration.holds {
            if let Some(counter) = self.forums.get_mut(&forum) {
                let held = &mut counter.forum.taken.held;
                *held = held.saturating_sub(places);
            }
            self.hold(forum, domain, |held| held.saturating_sub(places));
        }
        self.by_address.remove(&address);
        self.written.expired.push(id);
        let event = RegistrationExpired {
            registration: id,
            forum,
        };
        self.publish(tx, sequence, event)
    }

    /// Counts what a domain holds at a forum.
    fn hold(&mut self, forum: ForumId, domain: String, change: impl Fn(u32) -> u32) {
        let of_domain = self.held.entry((forum, domain)).or_default();
        *of_domain = change(*of_domain);
    }

    /// What may be held for a sign-up.
    fn holding(&self, forum: &Counter, order: &SignUpOrder) -> Holding {
        let client = order.admission.may_hold;
        if !self.desk.limits_holds() {
            return Holding {
                client,
                ..Holding::FREE
            };
        }
        let share = u64::from(forum.terms.capacity) * u64::from(self.desk.unconfirmed_share) / 100;
        // A small forum holds a place for at least one.
        let most = u32::try_from(share).unwrap_or(u32::MAX).max(1);
        let domain = order.sign_up.email.registered_domain();
        let of_domain = self.held.get(&(forum.forum.id, domain));
        Holding {
            held: forum.forum.taken.held,
            most,
            of_domain: of_domain.copied().unwrap_or(0),
            most_of_domain: (most / 2).max(LEAST_OF_DOMAIN),
            client,
        }
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
            holding: self.holding(counter, order),
            may_ask: order.admission.may_ask,
        };
        let (taken, now_ms) = (counter.forum.taken, self.now.as_millisecond());
        let terms = Some(&counter.terms);
        let decision = decide(terms, taken, registered.as_ref(), command, now_ms);
        let hold_hours = counter.forum.draft.hold_hours;
        let existing = existing.map(|registration| registration.id);
        match (decision.change, existing) {
            (
                Some(Change::Receive {
                    held_until_ms,
                    holds,
                }),
                _,
            ) => {
                self.receive(tx, forum, order, (held_until_ms, holds))?;
            }
            // Twice in one group is a button pressed twice.
            (Some(Change::Replace { .. }), Some(id)) if self.is_new(id) => {}
            (
                Some(Change::Replace {
                    held_until_ms,
                    holds,
                }),
                Some(id),
            ) => {
                self.end(tx, id)?;
                self.receive(tx, forum, order, (held_until_ms, holds))?;
            }
            (Some(Change::Repeat), Some(id)) => self.repeat(tx, id, order)?,
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
        (held_until_ms, holds): (i64, bool),
    ) -> Result<(), StoreError> {
        let (sign_up, places) = (&order.sign_up, order.sign_up.places());
        let Some(counter) = self.forums.get_mut(&forum) else {
            return Ok(());
        };
        let language = counter.forum.draft.main_language();
        if holds {
            counter.forum.taken.held += places;
            self.hold(forum, sign_up.email.registered_domain(), |held| {
                held + places
            });
        }
        let registration = Registration {
            id: RegistrationId::new(self.desk.ids.next()),
            forum,
            sequence: 1,
            standing: Standing::Pending { held_until_ms },
            places,
            held_until_ms,
            created_ms: self.now.as_millisecond(),
            contact: sign_up.contact(&language),
            participants: sign_up.participants.clone(),
            holds,
        };
        let event = RegistrationReceived {
            registration: registration.id,
            forum,
            contact: registration.contact.clone(),
            participants: registration.participants.clone(),
            token: self.give_token(registration.id, held_until_ms)?,
            held_until: timestamp(held_until_ms),
            held: holds,
        };
        self.publish(tx, registration.sequence, event)?;
        let written = (registration.id, sign_up.consents.as_slice());
        self.written.received.push(written);
        let address = (forum, sign_up.email.key());
        self.by_address.insert(address, registration.id);
        self.registrations.insert(registration.id, registration);
        Ok(())
    }

    fn is_new(&self, id: RegistrationId) -> bool {
        self.written.received.iter().any(|(new, _)| *new == id)
    }

    /// Tells the owner of the mailbox, once per group, however often the address came. Who was named now
    /// and is not signed up is told with it.
    fn repeat(
        &mut self,
        tx: &Tx,
        id: RegistrationId,
        order: &SignUpOrder,
    ) -> Result<(), StoreError> {
        let first = self.written.repeated.insert(id);
        let Some(registration) = self.registrations.get_mut(&id).filter(|_| first) else {
            return Ok(());
        };
        registration.sequence += 1;
        let named = order.sign_up.participants.iter();
        let others = named.filter(|person| !registration.participants.contains(person));
        let mut event = RegistrationRepeated {
            registration: id,
            forum: registration.forum,
            contact: registration.contact.clone(),
            token: None,
            held_until: None,
            held: registration.holds,
            others: others.cloned().collect(),
        };
        let sequence = registration.sequence;
        if let Standing::Pending { held_until_ms } = registration.standing {
            event.token = Some(self.give_token(id, held_until_ms)?);
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
        let taken = counter.map_or(Taken::default(), |counter| counter.forum.taken);
        let now_ms = self.now.as_millisecond();
        let decision = decide(terms, taken, registered.as_ref(), Command::Confirm, now_ms);
        if let (Some(Change::Confirm), Some(registration)) = (decision.change, registration) {
            registration.standing = Standing::Confirmed;
            registration.sequence += 1;
            let held = std::mem::replace(&mut registration.holds, true);
            if let Some(counter) = self.forums.get_mut(&registration.forum) {
                let taken = &mut counter.forum.taken;
                taken.confirmed += registration.places;
                if held {
                    taken.held = taken.held.saturating_sub(registration.places);
                }
            }
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

    /// The secret of a new link to a registration.
    fn give_token(
        &mut self,
        registration: RegistrationId,
        expires_ms: i64,
    ) -> Result<ConfirmToken, StoreError> {
        let secret = self.desk.ids.secret();
        self.written.tokens.push(NewToken {
            hash: Sha256::digest(secret).into(),
            registration,
            expires_ms,
        });
        token_text(&secret)
            .parse()
            .map_err(|error| StoreError::Corrupt {
                table: "confirm_tokens",
                column: "hash",
                detail: format!("{error}"),
            })
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
