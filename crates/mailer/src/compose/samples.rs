//! A site, a sender, a forum and facts that the crate's tests write mails from.

use jiff::Timestamp;
use kontor_contracts::{
    ForumId, LocalizedText,
    events::{
        Contact, ForumContact, ForumFormat, ForumKind, ForumPublished, ForumState, Participant,
        Venue,
    },
};
use kontor_web::Site;
use uuid::Uuid;

use super::{Forum, MailToWrite, Sender, compose};
use crate::{
    PARTS,
    domain::{MailFacts, MailKey},
};

pub(crate) fn site() -> Site {
    Site::new(kontor_web::Settings::default(), &[&PARTS]).unwrap()
}

pub(crate) fn office() -> kontor_web::Office {
    site().office(&kontor_contracts::Language::english())
}

pub(crate) fn sender() -> Sender {
    Sender::new("Kontor Nordstadt", &"forum@kontor.example".parse().unwrap()).unwrap()
}

fn localized(texts: &[(&str, &str)]) -> LocalizedText {
    let texts = texts
        .iter()
        .map(|(tag, text)| (tag.parse().unwrap(), (*text).to_owned()));
    LocalizedText::new(texts.collect()).unwrap()
}

fn moment(local: &str) -> kontor_contracts::Deadline {
    kontor_contracts::Deadline::new(local.parse().unwrap(), "Europe/Berlin").unwrap()
}

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
                email: "petersen@kontor.example".parse().unwrap(),
                phone: Some("+49 40 000 000".into()),
            },
            languages: vec!["de".parse().unwrap(), "fr".parse().unwrap()],
            public_url: "https://forum.kontor.example/forums/westafrika-2027".into(),
        },
    }
}

pub(crate) fn facts(language: &str, pending: bool) -> MailFacts {
    let token = "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw";
    MailFacts {
        contact: Contact {
            name: "Anna Müller-Söhne".into(),
            email: "anna@müller-söhne.de".parse().unwrap(),
            language: language.parse().unwrap(),
            organisation: None,
            country: None,
        },
        participants: ["Anna Müller-Söhne", "株式会社 <b>*x*</b>"]
            .map(|name| Participant { name: name.into() })
            .into(),
        token: pending.then(|| token.parse().unwrap()),
        held_until: pending.then(|| "2026-11-23T09:30:00Z".parse().unwrap()),
        held: true,
        others: Vec::new(),
    }
}

pub(crate) fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

/// The bytes of a German confirmation.
pub(crate) fn message(key: &MailKey) -> Vec<u8> {
    let mail = MailToWrite {
        key,
        facts: &facts("de", false),
        forum: &forum(),
        now: now(),
    };
    compose(&site(), &sender(), mail).unwrap().1.bytes
}
