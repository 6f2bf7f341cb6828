//! Every kind of mail in every language, as people see it, and the rules that its bytes keep.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use kontor_contracts::{
    InvitationId, Language, LocalizedText, RegistrationId,
    events::{ForumState, Participant},
};
use uuid::Uuid;

use super::{
    samples::{
        account_link, address_check, already_registered, confirmation, confirmation_with_link,
        contact, forum, forum_cancelled, forum_changed, known, now, password_changed, sender, site,
    },
    *,
};
use crate::{
    domain::{About, Known, MailKey, PersonState, Revision},
    kinds::{AnyFacts, CalledOff, KINDS, Kind, NoPlaces, Offer, OfferPassed, Reason, WaitingList},
};

/// The key of a mail of these facts.
fn key(facts: &dyn AnyFacts) -> MailKey {
    let about = match facts.link() {
        Some(link) if link.path == "/invited/" => {
            About::invitation(InvitationId::new(Uuid::from_u128(42)))
        }
        _ => About::registration(RegistrationId::new(Uuid::from_u128(42))),
    };
    facts.key(about, Revision::Once)
}

fn letter_of(facts: &dyn AnyFacts) -> (Letter, Message) {
    written(facts, now())
}

/// A mail of these facts, as it is at an instant.
pub(super) fn letter_at(facts: &dyn AnyFacts, now: jiff::Timestamp) -> Letter {
    written(facts, now).0
}

fn written(facts: &dyn AnyFacts, now: jiff::Timestamp) -> (Letter, Message) {
    let mail = MailToWrite {
        key: &key(facts),
        facts,
        known: &known(forum()),
        now,
    };
    compose(&site(), &sender(), mail).unwrap()
}

pub(super) fn snapshot<F: AnyFacts>(name: &str, facts: impl Fn(&str) -> F) {
    for language in ["de", "en", "fr"] {
        let (letter, message) = letter_of(&facts(language));
        assert_keeps_the_rules(&message);
        let calendar = letter
            .calendar
            .map(|entry| entry.text.replace("\r\n", "\n"));
        let calendar = calendar.unwrap_or_default();
        let shown = format!(
            "Subject: {}\n\n{}\n=== html ===\n{}\n=== calendar ===\n{calendar}",
            letter.subject, letter.text, letter.html
        );
        insta::assert_snapshot!(format!("{name}_{language}"), shown);
    }
}

#[test]
fn the_address_check_in_every_language() {
    snapshot("address_check", address_check);
}

#[test]
fn the_confirmation_in_every_language() {
    snapshot("confirmation", confirmation_with_link);
}

/// From the place in the line to the offer, and what follows when it passes.
#[test]
fn the_mails_of_the_waiting_list_in_every_language() {
    fn sample<K: Kind>(language: &str) -> K {
        K::samples(contact(&language.parse().unwrap())).remove(0)
    }
    snapshot("waiting_list", sample::<WaitingList>);
    snapshot("offer", sample::<Offer>);
    snapshot("offer_passed", sample::<OfferPassed>);
    snapshot("no_places", sample::<NoPlaces>);
    snapshot("called_off", sample::<CalledOff>);
}

/// Where to join online is for those who have a place.
#[test]
fn who_waits_or_is_out_is_not_told_where_to_join() {
    let offer = &Offer::samples(contact(&"de".parse().unwrap()))[0];
    for (person, told) in [
        (Some(PersonState::Listed), false),
        (Some(PersonState::Offered), false),
        (Some(PersonState::Over), false),
        (Some(PersonState::Confirmed), true),
    ] {
        let known = Known {
            person,
            ..known(forum())
        };
        let mail = MailToWrite {
            key: &key(offer),
            facts: offer,
            known: &known,
            now: now(),
        };
        let (letter, _) = compose(&site(), &sender(), mail).unwrap();
        assert_eq!(letter.text.contains("meet.example.org"), told, "{person:?}");
    }
}

