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

const ONE: Command = places(1);

const fn places(places: u32) -> Command {
    Command::SignUp {
        places,
        revision: None,
        holding: Holding::FREE,
        may_ask: true,
    }
}

const CHECK_MAIL: Answer = Answer::CheckMail;

const NOBODY: Taken = Taken {
    confirmed: 0,
    held: 0,
};

const fn confirmed(confirmed: u32) -> Taken {
    Taken { confirmed, held: 0 }
}

const fn pending(held_until_ms: i64) -> Registered {
    Registered {
        standing: Standing::Pending { held_until_ms },
        places: 1,
        holds: true,
    }
}

const CONFIRMED: Registered = Registered {
    standing: Standing::Confirmed,
    places: 1,
    holds: true,
};

#[test]
fn who_cannot_sign_up_is_told_why() {
    let forum = terms();
    let answer = |forum: Option<&Terms>, now_ms| decide(forum, NOBODY, None, ONE, now_ms).answer;
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
    assert_eq!(answer(Some(&forum), 1_000), CHECK_MAIL);
    assert_eq!(answer(Some(&forum), 100 * HOUR), refused(Refusal::Closed));
}

#[test]
fn a_form_of_an_older_forum_is_stale() {
    let sign_up = |revision| Command::SignUp {
        places: 1,
        revision,
        holding: Holding::FREE,
        may_ask: true,
    };
    let answer = |revision| decide(Some(&terms()), NOBODY, None, sign_up(revision), HOUR).answer;
    assert_eq!(answer(Some(2)), Answer::Refused(Refusal::Changed));
    assert_eq!(answer(Some(3)), CHECK_MAIL);
}

