//! Plurals of a language that has more of them than ours, in an office's own texts. Kontor brings no Russian;
//! what a language needs is decided by its own rules (CLDR) all the same.

use jiff::tz::TimeZone;
use kontor_contracts::Language;
use minijinja::context;

use crate::{arg::Arg, overrides::Overrides, parts::Parts, words::Words};

const OURS: Parts = Parts {
    name: "test",
    templates: &[("test/a.md", "{{ t(\"places\", count=people|length) }}")],
    locales: &[(
        "en",
        "places = { $count ->\n    [one] one place\n   *[other] { $count } places\n }",
    )],
};

const RUSSIAN: &str = "places = { $count ->\n    [one] { $count } место\n    [few] { $count } места\n   \
    *[many] { $count } мест\n }";

fn words(russian: &Language) -> Words {
    let own = Overrides {
        locales: vec![(russian.clone(), RUSSIAN.to_owned())],
        ..Overrides::default()
    };
    let languages = [russian.clone(), Language::english()];
    Words::new(&[&OURS], &own, &languages, &TimeZone::UTC).unwrap()
}

#[test]
fn russian_has_one_few_and_many() {
    let russian: Language = "ru".parse().unwrap();
    let words = words(&russian);
    for (count, said) in [
        (0, "0 мест"),
        (1, "1 место"),
        (2, "2 места"),
        (4, "4 места"),
        (5, "5 мест"),
        (11, "11 мест"),
        (12, "12 мест"),
        (14, "14 мест"),
        (20, "20 мест"),
        (21, "21 место"),
        (22, "22 места"),
        (25, "25 мест"),
        (101, "101 место"),
        (111, "111 мест"),
        (1_000_002, "1000002 места"),
    ] {
        let count = [("count", Arg::Number(count))];
        assert_eq!(words.text(&russian, "places", &count).unwrap(), said);
    }
}

/// Also through a template, which counts what it shows.
#[test]
fn a_template_counts_by_the_rules_of_its_language() {
    let russian: Language = "ru".parse().unwrap();
    let words = words(&russian);
    for (people, in_russian, in_english) in [
        (1, "1 место", "one place"),
        (3, "3 места", "3 places"),
        (50, "50 мест", "50 places"),
    ] {
        let said = |language: &Language| {
            let values = context! { people => vec!["x"; people] };
            words.render(language, "test/a.md", values).unwrap()
        };
        assert_eq!(said(&russian), in_russian);
        assert_eq!(said(&Language::english()), in_english);
    }
}
