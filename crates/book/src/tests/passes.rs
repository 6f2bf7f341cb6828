//! Invitations and codes: who gets in by them, and that they are never good for more than was said.

use kontor_contracts::{CodeId, InvitationId};
use proptest::prelude::*;

use super::*;

const INVITED: &str = "ines@a.example";
const OTHER: &str = "otto@b.example";

fn invitation(number: u128) -> Pass {
    Pass::Invitation(InvitationId::new(Uuid::from_u128(number)))
}

fn code() -> Pass {
    Pass::Code(CodeId::new(Uuid::from_u128(7)))
}

/// A forum for those who are invited; the first invitation is one of its own.
fn invited_only() -> Book {
    let terms = Terms {
        by_invitation_only: true,
        ..terms()
    };
    let mut book = Book::open(terms, Taken::default(), 0, Share::ALL);
    book.read_pass(invitation(1), Allowance::INVITATION);
    book
}

/// A forum for everybody with a code for so many sign-ups and places.
fn with_code(most_uses: Option<u32>, most_places: Option<u32>) -> Book {
    let mut book = Book::open(terms(), Taken::default(), 0, Share::ALL);
    let allowance = Allowance {
        most_uses,
        most_places,
        ..Allowance::default()
    };
    book.read_pass(code(), allowance);
    book
}

fn by(pass: Option<Pass>, places: u32) -> Asked {
    Asked {
        pass,
        ..asks(places)
    }
}

fn sign_up(book: &mut Book, new: u128, who: &str, asked: Asked) -> Outcome<Result<(), Refusal>> {
    book.sign_up(id(new), &address(who), asked, HOUR)
}

/// Another group of commands: whoever was told may be told again.
fn next_group(book: &mut Book) {
    book.told.clear();
}

#[test]
fn where_only_the_invited_may_sign_up_nobody_else_gets_in() {
    let mut book = invited_only();
    for pass in [None, Some(invitation(2))] {
        let outcome = sign_up(&mut book, 1, OTHER, by(pass, 1));
        assert_eq!(outcome.answer, Err(Refusal::ByInvitationOnly));
        assert_eq!(outcome.facts, []);
    }
    let code = sign_up(&mut book, 1, OTHER, by(Some(code()), 1));
    assert_eq!(code.answer, Err(Refusal::UnknownCode));
    let invited = sign_up(&mut book, 1, INVITED, by(Some(invitation(1)), 1));
    assert_eq!(invited.answer, Ok(()));
}

/// A link that was sent to just this address proves it: there is no second mail to wait for.
#[test]
fn whoever_comes_by_a_proof_of_the_address_is_confirmed_at_once() {
    let mut book = invited_only();
    let asked = Asked {
        proved: true,
        ..by(Some(invitation(1)), 2)
    };
    let outcome = sign_up(&mut book, 1, INVITED, asked);
    assert!(matches!(
        outcome.facts[..],
        [
            Fact::Received(Received { proved: true, .. }),
            Fact::Confirmed { .. }
        ]
    ));
    assert_eq!(book.taken().confirmed, 2);
    assert_eq!(book.taken().held, 0);
}

#[test]
fn a_proved_address_waits_where_there_are_no_places_and_is_asked_where_they_are_held() {
    let taken = |confirmed, held| Taken {
        confirmed,
        held,
        offered: 0,
    };
    let come = |taken, may_wait| {
        let mut book = Book::open(terms(), taken, 0, Share::ALL);
        let asked = Asked {
            proved: true,
            may_wait,
            ..asks(1)
        };
        sign_up(&mut book, 1, INVITED, asked)
    };
    let full = come(taken(10, 0), false);
    assert_eq!(full.answer, Err(Refusal::Full { free: 0 }));
    let waits = come(taken(10, 0), true);
    assert!(matches!(waits.facts[1], Fact::Waiting { position: 1, .. }));
    // Others hold the last places: the link in the mail works once they have let go.
    let asked = come(taken(9, 1), false);
    assert!(matches!(
        asked.facts[..],
        [Fact::Received(Received { proved: false, .. })]
    ));
}

#[test]
fn an_invitation_is_good_for_one_and_a_slip_in_the_address_costs_nothing() {
    let mut book = invited_only();
    let pass = Some(invitation(1));
    let slip = sign_up(&mut book, 1, "inez@a.example", by(pass, 1));
    assert_eq!(slip.answer, Ok(()));
    // Two at once: one of them has come.
    let at_once = sign_up(&mut book, 2, OTHER, by(pass, 1));
    assert_eq!(at_once.answer, Err(Refusal::InvitationUsed));
    next_group(&mut book);
    let right = sign_up(&mut book, 2, INVITED, by(pass, 1));
    assert_eq!(right.answer, Ok(()));
    assert_eq!(
        right.facts[0],
        Fact::Expired {
            registration: id(1)
        }
    );
    let confirmed = book.confirm(id(2), false, HOUR);
    assert_eq!(confirmed.answer, Ok(Confirmed::Now));
    next_group(&mut book);
    let handed_on = sign_up(&mut book, 3, OTHER, by(pass, 1));
    assert_eq!(handed_on.answer, Err(Refusal::InvitationUsed));
    assert_eq!(handed_on.facts, []);
    // Whoever calls off may come again, or send somebody else.
    assert_eq!(book.cancel(id(2), HOUR).answer, Some(1));
    next_group(&mut book);
    assert_eq!(sign_up(&mut book, 3, OTHER, by(pass, 1)).answer, Ok(()));
}

