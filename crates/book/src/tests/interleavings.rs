//! A whole forum in memory: what is kept of it between the groups of commands are rows, changed by
//! facts alone, as the database is.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;

/// How many per cent may be held: four of ten places.
const SHARE: u32 = 40;
const PEOPLE: u8 = 20;
/// How many groups of the waiting list are read.
const READ: usize = 3;

/// One step of somebody.
#[derive(Debug, Clone)]
enum Step {
    SignUp {
        who: u8,
        places: u32,
        may_wait: bool,
    },
    Confirm {
        who: u8,
        may_wait: bool,
    },
    Cancel {
        who: u8,
    },
    /// Other people take part, or more, or fewer.
    Change {
        who: u8,
        places: u32,
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
        8 => signs_up(any::<bool>()),
        6 => confirms(),
        2 => cancels(),
        3 => changes(),
        3 => (0..40_i64).prop_map(|hours| Step::Wait { hours }),
        1 => (0..20_u32).prop_map(|capacity| Step::Resize { capacity }),
    ]
}

/// A forum that everybody wants: most wait, many give up, little time passes.
fn step_of_a_rush() -> impl Strategy<Value = Step> {
    prop_oneof![
        8 => signs_up(Just(true)),
        12 => confirms(),
        4 => cancels(),
        4 => changes(),
        1 => (0..3_i64).prop_map(|hours| Step::Wait { hours }),
        1 => (8..12_u32).prop_map(|capacity| Step::Resize { capacity }),
    ]
}

fn signs_up(may_wait: impl Strategy<Value = bool>) -> impl Strategy<Value = Step> {
    (0..PEOPLE, 1..5_u32, may_wait).prop_map(|(who, places, may_wait)| Step::SignUp {
        who,
        places,
        may_wait,
    })
}

fn confirms() -> impl Strategy<Value = Step> {
    (0..PEOPLE, any::<bool>()).prop_map(|(who, may_wait)| Step::Confirm { who, may_wait })
}

fn cancels() -> impl Strategy<Value = Step> {
    (0..PEOPLE).prop_map(|who| Step::Cancel { who })
}

fn changes() -> impl Strategy<Value = Step> {
    (0..PEOPLE, 1..5_u32).prop_map(|(who, places)| Step::Change { who, places })
}

struct World {
    terms: Terms,
    now_ms: i64,
    rows: BTreeMap<RegistrationId, Entry>,
    /// The last registration of each, as their mail names it.
    links: BTreeMap<u8, RegistrationId>,
    next: u128,
    /// How many places went to later ones while each waited, counted by ourselves.
    passed: BTreeMap<RegistrationId, u32>,
    book: Book,
}

