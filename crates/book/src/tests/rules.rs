//! The rules one by one.

use super::*;

const JAN: &str = "jan@a.example";
/// The registration of Jan's address, where there is one.
const KNOWN: u128 = 1;
/// What a sign-up is called that makes a registration.
const NEW: u128 = 2;

const NOBODY: Taken = confirmed(0);

const fn confirmed(confirmed: u32) -> Taken {
    taken(confirmed, 0)
}

const fn taken(confirmed: u32, held: u32) -> Taken {
    Taken {
        confirmed,
        held,
        offered: 0,
    }
}

fn entry(standing: Standing, places: u32, holds: bool) -> Entry {
    Entry {
        address: address(JAN),
        standing,
        places,
        holds,
        may_wait: false,
        pass: None,
    }
}

fn pending(held_until_ms: i64) -> Entry {
    entry(Standing::Pending { held_until_ms }, 1, true)
}

fn counts() -> Entry {
    entry(Standing::Confirmed, 1, true)
}

/// The book of a forum, with Jan's registration if he has one.
fn book_of(terms: Terms, taken: Taken, known: Option<Entry>) -> Book {
    let mut book = Book::open(terms, taken, 0, Share::ALL);
    if let Some(known) = known {
        book.enter(id(KNOWN), known);
    }
    book
}

fn sign_up(book: &mut Book, asked: Asked, now_ms: i64) -> Outcome<Result<(), Refusal>> {
    book.sign_up(id(NEW), &address(JAN), asked, now_ms)
}

/// Whether a sign-up has made a registration, and whether that holds its places.
fn received(facts: &[Fact]) -> Option<bool> {
    match facts.last()? {
        Fact::Received(received) => Some(received.holds),
        Fact::Repeated { .. }
        | Fact::Confirmed { .. }
        | Fact::Waiting { .. }
        | Fact::Passed { .. }
        | Fact::Offered { .. }
        | Fact::Expired { .. }
        | Fact::OfferPassed { .. }
        | Fact::ListClosed { .. }
        | Fact::Changed { .. }
        | Fact::Cancelled { .. } => None,
    }
}

const EXPIRED: Fact = Fact::Expired {
    registration: RegistrationId::new(Uuid::from_u128(KNOWN)),
};

#[test]
fn who_cannot_sign_up_is_told_why() {
    let answer = |terms, now_ms| {
        let mut book = book_of(terms, NOBODY, None);
        let outcome = sign_up(&mut book, asks(1), now_ms);
        assert_eq!(outcome.facts.is_empty(), outcome.answer.is_err());
        outcome.answer
    };
    let in_state = |state| Terms { state, ..terms() };
    let draft = in_state(ForumState::Draft);
    assert_eq!(answer(draft, HOUR), Err(Refusal::UnknownForum));
    let cancelled = in_state(ForumState::Cancelled);
    assert_eq!(answer(cancelled, HOUR), Err(Refusal::Cancelled));
    let opens_ms = 1_000;
    assert_eq!(answer(terms(), 999), Err(Refusal::NotOpen { opens_ms }));
    assert_eq!(answer(terms(), 1_000), Ok(()));
    assert_eq!(answer(terms(), 100 * HOUR), Err(Refusal::Closed));
}

#[test]
fn a_form_of_an_older_forum_is_stale() {
    let answer = |revision| {
        let asked = Asked {
            revision: Some(revision),
            ..asks(1)
        };
        sign_up(&mut book_of(terms(), NOBODY, None), asked, HOUR).answer
    };
    assert_eq!(answer(2), Err(Refusal::Changed));
    assert_eq!(answer(3), Ok(()));
}

#[test]
fn a_group_finds_room_for_all_or_none() {
    let group = |taken| sign_up(&mut book_of(terms(), taken, None), asks(3), HOUR);
    let full = group(confirmed(8));
    assert_eq!(full.answer, Err(Refusal::Full { free: 2 }));
    assert_eq!(full.facts, []);
    assert_eq!(received(&group(confirmed(7)).facts), Some(true));
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
    let late = 100 * HOUR - 1;
    assert_eq!(short.held_until_ms(late), late + HOUR / 2);
}

