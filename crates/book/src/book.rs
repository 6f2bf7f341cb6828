//! The book of one forum: its places and registrations while commands are carried out.

use std::collections::{BTreeMap, HashMap, HashSet};

use kontor_contracts::RegistrationId;

use crate::{
    Address, Allowance, Entry, Fact, Outcome, Pass, Places, Received, Refusal, Share, Standing,
    Taken, Terms, line::Line,
};

/// What a sign-up asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question of its own, and any answers go together"
)]
pub struct Asked {
    /// How many places: all of them or none.
    pub places: u32,
    /// The revision of the forum that the form was made for, if it was a form.
    pub revision: Option<i64>,
    /// Whether its client may hold any more.
    pub may_hold: bool,
    /// Whether another mail may go to the mailbox; without one, a sign-up that waits stays as it is.
    pub may_ask: bool,
    /// Whether it takes the waiting list where there are no places.
    pub may_wait: bool,
    /// By what it comes, if not as everybody may.
    pub pass: Option<Pass>,
    /// Whether the address is proved already: it came by the link that was sent to just that address.
    pub proved: bool,
}

/// A forum's places, and as many of its registrations as the commands to come are about.
///
/// A place that is held past its time counts as taken until [`Book::settle`] has given it back.
#[derive(Debug)]
pub struct Book {
    pub(crate) terms: Terms,
    share: Share,
    pub(crate) places: Places,
    pub(crate) entries: BTreeMap<RegistrationId, Entry>,
    pub(crate) line: Line,
    /// The registration of each address that takes part or waits.
    pub(crate) live: HashMap<String, RegistrationId>,
    held_of_domain: HashMap<String, u32>,
    /// Whose owners were written to already. A button that is pressed twice, or by many, is one mail.
    pub(crate) told: HashSet<RegistrationId>,
    /// What lets people in, as far as somebody comes by it.
    pub(crate) passes: HashMap<Pass, Allowance>,
}

impl Book {
    /// Opens the book of a forum of which so many places are taken, and for which so many groups wait.
    pub fn open(terms: Terms, taken: Taken, waiting: u32, share: Share) -> Self {
        let capacity = terms.capacity;
        Self {
            terms,
            share,
            places: Places { capacity, taken },
            entries: BTreeMap::new(),
            line: Line::of(waiting),
            live: HashMap::new(),
            held_of_domain: HashMap::new(),
            told: HashSet::new(),
            passes: HashMap::new(),
        }
    }

    /// Enters a registration that exists and whose places are counted.
    pub fn enter(&mut self, registration: RegistrationId, entry: Entry) {
        if entry.is_live() {
            self.live.insert(entry.address.key.clone(), registration);
        }
        self.entries.insert(registration, entry);
    }

    /// Says of an address that it takes part by the registration of somebody else, which is confirmed and
    /// was entered.
    pub fn enter_recipient(&mut self, address_key: String, registration: RegistrationId) {
        self.live.entry(address_key).or_insert(registration);
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

    /// How many groups are on the waiting list.
    pub const fn waiting(&self) -> u32 {
        self.line.length()
    }

    /// Gives back the places whose time is over, and offers what is free to those who wait.
    pub fn settle(&mut self, now_ms: i64) -> Vec<Fact> {
        let due = self
            .entries
            .iter()
            .filter(|(_, entry)| entry.is_due(now_ms));
        let due: Vec<_> = due.map(|(registration, _)| *registration).collect();
        let ended = due
            .into_iter()
            .map(|registration| self.expire(registration));
        let mut facts: Vec<_> = ended.collect();
        facts.extend(self.offer(now_ms));
        if self.terms.has_closed(now_ms) {
            let waiting: Vec<_> = self.line.read_so_far().collect();
            facts.extend(waiting.into_iter().map(|next| self.expire(next)));
        }
        facts
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
        let free = self.free_for_newcomers();
        let fits = asked.places <= free;
        // The same for everybody, known or not.
        let enters = self.may_enter(asked.pass, asked.places);
        let answer = enters.and_then(|()| self.room_for(asked, free));
        let is_taken = answer.is_ok();
        let Some(known) = self.live_of(address) else {
            return if is_taken && asked.may_ask {
                let facts = self.take_in(new, address, asked, fits, now_ms);
                Outcome { facts, answer }
            } else {
                Outcome::nothing(answer)
            };
        };
        if !asked.may_ask || !self.told.insert(known) {
            return Outcome::nothing(answer);
        }
        let facts = match self.waits_until_ms(known) {
            // Whoever types an address first must not decide what its owner confirms.
            Some(_) if is_taken => {
                let mut facts = vec![self.expire(known)];
                facts.extend(self.take_in(new, address, asked, fits, now_ms));
                facts.extend(self.offer(now_ms));
                facts
            }
            _ => vec![self.repeat(known)],
        };
        Outcome { facts, answer }
    }
}

impl Book {
    /// The places that whoever comes now may have: none while others wait.
    const fn free_for_newcomers(&self) -> u32 {
        match self.line.length() {
            0 => self.places.unconfirmed(),
            _ => 0,
        }
    }

