//! Whoever signed up changes who takes part: others, more of them or fewer.

use kontor_contracts::{RegistrationId, events::ForumState};

use crate::{Book, Fact, NotChanged, Outcome, Standing};

impl Book {
    /// From now on a registration is for so many places, at least one. Where it is for as many as before,
    /// others take part, or under other names.
    pub fn change(
        &mut self,
        registration: RegistrationId,
        places: u32,
        now_ms: i64,
    ) -> Outcome<Result<(), NotChanged>> {
        if let Err(why) = self.may_change(registration, places, now_ms) {
            return Outcome::nothing(Err(why));
        }
        let Some(entry) = self.entries.get_mut(&registration) else {
            return Outcome::nothing(Err(NotChanged::Ended));
        };
        let before = std::mem::replace(&mut entry.places, places);
        let (standing, pass) = (entry.standing, entry.pass);
        self.give_pass_back(pass, before);
        self.use_pass(pass, places);
        match standing {
            Standing::Confirmed => {
                self.places.give_back(before);
                self.places.confirm(places);
            }
            Standing::Offered { .. } => {
                self.places.withdraw_offer(before);
                self.places.offer(places);
            }
            Standing::Waiting { since_ms, .. } => {
                self.line.resize((since_ms, registration), places);
            }
            Standing::Pending { .. } | Standing::Expired => {}
        }
        let mut facts = vec![Fact::Changed {
            registration,
            places,
        }];
        facts.extend(self.offer(now_ms));
        Outcome {
            facts,
            answer: Ok(()),
        }
    }

    /// Whether a registration may become one for so many places now; for none, whether it may end by its
    /// people's own wish.
    ///
    /// # Errors
    /// [`NotChanged`] says why not.
    pub fn may_change(
        &self,
        registration: RegistrationId,
        places: u32,
        now_ms: i64,
    ) -> Result<(), NotChanged> {
        let Some(entry) = self.entries.get(&registration) else {
            return Err(NotChanged::Ended);
        };
        match entry.standing {
            Standing::Expired => return Err(NotChanged::Ended),
            Standing::Offered { until_ms } if until_ms <= now_ms => return Err(NotChanged::Ended),
            Standing::Pending { .. } => return Err(NotChanged::NotConfirmed),
            Standing::Confirmed | Standing::Offered { .. } | Standing::Waiting { .. } => {}
        }
        match self.terms.state {
            ForumState::Published if now_ms < self.terms.changes_close_ms => {}
            ForumState::Published => return Err(NotChanged::TooLate),
            ForumState::Cancelled | ForumState::Draft => return Err(NotChanged::Off),
        }
        let more = places.saturating_sub(entry.places);
        if more == 0 {
            return Ok(());
        }
        if entry.standing != Standing::Confirmed {
            return Err(NotChanged::Waits);
        }
        if self.terms.open(now_ms).is_err() {
            return Err(NotChanged::Closed);
        }
        // Who comes later by this door stands no better than by the other: behind those who wait.
        let free = match self.line.length() {
            0 => self.places.free(),
            _ => 0,
        };
        if more > free {
            return Err(NotChanged::Full { free });
        }
        match self.code_places_left(entry.pass) {
            Some(places_left) if more > places_left => Err(NotChanged::CodeUsedUp { places_left }),
            Some(_) | None => Ok(()),
        }
    }
}