#[test]
fn a_change_in_every_language() {
    snapshot("forum_changed", |tag| forum_changed(tag, true));
    snapshot("forum_changed_of_others", |tag| forum_changed(tag, false));
}

/// RFC 6047, 2.4: the same method in the header of the part and in the entry.
#[test]
fn a_cancellation_in_every_language() {
    let mut off = forum();
    off.facts.state = ForumState::Cancelled;
    for version in &mut off.versions[1..] {
        version.particulars.state = ForumState::Cancelled;
    }
    for language in ["de", "en", "fr"] {
        let facts = forum_cancelled(language);
        let mail = MailToWrite {
            key: &key(&facts),
            facts: &facts,
            known: &known(off.clone()),
            now: now(),
        };
        let (letter, message) = compose(&site(), &sender(), mail).unwrap();
        assert_keeps_the_rules(&message);
        let bytes = String::from_utf8(message.bytes).unwrap();
        assert!(bytes.contains("text/calendar; method=CANCEL; charset=utf-8"));
        let calendar = letter.calendar.unwrap().text;
        assert!(calendar.contains("METHOD:CANCEL\r\n") && calendar.contains("SEQUENCE:3\r\n"));
        let shown = format!("Subject: {}\n\n{}", letter.subject, letter.text);
        insta::assert_snapshot!(format!("forum_cancelled_{language}"), shown);
    }
}

/// What the staff get: no forum is spoken of, and whoever answers writes to the office.
#[test]
fn letters_to_the_staff_in_every_language() {
    snapshot("invitation", |tag| account_link(tag, Reason::Invitation));
    snapshot("reset", |tag| account_link(tag, Reason::Reset));
    snapshot("password_changed", password_changed);
    let facts = account_link("en", Reason::Reset);
    let mail = MailToWrite {
        key: &key(&facts),
        facts: &facts,
        known: &Known::default(),
        now: now(),
    };
    let (letter, message) = compose(&site(), &sender(), mail).unwrap();
    assert!(letter.text.contains("23 November 2026"), "{}", letter.text);
    let head = String::from_utf8_lossy(&message.bytes).into_owned();
    assert!(
        head.contains("Reply-To: \"Kontor Nordstadt\" <forum@kontor.example>"),
        "{head}"
    );
}

#[test]
fn the_answer_to_a_second_sign_up_in_every_language() {
    snapshot("already_registered", |tag| already_registered(tag, false));
    snapshot("still_pending", |tag| already_registered(tag, true));
}

/// Whoever was named in a second sign-up and is not signed up: named, unless the name is a link, with
/// the way to sign them up.
#[test]
fn a_second_sign_up_says_who_was_not_signed_up() {
    for language in ["de", "en", "fr"] {
        let mut facts = already_registered(language, false);
        facts.others = ["Ольга Петрова", "Win at evil.example", "Aïcha Konaté"]
            .map(|name| Participant::through_contact(name.into()))
            .into();
        let (letter, message) = letter_of(&facts);
        assert_keeps_the_rules(&message);
        for name in ["Ольга Петрова", "Aïcha Konaté"] {
            assert!(letter.html.contains(name), "{}", letter.html);
        }
        assert!(!letter.html.contains("evil"), "{}", letter.html);
        insta::assert_snapshot!(format!("others_not_signed_up_{language}"), letter.text);
    }
}

/// One of them has no sentences of ours.
const LANGUAGES: [&str; 4] = ["de", "en", "fr", "zh"];

