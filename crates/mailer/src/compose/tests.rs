//! Every kind of mail in every language, as people see it, and the rules that its bytes keep.

use jiff::Timestamp;
use kontor_contracts::{
    ForumId, Language, LocalizedText, RegistrationId,
    events::{
        Contact, ForumContact, ForumFormat, ForumKind, ForumPublished, ForumState, Participant,
        Venue,
    },
};
use kontor_web::Site;
use uuid::Uuid;

use super::*;
use crate::{
    SOURCES,
    domain::{MailFacts, MailKey, MailKind},
};

fn site() -> Site {
    Site::new(kontor_web::Settings::default(), &[&SOURCES]).unwrap()
}

fn sender() -> Sender {
    Sender::new("Kontor Nordstadt", &"forum@kontor.example".parse().unwrap()).unwrap()
}

fn localized(texts: &[(&str, &str)]) -> LocalizedText {
    let texts = texts.iter().map(|(tag, text)| (tag.parse().unwrap(), (*text).to_owned()));
    LocalizedText::new(texts.collect()).unwrap()
}

fn moment(local: &str) -> kontor_contracts::Deadline {
    kontor_contracts::Deadline::new(local.parse().unwrap(), "Europe/Berlin").unwrap()
}

fn forum() -> Forum {
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
                ("fr", "Forum de coopération *Afrique de l’Ouest* & partenaires"),
                ("en", "Cooperation Forum *West Africa* & Partners"),
            ]),
            description: Some(localized(&[("de", "Vorträge; Gespräche, Austausch."), ("en", "Talks.")])),
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

fn facts(language: &str, pending: bool) -> MailFacts {
    let confirm = "https://forum.kontor.example/confirm/Zm9v_YmFy-0123456789abcdefghijklmnopqrstuv";
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
        confirm_url: pending.then(|| confirm.into()),
        held_until: pending.then(|| "2026-11-23T09:30:00Z".parse().unwrap()),
    }
}

fn now() -> Timestamp {
    "2026-11-21T12:00:00Z".parse().unwrap()
}

fn letter_of(kind: MailKind, facts: &MailFacts) -> (Letter, Message) {
    let (forum, sender) = (forum(), sender());
    let key = MailKey::once(RegistrationId::new(Uuid::from_u128(42)), kind);
    let mail = MailToWrite {
        key: &key,
        facts,
        forum: &forum,
        now: now(),
    };
    let letter = write(&site(), &sender, mail).unwrap();
    let message_id = key.message_id(sender.domain());
    let addressing = Addressing {
        to: (&facts.contact.name, &facts.contact.email),
        reply_to: (&forum.facts.contact.name, &forum.facts.contact.email),
        message_id: &message_id,
        date: now(),
    };
    let message = message(&sender, addressing, &letter).unwrap();
    (letter, message)
}

fn snapshot(kind: MailKind, pending: bool, name: &str) {
    for language in ["de", "en", "fr"] {
        let (letter, message) = letter_of(kind, &facts(language, pending));
        assert_keeps_the_rules(&message);
        let calendar = letter.calendar.unwrap_or_default().replace("\r\n", "\n");
        let shown = format!(
            "Subject: {}\n\n{}\n=== html ===\n{}\n=== calendar ===\n{calendar}",
            letter.subject, letter.text, letter.html
        );
        insta::assert_snapshot!(format!("{name}_{language}"), shown);
    }
}

#[test]
fn the_address_check_in_every_language() {
    snapshot(MailKind::AddressCheck, true, "address_check");
}

#[test]
fn the_confirmation_in_every_language() {
    snapshot(MailKind::Confirmation, false, "confirmation");
}

#[test]
fn the_answer_to_a_second_sign_up_in_every_language() {
    snapshot(MailKind::AlreadyRegistered, false, "already_registered");
    snapshot(MailKind::AlreadyRegistered, true, "still_pending");
}

#[test]
fn the_whole_message() {
    let (_, message) = letter_of(MailKind::Confirmation, &facts("en", false));
    insta::assert_snapshot!(String::from_utf8(message.bytes).unwrap().replace("\r\n", "\n"));
}

#[test]
fn the_same_mail_has_the_same_bytes() {
    let made = || letter_of(MailKind::Confirmation, &facts("de", false)).1;
    assert_eq!(made(), made());
}

#[test]
fn another_language_falls_back_to_the_forums_main_one() {
    for (wanted, found) in [("fr-CA", "fr"), ("zh-Hans", "de"), ("en", "en")] {
        let (letter, _) = letter_of(MailKind::Confirmation, &facts(wanted, false));
        assert_eq!(letter.language, found.parse::<Language>().unwrap(), "{wanted}");
    }
}

#[test]
fn the_link_to_join_is_for_confirmed_people_only() {
    let (letter, _) = letter_of(MailKind::AddressCheck, &facts("en", true));
    assert!(!letter.text.contains("meet.example.org") && !letter.html.contains("meet.example.org"));
}

#[test]
fn a_name_that_is_a_link_is_not_carried_to_an_unproved_address() {
    let mut facts = facts("en", true);
    facts.contact.name = "Win money at http://evil.example".into();
    let (letter, message) = letter_of(MailKind::AddressCheck, &facts);
    assert!(!letter.text.contains("evil") && !letter.html.contains("evil"));
    assert!(!String::from_utf8_lossy(&message.bytes).contains("evil"));
}

#[test]
fn a_name_cannot_become_a_header_or_markup() {
    let mut facts = facts("en", false);
    // The contracts refuse such a name; the mail is safe even so.
    facts.contact.name = "Eve\r\nBcc: all@example.org\r\n\r\n<a href=x>".into();
    let (letter, message) = letter_of(MailKind::Confirmation, &facts);
    assert_keeps_the_rules(&message);
    let text = String::from_utf8_lossy(&message.bytes).into_owned();
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    assert!(!headers.contains("\r\nBcc:"), "{headers}");
    assert!(!letter.html.contains("<a href=x"));
}

#[test]
fn an_address_of_another_script_keeps_its_local_part() {
    let mut facts = facts("en", true);
    facts.contact.email = "почта@почта.рф".parse().unwrap();
    let (_, message) = letter_of(MailKind::AddressCheck, &facts);
    assert_eq!(message.envelope.recipient, "почта@xn--80a1acny.xn--p1ai");
}

/// What every relay and mailbox may rely on (RFC 5322, 2.1.1 and 3.6).
fn assert_keeps_the_rules(message: &Message) {
    let wire = crate::smtp::dot_stuffed(&message.bytes).unwrap();
    assert!(wire.ends_with(b"\r\n"));
    let text = String::from_utf8(message.bytes.clone()).unwrap();
    assert!(text.is_ascii(), "seven bits travel everywhere");
    assert!(text.split("\r\n").all(|line| line.len() <= 998));
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    for name in ["From", "To", "Date", "Message-ID", "Subject", "MIME-Version", "Reply-To", "Auto-Submitted"] {
        let begins = |line: &&str| line.starts_with(&format!("{name}: "));
        assert_eq!(headers.split("\r\n").filter(begins).count(), 1, "{name} in {headers}");
    }
}
