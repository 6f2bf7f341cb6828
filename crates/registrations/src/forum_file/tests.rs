//! Forum files that are right, and every way of being wrong.

use super::*;

const GOOD: &str = r#"slug = "fair-forum-2027"
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

fn problems(text: &str) -> Vec<String> {
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
    let problems = problems(&wrong);
    let expected = [
        "line 1: slug is \"Fair Forum\": it must be lower-case letters, digits and hyphens",
        "line 3: format is \"outdoors\": use one of on_site, online, hybrid",
        "line 6: zone is \"Europe/Atlantis\": it must be an IANA time zone such as Europe/Berlin",
        "line 7: starts is not a local date and time: write local date and time without an offset: 2027-03-01T18:00:00",
        "line 10: capacity is not a number in range: write a number from 1 to 100000",
        "line 24: contact.email is \"forum\": it must be a mailbox that answers",
        "organizer is missing: add it",
    ];
    for problem in expected {
        assert!(
            problems.iter().any(|found| found == problem),
            "{problem}\n{problems:#?}"
        );
    }
    assert!(
        problems
            .iter()
            .any(|p| p.starts_with("line 11: seats is not a known setting"))
    );
    assert_eq!(problems.len(), expected.len() + 1);
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
    let problem = &parse(&wrong).unwrap_err()[0];
    assert_eq!(problem.line, Some(2));
    assert!(problem.what.starts_with("this is not TOML"));
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