/// Nor by what a later sign-up of anybody is told: an address that is probed changes what is held at
/// most, and nothing that is held is told.
#[test]
fn a_known_address_is_answered_like_an_unknown_one() {
    for confirmed in [0, 5, 9, 10, 12] {
        for (held, now_ms) in [(0, 0), (1, HOUR), (7, HOUR), (10, 100 * HOUR)] {
            let taken = taken(confirmed, held);
            let told = |taken, known: Option<Entry>| {
                [1, 2, 5, 10].map(|places| {
                    let mut book = book_of(terms(), taken, known.clone());
                    sign_up(&mut book, asks(places), now_ms).answer
                })
            };
            let more = Taken {
                held: held + 1,
                ..taken
            };
            let new = told(taken, None);
            assert_eq!(told(more, None), new, "what is held is not told");
            assert_eq!(told(taken, Some(pending(50 * HOUR))), new);
            assert_eq!(told(taken, Some(counts())), new);
            let mut book = book_of(terms(), taken, Some(counts()));
            let facts = sign_up(&mut book, asks(1), now_ms).facts;
            assert_eq!(received(&facts), None, "what counts is never replaced");
        }
    }
}

/// Whoever signs up once more, to correct a name, keeps the places that are held already.
#[test]
fn who_signs_up_again_keeps_what_is_held() {
    let again = |places| {
        let taken = taken(6, 4);
        let mut book = Book::open(terms(), taken, 0, Share::per_cent(40));
        let known = Entry {
            places: 2,
            ..pending(50 * HOUR)
        };
        book.enter(id(KNOWN), known);
        book.count_held("a.example".to_owned(), 2);
        sign_up(&mut book, asks(places), HOUR).facts
    };
    let replaced = |places, holds| {
        let received = Fact::Received(Received {
            registration: id(NEW),
            places,
            held_until_ms: 49 * HOUR,
            holds,
            may_wait: false,
            pass: None,
            proved: false,
        });
        [EXPIRED, received]
    };
    assert_eq!(again(2), replaced(2, true));
    assert_eq!(again(3), replaced(3, false), "one more than is free");
}

#[test]
fn a_link_works_once_and_in_time() {
    let answer = |known: Option<Entry>| {
        let mut book = book_of(terms(), confirmed(1), known);
        book.confirm(id(KNOWN), false, 2 * HOUR).answer
    };
    assert_eq!(answer(None), Err(NotConfirmed::UnknownLink));
    assert_eq!(answer(Some(pending(3 * HOUR))), Ok(Confirmed::Now));
    let late = answer(Some(pending(2 * HOUR)));
    assert_eq!(late, Err(NotConfirmed::ExpiredLink));
    assert_eq!(answer(Some(counts())), Ok(Confirmed::Already));
    let expired = entry(Standing::Expired, 1, true);
    assert_eq!(answer(Some(expired)), Err(NotConfirmed::ExpiredLink));
}

#[test]
fn what_waits_for_a_forum_that_is_gone_is_not_confirmed() {
    let answer = |state| {
        let forum = Terms { state, ..terms() };
        let mut book = book_of(forum, confirmed(1), Some(pending(3 * HOUR)));
        book.confirm(id(KNOWN), false, HOUR).answer
    };
    let cancelled = answer(ForumState::Cancelled);
    assert_eq!(cancelled, Err(NotConfirmed::Cancelled));
    assert_eq!(answer(ForumState::Draft), Err(NotConfirmed::NotPublished));
}

/// What is held by invented people never keeps out whoever confirms.
#[test]
fn beyond_the_share_nothing_is_held_and_confirming_takes_the_place() {
    let half = Share::per_cent(50);
    let large = Terms {
        capacity: 200,
        ..terms()
    };
    let taken = |held| taken(5, held);
    let asked = |may_hold| Asked {
        may_hold,
        ..asks(1)
    };
    // Of the forum, of one domain, of the client.
    let over = [
        (terms(), taken(5), 0, true),
        (large, taken(50), 50, true),
        (terms(), taken(0), 0, false),
    ];
    for (forum, taken, of_domain, may_hold) in over {
        let mut book = Book::open(forum, taken, 0, half);
        book.count_held("a.example".to_owned(), of_domain);
        let made = sign_up(&mut book, asked(may_hold), HOUR);
        assert_eq!((made.answer, received(&made.facts)), (Ok(()), Some(false)));
    }
    let confirm = |confirmed, held| {
        let waiting = Entry {
            holds: false,
            ..pending(3 * HOUR)
        };
        let taken = Taken {
            confirmed,
            ..taken(held)
        };
        let mut book = book_of(terms(), taken, Some(waiting));
        book.confirm(id(KNOWN), false, HOUR).answer
    };
    assert_eq!(confirm(5, 4), Ok(Confirmed::Now));
    let full = Err(NotConfirmed::Full { free: 0 });
    assert_eq!(confirm(10, 0), full);
    assert_eq!(confirm(5, 5), full, "what is held for somebody is kept");
}

