//! A whole forum in memory: what is kept of it between the groups of commands are rows, changed by
//! facts alone, as the database is.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// How many per cent may be held: four of ten places.
const SHARE: u32 = 40;
const PEOPLE: u8 = 12;

/// One step of somebody.
#[derive(Debug, Clone)]
enum Step {
    SignUp {
        who: u8,
        places: u32,
    },
    Confirm {
        who: u8,
    },
    Cancel {
        who: u8,
    },
    /// The group ends, and time passes.
    Wait {
        hours: i64,
    },
    Resize {
        capacity: u32,
    },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => (0..PEOPLE, 1..5_u32).prop_map(|(who, places)| Step::SignUp { who, places }),
        6 => (0..PEOPLE).prop_map(|who| Step::Confirm { who }),
        1 => (0..PEOPLE).prop_map(|who| Step::Cancel { who }),
        3 => (0..40_i64).prop_map(|hours| Step::Wait { hours }),
        1 => (0..20_u32).prop_map(|capacity| Step::Resize { capacity }),
    ]
}

struct World {
    terms: Terms,
    now_ms: i64,
    rows: BTreeMap<RegistrationId, Entry>,
    /// The last registration of each, as their mail names it.
    links: BTreeMap<u8, RegistrationId>,
    next: u128,
    book: Book,
}

impl World {
    fn new() -> Self {
        let (terms, rows) = (terms(), BTreeMap::new());
        let book = Book::open(terms.clone(), Taken::default(), Share::per_cent(SHARE));
        Self {
            terms,
            now_ms: HOUR,
            rows,
            links: BTreeMap::new(),
            next: 0,
            book,
        }
    }

    /// The places that the rows take.
    fn counted(&self) -> Taken {
        let mut taken = Taken::default();
        for row in self.rows.values() {
            match row.standing {
                Standing::Confirmed => taken.confirmed += row.places,
                Standing::Pending { .. } if row.holds => taken.held += row.places,
                Standing::Pending { .. } | Standing::Expired => {}
            }
        }
        taken
    }

    /// A new group: the book is opened with what the rows say, as the database is loaded.
    fn open(&mut self) -> Result<(), TestCaseError> {
        let share = Share::per_cent(SHARE);
        let mut book = Book::open(self.terms.clone(), self.counted(), share);
        let mut of_domain: BTreeMap<&str, u32> = BTreeMap::new();
        for (registration, row) in &self.rows {
            book.enter(*registration, row.clone());
            if row.holds && matches!(row.standing, Standing::Pending { .. }) {
                *of_domain.entry(&row.address.domain).or_default() += row.places;
            }
        }
        for (domain, places) in of_domain {
            book.count_held(domain.to_owned(), places);
        }
        self.book = book;
        let facts = self.book.expire_due(self.now_ms);
        self.write(&facts, None)
    }

    /// Applies facts to the rows; the book must then say what they say.
    fn write(&mut self, facts: &[Fact], by: Option<&Address>) -> Result<(), TestCaseError> {
        for fact in facts {
            let (id, now_ms) = (fact.registration(), self.now_ms);
            let row = self.rows.get_mut(&id);
            prop_assert_eq!(row.is_none(), matches!(fact, Fact::Received(_)));
            match (*fact, row) {
                (Fact::Received(new), _) => {
                    let held_until_ms = new.held_until_ms;
                    prop_assert!(held_until_ms > now_ms);
                    let row = Entry {
                        address: by.cloned().unwrap(),
                        standing: Standing::Pending { held_until_ms },
                        places: new.places,
                        holds: new.holds,
                    };
                    self.rows.insert(id, row);
                }
                (Fact::Confirmed { .. }, Some(row)) => {
                    prop_assert!(matches!(row.standing, Standing::Pending { .. }), "it waits");
                    (row.standing, row.holds) = (Standing::Confirmed, true);
                }
                (Fact::Expired { .. }, Some(row)) => {
                    let waited = matches!(row.standing, Standing::Pending { .. });
                    prop_assert!(waited, "what counts never expires and is never replaced");
                    row.standing = Standing::Expired;
                }
                (Fact::Cancelled { .. }, Some(row)) => {
                    prop_assert_ne!(row.standing, Standing::Expired);
                    row.standing = Standing::Expired;
                }
                (Fact::Repeated { .. }, _) | (_, None) => {}
            }
        }
        prop_assert_eq!(self.book.taken(), self.counted(), "the facts are complete");
        let live = self
            .rows
            .values()
            .filter(|row| row.standing != Standing::Expired);
        let live: Vec<_> = live.map(|row| &row.address.key).collect();
        let different: BTreeSet<_> = live.iter().collect();
        prop_assert_eq!(live.len(), different.len(), "one address, one registration");
        Ok(())
    }

    fn sign_up(&mut self, who: u8, places: u32) -> Result<(), TestCaseError> {
        let before = self.counted();
        let person = address(&format!("p{who}@d{}.example", who % 3));
        self.next += 1;
        let new = id(self.next);
        let made = self.book.sign_up(new, &person, asks(places), self.now_ms);
        if self.terms.open(self.now_ms).is_ok() {
            let fits = before.confirmed + places <= self.terms.capacity;
            prop_assert_eq!(
                made.answer.is_ok(),
                fits,
                "full by those who have confirmed"
            );
        } else {
            prop_assert_eq!(&made.facts, &[]);
        }
        if made.facts.iter().any(|fact| fact.registration() == new) {
            self.links.insert(who, new);
        }
        self.write(&made.facts, Some(&person))?;
        let (after, most) = (self.counted(), before.all().max(self.terms.capacity));
        prop_assert!(after.all() <= most, "never more than there are");
        let share = (self.terms.capacity * SHARE / 100).max(1);
        prop_assert!(
            after.held <= before.held.max(share),
            "never more held than may be"
        );
        Ok(())
    }

    fn confirm(&mut self, who: u8) -> Result<(), TestCaseError> {
        let Some(link) = self.links.get(&who).copied() else {
            return Ok(());
        };
        let (before, holds) = (self.counted().all(), self.rows[&link].holds);
        let outcome = self.book.confirm(link, self.now_ms);
        self.write(&outcome.facts, None)?;
        let after = self.counted().all();
        let most = before.max(self.terms.capacity);
        prop_assert!(after <= most, "never more than there are");
        prop_assert!(!holds || after == before, "a held place does not move");
        Ok(())
    }

    fn cancel(&mut self, who: u8) -> Result<(), TestCaseError> {
        let Some(link) = self.links.get(&who).copied() else {
            return Ok(());
        };
        let outcome = self.book.cancel(link);
        prop_assert_eq!(outcome.facts.is_empty(), outcome.answer.is_none());
        self.write(&outcome.facts, None)
    }
}

proptest! {
    #[test]
    fn capacity_is_exact_under_any_interleaving(steps in proptest::collection::vec(step(), 1..120)) {
        let mut world = World::new();
        for step in steps {
            match step {
                Step::SignUp { who, places } => world.sign_up(who, places)?,
                Step::Confirm { who } => world.confirm(who)?,
                Step::Cancel { who } => world.cancel(who)?,
                Step::Wait { hours } => {
                    world.now_ms += hours * HOUR;
                    world.open()?;
                }
                Step::Resize { capacity } => {
                    world.terms.capacity = capacity;
                    world.open()?;
                }
            }
        }
    }
}
