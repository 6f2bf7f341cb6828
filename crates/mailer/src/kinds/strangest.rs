//! The longest and strangest that a mail may have to say, within the limits of what can be typed: whoever
//! changes a template sees at once what becomes of it then.

use kontor_contracts::{
    Language, LocalizedText,
    events::{Contact, Participant, Venue},
    limits::{LINE_CHARS, PARTICIPANTS},
};

use super::samples::{constant, contact, forum, localized};
use crate::domain::Forum;

/// Longest address of a page that a forum may have.
const URL_BYTES: usize = 2_000;
/// No hyphen, no space: nowhere to break a line.
const UNBROKEN: &str = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz";

/// Names from right to left, without spaces, with markup of every kind, and as long as may be.
const NAMES: [&str; 9] = [
    "عبد الرحمن بن محمد الأنصاري",
    "אברהם בן-דוד",
    "株式会社北京進出口有限公司",
    "O'Brien & Söhne <GmbH>",
    "**bold** _it_ [x](http://x.example) `y` #1 | <b>z</b>",
    "Ng",
    "Zoë\u{301}\u{308}\u{323} Ça-Đặng Ærøskøbing",
    "👩‍👩‍👧 & Partner",
    "",
];

/// A line that begins like this and is as long as a line may be, with nowhere to break it.
fn line(begin: &str) -> String {
    let words = std::iter::repeat(UNBROKEN).flat_map(str::chars);
    begin.chars().chain(words).take(LINE_CHARS).collect()
}

fn lines(begin: &str) -> LocalizedText {
    let line = line(begin);
    localized(&[("de", &line), ("fr", &line), ("en", &line)])
}

/// A forum of which everything is said at length.
pub(crate) fn strangest_forum() -> Forum {
    let mut strange = forum();
    let facts = &mut strange.facts;
    let title = "O'Brien & Söhne <script>alert(1)</script> *x* [y](z) ";
    (facts.title, facts.organizer) = (lines(title), line("<Büro> & "));
    facts.venue = Some(Venue {
        name: lines("Saal „Süd“ | <2> "),
        address: line("Straße 1, "),
    });
    let url = "https://meet.example.org/";
    facts.online_url = Some(format!("{url}{}", "a".repeat(URL_BYTES - url.len())));
    (facts.contact.name, facts.contact.phone) = (line("Dr. "), Some(line("+49 ")));
    facts.contact.email = constant(&address());
    let now = facts.particulars();
    for version in &mut strange.versions {
        let before = version.particulars.starts != now.starts;
        version.particulars.title = if before {
            lines("Vorher ")
        } else {
            now.title.clone()
        };
        version.particulars.venue.clone_from(&now.venue);
        version.particulars.online_url.clone_from(&now.online_url);
        version.note = version.note.as_ref().map(|_| lines("<p>\n\n# *"));
    }
    strange
}

/// Somebody with the longest name and address.
pub(crate) fn strangest_contact(language: &Language) -> Contact {
    Contact {
        name: line("O'Brien & Söhne <GmbH> "),
        email: constant(&address()),
        organisation: Some(line("株式会社 ")),
        ..contact(language)
    }
}

/// Many people.
pub(crate) fn strangest_participants() -> Vec<Participant> {
    let names = NAMES.iter().cycle().take(PARTICIPANTS);
    let participant = |name: &&str| {
        let longest = name.is_empty();
        Participant::through_contact(if longest {
            line("")
        } else {
            (*name).to_owned()
        })
    };
    names.map(participant).collect()
}

/// An address as long as one may be (RFC 5321, 4.5.3.1).
fn address() -> String {
    let (local, label, rest) = ("l".repeat(64), "d".repeat(63), "e".repeat(53));
    format!("{local}@{label}.{label}.{rest}.example")
}
