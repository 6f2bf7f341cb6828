//! Who takes part is changed: the rules one by one.

use super::*;

const DELEGATION: u128 = 1;
const NEXT: u128 = 2;

fn entry(places: u32, standing: Standing) -> Entry {
    Entry {
        address: address("jan@a.example"),
        standing,
        places,
        holds: true,
        may_wait: true,
        pass: None,
    }
}

/// A forum of ten places of which a delegation of four has some, and others the rest.
fn book(confirmed: u32, waiting: u32) -> Book {
    let taken = Taken {
        confirmed,
        ..Taken::default()
    };
    let mut book = Book::open(terms(), taken, waiting, Share::ALL);
    book.enter(id(DELEGATION), entry(4, Standing::Confirmed));
    book
}

fn answer(book: &mut Book, places: u32, now_ms: i64) -> Result<(), NotChanged> {
    book.change(id(DELEGATION), places, now_ms).answer
}

#[test]
fn whoever_is_taken_off_gives_the_place_to_the_first_who_waits() {
    let mut book = book(10, 1);
    let waits = Entry {
        address: address("li@b.example"),
        ..entry(
            2,
            Standing::Waiting {
                since_ms: 5,
                passed: 0,
            },
        )
    };
    book.enter(id(NEXT), waits);
    book.read_line(id(NEXT));
    assert_eq!(book.change(id(DELEGATION), 3, HOUR).facts.len(), 1);
    assert_eq!(book.taken().all(), 9);
    let facts = book.change(id(DELEGATION), 2, HOUR).facts;
    assert!(
        matches!(facts[1], Fact::Offered { registration, .. } if registration == id(NEXT)),
        "{facts:?}"
    );
    let taken = Taken {
        confirmed: 8,
        offered: 2,
        held: 0,
    };
    assert_eq!(book.taken(), taken);
}

#[test]
fn more_come_only_where_places_are_free_and_nobody_waits() {
    assert_eq!(answer(&mut book(8, 0), 6, HOUR), Ok(()));
    let full = NotChanged::Full { free: 2 };
    assert_eq!(answer(&mut book(8, 0), 7, HOUR), Err(full));
    let others_wait = NotChanged::Full { free: 0 };
    assert_eq!(answer(&mut book(8, 1), 5, HOUR), Err(others_wait));
    // Somebody else in the place of one who cannot come is always possible.
    assert_eq!(answer(&mut book(10, 1), 4, HOUR), Ok(()));
}

#[test]
fn after_the_closing_fewer_come_or_others_but_not_more_and_later_nothing_changes() {
    let (closed, late) = (101 * HOUR, 120 * HOUR);
    assert_eq!(answer(&mut book(4, 0), 5, closed), Err(NotChanged::Closed));
    assert_eq!(answer(&mut book(4, 0), 4, closed), Ok(()));
    assert_eq!(answer(&mut book(4, 0), 1, closed), Ok(()));
    assert_eq!(answer(&mut book(4, 0), 1, late), Err(NotChanged::TooLate));
}

#[test]
fn who_waits_may_become_fewer_and_not_more() {
    let mut book = Book::open(terms(), Taken::default(), 1, Share::ALL);
    let (since_ms, passed) = (5, 3);
    book.enter(
        id(DELEGATION),
        entry(4, Standing::Waiting { since_ms, passed }),
    );
    assert_eq!(answer(&mut book, 5, HOUR), Err(NotChanged::Waits));
    assert_eq!(answer(&mut book, 3, HOUR), Ok(()));
    let mut unproved = Book::open(terms(), Taken::default(), 0, Share::ALL);
    let held_until_ms = 48 * HOUR;
    unproved.enter(
        id(DELEGATION),
        entry(4, Standing::Pending { held_until_ms }),
    );
    let refused = answer(&mut unproved, 3, HOUR);
    assert_eq!(refused, Err(NotChanged::NotConfirmed));
    unproved.enter(id(DELEGATION), entry(4, Standing::Expired));
    assert_eq!(answer(&mut unproved, 3, HOUR), Err(NotChanged::Ended));
}
