//! A group of orders in memory: each is put to the book of its forum, and what follows is noted to be
//! written down and told of.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use kontor_book::{Asked, Book, Confirmed, Fact, NotConfirmed, Refusal, Share};
use kontor_contracts::{ForumId, RegistrationId};
use kontor_runtime::Ids;
use kontor_store::{StoreError, Tx};

use super::{
    CalledOff, ConfirmError, IdempotencyKey, SignUpError, SignUpOrder, SignedUp, events::Events,
    keys::keys_since_ms, load::Loaded, orders::Order, rows::Rows, said::Said,
};
use crate::store::{
    Hash,
    answers::{self, Kept},
    forum_terms::{self, ForumTerms},
    forums::ForumName,
    registrations::Registration,
    tokens,
};

pub(super) struct Batch<'a> {
    ids: &'a Ids,
    now: Timestamp,
    forums: BTreeMap<ForumId, Open>,
    by_slug: HashMap<String, ForumId>,
    registrations: HashMap<RegistrationId, Registration>,
    links: HashMap<Hash, RegistrationId>,
    answers: HashMap<Hash, Kept>,
    new_answers: Vec<(Hash, Kept)>,
    rows: Rows<'a>,
    events: Events<'a>,
}

/// A forum with its book.
struct Open {
    forum: ForumTerms,
    book: Book,
    /// How many registrations have expired when it was opened.
    expired: u32,
}

impl<'a> Batch<'a> {
    pub(super) fn new(ids: &'a Ids, share: Share, now: Timestamp, loaded: Loaded) -> Self {
        let mut forums: BTreeMap<_, _> = loaded
            .forums
            .into_iter()
            .map(|forum| (forum.id, Open::new(share, forum)))
            .collect();
        for registration in loaded.registrations.values() {
            if let Some(open) = forums.get_mut(&registration.forum) {
                open.book.enter(registration.id, registration.entry());
            }
        }
        for ((forum, domain), places) in loaded.held {
            if let Some(open) = forums.get_mut(&forum) {
                open.book.count_held(domain, places);
            }
        }
        let slugs = forums.values().map(|open| &open.forum);
        Self {
            ids,
            now,
            by_slug: slugs.map(|f| (f.slug.clone(), f.id)).collect(),
            forums,
            registrations: loaded.registrations,
            links: loaded.links,
            answers: loaded.answers,
            new_answers: Vec::new(),
            rows: Rows::default(),
            events: Events::new(ids, now),
        }
    }

    /// Gives the places back whose hold is over, before anybody asks for one.
    pub(super) fn expire_due(&mut self, tx: &Tx) -> Result<(), StoreError> {
        let mut expired = Vec::new();
        for open in self.forums.values_mut() {
            let facts = open.book.expire_due(self.now.as_millisecond());
            open.expired = u32::try_from(facts.len()).unwrap_or(u32::MAX);
            expired.extend(facts);
        }
        self.record(tx, &expired, Said::default())
    }

    pub(super) fn carry_out(&mut self, tx: &Tx, order: &'a Order) -> Result<(), StoreError> {
        match order {
            Order::SignUp(order, slot) => slot.put(self.keyed_sign_up(tx, order)?),
            Order::Confirm(link, slot) => slot.put(self.confirm(tx, link)?),
            Order::Expire(forum, slot) => {
                let open = self.forums.get(forum);
                slot.put(Ok(open.map_or(0, |open| open.expired)));
            }
        }
        Ok(())
    }

    fn keyed_sign_up(
        &mut self,
        tx: &Tx,
        order: &'a SignUpOrder,
    ) -> Result<Result<SignedUp, SignUpError>, StoreError> {
        let Some(IdempotencyKey { key, request }) = order.key else {
            let answer = self.sign_up(tx, order)?;
            return Ok(answer.map_err(SignUpError::Refused));
        };
        if let Some(kept) = self.answers.get(&key) {
            return Ok(if kept.request == request {
                kept.answer.map_err(SignUpError::Refused)
            } else {
                Err(SignUpError::KeyReused)
            });
        }
        let answer = self.sign_up(tx, order)?;
        // Nothing is kept for what does not exist, or anybody could fill the table.
        if answer != Err(Refusal::UnknownForum) {
            let kept = Kept { request, answer };
            self.answers.insert(key, kept);
            self.new_answers.push((key, kept));
        }
        Ok(answer.map_err(SignUpError::Refused))
    }