/// Every mail, in every language, with every optional part there and left out.
#[test]
fn every_mail_is_written_whatever_is_left_out() {
    use kontor_web::{LinkByLanguage, Settings, Site};

    let bare = site();
    let settings = Settings {
        office_address: "Hafenstraße 1\n20457 Hamburg".into(),
        imprint_url: LinkByLanguage::One("https://kontor.example/imprint".into()),
        privacy_url: LinkByLanguage::One("https://kontor.example/privacy".into()),
        color: Some("#7a1fa2".parse().unwrap()),
        ..Settings::default()
    };
    let full = Site::new(settings, &[&crate::PARTS]).unwrap();
    let mut without = forum();
    let facts_of = &mut without.facts;
    (facts_of.venue, facts_of.online_url, facts_of.description) = (None, None, None);
    facts_of.contact.phone = None;
    for (forum, site) in [(forum(), &full), (forum(), &bare), (without.clone(), &full)] {
        let known = known(forum);
        for (kind, language) in KINDS
            .iter()
            .flat_map(|kind| LANGUAGES.map(|language| (kind, language)))
        {
            for facts in kind.samples(samples::contact(&language.parse().unwrap())) {
                let mail = MailToWrite {
                    key: &key(&*facts),
                    facts: &*facts,
                    known: &known,
                    now: now(),
                };
                let (letter, message) = compose(site, &sender(), mail).unwrap();
                assert_keeps_the_rules(&message);
                assert!(!letter.text.contains("undefined") && !letter.text.contains("None"));
            }
        }
    }
}

/// Each sentence of a mail that says what will be is kept by what the product does today.
#[test]
fn no_mail_promises_what_is_not_done() {
    for kind in KINDS {
        for facts in kind.samples(samples::contact(&Language::english())) {
            let (letter, _) = letter_of(&*facts);
            for promise in [
                "you get a new one",
                "replaces it",
                "somebody else gets",
                "we will",
            ] {
                assert!(!letter.text.contains(promise), "{promise}: {}", letter.text);
            }
        }
    }
}

/// Links lead to where the site is when the mail is written, not to where it was.
#[test]
fn links_lead_to_where_the_site_is_now() {
    let (letter, _) = letter_of(&address_check("en"));
    for path in ["/forums/westafrika-2027", "/confirm/Zm9v_YmFy-"] {
        let link = format!("http://127.0.0.1:8080{path}");
        assert!(letter.text.contains(&link), "{link}: {}", letter.text);
    }
    assert!(!letter.text.contains("forum.kontor.example"));
}

#[test]
fn the_whole_message() {
    let (_, message) = letter_of(&confirmation("en"));
    insta::assert_snapshot!(
        String::from_utf8(message.bytes)
            .unwrap()
            .replace("\r\n", "\n")
    );
}

#[test]
fn the_same_mail_has_the_same_bytes() {
    let made = || letter_of(&confirmation("de")).1;
    assert_eq!(made(), made());
}

#[test]
fn what_was_written_is_read_back() {
    let lines = |text: &str| text.replace("\r\n", "\n").trim_end().to_owned();
    for language in ["de", "en", "fr"] {
        let mails: [&dyn AnyFacts; 2] = [&confirmation(language), &address_check(language)];
        for facts in mails {
            let (letter, message) = letter_of(facts);
            let parts = read(&message.bytes);
            assert_eq!(lines(&parts.text), lines(&letter.text));
            assert_eq!(lines(&parts.html), lines(&letter.html));
            assert_eq!(
                parts.calendar.as_deref().map(lines),
                letter.calendar.as_ref().map(|entry| lines(&entry.text))
            );
        }
    }
}

/// The logo travels within the mail: nothing is fetched, so it is shown at once and nobody learns that it was.
#[test]
fn the_logo_travels_within_the_mail_and_is_read_back() {
    let picture = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x02\x08\0\0\0\x50\x08\x06\0\0\0";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("logo.png");
    std::fs::write(&file, picture).unwrap();
    let settings = kontor_web::Settings {
        logo: file,
        office: "Handelskammer <Nord>".into(),
        ..kontor_web::Settings::default()
    };
    let site = kontor_web::Site::new(settings, &[&crate::PARTS]).unwrap();
    let mails: [&dyn AnyFacts; 2] = [&address_check("de"), &confirmation("de")];
    for facts in mails {
        let mail = MailToWrite {
            key: &key(facts),
            facts,
            known: &known(forum()),
            now: now(),
        };
        let (letter, message) = compose(&site, &sender(), mail).unwrap();
        assert_keeps_the_rules(&message);
        let parts = read(&message.bytes);
        let read = parts.picture.unwrap();
        let shown = format!(
            "<img class=\"logo\" src=\"cid:{}\" alt=\"Handelskammer &lt;Nord&gt;\" width=\"260\" height=\"40\"",
            read.content_id
        );
        assert!(parts.html.contains(&shown), "{}", parts.html);
        assert!(!parts.html.contains("src=\"http"));
        let data = format!("data:image/png;base64,{}", STANDARD.encode(picture));
        assert_eq!(read.data_url, data);
        assert_eq!(parts.calendar.is_some(), letter.calendar.is_some());
        assert_eq!(
            parts.text.replace("\r\n", "\n").trim_end(),
            letter.text.trim_end()
        );
    }
}

