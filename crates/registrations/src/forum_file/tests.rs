//! Forum files that are right, and every way of being wrong.

use super::{keys::Form, *};

pub(super) const GOOD: &str = r#"slug = "fair-forum-2027"
kind = "forum"
format = "on_site"
state = "published"
organizer = "Agentur für Aussenwirtschaft"
languages = ["de", "en"]
zone = "Europe/Berlin"
starts = 2027-06-01T10:00:00
ends = "2027-06-01T16:00:00"
registration_closes = 2027-04-13T18:00:00
capacity = 120

[title]
de = "Kooperationsforum"
en = "Cooperation forum"

[venue]
address = "Messeplatz 1, 04356 Leipzig"
[venue.name]
de = "Halle 2"

[contact]
name = "Forum desk"
email = "forum@agency.example"
"#;

fn findings(text: &str) -> Vec<String> {
    parse(text)
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

#[test]
fn a_good_file_is_read_whole() {
    let draft = parse(GOOD).unwrap();
    assert_eq!(draft.slug, "fair-forum-2027");
    assert_eq!(draft.hold_hours, DEFAULT_HOLD_HOURS);
    assert_eq!(draft.ends.local.to_string(), "2027-06-01T16:00:00");
    assert_eq!(draft.main_language().as_str(), "de");
}

#[test]
fn every_problem_is_told_at_once_with_line_key_and_remedy() {
    let wrong = GOOD
        .replace("fair-forum-2027", "Fair Forum")
        .replace("\"on_site\"", "\"outdoors\"")
        .replace("organizer = \"Agentur für Aussenwirtschaft\"\n", "")
        .replace("120", "0\nseats = 3")
        .replace("forum@agency.example", "forum")
        .replace("2027-06-01T10:00:00", "2027-06-01")
        .replace("Europe/Berlin", "Europe/Atlantis");
    let findings = findings(&wrong);
    let expected = [
        "line 1: slug is \"Fair Forum\": write lower-case letters a to z, digits and hyphens between them, at most 80",
        "line 3: format is \"outdoors\": write one of on_site, online, hybrid",
        "line 6: zone is \"Europe/Atlantis\": write an IANA time zone such as Europe/Berlin",
        "line 7: starts is not a local date and time: write local date and time without an offset: 2027-03-01T18:00:00",
        "line 10: capacity is not a number in range: write a number from 1 to 100000",
        "line 24: contact.email is \"forum\": write a mailbox that answers, in quotes",
        "organizer is missing: write one line of text in quotes, at most 200 characters",
    ];
    for finding in expected {
        assert!(
            findings.iter().any(|found| found == finding),
            "{finding}\n{findings:#?}"
        );
    }
    assert!(
        findings
            .iter()
            .any(|p| p.starts_with("line 11: seats is not a known setting"))
    );
    assert_eq!(findings.len(), expected.len() + 1);
}

#[test]
fn times_must_follow_each_other_and_fit_the_format() {
    let wrong = GOOD
        .replace("2027-06-01T16:00:00", "2027-06-01T09:00:00")
        .replace("2027-04-13T18:00:00", "2027-07-01T18:00:00")
        .replace("\"on_site\"", "\"online\"")
        .replace("en = \"Cooperation forum\"\n", "");
    let keys: Vec<_> = parse(&wrong)
        .unwrap_err()
        .into_iter()
        .map(|p| p.key)
        .collect();
    assert_eq!(keys, ["ends", "registration_closes", "title.en", "venue"]);
}

#[test]
fn a_text_that_is_no_toml_names_the_line() {
    let wrong = GOOD.replace("kind = \"forum\"", "kind = forum\"");
    let finding = &parse(&wrong).unwrap_err()[0];
    assert_eq!(finding.line, Some(2));
    assert!(finding.what.starts_with("this is not TOML"));
}

#[test]
fn texts_by_language_are_checked_one_by_one() {
    let wrong = GOOD.replace(
        "en = \"Cooperation forum\"",
        "english = \"Cooperation\"\nfr = 3",
    );
    let keys: Vec<_> = parse(&wrong)
        .unwrap_err()
        .into_iter()
        .map(|p| p.key)
        .collect();
    assert_eq!(keys, ["title.en", "title.english", "title.fr"]);
}

#[test]
fn offsets_and_bare_dates_are_not_deadlines() {
    for text in [
        "2027-06-01T10:00:00Z",
        "2027-06-01T10:00:00+02:00",
        "2027-06-01",
    ] {
        let wrong = GOOD.replace("2027-06-01T10:00:00", text);
        assert_eq!(parse(&wrong).unwrap_err()[0].key, "starts", "{text}");
    }
}

/// Every word that may be chosen is read, and every setting of the table is known to the reader.
#[test]
fn the_sample_has_every_setting_and_every_choice_is_read() {
    let today = jiff::civil::Date::constant(2026, 11, 23);
    let sample = sample(today);
    parse(&sample).unwrap();
    for key in table::all() {
        let comment = key.meaning.split_whitespace().next().unwrap();
        assert!(sample.contains(&format!("# {comment}")), "{}", key.name);
        let Form::OneOf(words) = key.form else {
            continue;
        };
        for known in words() {
            assert!(!known.meaning.is_empty(), "{known:?}");
            let word = format!("{} = \"{}\"", key.name, known.word);
            let chosen = sample.replace(&format!("{} = {}", key.name, key.example), &word);
            let unread = |p: &Finding| p.key == key.name && p.what.starts_with("is \"");
            let findings = parse(&chosen).err().unwrap_or_default();
            assert!(!findings.iter().any(unread), "{word}: {findings:?}");
        }
    }
    let unknown = parse(&sample.replace("slug =", "slugg =")).unwrap_err();
    let known = &unknown.iter().find(|p| p.key == "slugg").unwrap().remedy;
    for key in table::all() {
        let head = key.name.split('.').next().unwrap();
        assert!(known.contains(head), "the reader does not know {head}");
    }
}

#[test]
fn the_reference_is_what_the_reader_knows() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/forum-file.md");
    let reference = reference();
    if std::env::var_os("KONTOR_WRITE_DOCS").is_some() {
        std::fs::write(path, &reference).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        written == reference,
        "docs/forum-file.md is stale: run with KONTOR_WRITE_DOCS=1"
    );
}