impl World {
    fn new() -> Self {
        let (terms, rows) = (terms(), BTreeMap::new());
        let book = Book::open(terms.clone(), Taken::default(), 0, Share::per_cent(SHARE));
        Self {
            terms,
            now_ms: HOUR,
            rows,
            links: BTreeMap::new(),
            next: 0,
            passed: BTreeMap::new(),
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
                Standing::Offered { .. } => taken.offered += row.places,
                Standing::Pending { .. } | Standing::Waiting { .. } | Standing::Expired => {}
            }
        }
        taken
    }

    /// A new group: the book is opened with what the rows say, as the database is loaded.
    fn open(&mut self) -> Result<(), TestCaseError> {
        let share = Share::per_cent(SHARE);
        let line = self.line();
        let waiting = u32::try_from(line.len()).unwrap();
        let mut book = Book::open(self.terms.clone(), self.counted(), waiting, share);
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
        for (_, registration) in line.into_iter().take(READ) {
            book.read_line(registration);
        }
        self.book = book;
        let facts = self.book.settle(self.now_ms);
        self.write(&facts, None)
    }

    /// Who waits, in order.
    fn line(&self) -> Vec<(i64, RegistrationId)> {
        let waits = self.rows.iter().filter_map(|(id, row)| match row.standing {
            Standing::Waiting { since_ms, .. } => Some((since_ms, *id)),
            Standing::Pending { .. }
            | Standing::Confirmed
            | Standing::Offered { .. }
            | Standing::Expired => None,
        });
        let mut line: Vec<_> = waits.collect();
        line.sort_unstable();
        line
    }

    /// A group gets places: nobody before it waits who would fit where it fits, and nobody lets more
    /// places pass than it needs itself.
    fn served(&mut self, turn: (i64, RegistrationId), places: u32) -> Result<(), TestCaseError> {
        for earlier in self.line().into_iter().filter(|earlier| *earlier < turn) {
            let needs = self.rows[&earlier.1].places;
            prop_assert!(
                needs > places,
                "first come, first served among those that fit"
            );
            let passed = self.passed.entry(earlier.1).or_default();
            *passed += places;
            prop_assert!(*passed <= needs, "a group is not passed over for ever");
        }
        Ok(())
    }

    /// No places lie idle that the first in the line could have.
    fn nobody_waits_in_vain(&self) -> Result<(), TestCaseError> {
        if let Some((_, first)) = self.line().first()
            && self.terms.offered_until_ms(self.now_ms).is_some()
        {
            let free = self.terms.capacity.saturating_sub(self.counted().all());
            prop_assert!(self.rows[first].places > free, "its turn");
        }
        Ok(())
    }

    /// Applies facts to the rows; the book must then say what they say.
    fn write(&mut self, facts: &[Fact], by: Option<&Address>) -> Result<(), TestCaseError> {
        for fact in facts {
            let (id, now_ms) = (fact.registration(), self.now_ms);
            match (
                *fact,
                self.rows.get(&id).map(|row| (row.standing, row.places)),
            ) {
                (Fact::Offered { .. }, Some((Standing::Waiting { since_ms, .. }, places))) => {
                    self.served((since_ms, id), places)?;
                }
                (Fact::Confirmed { .. }, Some((Standing::Pending { .. }, places)))
                    if !self.rows[&id].holds =>
                {
                    self.served((now_ms, id), places)?;
                }
                _ => {}
            }
            let row = self.rows.get_mut(&id);
            prop_assert_eq!(row.is_none(), matches!(fact, Fact::Received(_)));
            match (*fact, row) {
                (Fact::Received(new), _) => {
                    prop_assert!(new.held_until_ms > now_ms);
                    self.rows.insert(id, entry(new, by.cloned().unwrap()));
                }
                (fact, Some(row)) => change(row, fact, &self.terms, now_ms)?,
                (_, None) => {}
            }
        }
        prop_assert_eq!(self.book.taken(), self.counted(), "the facts are complete");
        let waiting = u32::try_from(self.line().len()).unwrap();
        prop_assert_eq!(self.book.waiting(), waiting);
        let live = self
            .rows
            .values()
            .filter(|row| row.standing != Standing::Expired);
        let live: Vec<_> = live.map(|row| &row.address.key).collect();
        let different: BTreeSet<_> = live.iter().collect();
        prop_assert_eq!(live.len(), different.len(), "one address, one registration");
        Ok(())
    }

    fn sign_up(&mut self, who: u8, places: u32, may_wait: bool) -> Result<(), TestCaseError> {
        let (before, waits) = (self.counted(), !self.line().is_empty());
        let person = address(&format!("p{who}@d{}.example", who % 3));
        let asked = Asked {
            may_wait,
            ..asks(places)
        };
        self.next += 1;
        let new = id(self.next);
        let made = self.book.sign_up(new, &person, asked, self.now_ms);
        if self.terms.open(self.now_ms).is_ok() {
            let fits = before.confirmed + before.offered + places <= self.terms.capacity && !waits;
            let is_taken = fits || (may_wait && places <= self.terms.capacity);
            prop_assert_eq!(
                made.answer.is_ok(),
                is_taken,
                "full by those who have proved their addresses"
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

    fn confirm(&mut self, who: u8, may_wait: bool) -> Result<(), TestCaseError> {
        let Some(link) = self.links.get(&who).copied() else {
            return Ok(());
        };
        let (before, holds) = (self.counted().all(), self.rows[&link].holds);
        let outcome = self.book.confirm(link, may_wait, self.now_ms);
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
        let outcome = self.book.cancel(link, self.now_ms);
        prop_assert_eq!(outcome.facts.is_empty(), outcome.answer.is_none());
        self.write(&outcome.facts, None)?;
        let most = self.counted().all().max(self.terms.capacity);
        prop_assert!(self.counted().all() <= most);
        Ok(())
    }
}

impl World {
    fn change(&mut self, who: u8, places: u32) -> Result<(), TestCaseError> {
        let Some(link) = self.links.get(&who).copied() else {
            return Ok(());
        };
        let (before, row) = (self.counted(), self.rows[&link].clone());
        let waits = !self.line().is_empty();
        let outcome = self.book.change(link, places, self.now_ms);
        prop_assert_eq!(outcome.facts.is_empty(), outcome.answer.is_err());
        if places > row.places {
            let free = self.terms.capacity.saturating_sub(before.all());
            let fits = row.standing == Standing::Confirmed && places - row.places <= free;
            let is_possible = fits && !waits && self.terms.open(self.now_ms).is_ok();
            prop_assert_eq!(outcome.answer.is_ok(), is_possible);
        }
        // A group that has become smaller lets no more pass than it needs itself now.
        if let Some(passed) = self.passed.get_mut(&link) {
            *passed = (*passed).min(places);
        }
        self.write(&outcome.facts, None)?;
        let most = before.all().max(self.terms.capacity);
        prop_assert!(self.counted().all() <= most, "never more than there are");
        Ok(())
    }
}

fn entry(new: Received, address: Address) -> Entry {
    let held_until_ms = new.held_until_ms;
    Entry {
        address,
        standing: Standing::Pending { held_until_ms },
        places: new.places,
        holds: new.holds,
        may_wait: new.may_wait,
        pass: new.pass,
    }
}

/// Makes a fact true of a row, to which it must fit.
fn change(row: &mut Entry, fact: Fact, terms: &Terms, now_ms: i64) -> Result<(), TestCaseError> {
    let was_pending = matches!(row.standing, Standing::Pending { .. });
    let was_offered = matches!(row.standing, Standing::Offered { .. });
    let waited = matches!(row.standing, Standing::Waiting { .. });
    match fact {
        Fact::Confirmed { .. } => {
            prop_assert!(was_pending || was_offered);
            row.holds = true;
        }
        Fact::Waiting { .. } => {
            prop_assert!(was_pending && !row.holds && row.places <= terms.capacity);
        }
        Fact::Passed { .. } => prop_assert!(waited),
        Fact::Offered { until_ms, .. } => {
            prop_assert!(waited && until_ms > now_ms && until_ms <= terms.closes_ms);
        }
        Fact::OfferPassed { .. } => prop_assert!(was_offered),
        Fact::ListClosed { .. } => prop_assert!(waited && now_ms >= terms.closes_ms),
        Fact::Expired { .. } => prop_assert!(was_pending, "what counts is never replaced"),
        Fact::Cancelled { .. } => prop_assert_ne!(row.standing, Standing::Expired),
        Fact::Changed { places, .. } => {
            prop_assert!(!was_pending && row.standing != Standing::Expired && places > 0);
            row.places = places;
        }
        Fact::Received(_) | Fact::Repeated { .. } => {}
    }
    row.standing = fact.standing_after(row.standing);
    Ok(())
}

fn live(steps: Vec<Step>) -> Result<(), TestCaseError> {
    let mut world = World::new();
    for step in steps {
        match step {
            Step::SignUp {
                who,
                places,
                may_wait,
            } => world.sign_up(who, places, may_wait)?,
            Step::Confirm { who, may_wait } => world.confirm(who, may_wait)?,
            Step::Cancel { who } => world.cancel(who)?,
            Step::Change { who, places } => world.change(who, places)?,
            Step::Wait { hours } => {
                world.now_ms += hours * HOUR;
                world.open()?;
            }
            Step::Resize { capacity } => {
                world.terms.capacity = capacity;
                world.open()?;
            }
        }
        // The head of the line may be at its end; the next group of commands reads on.
        world.open()?;
        world.nobody_waits_in_vain()?;
    }
    Ok(())
}

proptest! {
    #[test]
    fn capacity_is_exact_under_any_interleaving(steps in proptest::collection::vec(step(), 1..120)) {
        live(steps)?;
    }

    #[test]
    fn waiting_is_fair_under_any_interleaving(
        steps in proptest::collection::vec(step_of_a_rush(), 60..200)
    ) {
        live(steps)?;
    }
}