/// Who has signed up others and does not take part gets the entry as a file, which no calendar acts on, and
/// is named in it as nobody.
#[test]
fn who_does_not_take_part_has_no_appointment() {
    let calendar_of = |takes_part: bool| {
        let mut facts = confirmation("en");
        if !takes_part {
            facts.participants.remove(0);
        }
        let (letter, message) = letter_of(&facts);
        assert_keeps_the_rules(&message);
        let bytes = String::from_utf8(message.bytes.clone()).unwrap();
        let says = letter
            .text
            .replace('\n', " ")
            .contains("forward it to everybody");
        (read(&message.bytes).calendar.unwrap(), bytes, says)
    };
    let (entry, bytes, hands_on) = calendar_of(true);
    assert!(entry.contains("METHOD:REQUEST") && entry.contains("PARTSTAT=ACCEPTED"));
    assert!(bytes.contains("Content-Type: text/calendar; method=REQUEST") && !hands_on);
    let (entry, bytes, hands_on) = calendar_of(false);
    assert!(
        entry.contains("METHOD:PUBLISH") && !entry.contains("ATTENDEE"),
        "{entry}"
    );
    assert!(
        !bytes.contains("text/calendar"),
        "a calendar would act on it"
    );
    assert!(bytes.contains("filename=\"invite.ics\"") && hands_on);
    // The same person, however they typed their name the second time.
    let mut facts = confirmation("en");
    facts.participants[0].name = "anna  MÜLLER-söhne".into();
    assert!(facts.contact_takes_part());
}

#[test]
fn another_language_falls_back_to_the_forums_main_one() {
    for (wanted, found) in [("fr-CA", "fr"), ("zh-Hans", "de"), ("en", "en")] {
        let (letter, _) = letter_of(&confirmation(wanted));
        assert_eq!(
            letter.language,
            found.parse::<Language>().unwrap(),
            "{wanted}"
        );
    }
}

/// What the forum says of itself is shown as the reader reads it; only the sentences around it are in
/// another language, English where the forum is described in it.
#[test]
fn a_forums_own_texts_come_in_the_readers_language_without_sentences_in_it() {
    let mut chinese = forum();
    let with = |text: &LocalizedText, typed: &str| {
        let all = text
            .iter()
            .map(|(tag, text)| (tag.clone(), text.to_owned()));
        let all = all.chain([("zh-Hans".parse().unwrap(), typed.to_owned())]);
        LocalizedText::new(all.collect()).unwrap()
    };
    let facts_of = &mut chinese.facts;
    facts_of.title = with(&facts_of.title, "佛山市代表团来访");
    facts_of.venue.as_mut().unwrap().name =
        with(&facts_of.venue.as_ref().unwrap().name, "市政厅大礼堂");
    let cases: [(&[&str], &str); 3] = [
        (&["de", "zh-Hans"], "de"),
        (&["de", "zh-Hans", "en"], "en"),
        (&["zh-Hans", "fr"], "fr"),
    ];
    for (languages, sentences) in cases {
        chinese.facts.languages = languages.iter().map(|tag| tag.parse().unwrap()).collect();
        let facts = confirmation("zh");
        let mail = MailToWrite {
            key: &key(&facts),
            facts: &facts,
            known: &known(chinese.clone()),
            now: now(),
        };
        let (letter, message) = compose(&site(), &sender(), mail).unwrap();
        assert_keeps_the_rules(&message);
        assert_eq!(letter.language.as_str(), sentences, "{languages:?}");
        for text in [&letter.subject, &letter.text, &letter.html] {
            assert!(text.contains("佛山市代表团来访"), "{text}");
        }
        assert!(letter.text.contains("市政厅大礼堂, Marktplatz 1"));
        let calendar = letter.calendar.unwrap().text;
        assert!(
            calendar.contains("SUMMARY;LANGUAGE=zh:佛山市代表团来访"),
            "{calendar}"
        );
        let header = format!("Content-Language: {sentences}, zh\r\n");
        assert!(String::from_utf8_lossy(&message.bytes).contains(&header));
        // There is no Chinese description: not any language, that of the sentences.
        let talks = if sentences == "en" {
            "Talks."
        } else {
            "Vorträge"
        };
        assert_eq!(calendar.contains(talks), sentences != "fr", "{calendar}");
    }
}

