//! The waiting list: who is next, and what becomes of an offer.

use super::*;

/// A forum with ten places, so many of them taken, and groups of these sizes on the waiting list.
fn book_with(taken: u32, groups: &[(u32, u32)]) -> Book {
    let taken = Taken {
        confirmed: taken,
        ..Taken::default()
    };
    let waiting = u32::try_from(groups.len()).unwrap();
    let mut book = Book::open(terms(), taken, waiting, Share::ALL);
    for (number, (places, passed)) in (1..).zip(groups) {
        let standing = Standing::Waiting {
            since_ms: i64::from(number),
            passed: *passed,
        };
        book.enter(id(number.into()), entry(number, standing, *places));
        book.read_line(id(number.into()));
    }
    book
}

fn entry(number: u8, standing: Standing, places: u32) -> Entry {
    Entry {
        address: address(&format!("p{number}@a.example")),
        standing,
        places,
        holds: false,
        may_wait: true,
        pass: None,
    }
}

/// Who gets an offer, by number, in this order.
fn offered(facts: &[Fact]) -> Vec<u128> {
    let offers = facts.iter().filter_map(|fact| match fact {
        Fact::Offered { registration, .. } => Some(registration.uuid().as_u128()),
        Fact::Received(_)
        | Fact::Repeated { .. }
        | Fact::Confirmed { .. }
        | Fact::Waiting { .. }
        | Fact::Passed { .. }
        | Fact::Expired { .. }
        | Fact::OfferPassed { .. }
        | Fact::ListClosed { .. }
        | Fact::Changed { .. }
        | Fact::Cancelled { .. } => None,
    });
    offers.collect()
}

#[test]
fn whoever_came_first_is_offered_first_and_a_group_whole_or_not_at_all() {
    for (free, groups, next) in [
        (1, vec![(1, 0), (1, 0)], vec![1]),
        (2, vec![(1, 0), (1, 0), (1, 0)], vec![1, 2]),
        (2, vec![(3, 0)], vec![]),
        (3, vec![(3, 0)], vec![1]),
        // A group that does not fit lets pass as many places as it needs itself, and no more.
        (1, vec![(3, 0), (1, 0)], vec![2]),
        (2, vec![(3, 0), (1, 0), (1, 0)], vec![2, 3]),
        (2, vec![(3, 2), (1, 0), (1, 0)], vec![2]),
        (2, vec![(3, 3), (1, 0)], vec![]),
        (2, vec![(3, 2), (2, 0), (1, 0)], vec![3]),
        // Each that waits before counts.
        (2, vec![(4, 0), (3, 3), (1, 0)], vec![]),
        (3, vec![(4, 0), (3, 3), (1, 0)], vec![2]),
    ] {
        let mut book = book_with(10 - free, &groups);
        let facts = book.settle(HOUR);
        assert_eq!(offered(&facts), next, "{free} for {groups:?}");
    }
}

/// Larger capacity: two offers go out by themselves, the third waits, and for everybody else the forum
/// is full.
#[test]
fn what_is_offered_is_taken_for_others() {
    let mut book = book_with(8, &[(1, 0), (1, 0), (1, 0)]);
    assert_eq!(offered(&book.settle(HOUR)), [1, 2]);
    assert_eq!((book.taken().offered, book.waiting()), (2, 1));
    let answer = book.sign_up(id(9), &address("new@b.example"), asks(1), HOUR);
    assert_eq!(answer.answer, Err(Refusal::Full { free: 0 }));
    let first = book.confirm(id(1), false, 2 * HOUR);
    assert_eq!(first.answer, Ok(Confirmed::Now));
    let facts = book.settle(25 * HOUR);
    let passed = Fact::OfferPassed {
        registration: id(2),
    };
    assert_eq!((facts[0], offered(&facts)), (passed, vec![3]));
    assert_eq!(
        book.confirm(id(2), true, 25 * HOUR).answer,
        Err(NotConfirmed::ExpiredLink)
    );
    assert_eq!((book.taken().confirmed, book.taken().offered), (9, 1));
}

#[test]
fn an_offer_never_stands_past_the_closing_of_registration() {
    let until = |now_ms| {
        let facts = book_with(9, &[(1, 0)]).settle(now_ms);
        let offer = facts.last().copied()?;
        match offer {
            Fact::Offered { until_ms, .. } => Some(until_ms),
            Fact::Received(_)
            | Fact::Repeated { .. }
            | Fact::Confirmed { .. }
            | Fact::Waiting { .. }
            | Fact::Passed { .. }
            | Fact::Expired { .. }
            | Fact::OfferPassed { .. }
            | Fact::ListClosed { .. }
            | Fact::Changed { .. }
            | Fact::Cancelled { .. } => None,
        }
    };
    assert_eq!(until(HOUR), Some(25 * HOUR));
    assert_eq!(until(90 * HOUR), Some(100 * HOUR));
    assert_eq!(until(100 * HOUR), None);
}