#[test]
fn a_group_finds_room_for_all_or_none() {
    let group = places(3);
    let full = decide(Some(&terms()), confirmed(8), None, group, HOUR);
    assert_eq!(full.answer, Answer::Refused(Refusal::Full { free: 2 }));
    assert_eq!(full.change, None);
    assert!(
        decide(Some(&terms()), confirmed(7), None, group, HOUR)
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

/// Nor by what a later sign-up of anybody is told: an address that is probed changes what is held at
/// most, and nothing that is held is told.
#[test]
fn a_known_address_is_answered_like_an_unknown_one() {
    let sizes = [1, 2, 5, 10];
    for confirmed in [0, 5, 9, 10, 12] {
        for (held, now_ms) in [(0, 0), (1, HOUR), (7, HOUR), (10, 100 * HOUR)] {
            let taken = Taken { confirmed, held };
            let told = |taken, known: Option<&Registered>| {
                sizes.map(|size| decide(Some(&terms()), taken, known, places(size), now_ms).answer)
            };
            let more = Taken {
                held: held + 1,
                ..taken
            };
            let new = told(taken, None);
            assert_eq!(told(more, None), new, "what is held is not told");
            for known in [pending(50 * HOUR), CONFIRMED] {
                assert_eq!(told(taken, Some(&known)), new);
                let made = decide(Some(&terms()), taken, Some(&known), ONE, now_ms).change;
                assert!(matches!(
                    made,
                    None | Some(Change::Repeat | Change::Replace { .. })
                ));
            }
        }
    }
}

/// Whoever signs up once more, to correct a name, keeps the places that are held already.
#[test]
fn who_signs_up_again_keeps_what_is_held() {
    let taken = Taken {
        confirmed: 6,
        held: 4,
    };
    let known = Registered {
        places: 2,
        ..pending(50 * HOUR)
    };
    let holding = Holding {
        held: 4,
        most: 4,
        ..Holding::FREE
    };
    let again = |places| {
        let command = Command::SignUp {
            places,
            revision: None,
            holding,
            may_ask: true,
        };
        decide(Some(&terms()), taken, Some(&known), command, HOUR).change
    };
    let held_until_ms = 49 * HOUR;
    let replaced = |holds| {
        Some(Change::Replace {
            held_until_ms,
            holds,
        })
    };
    assert_eq!(again(2), replaced(true));
    assert_eq!(again(3), replaced(false), "one more than is free");
}

#[test]
fn a_link_works_once_and_in_time() {
    let forum = terms();
    let answer = |existing: Option<Registered>| {
        decide(
            Some(&forum),
            confirmed(1),
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
        holds: true,
    };
    assert_eq!(
        answer(Some(expired)),
        Answer::Refused(Refusal::ExpiredToken)
    );
}

/// Most places that wait for a confirmation in the property test.
const MOST_HELD: u32 = 4;

/// What is held by invented people never keeps out whoever confirms.
#[test]
fn beyond_the_share_nothing_is_held_and_confirming_takes_the_place() {
    let forum = terms();
    let sign_up = |holding| Command::SignUp {
        places: 1,
        revision: None,
        holding,
        may_ask: true,
    };
    let over = [
        Holding {
            held: 5,
            most: 5,
            ..Holding::FREE
        },
        Holding {
            of_domain: 5,
            most_of_domain: 5,
            ..Holding::FREE
        },
        Holding {
            client: false,
            ..Holding::FREE
        },
    ];
    for holding in over {
        let made = decide(Some(&forum), confirmed(5), None, sign_up(holding), HOUR);
        assert_eq!(made.answer, CHECK_MAIL);
        assert!(matches!(
            made.change,
            Some(Change::Receive { holds: false, .. })
        ));
    }
    let waiting = Registered {
        holds: false,
        ..pending(3 * HOUR)
    };
    let confirm = |confirmed, held| {
        let taken = Taken { confirmed, held };
        decide(Some(&forum), taken, Some(&waiting), Command::Confirm, HOUR).answer
    };
    assert_eq!(confirm(5, 4), Answer::Confirmed);
    let full = Answer::Refused(Refusal::Full { free: 0 });
    assert_eq!(confirm(10, 0), full);
    assert_eq!(confirm(5, 5), full, "what is held for somebody is kept");
}

/// Whoever types an address first does not decide what its owner confirms; and a mailbox that has had
/// enough mail keeps the link that it has.
#[test]
fn a_later_sign_up_replaces_one_that_waits_and_never_one_that_counts() {
    let forum = terms();
    let made = |known: Registered, may_ask| {
        let command = Command::SignUp {
            places: 1,
            revision: None,
            holding: Holding::FREE,
            may_ask,
        };
        decide(Some(&forum), confirmed(1), Some(&known), command, HOUR).change
    };
    assert!(matches!(
        made(pending(50 * HOUR), true),
        Some(Change::Replace { .. })
    ));
    assert_eq!(made(pending(50 * HOUR), false), None);
    assert_eq!(made(CONFIRMED, true), Some(Change::Repeat));
    assert_eq!(made(CONFIRMED, false), None);
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
    fn taken(&self) -> Taken {
        let mut taken = NOBODY;
        for registered in self.registered.values() {
            taken.held += registered.held();
            if registered.standing == Standing::Confirmed {
                taken.confirmed += registered.places;
            }
        }
        taken
    }

    fn expire_due(&mut self) {
        for registered in self.registered.values_mut() {
            let due = decide(None, NOBODY, Some(registered), Command::Expire, self.now_ms);
            if due.change == Some(Change::Expire) {
                registered.standing = Standing::Expired;
            }
        }
    }

    fn sign_up(&mut self, who: u8, places: u32) -> Result<(), TestCaseError> {
        self.expire_due();
        let (taken, existing) = (self.taken(), self.registered.get(&who).copied());
        let holding = Holding {
            held: taken.held,
            most: MOST_HELD,
            ..Holding::FREE
        };
        let command = Command::SignUp {
            places,
            revision: None,
            holding,
            may_ask: true,
        };
        let made = decide(
            Some(&self.terms),
            taken,
            existing.as_ref(),
            command,
            self.now_ms,
        );
        if self.terms.open(self.now_ms).is_ok() {
            let fits = taken.confirmed + places <= self.terms.capacity;
            prop_assert_eq!(
                made.answer == CHECK_MAIL,
                fits,
                "refused exactly when confirmed ones have filled it"
            );
        }
        let taken_over = match made.change {
            Some(Change::Receive {
                held_until_ms,
                holds,
            }) => {
                prop_assert!(existing.is_none_or(|r| r.standing == Standing::Expired));
                Some((held_until_ms, holds))
            }
            Some(Change::Replace {
                held_until_ms,
                holds,
            }) => {
                let waits = |r: Registered| matches!(r.standing, Standing::Pending { .. });
                prop_assert!(existing.is_some_and(waits), "what counts is never replaced");
                Some((held_until_ms, holds))
            }
            _ => None,
        };
        if let Some((held_until_ms, holds)) = taken_over {
            let standing = Standing::Pending { held_until_ms };
            prop_assert!(held_until_ms > self.now_ms);
            let registered = Registered {
                standing,
                places,
                holds,
            };
            self.registered.insert(who, registered);
            let (before, taken) = (taken, self.taken());
            prop_assert!(taken.held <= MOST_HELD, "never more held than may be");
            let most = before.all().max(self.terms.capacity);
            prop_assert!(taken.all() <= most, "never more than there are");
        }
        Ok(())
    }

    fn confirm(&mut self, who: u8) {
        let (taken, existing) = (self.taken(), self.registered.get(&who));
        let made = decide(
            Some(&self.terms),
            taken,
            existing,
            Command::Confirm,
            self.now_ms,
        );
        if made.change == Some(Change::Confirm)
            && let Some(registered) = self.registered.get_mut(&who)
        {
            (registered.standing, registered.holds) = (Standing::Confirmed, true);
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
                    let held = world.registered.get(&who).is_none_or(|r| r.holds);
                    world.confirm(who);
                    let (before, taken) = (before.all(), world.taken().all());
                    let most = before.max(world.terms.capacity);
                    prop_assert!(taken <= most, "never more than there are");
                    prop_assert!(!held || taken == before, "a held place does not move");
                }
                Step::Wait { hours } => world.now_ms += hours * HOUR,
                Step::Resize { capacity } => world.terms.capacity = capacity,
            }
        }
    }
}
