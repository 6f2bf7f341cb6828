//! The book of one forum: its places and registrations while commands are carried out.

use std::collections::{BTreeMap, HashMap, HashSet};

use kontor_contracts::{RegistrationId, events::ForumState};

use crate::{
    Address, Confirmed, Entry, Fact, NotConfirmed, Outcome, Places, Received, Refusal, Share,
    Standing, Taken, Terms,
};

/// What a sign-up asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// How many places: all of them or none.
    pub places: u32,
    /// The revision of the forum that the form was made for, if it was a form.
    pub revision: Option<i64>,
    /// Whether its client may hold any more.
    pub may_hold: bool,
    /// Whether another mail may go to the mailbox; without one, a sign-up that waits stays as it is.
    pub may_ask: bool,
}

/// A forum's places, and as many of its registrations as the commands to come are about.
///
/// A place that is held past its time counts as taken until [`Book::expire_due`] has given it back.
#[derive(Debug)]
pub struct Book {
    terms: Terms,
    share: Share,
    places: Places,
    entries: BTreeMap<RegistrationId, Entry>,
    /// The registration of each address that takes part or waits.
    live: HashMap<String, RegistrationId>,
    held_of_domain: HashMap<String, u32>,
    /// Whose owners were written to already. A button that is pressed twice, or by many, is one mail.
    told: HashSet<RegistrationId>,
}

impl Book {
    /// Opens the book of a forum of which so many places are taken.
    pub fn open(terms: Terms, taken: Taken, share: Share) -> Self {
        let capacity = terms.capacity;
        Self {
            terms,
            share,
            places: Places { capacity, taken },
            entries: BTreeMap::new(),
            live: HashMap::new(),
            held_of_domain: HashMap::new(),
            told: HashSet::new(),
        }
    }

    /// Enters a registration that exists and whose places are counted.
    pub fn enter(&mut self, registration: RegistrationId, entry: Entry) {
        if entry.is_live() {
            self.live.insert(entry.address.key.clone(), registration);
        }
        self.entries.insert(registration, entry);
    }

    /// Says what the addresses of a domain hold without being confirmed; needed of those that sign up,
    /// and only where that is limited.
    pub fn count_held(&mut self, domain: String, places: u32) {
        self.held_of_domain.insert(domain, places);
    }

    /// The places that are not free now.
    pub const fn taken(&self) -> Taken {
        self.places.taken
    }

    /// Gives back the places whose time is over.
    pub fn expire_due(&mut self, now_ms: i64) -> Vec<Fact> {
        let due = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.is_due(now_ms));
        let due: Vec<_> = due.map(|(registration, _)| *registration).collect();
        due.into_iter()
            .map(|registration| self.expire(registration))
            .collect()
    }

    /// Somebody signs up. If that makes a registration, it is called `new`.
    pub fn sign_up(
        &mut self,
        new: RegistrationId,
        address: &Address,
        asked: Asked,
        now_ms: i64,
    ) -> Outcome<Result<(), Refusal>> {
        if let Err(refusal) = self.terms.open(now_ms) {
            return Outcome::nothing(Err(refusal));
        }
        if asked
            .revision
            .is_some_and(|seen| seen != self.terms.revision)
        {
            return Outcome::nothing(Err(Refusal::Changed));
        }
        // What is only held is no reason to send anybody away: whoever asks learns nothing of the
        // addresses that wait, and invented people close no forum.
        let free = self.places.unconfirmed();
        let fits = asked.places <= free;
        // The same for everybody, known or not.
        let answer = if fits {
            Ok(())
        } else {
            Err(Refusal::Full { free })
        };
        let Some(known) = self.live.get(&address.key).copied() else {
            return if fits && asked.may_ask {
                Outcome::one(self.receive(new, address, asked, now_ms), answer)
            } else {
                Outcome::nothing(answer)
            };
        };
        if !asked.may_ask || !self.told.insert(known) {
            return Outcome::nothing(answer);
        }
        let facts = match self.waits_until_ms(known) {
            // Whoever types an address first must not decide what its owner confirms.
            Some(_) if fits => {
                let ended = self.expire(known);
                vec![ended, self.receive(new, address, asked, now_ms)]
            }
            held_until_ms => vec![Fact::Repeated {
                registration: known,
                held_until_ms,
                holds: self.entries.get(&known).is_some_and(|entry| entry.holds),
            }],
        };
        Outcome { facts, answer }
    }

    /// Somebody follows the link of a registration and presses the button.
    pub fn confirm(
        &mut self,
        registration: RegistrationId,
        now_ms: i64,
    ) -> Outcome<Result<Confirmed, NotConfirmed>> {
        let refused = |why| Outcome::nothing(Err(why));
        let free = self.places.free();
        let Some(entry) = self.entries.get_mut(&registration) else {
            return refused(NotConfirmed::UnknownLink);
        };
        match entry.standing {
            Standing::Confirmed => return Outcome::nothing(Ok(Confirmed::Already)),
            Standing::Expired => return refused(NotConfirmed::ExpiredLink),
            Standing::Pending { .. } if entry.is_due(now_ms) => {
                return refused(NotConfirmed::ExpiredLink);
            }
            Standing::Pending { .. } => {}
        }
        match self.terms.state {
            ForumState::Published => {}
            ForumState::Cancelled => return refused(NotConfirmed::Cancelled),
            ForumState::Draft => return refused(NotConfirmed::NotPublished),
        }
        if !entry.holds && entry.places > free {
            return refused(NotConfirmed::Full { free });
        }
        let (places, held) = (entry.places, entry.holds);
        (entry.standing, entry.holds) = (Standing::Confirmed, true);
        if held {
            self.release(registration);
        }
        self.places.confirm(places);
        Outcome::one(Fact::Confirmed { registration }, Ok(Confirmed::Now))
    }

    /// The office, or whoever signed up, calls a registration off. The answer is how many places it was
    /// for; none if it had ended before or is not in the book.
    pub fn cancel(&mut self, registration: RegistrationId) -> Outcome<Option<u32>> {
        let live = self
            .entries
            .get(&registration)
            .filter(|entry| entry.is_live());
        let Some(places) = live.map(|entry| entry.places) else {
            return Outcome::nothing(None);
        };
        self.end(registration);
        Outcome::one(Fact::Cancelled { registration }, Some(places))
    }
}