/// Whoever types an address first does not decide what its owner confirms; and a mailbox that has had
/// enough mail keeps the link that it has.
#[test]
fn a_later_sign_up_replaces_one_that_waits_and_never_one_that_counts() {
    let made = |known: Entry, may_ask| {
        let mut book = book_of(terms(), confirmed(1), Some(known));
        let asked = Asked { may_ask, ..asks(1) };
        sign_up(&mut book, asked, HOUR).facts
    };
    let replaced = made(pending(50 * HOUR), true);
    assert_eq!((replaced[0], received(&replaced)), (EXPIRED, Some(true)));
    assert_eq!(made(pending(50 * HOUR), false), []);
    let repeated = Fact::Repeated {
        registration: id(KNOWN),
        held_until_ms: None,
        holds: true,
    };
    assert_eq!(made(counts(), true), [repeated]);
    assert_eq!(made(counts(), false), []);
}

/// A button that is pressed twice is one mail, and so is an address that many sign up at once.
#[test]
fn whoever_comes_again_in_one_group_is_written_to_once() {
    let mut book = book_of(terms(), NOBODY, None);
    assert_eq!(
        received(&sign_up(&mut book, asks(1), HOUR).facts),
        Some(true)
    );
    assert_eq!(sign_up(&mut book, asks(1), HOUR).facts, []);
    let full = sign_up(&mut book, asks(11), HOUR);
    assert_eq!(full.answer, Err(Refusal::Full { free: 10 }));
    assert_eq!(full.facts, []);
    let mut book = book_of(terms(), confirmed(1), Some(counts()));
    assert_eq!(sign_up(&mut book, asks(1), HOUR).facts.len(), 1);
    assert_eq!(sign_up(&mut book, asks(1), HOUR).facts, []);
}

/// Whoever has lost a mail gets another; who asks for a stranger's learns nothing and makes nothing.
#[test]
fn a_link_is_given_again_to_the_owner_of_the_mailbox_alone() {
    let ask = |known: Option<Entry>, may_go| {
        let mut book = book_of(terms(), confirmed(1), known);
        let first = book.ask_again(&address(JAN), may_go);
        assert_eq!(book.ask_again(&address(JAN), may_go), [], "once");
        first
    };
    let repeated = |held_until_ms| {
        vec![Fact::Repeated {
            registration: id(KNOWN),
            held_until_ms,
            holds: true,
        }]
    };
    assert_eq!(ask(None, true), []);
    assert_eq!(ask(Some(counts()), false), []);
    assert_eq!(ask(Some(entry(Standing::Expired, 1, true)), true), []);
    assert_eq!(ask(Some(counts()), true), repeated(None));
    let waits = ask(Some(pending(50 * HOUR)), true);
    assert_eq!(waits, repeated(Some(50 * HOUR)));
}

#[test]
fn what_is_called_off_gives_its_places_back_once() {
    let held = taken(5, 1);
    let mut book = book_of(terms(), held, Some(pending(3 * HOUR)));
    let fact = Fact::Cancelled {
        registration: id(KNOWN),
    };
    let off = book.cancel(id(KNOWN), HOUR);
    assert_eq!((off.facts, off.answer), (vec![fact], Some(1)));
    assert_eq!(book.taken(), confirmed(5));
    assert_eq!(book.cancel(id(KNOWN), HOUR).answer, None);
    assert_eq!(book.cancel(id(NEW), HOUR).answer, None, "nobody knows it");
    let mut book = book_of(terms(), confirmed(5), Some(counts()));
    assert_eq!(book.cancel(id(KNOWN), HOUR).answer, Some(1));
    assert_eq!(book.taken(), confirmed(4));
}

/// Answers are kept with idempotency keys: their names are part of the database.
#[test]
fn refusals_are_kept_under_the_names_that_they_have_always_had() {
    let kept = |refusal: Refusal| serde_json::to_string(&refusal).unwrap();
    assert_eq!(
        kept(Refusal::Full { free: 2 }),
        r#"{"why":"full","free":2}"#
    );
    let not_open = r#"{"why":"not_open","opens_ms":5}"#;
    assert_eq!(kept(Refusal::NotOpen { opens_ms: 5 }), not_open);
    assert_eq!(kept(Refusal::Changed), r#"{"why":"changed"}"#);
}