/// Nobody is left waiting for what cannot come: when registration closes the list is over, and so is what
/// was offered until then.
#[test]
fn when_registration_closes_the_list_is_over() {
    let mut book = book_with(9, &[(1, 0), (2, 0), (1, 0)]);
    assert_eq!(offered(&book.settle(90 * HOUR)), [1]);
    assert_eq!(book.settle(100 * HOUR - 1), []);
    let over = |registration| Fact::ListClosed { registration };
    let passed = Fact::OfferPassed {
        registration: id(1),
    };
    assert_eq!(book.settle(100 * HOUR), [passed, over(id(2)), over(id(3))]);
    assert_eq!((book.waiting(), book.taken().offered), (0, 0));
    assert_eq!(book.settle(101 * HOUR), []);
    // A forum that is called off tells everybody so itself.
    let cancelled = Terms {
        state: ForumState::Cancelled,
        ..terms()
    };
    assert!(!cancelled.has_closed(100 * HOUR));
    assert!(!Terms::closed(ForumState::Published, 10, 1).has_closed(100 * HOUR));
}

#[test]
fn a_full_forum_takes_who_is_ready_to_wait_and_no_group_that_could_never_come() {
    let answer = |places, may_wait, offer_ms| {
        let terms = Terms {
            offer_ms,
            ..terms()
        };
        let taken = Taken {
            confirmed: 10,
            ..Taken::default()
        };
        let asked = Asked {
            may_wait,
            ..asks(places)
        };
        let mut book = Book::open(terms, taken, 0, Share::ALL);
        let outcome = book.sign_up(id(1), &address("a@b.example"), asked, HOUR);
        assert_eq!(outcome.facts.len(), usize::from(outcome.answer.is_ok()));
        outcome.answer
    };
    let full = Err(Refusal::Full { free: 0 });
    assert_eq!(answer(1, false, Some(HOUR)), full);
    assert_eq!(answer(1, true, Some(HOUR)), Ok(()));
    assert_eq!(answer(1, true, None), full, "there is no waiting list");
    let capacity = 10;
    assert_eq!(
        answer(11, true, Some(HOUR)),
        Err(Refusal::TooLarge { capacity })
    );
}

/// The address is proved first; then the group joins the line, or says that it does so now.
#[test]
fn confirming_joins_the_line_and_tells_the_position() {
    let confirm = |agreed, presses| {
        let mut book = book_with(10, &[(1, 0), (2, 0)]);
        let pending = Standing::Pending {
            held_until_ms: 9 * HOUR,
        };
        let asked = Entry {
            may_wait: agreed,
            ..entry(7, pending, 1)
        };
        book.enter(id(7), asked);
        let outcome = book.confirm(id(7), presses, HOUR);
        let again = book.confirm(id(7), false, HOUR).answer;
        assert_eq!(again, outcome.answer, "the same for who presses twice");
        outcome
    };
    let full = Err(NotConfirmed::Full { free: 0 });
    assert_eq!(confirm(false, false).answer, full);
    for (agreed, presses) in [(true, false), (false, true)] {
        let joined = confirm(agreed, presses);
        assert_eq!(joined.answer, Ok(Confirmed::Waiting));
        let fact = Fact::Waiting {
            registration: id(7),
            since_ms: HOUR,
            position: 3,
        };
        assert_eq!(joined.facts, [fact]);
    }
}

/// Whoever gives places back, or the list up, makes room at once.
#[test]
fn what_is_given_back_is_offered_in_the_same_breath() {
    let mut book = book_with(9, &[(2, 0), (1, 1)]);
    book.enter(id(8), entry(8, Standing::Confirmed, 1));
    assert_eq!(offered(&book.settle(HOUR)), [2]);
    let facts = book.cancel(id(8), HOUR).facts;
    assert_eq!(offered(&facts), [] as [u128; 0], "one is free, two wait");
    assert_eq!(offered(&book.cancel(id(2), HOUR).facts), [1]);
    assert_eq!(book.waiting(), 0);
}

/// What was not read of the line comes first all the same.
#[test]
fn nobody_passes_those_who_were_not_read() {
    let taken = Taken {
        confirmed: 5,
        ..Taken::default()
    };
    let mut book = Book::open(terms(), taken, 1, Share::ALL);
    let pending = Standing::Pending {
        held_until_ms: 9 * HOUR,
    };
    book.enter(id(7), entry(7, pending, 1));
    assert_eq!(
        book.confirm(id(7), true, HOUR).answer,
        Ok(Confirmed::Waiting)
    );
    assert_eq!(book.waiting(), 2);
}