#[test]
fn where_everybody_may_come_an_invitation_keeps_nobody_out() {
    let mut book = Book::open(terms(), Taken::default(), 0, Share::ALL);
    book.read_pass(invitation(1), Allowance::INVITATION);
    let pass = Some(invitation(1));
    assert_eq!(sign_up(&mut book, 1, INVITED, by(pass, 1)).answer, Ok(()));
    let outcome = sign_up(&mut book, 2, OTHER, by(pass, 1));
    let Fact::Received(received) = outcome.facts[0] else {
        panic!("{outcome:?}");
    };
    assert_eq!(received.pass, None, "it counts for the first alone");
    let withdrawn = sign_up(&mut book, 3, "third@c.example", by(Some(invitation(2)), 1));
    assert_eq!(withdrawn.answer, Ok(()));
}

#[test]
fn a_code_is_good_for_so_many_and_what_ends_is_given_back() {
    let mut book = with_code(Some(2), Some(5));
    let pass = Some(code());
    assert_eq!(sign_up(&mut book, 1, INVITED, by(pass, 4)).answer, Ok(()));
    let too_many = sign_up(&mut book, 2, OTHER, by(pass, 2)).answer;
    assert_eq!(too_many, Err(Refusal::CodeUsedUp { places_left: 1 }));
    assert_eq!(sign_up(&mut book, 2, OTHER, by(pass, 1)).answer, Ok(()));
    let used_up = sign_up(&mut book, 3, "third@c.example", by(pass, 1)).answer;
    assert_eq!(used_up, Err(Refusal::CodeUsedUp { places_left: 0 }));
    assert_eq!(
        sign_up(&mut book, 3, "third@c.example", by(None, 1)).answer,
        Ok(())
    );
    assert_eq!(book.cancel(id(1), HOUR).answer, Some(4));
    let again = sign_up(&mut book, 4, "fourth@d.example", by(pass, 4)).answer;
    assert_eq!(again, Ok(()));
}

/// ADR 0012: the owner of a known address hears of it by mail, whoever asks learns nothing.
#[test]
fn a_code_that_is_used_up_says_so_of_every_address_alike() {
    let mut book = with_code(Some(1), None);
    sign_up(&mut book, 1, INVITED, by(Some(code()), 1))
        .answer
        .unwrap();
    next_group(&mut book);
    let known = sign_up(&mut book, 2, INVITED, by(Some(code()), 1));
    let unknown = sign_up(&mut book, 3, OTHER, by(Some(code()), 1));
    assert_eq!(known.answer, unknown.answer);
    assert!(matches!(known.facts[..], [Fact::Repeated { .. }]));
    assert_eq!(unknown.facts, []);
}

proptest! {
    /// Whatever comes and goes in whatever order, the code is never good for more than was said, and what
    /// it counts is what there is.
    #[test]
    fn a_code_is_exact_under_any_interleaving(
        steps in prop::collection::vec((0..12_u128, 1..4_u32, 0..3_u8), 1..60),
    ) {
        let mut book = with_code(Some(4), Some(7));
        for (who, places, what) in steps {
            next_group(&mut book);
            let live = book.live.get(&format!("p{who}@a.example")).copied();
            match (what, live) {
                (0, _) | (_, None) => {
                    let new = 1_000 + book.entries.len() as u128;
                    let person = format!("p{who}@a.example");
                    drop(sign_up(&mut book, new, &person, by(Some(code()), places)).facts);
                }
                (1, Some(live)) => drop(book.confirm(live, false, HOUR).facts),
                (_, Some(live)) => drop(book.cancel(live, HOUR).facts),
            }
            let there = book.entries.values();
            let there: Vec<_> = there
                .filter(|entry| entry.pass.is_some() && entry.is_live())
                .collect();
            let places: u32 = there.iter().map(|entry| entry.places).sum();
            let allowance = book.passes[&code()];
            prop_assert_eq!((allowance.uses as usize, allowance.places), (there.len(), places));
            prop_assert!(there.len() <= 4 && places <= 7);
        }
    }
}

#[test]
fn whoever_has_come_by_a_code_brings_no_more_than_it_is_good_for() {
    let mut book = with_code(None, Some(5));
    sign_up(&mut book, 1, INVITED, by(Some(code()), 3))
        .answer
        .unwrap();
    book.confirm(id(1), false, HOUR).answer.unwrap();
    let answer = book.change(id(1), 6, HOUR).answer;
    assert_eq!(answer, Err(NotChanged::CodeUsedUp { places_left: 2 }));
    book.change(id(1), 5, HOUR).answer.unwrap();
    let full = sign_up(&mut book, 2, OTHER, by(Some(code()), 1)).answer;
    assert_eq!(full, Err(Refusal::CodeUsedUp { places_left: 0 }));
    book.change(id(1), 4, HOUR).answer.unwrap();
    sign_up(&mut book, 3, OTHER, by(Some(code()), 1))
        .answer
        .unwrap();
}
