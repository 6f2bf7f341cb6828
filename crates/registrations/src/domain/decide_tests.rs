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

const CHECK_MAIL: Answer = Answer::CheckMail { holds: true };

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
    let answer = |revision| decide(Some(&terms()), 0, None, sign_up(revision), HOUR).answer;
    assert_eq!(answer(Some(2)), Answer::Refused(Refusal::Changed));
    assert_eq!(answer(Some(3)), CHECK_MAIL);
}

#[test]
fn a_group_finds_room_for_all_or_none() {
    let group = places(3);
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
                assert!(matches!(
                    again.change,
                    None | Some(Change::Repeat | Change::Replace { .. })
                ));
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
        let made = decide(Some(&forum), 5, None, sign_up(holding), HOUR);
        assert_eq!(made.answer, Answer::CheckMail { holds: false });
        assert!(matches!(
            made.change,
            Some(Change::Receive { holds: false, .. })
        ));
    }
    let waiting = Registered {
        holds: false,
        ..pending(3 * HOUR)
    };
    let confirm =
        |taken| decide(Some(&forum), taken, Some(&waiting), Command::Confirm, HOUR).answer;
    assert_eq!(confirm(9), Answer::Confirmed);
    assert_eq!(confirm(10), Answer::Refused(Refusal::Full { free: 0 }));
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
        decide(Some(&forum), 1, Some(&known), command, HOUR).change
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
    fn taken(&self) -> u32 {
        let live = |r: &&Registered| r.standing != Standing::Expired && r.holds;
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
        let waits = |r: &&Registered| matches!(r.standing, Standing::Pending { .. }) && r.holds;
        let held = self.registered.values().filter(waits).map(|r| r.places);
        let holding = Holding {
            held: held.sum(),
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
            let fits = taken + places <= self.terms.capacity;
            prop_assert_eq!(
                matches!(made.answer, Answer::CheckMail { .. }),
                fits,
                "refused exactly when full"
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
            let held = self.registered.values().filter(waits).map(|r| r.places);
            prop_assert!(
                held.sum::<u32>() <= MOST_HELD,
                "never more held than may be"
            );
            prop_assert!(
                self.taken() <= self.terms.capacity,
                "never more than there are"
            );
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
                    let most = before.max(world.terms.capacity);
                    prop_assert!(world.taken() <= most, "never more than there are");
                    prop_assert!(!held || world.taken() == before, "a held place does not move");
                }
                Step::Wait { hours } => world.now_ms += hours * HOUR,
                Step::Resize { capacity } => world.terms.capacity = capacity,
            }
        }
    }
}
