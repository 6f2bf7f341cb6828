//! A group of orders in memory: each is put to the book of its forum, and what follows is noted to be
//! written down and told of.

use std::collections::{BTreeMap, HashMap};

use jiff::Timestamp;
use kontor_book::{Asked, Book, Confirmed, Fact, NotConfirmed, Refusal, Share, Standing};
use kontor_contracts::{ForumId, RegistrationId};
use kontor_runtime::Ids;
use kontor_store::{StoreError, Tx, columns::corrupt};

use super::{
    AskAgain, CalledOff, ConfirmError, ConfirmOrder, IdempotencyKey, Link, Settled, SignUpError,
    SignUpOrder, SignedUp, answering::Proved, events::Events, keys::keys_since_ms, load::Loaded,
    orders::Order, rows::Rows, said::Said, taking_part::TakingPart,
};
use crate::store::{
    Hash,
    answers::{self, Kept},
    forum_terms::{self, ForumTerms},
    forums::ForumName,
    own_links::{self, Owner},
    registrations::Registration,
    tokens,
};

pub(super) struct Batch<'a> {
    pub(super) ids: &'a Ids,
    pub(super) now: Timestamp,
    forums: BTreeMap<ForumId, Open>,
    by_slug: HashMap<String, ForumId>,
    pub(super) registrations: HashMap<RegistrationId, Registration>,
    links: HashMap<Hash, RegistrationId>,
    pub(super) own_links: HashMap<Hash, Owner>,
    answers: HashMap<Hash, Kept>,
    new_answers: Vec<(Hash, Kept)>,
    pub(super) rows: Rows<'a>,
    pub(super) events: Events<'a>,
    /// Whose links work no more.
    ended_links: Vec<Owner>,
    proved: Proved,
}

