//! The rules as examples, and the promises about capacity as properties over any interleaving.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

const HOUR: i64 = 3_600_000;

fn terms() -> Terms {
    Terms {
        state: ForumState::Published,
        opens_ms: Some(1_000),
        closes_ms: 100 * HOUR,
        capacity: 10,
        hold_ms: 48 * HOUR,
        revision: 3,
    }
}

const ONE: Command = Command::SignUp {
    places: 1,
    revision: None,
};

const fn pending(held_until_ms: i64) -> Registered {
    Registered {
        standing: Standing::Pending { held_until_ms },
        places: 1,
    }
}

const CONFIRMED: Registered = Registered {
    standing: Standing::Confirmed,
    places: 1,
};

#[test]
fn who_cannot_sign_up_is_told_why() {
    let forum = terms();
    let answer = |forum: Option<&Terms>, now_ms| decide(forum, 0, None, ONE, now_ms).answer;
    let refused = |why| Answer::Refused(why);
    assert_eq!(answer(None, HOUR), refused(Refusal::UnknownForum));
    let draft = Terms {
        state: ForumState::Draft,
        ..terms()
    };
    assert_eq!(answer(Some(&draft), HOUR), refused(Refusal::UnknownForum));
    let cancelled = Terms {
        state: ForumState::Cancelled,
        ..terms()
    };
    assert_eq!(answer(Some(&cancelled), HOUR), refused(Refusal::Cancelled));
    assert_eq!(
        answer(Some(&forum), 999),
        refused(Refusal::NotOpen { opens_ms: 1_000 })
    );
    assert_eq!(answer(Some(&forum), 1_000), Answer::CheckMail);
    assert_eq!(answer(Some(&forum), 100 * HOUR), refused(Refusal::Closed));
}

#[test]
fn a_form_of_an_older_forum_is_stale() {
    let sign_up = |revision| Command::SignUp {
        places: 1,
        revision,
    };
    let answer = |revision| decide(Some(&terms()), 0, None, sign_up(revision), HOUR).answer;
    assert_eq!(answer(Some(2)), Answer::Refused(Refusal::Changed));
    assert_eq!(answer(Some(3)), Answer::CheckMail);
}

#[test]
fn a_group_finds_room_for_all_or_none() {
    let group = Command::SignUp {
        places: 3,
        revision: None,
    };
    let full = decide(Some(&terms()), 8, None, group, HOUR);
    assert_eq!(full.answer, Answer::Refused(Refusal::Full { free: 2 }));
    assert_eq!(full.change, None);
    assert!(
        decide(Some(&terms()), 7, None, group, HOUR)
            .change
            .is_some()
    );
}

#[test]
fn a_place_is_held_until_closing_but_at_least_an_hour() {
    let forum = terms();
    assert_eq!(forum.held_until_ms(HOUR), 49 * HOUR);
    assert_eq!(forum.held_until_ms(90 * HOUR), 100 * HOUR);
    assert_eq!(forum.held_until_ms(100 * HOUR - 1), 101 * HOUR - 1);
    let short = Terms {
        hold_ms: HOUR / 2,
        ..terms()
    };
    assert_eq!(
        short.held_until_ms(100 * HOUR - 1),
        100 * HOUR - 1 + HOUR / 2
    );
}

#[test]
fn a_known_address_is_answered_like_an_unknown_one() {
    for taken in [0, 5, 9, 10, 12] {
        for now_ms in [0, HOUR, 100 * HOUR] {
            let new = decide(Some(&terms()), taken, None, ONE, now_ms);
            for known in [pending(50 * HOUR), CONFIRMED] {
                let again = decide(Some(&terms()), taken, Some(&known), ONE, now_ms);
                assert_eq!(again.answer, new.answer);
                assert!(matches!(again.change, None | Some(Change::Repeat)));
            }
        }
    }
}

