//! A forum, people and links that never were, for samples of every kind.

use std::{fmt::Debug, str::FromStr};

use jiff::Timestamp;
use kontor_contracts::{
    Deadline, ForumId, Language, LocalizedText,
    events::{
        Contact, ForumContact, ForumFormat, ForumKind, ForumParticulars, ForumPublished,
        ForumState, Participant, Venue,
    },
};
use uuid::Uuid;

use kontor_reminders::Anchor;

use super::{Asking, OwnLink, PersonalLink, Told};
use crate::domain::{Forum, Version, moment_of};

#[expect(clippy::expect_used, reason = "constants of ours, tested")]
pub(super) fn constant<T: FromStr<Err: Debug>>(text: &str) -> T {
    text.parse().expect("a constant of ours")
}

#[expect(clippy::expect_used, reason = "constants of ours, tested")]
pub(super) fn localized(texts: &[(&str, &str)]) -> LocalizedText {
    let texts = texts
        .iter()
        .map(|(tag, text)| (constant(tag), (*text).to_owned()));
    LocalizedText::new(texts.collect()).expect("texts of ours")
}

/// A local time in the zone of the samples.
pub(crate) fn moment(local: &str) -> Deadline {
    Deadline {
        local: constant(local),
        zone: "Europe/Berlin".to_owned(),
    }
}

/// A forum of which everything is said.
pub(crate) fn forum() -> Forum {
    let facts = facts();
    Forum {
        sequence: 3,
        changed_at: 0,
        versions: versions(&facts),
        facts,
    }
}

fn facts() -> ForumPublished {
    ForumPublished {
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
        changes_close: None,
        contact: ForumContact {
            name: "Jana Petersen".into(),
            email: constant("petersen@kontor.example"),
            phone: Some("+49 40 000 000".into()),
        },
        languages: vec![constant("de"), constant("fr")],
        public_url: "https://forum.kontor.example/forums/westafrika-2027".into(),
        reminders: None,
        change: None,
    }
}

/// It was earlier, and elsewhere.
fn versions(facts: &ForumPublished) -> Vec<Version> {
    let now = facts.particulars();
    let before = ForumParticulars {
        starts: moment("2027-02-22T09:00:00"),
        ends: moment("2027-02-22T15:00:00"),
        format: ForumFormat::OnSite,
        venue: Some(Venue {
            name: localized(&[
                ("de", "Messe *Halle 1* | Süd"),
                ("en", "Fair *Hall 1* | South"),
            ]),
            address: "Messeplatz 2, 12345 Nordstadt".into(),
        }),
        online_url: None,
        registration_closes: moment("2027-01-25T18:00:00"),
        ..now.clone()
    };
    let note = localized(&[
        (
            "de",
            "Die Messe wird *umgebaut*.\n\nBitte kommen Sie über den Hof.",
        ),
        (
            "en",
            "The hall is being *rebuilt*.\n\nPlease enter through the courtyard.",
        ),
        (
            "fr",
            "Le hall est en *travaux*.\n\nMerci d’entrer par la cour.",
        ),
    ]);
    let version = |sequence, particulars, note| Version {
        sequence,
        kept_at: 0,
        particulars,
        note,
        silent: false,
    };
    vec![version(1, before, None), version(3, now, Some(note))]
}

/// The same, of which only what must be is said.
pub(crate) fn bare_forum() -> Forum {
    let mut bare = forum();
    (bare.facts.venue, bare.facts.online_url) = (None, None);
    bare.facts.description = None;
    bare.facts.contact.phone = None;
    bare
}

/// A moment of [`forum`] as a mail tells of it.
pub(super) fn told(anchor: Anchor) -> Told {
    let forum = forum();
    Told {
        anchor,
        moment: moment_of(&forum.facts, anchor).clone(),
        revision: forum.sequence,
    }
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
    names
        .map(|name| Participant::through_contact(name.into()))
        .into()
}

/// The secret of every link.
pub(crate) const SECRET: &str = "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw";

/// Until when links of samples work.
pub(crate) fn link_until() -> Timestamp {
    constant("2026-11-23T09:30:00Z")
}

/// A question that can be answered for two days after [`now`].
pub(crate) fn asking(held: bool) -> Asking {
    Asking {
        token: Some(constant(SECRET)),
        held_until: link_until(),
        held,
    }
}

/// A link to one's own registration.
pub(crate) fn own_link() -> OwnLink {
    OwnLink::new(constant(SECRET), now())
}

/// The personal link of an invitation.
pub(crate) fn personal_link() -> PersonalLink {
    PersonalLink::new(constant(SECRET), now())
}

/// When samples are written.
pub(crate) fn now() -> Timestamp {
    constant("2026-11-21T12:00:00Z")
}