/// A forum with its book.
pub(super) struct Open {
    forum: ForumTerms,
    pub(super) book: Book,
    /// How many registrations have changed when it was opened.
    settled: u32,
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
                let named = registration.recipients.iter();
                if registration.standing == Standing::Confirmed {
                    let keys = named.map(|recipient| recipient.mailbox.key.clone());
                    keys.for_each(|key| open.book.enter_recipient(key, registration.id));
                }
            }
        }
        let taking_part = TakingPart::by(loaded.registrations.values());
        for (forum, head) in loaded.heads {
            if let Some(open) = forums.get_mut(&forum) {
                for next in head {
                    open.book.read_line(next);
                }
            }
        }
        for ((forum, domain), places) in loaded.held {
            if let Some(open) = forums.get_mut(&forum) {
                open.book.count_held(domain, places);
            }
        }
        for (forum, pass, allowance) in loaded.passes {
            if let Some(open) = forums.get_mut(&forum) {
                open.book.read_pass(pass, allowance);
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
            own_links: loaded.own_links,
            answers: loaded.answers,
            new_answers: Vec::new(),
            rows: Rows::default(),
            ended_links: Vec::new(),
            events: Events::new(ids, now, taking_part),
            proved: Proved::default(),
        }
    }

    /// Gives the places back whose time is over and offers what is free, before anybody asks for one.
    pub(super) fn settle(&mut self, tx: &Tx) -> Result<(), StoreError> {
        let mut settled = Vec::new();
        for open in self.forums.values_mut() {
            let facts = open.book.settle(self.now.as_millisecond());
            open.settled = u32::try_from(facts.len()).unwrap_or(u32::MAX);
            settled.extend(facts);
        }
        self.record(tx, &settled, Said::default())
    }

    pub(super) fn carry_out(&mut self, tx: &Tx, order: &'a Order) -> Result<(), StoreError> {
        match order {
            Order::SignUp(order, slot) => slot.put(self.keyed_sign_up(tx, order)?),
            Order::Confirm(order, slot) => slot.put(self.confirm(tx, order)?),
            Order::AskAgain(order, slot) => slot.put(Ok(self.ask_again(tx, order)?)),
            Order::CallOff(link, slot) => slot.put(Ok(self.call_off(tx, link)?)),
            Order::Change(order, slot) => slot.put(self.change(tx, order)?),
            Order::TakeOff(link, slot) => slot.put(self.take_off(tx, link)?),
            Order::Renew(link, slot) => slot.put(Ok(self.renew(tx, link)?)),
            Order::Settle(forum, slot) => {
                let open = self.forums.get(forum);
                slot.put(Ok(open.map_or(0, |open| open.settled)));
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
            may_wait: sign_up.may_wait,
            pass: order.pass,
            proved: order.proved,
        };
        let new = RegistrationId::new(self.ids.next());
        let outcome = open.book.sign_up(new, &sign_up.address, asked, now_ms);
        for fact in &outcome.facts {
            if let Fact::Received(received) = fact {
                let by = (self.ids, now_ms);
                let registration = Registration::new(received, &open.forum, sign_up, by);
                self.registrations.insert(new, registration);
            }
        }
        let hold_hours = open.forum.hold_hours;
        self.record(tx, &outcome.facts, Said::in_the(sign_up))?;
        Ok(outcome.answer.map(|()| SignedUp {
            receipt: self.ids.next(),
            hold_hours,
            settled: settled(new, &outcome.facts),
        }))
    }

    fn confirm(
        &mut self,
        tx: &Tx,
        order: &ConfirmOrder,
    ) -> Result<Result<Confirmed, ConfirmError>, StoreError> {
        let now_ms = self.now.as_millisecond();
        let unknown = Err(ConfirmError::Refused(NotConfirmed::UnknownLink));
        let found = match &order.link {
            Link::Confirm(hash) => self.links.get(hash).copied(),
            Link::Own(hash) => self.contact_of(hash),
        };
        let Some(id) = found else {
            return Ok(unknown);
        };
        if self.is_answered_by_another(tx, id)? {
            return Ok(Ok(Confirmed::Already));
        }
        let Some(open) = self.forum_of(id) else {
            return Ok(unknown);
        };
        let outcome = open.book.confirm(id, order.may_wait, now_ms);
        self.record(tx, &outcome.facts, Said::default())?;
        Ok(outcome.answer.map_err(ConfirmError::Refused))
    }

    fn ask_again(&mut self, tx: &Tx, order: &'a AskAgain) -> Result<(), StoreError> {
        let Some(open) = self.forums.get_mut(&order.forum) else {
            return Ok(());
        };
        let facts = open.book.ask_again(&order.address, order.may_ask);
        self.record(tx, &facts, Said::with_address(&order.address.key))
    }

    /// Whose address is not confirmed yet, and takes part already because somebody else has named them,
    /// has one place, not two: they are told so.
    fn is_answered_by_another(&mut self, tx: &Tx, id: RegistrationId) -> Result<bool, StoreError> {
        let waits = |one: &&Registration| matches!(one.standing, Standing::Pending { .. });
        let Some(one) = self.registrations.get(&id).filter(waits) else {
            return Ok(false);
        };
        let key = one.address.key.clone();
        let Some(registration) = self.events.taking_part.other_than(one, &key) else {
            return Ok(false);
        };
        self.tell_again(tx, registration, Said::with_address(&key))
    }

    /// Whoever asks for it gets a new link, and older ones work no more.
    fn renew(&mut self, tx: &Tx, link: &Hash) -> Result<bool, StoreError> {
        let Some(owner) = self.own_links.get(link).copied() else {
            return Ok(false);
        };
        let Some(found) = self.registrations.get(&owner.registration) else {
            return Ok(false);
        };
        let named = found.recipients.iter();
        let mut named = named.filter(|named| Some(named.id) == owner.recipient);
        let key = match (owner.recipient, named.next()) {
            (None, _) => found.address.key.clone(),
            (Some(_), Some(recipient)) => recipient.mailbox.key.clone(),
            (Some(_), None) => return Ok(false),
        };
        if found.standing == Standing::Expired {
            return Ok(false);
        }
        self.ended_links.push(owner);
        let said = Said {
            link_replaced: true,
            ..Said::with_address(&key)
        };
        self.tell_again(tx, owner.registration, said)
    }

    /// Tells whoever has an address how the registration stands by which they take part, with a new link.
    fn tell_again(
        &mut self,
        tx: &Tx,
        registration: RegistrationId,
        said: Said<'_>,
    ) -> Result<bool, StoreError> {
        let told = Fact::Repeated {
            registration,
            held_until_ms: None,
            holds: true,
        };
        let Some(found) = self.registrations.get_mut(&registration) else {
            return Ok(false);
        };
        found.sequence += 1;
        self.rows.write(&told, Said::default());
        self.events.publish(tx, &told, found, said)?;
        Ok(true)
    }

    /// The registration of whose contact a link is.
    fn contact_of(&self, link: &Hash) -> Option<RegistrationId> {
        let owner = self.own_links.get(link)?;
        owner.recipient.is_none().then_some(owner.registration)
    }

    fn call_off(&mut self, tx: &Tx, link: &Hash) -> Result<CalledOff, StoreError> {
        match self.contact_of(link) {
            Some(id) => self.cancel(tx, id, Said::by_link()),
            None => Ok(CalledOff::Unknown),
        }
    }

    pub(super) fn cancel(
        &mut self,
        tx: &Tx,
        id: RegistrationId,
        said: Said<'a>,
    ) -> Result<CalledOff, StoreError> {
        let now_ms = self.now.as_millisecond();
        let Some(open) = self.forum_of(id) else {
            return Ok(CalledOff::Unknown);
        };
        let outcome = open.book.cancel(id, now_ms);
        self.record(tx, &outcome.facts, said)?;
        let places = outcome.answer;
        Ok(places.map_or(CalledOff::Ended, |places| CalledOff::Cancelled { places }))
    }

    pub(super) fn forum_of(&mut self, id: RegistrationId) -> Option<&mut Open> {
        let forum = self.registrations.get(&id)?.forum;
        self.forums.get_mut(&forum)
    }

    /// Notes facts, to be written down and told of. `said` is what whoever brought them about has said.
    pub(super) fn record(
        &mut self,
        tx: &Tx,
        facts: &[Fact],
        said: Said<'a>,
    ) -> Result<(), StoreError> {
        for fact in facts {
            let registration = self.registrations.get_mut(&fact.registration());
            let registration = registration.ok_or_else(|| unknown(fact))?;
            if fact.is_told() {
                registration.sequence += 1;
            }
            self.rows.write(fact, said);
            self.proved.note(fact);
            self.events.publish(tx, fact, registration, said)?;
            registration.standing = fact.standing_after(registration.standing);
        }
        Ok(())
    }

    /// Writes what was noted.
    pub(super) async fn write(self, tx: &Tx) -> Result<(), StoreError> {
        let now_ms = self.now.as_millisecond();
        self.rows.flush(tx, &self.registrations, now_ms).await?;
        tokens::insert(tx, &self.events.links).await?;
        for owner in &self.ended_links {
            own_links::remove(tx, *owner).await?;
        }
        own_links::insert(tx, &self.events.own_links).await?;
        answers::insert(tx, &self.new_answers, keys_since_ms(self.now), now_ms).await?;
        let by = (self.ids, self.now);
        self.proved.answer(tx, &self.registrations, by).await?;
        for open in self.forums.values() {
            let (taken, waiting) = (open.book.taken(), open.book.waiting());
            if (taken, waiting) != (open.forum.taken, open.forum.waiting) {
                forum_terms::set_taken(tx, open.forum.id, taken, waiting).await?;
            }
        }
        Ok(())
    }
}

/// What has become of a new sign-up already.
fn settled(new: RegistrationId, facts: &[Fact]) -> Option<Settled> {
    facts.iter().find_map(|fact| match *fact {
        Fact::Confirmed { registration } if registration == new => Some(Settled::Confirmed),
        Fact::Waiting { registration, .. } if registration == new => Some(Settled::Waiting),
        Fact::Confirmed { .. }
        | Fact::Waiting { .. }
        | Fact::Received(_)
        | Fact::Repeated { .. }
        | Fact::Passed { .. }
        | Fact::Offered { .. }
        | Fact::Expired { .. }
        | Fact::OfferPassed { .. }
        | Fact::ListClosed { .. }
        | Fact::Changed { .. }
        | Fact::Cancelled { .. } => None,
    })
}

/// A book knows only what was entered from the registrations.
fn unknown(fact: &Fact) -> StoreError {
    let detail = format_args!("{} was not loaded", fact.registration());
    corrupt("registrations", "id", detail)
}

impl Open {
    fn new(share: Share, forum: ForumTerms) -> Self {
        Self {
            book: Book::open(forum.terms.clone(), forum.taken, forum.waiting, share),
            settled: 0,
            forum,
        }
    }
}