    const fn room_for(&self, asked: Asked, free: u32) -> Result<(), Refusal> {
        if asked.places <= free {
            return Ok(());
        }
        if !asked.may_wait || self.terms.offer_ms.is_none() {
            return Err(Refusal::Full { free });
        }
        let capacity = self.terms.capacity;
        if asked.places > capacity {
            return Err(Refusal::TooLarge { capacity });
        }
        Ok(())
    }

    /// The registration of an address that has not ended: its own, or one by which it takes part.
    pub(crate) fn live_of(&self, address: &Address) -> Option<RegistrationId> {
        let known = self.live.get(&address.key).copied()?;
        self.entries.get(&known).filter(|entry| entry.is_live())?;
        Some(known)
    }

    /// Tells the owner of a registration how it stands.
    pub(crate) fn repeat(&self, registration: RegistrationId) -> Fact {
        Fact::Repeated {
            registration,
            held_until_ms: self.waits_until_ms(registration),
            holds: self
                .entries
                .get(&registration)
                .is_some_and(|entry| entry.holds),
        }
    }

    fn waits_until_ms(&self, registration: RegistrationId) -> Option<i64> {
        self.entries.get(&registration)?.waits_until_ms()
    }

    pub(crate) fn receive(
        &mut self,
        registration: RegistrationId,
        address: &Address,
        asked: Asked,
        fits: bool,
        now_ms: i64,
    ) -> Received {
        let (places, held_until_ms) = (asked.places, self.terms.held_until_ms(now_ms));
        let holds = fits
            && asked.may_hold
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
            may_wait: asked.may_wait,
            pass: asked.pass,
        };
        self.enter(registration, entry);
        self.told.insert(registration);
        self.use_pass(asked.pass, places);
        Received {
            registration,
            places,
            held_until_ms,
            holds,
            may_wait: asked.may_wait,
            pass: asked.pass,
            proved: false,
        }
    }

    /// Whether so many places more may be held without being confirmed.
    fn is_within_share(&self, domain: &str, places: u32) -> bool {
        let of_domain = self.held_of_domain.get(domain).copied().unwrap_or(0);
        self.share.most(self.terms.capacity).is_none_or(|most| {
            self.places.taken.held.saturating_add(places) <= most.of_forum
                && of_domain.saturating_add(places) <= most.of_domain
        })
    }

    pub(crate) fn expire(&mut self, registration: RegistrationId) -> Fact {
        match self.end(registration) {
            Some(Standing::Offered { .. }) => Fact::OfferPassed { registration },
            Some(Standing::Waiting { .. }) => Fact::ListClosed { registration },
            Some(Standing::Pending { .. } | Standing::Confirmed | Standing::Expired) | None => {
                Fact::Expired { registration }
            }
        }
    }

    /// Ends a registration: its places are free, its address may sign up again. Says how far it had come.
    pub(crate) fn end(&mut self, registration: RegistrationId) -> Option<Standing> {
        let entry = self.entries.get_mut(&registration)?;
        let (places, pass, holds) = (entry.places, entry.pass, entry.holds);
        let before = std::mem::replace(&mut entry.standing, Standing::Expired);
        self.live.remove(&entry.address.key);
        if before != Standing::Expired {
            self.give_pass_back(pass, places);
        }
        match before {
            Standing::Pending { .. } if holds => self.release(registration),
            Standing::Confirmed => self.places.give_back(places),
            Standing::Offered { .. } => self.places.withdraw_offer(places),
            Standing::Waiting { since_ms, .. } => self.line.leave((since_ms, registration)),
            Standing::Pending { .. } | Standing::Expired => {}
        }
        Some(before)
    }

    /// What a registration holds is held no more.
    pub(crate) fn release(&mut self, registration: RegistrationId) {
        let Some(entry) = self.entries.get(&registration) else {
            return;
        };
        self.places.release(entry.places);
        if let Some(of_domain) = self.held_of_domain.get_mut(&entry.address.domain) {
            *of_domain = of_domain.saturating_sub(entry.places);
        }
    }
}