impl Book {
    fn waits_until_ms(&self, registration: RegistrationId) -> Option<i64> {
        self.entries.get(&registration)?.waits_until_ms()
    }

    fn receive(
        &mut self,
        registration: RegistrationId,
        address: &Address,
        asked: Asked,
        now_ms: i64,
    ) -> Fact {
        let (places, held_until_ms) = (asked.places, self.terms.held_until_ms(now_ms));
        let holds = asked.may_hold
            && places <= self.places.free()
            && self.is_within_share(&address.domain, places);
        if holds {
            self.places.hold(places);
            let of_domain = self
                .held_of_domain
                .entry(address.domain.clone())
                .or_default();
            *of_domain = of_domain.saturating_add(places);
        }
        let entry = Entry {
            address: address.clone(),
            standing: Standing::Pending { held_until_ms },
            places,
            holds,
        };
        self.enter(registration, entry);
        self.told.insert(registration);
        Fact::Received(Received {
            registration,
            places,
            held_until_ms,
            holds,
        })
    }

    /// Whether so many places more may be held without being confirmed.
    fn is_within_share(&self, domain: &str, places: u32) -> bool {
        let of_domain = self.held_of_domain.get(domain).copied().unwrap_or(0);
        self.share.most(self.terms.capacity).is_none_or(|most| {
            self.places.taken.held.saturating_add(places) <= most.of_forum
                && of_domain.saturating_add(places) <= most.of_domain
        })
    }

    fn expire(&mut self, registration: RegistrationId) -> Fact {
        self.end(registration);
        Fact::Expired { registration }
    }

    /// Ends a registration: its places are free, its address may sign up again.
    fn end(&mut self, registration: RegistrationId) {
        let Some(entry) = self.entries.get_mut(&registration) else {
            return;
        };
        let before = std::mem::replace(&mut entry.standing, Standing::Expired);
        self.live.remove(&entry.address.key);
        match before {
            Standing::Pending { .. } if entry.holds => self.release(registration),
            Standing::Confirmed => self.places.give_back(entry.places),
            Standing::Pending { .. } | Standing::Expired => {}
        }
    }

    /// What a registration holds is held no more.
    fn release(&mut self, registration: RegistrationId) {
        let Some(entry) = self.entries.get(&registration) else {
            return;
        };
        self.places.release(entry.places);
        if let Some(of_domain) = self.held_of_domain.get_mut(&entry.address.domain) {
            *of_domain = of_domain.saturating_sub(entry.places);
        }
    }
}