#[test]
fn a_link_works_once_and_in_time() {
    let forum = terms();
    let answer = |existing: Option<Registered>| {
        decide(
            Some(&forum),
            1,
            existing.as_ref(),
            Command::Confirm,
            2 * HOUR,
        )
        .answer
    };
    assert_eq!(answer(None), Answer::Refused(Refusal::UnknownToken));
    assert_eq!(answer(Some(pending(3 * HOUR))), Answer::Confirmed);
    assert_eq!(
        answer(Some(pending(2 * HOUR))),
        Answer::Refused(Refusal::ExpiredToken)
    );
    assert_eq!(answer(Some(CONFIRMED)), Answer::AlreadyConfirmed);
    let expired = Registered {
        standing: Standing::Expired,
        places: 1,
    };
    assert_eq!(
        answer(Some(expired)),
        Answer::Refused(Refusal::ExpiredToken)
    );
}

/// One step of somebody in the property test.
#[derive(Debug, Clone)]
enum Step {
    SignUp { who: u8, places: u32 },
    Confirm { who: u8 },
    Wait { hours: i64 },
    Resize { capacity: u32 },
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        6 => (0..12_u8, 1..5_u32).prop_map(|(who, places)| Step::SignUp { who, places }),
        4 => (0..12_u8).prop_map(|who| Step::Confirm { who }),
        2 => (1..40_i64).prop_map(|hours| Step::Wait { hours }),
        1 => (0..20_u32).prop_map(|capacity| Step::Resize { capacity }),
    ]
}

/// A whole forum in memory, driven only by [`decide`].
struct World {
    terms: Terms,
    now_ms: i64,
    registered: BTreeMap<u8, Registered>,
}

impl World {
    fn taken(&self) -> u32 {
        let live = |r: &&Registered| r.standing != Standing::Expired;
        self.registered
            .values()
            .filter(live)
            .map(|r| r.places)
            .sum()
    }

    fn expire_due(&mut self) {
        for registered in self.registered.values_mut() {
            let due = decide(None, 0, Some(registered), Command::Expire, self.now_ms);
            if due.change == Some(Change::Expire) {
                registered.standing = Standing::Expired;
            }
        }
    }

    fn sign_up(&mut self, who: u8, places: u32) -> Result<(), TestCaseError> {
        self.expire_due();
        let (taken, existing) = (self.taken(), self.registered.get(&who).copied());
        let command = Command::SignUp {
            places,
            revision: None,
        };
        let made = decide(
            Some(&self.terms),
            taken,
            existing.as_ref(),
            command,
            self.now_ms,
        );
        if self.terms.open(self.now_ms).is_ok() {
            let fits = taken + places <= self.terms.capacity;
            prop_assert_eq!(
                made.answer == Answer::CheckMail,
                fits,
                "refused exactly when full"
            );
        }
        if let Some(Change::Receive { held_until_ms }) = made.change {
            let standing = Standing::Pending { held_until_ms };
            prop_assert!(existing.is_none_or(|r| r.standing == Standing::Expired));
            prop_assert!(held_until_ms > self.now_ms);
            self.registered.insert(who, Registered { standing, places });
            prop_assert!(
                self.taken() <= self.terms.capacity,
                "never more than there are"
            );
        }
        Ok(())
    }

    fn confirm(&mut self, who: u8) {
        let existing = self.registered.get(&who);
        let made = decide(
            Some(&self.terms),
            0,
            existing,
            Command::Confirm,
            self.now_ms,
        );
        if made.change == Some(Change::Confirm)
            && let Some(registered) = self.registered.get_mut(&who)
        {
            registered.standing = Standing::Confirmed;
        }
    }
}

proptest! {
    #[test]
    fn capacity_is_exact_under_any_interleaving(steps in proptest::collection::vec(step(), 1..120)) {
        let mut world = World { terms: terms(), now_ms: HOUR, registered: BTreeMap::new() };
        for step in steps {
            let before = world.taken();
            match step {
                Step::SignUp { who, places } => world.sign_up(who, places)?,
                Step::Confirm { who } => {
                    world.confirm(who);
                    prop_assert_eq!(world.taken(), before, "a confirmation moves no place");
                }
                Step::Wait { hours } => world.now_ms += hours * HOUR,
                Step::Resize { capacity } => world.terms.capacity = capacity,
            }
        }
    }
}
