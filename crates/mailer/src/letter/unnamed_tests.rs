//! How many names follow, in every mail that says who takes part, in every language.

use super::tests::letter_at;
use crate::{
    kinds::{
        AddressCheck, AnyFacts, Confirmation, Kind, Offer, RegistrationChanged, WaitingList,
        samples::contact,
    },
    letter::samples::now,
};

const FOLLOW: [(&str, [&str; 3]); 3] = [
    (
        "de",
        [
            "- und eine Person, deren Name folgt",
            "- und 3 Personen, deren Namen folgen",
            "3 Namen fehlen noch",
        ],
    ),
    (
        "en",
        [
            "- and one person whose name follows",
            "- and 3 people whose names follow",
            "3 names are still missing",
        ],
    ),
    (
        "fr",
        [
            "- et une personne dont le nom suivra",
            "- et 3 personnes dont les noms suivront",
            "3 noms manquent encore",
        ],
    ),
];

fn first<K: Kind>(language: &str) -> K {
    K::samples(contact(&language.parse().unwrap())).remove(0)
}

fn text(facts: &dyn AnyFacts) -> String {
    letter_at(facts, now()).text
}

#[test]
fn lists_of_who_takes_part_end_with_how_many_follow() {
    for (language, [one, three, _]) in FOLLOW {
        for (unnamed, says) in [(1, one), (3, three)] {
            let mails: [&dyn AnyFacts; 3] = [
                &AddressCheck {
                    unnamed,
                    ..first(language)
                },
                &Confirmation {
                    unnamed,
                    ..first(language)
                },
                &RegistrationChanged {
                    before: Vec::new(),
                    participants: first::<RegistrationChanged>(language).before,
                    unnamed_before: 4,
                    unnamed,
                    ..first(language)
                },
            ];
            for mail in mails {
                assert!(text(mail).contains(says), "{says}: {}", text(mail));
            }
        }
        let named: Confirmation = first(language);
        assert!(!text(&named).contains(three), "{}", text(&named));
    }
}

#[test]
fn whoever_has_a_link_is_asked_for_the_names() {
    for (language, [_, _, missing]) in FOLLOW {
        let unnamed = 3;
        let mails: [&dyn AnyFacts; 3] = [
            &Confirmation {
                unnamed,
                ..first(language)
            },
            &WaitingList {
                unnamed,
                ..first(language)
            },
            &Offer {
                unnamed,
                ..first(language)
            },
        ];
        for mail in mails {
            assert!(text(mail).contains(missing), "{missing}: {}", text(mail));
        }
    }
}

/// A secretary who has named nobody has no appointment: the entry is a file to hand on.
#[test]
fn whoever_has_named_nobody_does_not_take_part_themselves() {
    let confirmation: Confirmation = first("en");
    let nobody = Confirmation {
        participants: Vec::new(),
        unnamed: 4,
        ..confirmation
    };
    assert!(!nobody.contact_takes_part());
    let text = text(&nobody);
    assert!(text.contains("4 people are taking part"), "{text}");
    assert!(text.contains("- 4 people whose names follow"), "{text}");
    assert!(text.contains("Please forward it"), "{text}");
}
