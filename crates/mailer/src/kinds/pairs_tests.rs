//! Of each two kinds of mail about one sign-up: whether the first, still unsent, goes out when the second has
//! been asked for. What would contradict the second does not.

use jiff::Timestamp;

use super::*;
use crate::{
    domain::{Known, PersonState, Wanted},
    letter::samples,
};

/// A mail about a sign-up and how the sign-up stands when it is asked for.
struct Case {
    name: &'static str,
    facts: Facts,
    state: PersonState,
}

/// Every kind that an event of a sign-up asks for. Reminders are asked anew by their rules, news by what
/// their reader knows: both have tests of their own.
fn cases() -> Vec<Case> {
    let contact = || samples::contact(&kontor_contracts::Language::english());
    let mut cases = Vec::new();
    for (kind, number, name) in [
        ("address_check", 0, "address_check"),
        ("already_registered", 0, "still pending"),
        ("already_registered", 3, "already confirmed"),
        ("already_registered", 4, "already waiting"),
        ("waiting_list", 0, "waiting_list"),
        ("offer", 0, "offer"),
        ("confirmation", 0, "confirmation"),
        ("offer_passed", 0, "offer_passed"),
        ("no_places", 0, "no_places"),
        ("called_off", 0, "called_off"),
        ("registration_changed", 0, "registration_changed"),
        ("signed_up", 0, "signed_up"),
        ("taken_off", 0, "taken_off"),
    ] {
        let kind = named(kind).unwrap();
        let mut occasion = Occasion::new(samples::forum(), samples::now());
        let facts = kind.samples(contact())[number].on(&mut occasion);
        let state = occasion.person.unwrap();
        cases.push(Case { name, facts, state });
    }
    cases
}

/// Those that still go out, unsent, when the other is asked for after them.
const GO: [(&str, &[&str]); 13] = [
    ("address_check", &["address_check", "still pending"]),
    ("still pending", &["address_check", "still pending"]),
    ("already confirmed", &ALIVE),
    (
        "already waiting",
        &[
            "address_check",
            "still pending",
            "already waiting",
            "waiting_list",
        ],
    ),
    (
        "waiting_list",
        &[
            "address_check",
            "still pending",
            "already waiting",
            "waiting_list",
        ],
    ),
    (
        "offer",
        &[
            "address_check",
            "still pending",
            "already waiting",
            "waiting_list",
            "offer",
        ],
    ),
    ("confirmation", &ALIVE),
    (
        "offer_passed",
        &[
            "address_check",
            "still pending",
            "already waiting",
            "waiting_list",
            "offer",
            "offer_passed",
            "no_places",
            "called_off",
            "taken_off",
        ],
    ),
    (
        "no_places",
        &[
            "address_check",
            "still pending",
            "already waiting",
            "waiting_list",
            "offer",
            "offer_passed",
            "no_places",
            "called_off",
            "taken_off",
        ],
    ),
    ("registration_changed", &ALIVE),
    ("signed_up", &ALIVE),
    // Both always go: they take the entry out of the calendar.
    ("taken_off", &ALL),
    ("called_off", &ALL),
];

/// After which the sign-up is not over.
const ALIVE: [&str; 9] = [
    "address_check",
    "still pending",
    "already confirmed",
    "already waiting",
    "waiting_list",
    "offer",
    "confirmation",
    "registration_changed",
    "signed_up",
];

const ALL: [&str; 13] = [
    "address_check",
    "still pending",
    "already confirmed",
    "already waiting",
    "waiting_list",
    "offer",
    "confirmation",
    "offer_passed",
    "no_places",
    "called_off",
    "registration_changed",
    "signed_up",
    "taken_off",
];

#[test]
fn what_waits_and_contradicts_what_has_happened_since_does_not_go() {
    let cases = cases();
    let now: Timestamp = samples::now();
    for first in &cases {
        let goes = GO.iter().find(|(name, _)| *name == first.name).unwrap().1;
        for second in &cases {
            let known = Known {
                person: Some(second.state),
                ..samples::known(samples::forum())
            };
            let wanted = first.facts.wanted(&known, now) == Wanted::Yes;
            let expected = goes.contains(&second.name);
            assert_eq!(wanted, expected, "{}, then {}", first.name, second.name);
        }
    }
}

/// A new kind that says how a sign-up stands gets a line above.
#[test]
fn every_kind_that_is_neither_a_reminder_nor_news_is_in_the_table() {
    let cases = cases();
    // What invites is about an invitation, and there is one of it.
    let of_sign_ups = KINDS.iter().filter(|kind| kind.word() != Invitation::WORD);
    for kind in of_sign_ups.filter(|kind| kind.is_of_forum()) {
        let is_there = cases.iter().any(|case| case.facts.word() == kind.word());
        let has_rules = kind.has_moments() || kind.is_news();
        assert!(is_there || has_rules, "{}", kind.word());
    }
}