/// What a file is told, as one line each.
fn warned(text: &str) -> Vec<String> {
    let draft = parse(text).unwrap_or_else(|findings| panic!("{findings:?}"));
    let now = "2026-11-23T12:00:00Z".parse().unwrap();
    let found = warnings(&draft, now);
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn what_is_probably_not_meant_is_told() {
    let complete = GOOD;
    assert_eq!(warned(complete), Vec::<String>::new());
    let starts = "2027-06-01T10:00:00";
    let closes = "2027-04-13T18:00:00";
    let cases = [
        (
            complete.replace(closes, "2027-03-28T02:30:00"),
            "registration_closes is 2027-03-28T02:30:00, which the clocks of Europe/Berlin skip: it is \
             taken as 2027-03-28T03:30:00; write the time that you mean",
        ),
        (
            complete.replace(closes, "2026-10-25T02:30:00"),
            "registration_closes is 2026-10-25T02:30:00, which the clocks of Europe/Berlin show twice: \
             the first is taken (UTC+02); write another time",
        ),
        (
            complete.replace("2027-0", "2026-0"),
            "ends lies in the past: the forum is over and nobody can find it; check the year of starts \
             and ends",
        ),
        (
            complete.replace(closes, "2026-11-20T18:00:00"),
            "registration_closes lies in the past: nobody can sign up; write a later time if people should",
        ),
        (
            complete.replace(closes, "2027-06-01T11:00:00"),
            "registration_closes is after starts: people can still sign up while it runs; write an earlier \
             time if they should not",
        ),
        (
            complete.replace("2027-06-01", "2072-06-01"),
            "starts is more than 5 years ahead: check the year",
        ),
        (
            complete.replace(starts, "2027-04-14T10:00:00"),
            "ends is 48 days after starts: check the month and the year",
        ),
        (
            complete.replace("\"on_site\"", "\"hybrid\""),
            "online_url is missing: add the link when you have it; those who are confirmed until then get \
             none",
        ),
        (
            format!("{complete}\n[description]\nde = \"Halle\""),
            "description.en is missing: readers of that language see another; add it",
        ),
    ];
    for (text, expected) in cases {
        assert!(
            warned(&text).iter().any(|told| told == expected),
            "{expected}\n{:#?}",
            warned(&text)
        );
        let cancelled = text.replace("\"published\"", "\"cancelled\"");
        assert_eq!(warned(&cancelled), Vec::<String>::new());
    }
}