#[test]
fn the_link_to_join_is_for_confirmed_people_only() {
    let (letter, _) = letter_of(&address_check("en"));
    assert!(!letter.text.contains("meet.example.org") && !letter.html.contains("meet.example.org"));
}

#[test]
fn a_name_that_is_a_link_is_not_carried_to_an_unproved_address() {
    let mut check = address_check("en");
    check.contact.name = "Win money at http://evil.example".into();
    check.participants[0].name = "Call evil.example now".into();
    let mut again = already_registered("en", false);
    (again.contact, again.others) = (check.contact.clone(), check.participants.clone());
    let mails: [&dyn AnyFacts; 2] = [&check, &again];
    for facts in mails {
        let (letter, message) = letter_of(facts);
        assert!(!letter.text.contains("evil") && !letter.html.contains("evil"));
        assert!(!String::from_utf8_lossy(&message.bytes).contains("evil"));
    }
}

#[test]
fn a_name_cannot_become_a_header_or_markup() {
    let mut facts = confirmation("en");
    // The contracts refuse such a name; the mail is safe even so.
    facts.contact.name = "Eve\r\nBcc: all@example.org\r\n\r\n<a href=x>".into();
    let (letter, message) = letter_of(&facts);
    assert_keeps_the_rules(&message);
    let text = String::from_utf8_lossy(&message.bytes).into_owned();
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    assert!(!headers.contains("\r\nBcc:"), "{headers}");
    assert!(!letter.html.contains("<a href=x"));
}

#[test]
fn an_address_of_another_script_keeps_its_local_part() {
    let mut facts = address_check("en");
    facts.contact.email = "почта@почта.рф".parse().unwrap();
    let (_, message) = letter_of(&facts);
    assert_eq!(message.envelope.recipient, "почта@xn--80a1acny.xn--p1ai");
}

/// What every relay and mailbox may rely on (RFC 5322, 2.1.1 and 3.6).
fn assert_keeps_the_rules(message: &Message) {
    let wire = kontor_smtp::dot_stuffed(&message.bytes).unwrap();
    assert!(wire.as_bytes().ends_with(b"\r\n"));
    let text = String::from_utf8(message.bytes.clone()).unwrap();
    assert!(text.is_ascii(), "seven bits travel everywhere");
    assert!(text.split("\r\n").all(|line| line.len() <= 998));
    let (headers, _) = text.split_once("\r\n\r\n").unwrap();
    for name in [
        "From",
        "To",
        "Date",
        "Message-ID",
        "Subject",
        "MIME-Version",
        "Reply-To",
        "Auto-Submitted",
    ] {
        let begins = |line: &&str| line.starts_with(&format!("{name}: "));
        assert_eq!(
            headers.split("\r\n").filter(begins).count(),
            1,
            "{name} in {headers}"
        );
    }
}
