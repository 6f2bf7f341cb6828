//! What becomes of a registration: it is confirmed, takes what it was offered, is called off.

use kontor_contracts::{RegistrationId, events::ForumState};

use crate::{Address, Book, Confirmed, Fact, NotConfirmed, Outcome, Standing};

impl Book {
    /// Somebody follows the link of a registration and presses the button: to confirm the address, or to
    /// take the places that are offered. Where there are none, it waits for them if it `may_wait`, or
    /// said so before.
    pub fn confirm(
        &mut self,
        registration: RegistrationId,
        may_wait: bool,
        now_ms: i64,
    ) -> Outcome<Result<Confirmed, NotConfirmed>> {
        let refused = |why| Outcome::nothing(Err(why));
        let Some(entry) = self.entries.get(&registration) else {
            return refused(NotConfirmed::UnknownLink);
        };
        match entry.standing {
            Standing::Confirmed => return Outcome::nothing(Ok(Confirmed::Already)),
            Standing::Waiting { .. } => return Outcome::nothing(Ok(Confirmed::Waiting)),
            Standing::Expired => return refused(NotConfirmed::ExpiredLink),
            Standing::Pending { .. } | Standing::Offered { .. } if entry.is_due(now_ms) => {
                return refused(NotConfirmed::ExpiredLink);
            }
            Standing::Pending { .. } | Standing::Offered { .. } => {}
        }
        match self.terms.state {
            ForumState::Published => {}
            ForumState::Cancelled => return refused(NotConfirmed::Cancelled),
            ForumState::Draft => return refused(NotConfirmed::NotPublished),
        }
        let is_offer = matches!(entry.standing, Standing::Offered { .. });
        if is_offer || entry.holds {
            return Outcome::one(self.count(registration), Ok(Confirmed::Now));
        }
        let may_wait = may_wait || entry.may_wait;
        self.take_or_wait(registration, may_wait, now_ms)
    }

    /// Somebody asks for the link of an address's registration once more. Whoever asks learns nothing; the
    /// owner of the mailbox, if another mail `may_go` there, how it stands.
    pub fn ask_again(&mut self, address: &Address, may_go: bool) -> Vec<Fact> {
        let known = self.live_of(address);
        match known.filter(|known| may_go && self.told.insert(*known)) {
            Some(known) => vec![self.repeat(known)],
            None => Vec::new(),
        }
    }

    /// The office, or whoever signed up, calls a registration off. The answer is how many places it was
    /// for; none if it had ended before or is not in the book.
    pub fn cancel(&mut self, registration: RegistrationId, now_ms: i64) -> Outcome<Option<u32>> {
        let live = self
            .entries
            .get(&registration)
            .filter(|entry| entry.is_live());
        let Some(places) = live.map(|entry| entry.places) else {
            return Outcome::nothing(None);
        };
        self.end(registration);
        let mut facts = vec![Fact::Cancelled { registration }];
        facts.extend(self.offer(now_ms));
        let answer = Some(places);
        Outcome { facts, answer }
    }

    /// A registration counts from now on.
    pub(crate) fn count(&mut self, registration: RegistrationId) -> Fact {
        if let Some(entry) = self.entries.get_mut(&registration) {
            let (places, held) = (entry.places, entry.holds);
            let before = std::mem::replace(&mut entry.standing, Standing::Confirmed);
            entry.holds = true;
            match before {
                Standing::Pending { .. } if held => self.release(registration),
                Standing::Offered { .. } => self.places.withdraw_offer(places),
                Standing::Pending { .. }
                | Standing::Waiting { .. }
                | Standing::Confirmed
                | Standing::Expired => {}
            }
            self.places.confirm(places);
        }
        Fact::Confirmed { registration }
    }
}