    fn sign_up(
        &mut self,
        tx: &Tx,
        order: &'a SignUpOrder,
    ) -> Result<Result<SignedUp, Refusal>, StoreError> {
        let forum = match &order.forum {
            ForumName::Id(id) => Some(*id),
            ForumName::Slug(slug) => self.by_slug.get(slug).copied(),
        };
        let Some(open) = forum.and_then(|id| self.forums.get_mut(&id)) else {
            return Ok(Err(Refusal::UnknownForum));
        };
        let (sign_up, now_ms) = (&order.sign_up, self.now.as_millisecond());
        let asked = Asked {
            places: sign_up.places(),
            revision: order.revision,
            may_hold: order.admission.may_hold,
            may_ask: order.admission.may_ask,
        };
        let new = RegistrationId::new(self.ids.next());
        let outcome = open.book.sign_up(new, &sign_up.address, asked, now_ms);
        for fact in &outcome.facts {
            if let Fact::Received(received) = fact {
                let registration = Registration::new(received, &open.forum, sign_up, now_ms);
                self.registrations.insert(new, registration);
            }
        }
        let hold_hours = open.forum.hold_hours;
        self.record(tx, &outcome.facts, Said::in_the(sign_up))?;
        Ok(outcome.answer.map(|()| SignedUp {
            receipt: self.ids.next(),
            hold_hours,
        }))
    }

    fn confirm(
        &mut self,
        tx: &Tx,
        link: &Hash,
    ) -> Result<Result<Confirmed, ConfirmError>, StoreError> {
        let now_ms = self.now.as_millisecond();
        let unknown = Err(ConfirmError::Refused(NotConfirmed::UnknownLink));
        let Some(id) = self.links.get(link).copied() else {
            return Ok(unknown);
        };
        let Some(open) = self.forum_of(id) else {
            return Ok(unknown);
        };
        let outcome = open.book.confirm(id, now_ms);
        self.record(tx, &outcome.facts, Said::default())?;
        Ok(outcome.answer.map_err(ConfirmError::Refused))
    }

    pub(super) fn cancel(&mut self, tx: &Tx, id: RegistrationId) -> Result<CalledOff, StoreError> {
        let Some(open) = self.forum_of(id) else {
            return Ok(CalledOff::Unknown);
        };
        let outcome = open.book.cancel(id);
        self.record(tx, &outcome.facts, Said::default())?;
        let places = outcome.answer;
        Ok(places.map_or(CalledOff::Ended, |places| CalledOff::Cancelled { places }))
    }

    fn forum_of(&mut self, id: RegistrationId) -> Option<&mut Open> {
        let forum = self.registrations.get(&id)?.forum;
        self.forums.get_mut(&forum)
    }

    /// Notes facts, to be written down and told of. `said` is what whoever brought them about has said.
    fn record(&mut self, tx: &Tx, facts: &[Fact], said: Said<'a>) -> Result<(), StoreError> {
        for fact in facts {
            let registration = self.registrations.get_mut(&fact.registration());
            let registration = registration.ok_or_else(|| unknown(fact))?;
            registration.sequence += 1;
            self.rows.write(fact, said);
            self.events.publish(tx, fact, registration, said)?;
        }
        Ok(())
    }

    /// Writes what was noted.
    pub(super) async fn write(self, tx: &Tx) -> Result<(), StoreError> {
        let now_ms = self.now.as_millisecond();
        self.rows.flush(tx, &self.registrations, now_ms).await?;
        tokens::insert(tx, &self.events.links).await?;
        answers::insert(tx, &self.new_answers, keys_since_ms(self.now), now_ms).await?;
        for open in self.forums.values() {
            let taken = open.book.taken();
            if taken != open.forum.taken {
                forum_terms::set_taken(tx, open.forum.id, taken).await?;
            }
        }
        Ok(())
    }
}

/// A book knows only what was entered from the registrations.
fn unknown(fact: &Fact) -> StoreError {
    StoreError::Corrupt {
        table: "registrations",
        column: "id",
        detail: format!("{} was not loaded", fact.registration()),
    }
}

impl Open {
    fn new(share: Share, forum: ForumTerms) -> Self {
        Self {
            book: Book::open(forum.terms.clone(), forum.taken, share),
            expired: 0,
            forum,
        }
    }
}
