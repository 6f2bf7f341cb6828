//! A forum, people and links that never were, for samples of every kind.

use std::{fmt::Debug, str::FromStr};

use jiff::Timestamp;
use kontor_contracts::{
    Deadline, ForumId, Language, LocalizedText,
    events::{
        Contact, ForumContact, ForumFormat, ForumKind, ForumPublished, ForumState, Participant,
        Venue,
    },
};
use uuid::Uuid;

use super::Asking;
use crate::domain::Forum;

#[expect(clippy::expect_used, reason = "constants of ours, tested")]
fn constant<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("a constant of ours")
}

#[expect(clippy::expect_used, reason = "constants of ours, tested")]
fn localized(texts: &[(&str, &str)]) -> LocalizedText {
    let texts = texts
        .iter()
        .map(|(tag, text)| (constant(tag), (*text).to_owned()));
    LocalizedText::new(texts.collect()).expect("texts of ours")
}

fn moment(local: &str) -> Deadline {
    Deadline {
        local: constant(local),
        zone: "Europe/Berlin".to_owned(),
    }
}

/// A forum of which everything is said.
pub(crate) fn forum() -> Forum {
    Forum {
        sequence: 3,
        facts: ForumPublished {
            forum: ForumId::new(Uuid::from_u128(7)),
            slug: "westafrika-2027".into(),
            organizer: "Kontor Nordstadt, Außenwirtschaft".into(),
            kind: ForumKind::Forum,
            format: ForumFormat::Hybrid,
            state: ForumState::Published,
            title: localized(&[
                ("de", "Kooperationsforum *Westafrika* & Partner"),
                (
                    "fr",
                    "Forum de coopération *Afrique de l’Ouest* & partenaires",
                ),
                ("en", "Cooperation Forum *West Africa* & Partners"),
            ]),
            description: Some(localized(&[
                ("de", "Vorträge; Gespräche, Austausch."),
                ("en", "Talks."),
            ])),
            starts: moment("2027-03-01T10:00:00"),
            ends: moment("2027-03-01T16:00:00"),
            venue: Some(Venue {
                name: localized(&[("de", "Rathaus, Saal 2"), ("en", "Town Hall, Room 2")]),
                address: "Marktplatz 1, 12345 Nordstadt".into(),
            }),
            online_url: Some("https://meet.example.org/westafrika_2027?a=1&b=2".into()),
            registration_closes: moment("2027-02-01T18:00:00"),
            contact: ForumContact {
                name: "Jana Petersen".into(),
                email: constant("petersen@kontor.example"),
                phone: Some("+49 40 000 000".into()),
            },
            languages: vec![constant("de"), constant("fr")],
            public_url: "https://forum.kontor.example/forums/westafrika-2027".into(),
        },
    }
}

/// The same, of which only what must be is said.
pub(super) fn bare_forum() -> Forum {
    let mut bare = forum();
    (bare.facts.venue, bare.facts.online_url) = (None, None);
    bare.facts.description = None;
    bare.facts.contact.phone = None;
    bare
}

/// Somebody who reads a language.
pub(crate) fn contact(language: &Language) -> Contact {
    Contact {
        name: "Anna Müller-Söhne".into(),
        email: constant("anna@müller-söhne.de"),
        language: language.clone(),
        organisation: None,
        country: None,
    }
}

/// Others, one with a name that would be markup if it were not escaped.
pub(crate) fn participants() -> Vec<Participant> {
    let names = ["Aïcha Konaté", "株式会社 <b>*x*</b>"];
    names.map(|name| Participant { name: name.into() }).into()
}

/// A question that can be answered for two days after [`now`].
pub(crate) fn asking(held: bool) -> Asking {
    Asking {
        token: Some(constant("Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw")),
        held_until: constant("2026-11-23T09:30:00Z"),
        held,
    }
}

/// When samples are written.
pub(crate) fn now() -> Timestamp {
    constant("2026-11-21T12:00:00Z")
}
