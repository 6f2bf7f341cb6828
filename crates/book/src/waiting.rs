//! Who waits for places, and who is offered some.

use kontor_contracts::RegistrationId;

use crate::{
    Book, Confirmed, Fact, NotConfirmed, Outcome, Standing,
    line::{Group, Turn},
};

impl Book {
    /// Says of a registration that was entered that it is the next of the waiting list: from the first on,
    /// without gaps, as far as is wanted. Where not the whole list was read, whoever comes is behind it.
    pub fn read_line(&mut self, registration: RegistrationId) {
        if let Some(entry) = self.entries.get(&registration)
            && let Standing::Waiting { since_ms, passed } = entry.standing
        {
            let places = entry.places;
            let group = Group { places, passed };
            self.line.read((since_ms, registration), group);
        }
    }

    /// Offers what is free to those whose turn it is. Whoever has an offer has left the list.
    pub(crate) fn offer(&mut self, now_ms: i64) -> Vec<Fact> {
        let mut facts = Vec::new();
        let Some(until_ms) = self.terms.offered_until_ms(now_ms) else {
            return facts;
        };
        while let Some((turn, places)) = self.line.next(self.places.free()) {
            facts.extend(self.serve(turn, places));
            self.places.offer(places);
            let (_, registration) = turn;
            if let Some(entry) = self.entries.get_mut(&registration) {
                entry.standing = Standing::Offered { until_ms };
            }
            facts.push(Fact::Offered {
                registration,
                until_ms,
            });
        }
        facts
    }

    /// An address is confirmed for which nothing is held: its group joins the line, and if it is its turn
    /// there at once, it has its places.
    pub(crate) fn take_or_wait(
        &mut self,
        registration: RegistrationId,
        may_wait: bool,
        now_ms: i64,
    ) -> Outcome<Result<Confirmed, NotConfirmed>> {
        let Some(places) = self.entries.get(&registration).map(|entry| entry.places) else {
            return Outcome::nothing(Err(NotConfirmed::UnknownLink));
        };
        let (turn, free) = ((now_ms, registration), self.places.free());
        let mut line = self.line.clone();
        line.join(turn, places);
        if line.next(free) == Some((turn, places)) {
            self.line = line;
            let mut facts = self.serve(turn, places);
            facts.push(self.count(registration));
            return Outcome {
                facts,
                answer: Ok(Confirmed::Now),
            };
        }
        let is_possible =
            places <= self.terms.capacity && self.terms.offered_until_ms(now_ms).is_some();
        if !may_wait || !is_possible {
            let free = if self.line.length() == 0 { free } else { 0 };
            return Outcome::nothing(Err(NotConfirmed::Full { free }));
        }
        self.line = line;
        if let Some(entry) = self.entries.get_mut(&registration) {
            let (since_ms, passed) = (now_ms, 0);
            entry.standing = Standing::Waiting { since_ms, passed };
        }
        let fact = Fact::Waiting {
            registration,
            since_ms: now_ms,
            position: self.line.length(),
        };
        Outcome::one(fact, Ok(Confirmed::Waiting))
    }

    /// A group leaves the line with its places; each that it has passed remembers that.
    fn serve(&mut self, turn: Turn, places: u32) -> Vec<Fact> {
        let passed = self.line.serve(turn, places);
        let note = |((_, registration), places): (Turn, u32)| {
            let entry = self.entries.get_mut(&registration)?;
            if let Standing::Waiting { passed, .. } = &mut entry.standing {
                *passed = places;
            }
            Some(Fact::Passed {
                registration,
                places,
            })
        };
        passed.into_iter().filter_map(note).collect()
    }
}
