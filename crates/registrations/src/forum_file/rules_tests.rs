//! The rules of reminders in a forum's file.

use kontor_contracts::reminder::{Anchor, Audience, Hours, Joiners, Latest, Side, Unit, WhichDays};

use super::{tests::GOOD, *};

const RULES: &str = r#"
[[reminders]]
name = "day-before"
to = "confirmed"
anchor = "starts"
amount = 1
at = 09:00:00
hours = "day"
joiners = "remind"
latest = { hours_before_anchor = 2 }

[[reminders]]
name = "numbers"
to = "organizer"
anchor = "registration_closes"
side = "after"
amount = 2
unit = "working_days"
at = "08:30:00"
hours = { opens = 07:00:00, closes = 12:00:00, days = "every" }

[[reminders]]
name = "unconfirmed"
to = "unconfirmed"
amount = 12
unit = "hours"
hours = "any"
paused = true
"#;

fn findings(text: &str) -> Vec<String> {
    let found = parse(text).err().unwrap_or_default();
    found.iter().map(ToString::to_string).collect()
}

#[test]
fn rules_are_read_with_their_defaults() {
    let draft = parse(&format!("{GOOD}{RULES}")).unwrap();
    let [day_before, numbers, unconfirmed] = <[_; 3]>::try_from(draft.reminders.unwrap()).unwrap();
    let what = (
        day_before.to,
        day_before.anchor,
        day_before.side,
        day_before.unit,
    );
    let expected = (
        Audience::Confirmed,
        Some(Anchor::Starts),
        Side::Before,
        Unit::Days,
    );
    assert_eq!(what, expected);
    assert_eq!(day_before.hours, Some(Hours::DAY));
    assert_eq!(day_before.latest, Some(Latest::HoursBeforeAnchor(2)));
    assert_eq!(
        (day_before.joiners, day_before.paused),
        (Joiners::Remind, false)
    );
    assert_eq!((numbers.amount, numbers.unit), (2, Unit::WorkingDays));
    assert_eq!(numbers.at.unwrap().to_string(), "08:30:00");
    assert_eq!(numbers.hours.unwrap().days, WhichDays::Every);
    assert_eq!((unconfirmed.anchor, unconfirmed.hours), (None, None));
    assert!(unconfirmed.paused);
}

#[test]
fn no_rules_are_those_of_the_kind_and_an_empty_list_is_none() {
    assert_eq!(parse(GOOD).unwrap().reminders, None);
    let none = GOOD.replace("capacity = 120", "capacity = 120\nreminders = []");
    assert_eq!(parse(&none).unwrap().reminders, Some(Vec::new()));
    let wrong = GOOD.replace("capacity = 120", "capacity = 120\nreminders = 3");
    let expected = "line 12: reminders is not a list of tables: write a table [[reminders]] for each, \
                    or reminders = [] for none";
    assert_eq!(findings(&wrong), [expected]);
}

#[test]
fn what_is_wrong_with_a_rule_is_told_at_its_line() {
    let whole = format!("{GOOD}{RULES}");
    let line = |text: &str| 1 + whole[..whole.find(text).unwrap()].matches('\n').count();
    let cases = cases(line);
    for ((right, wrong), expected) in cases {
        let found = findings(&whole.replacen(right, wrong, 1));
        assert!(found.contains(&expected), "{expected}\n{found:#?}");
    }
}

/// What is written in place of what, and what is told of it.
fn cases(line: impl Fn(&str) -> usize) -> [((&'static str, &'static str), String); 8] {
    [
        (
            ("\"day-before\"", "\"Day before\""),
            format!(
                "line {}: reminders.name cannot be used: write lower-case letters a to z, digits and \
                 hyphens, at most 40",
                line("name = \"day-before\"")
            ),
        ),
        (
            ("at = 09:00:00", "at = 9"),
            format!(
                "line {}: reminders.at is not a time of the day: write a local time: 09:00:00",
                line("at = 09:00:00")
            ),
        ),
        (
            ("at = 09:00:00\n", ""),
            format!(
                "line {}: reminders.at is missing: days are counted to a local time: write at = 09:00:00",
                line("name = \"day-before\"")
            ),
        ),
        (
            ("hours = \"day\"", "hours = \"night\""),
            format!(
                "line {}: reminders.hours is \"night\": write \"office\" (8 to 18 on working days), \
                 \"day\" (8 to 20 on each day), \"any\", or hours of your own: {{ opens = 09:00:00, \
                 closes = 17:00:00, days = \"working\" }}, where days is working or every",
                line("hours = \"day\"")
            ),
        ),
        (
            ("closes = 12:00:00", "closes = 06:00:00"),
            format!(
                "line {}: reminders.hours cannot be used: hours open before they close",
                line("hours = { opens")
            ),
        ),
        (
            ("\"numbers\"", "\"day-before\""),
            format!(
                "line {}: reminders.name is the name of another rule: every rule of a forum has its \
                 own name",
                line("name = \"numbers\"")
            ),
        ),
        (
            (
                "{ hours_before_anchor = 2 }",
                "{ hours_before_anchor = 40 }",
            ),
            format!(
                "line {}: reminders.amount makes a reminder that is due when it is of no use any more: \
                 move it further from the deadline, or set latest",
                line("amount = 1\n")
            ),
        ),
        (
            ("{ hours_before_anchor = 2 }", "{ weeks = 2 }"),
            format!(
                "line {}: reminders.latest cannot be used: write {{ hours_before_anchor = 2 }} or \
                 {{ hours_after_due = 12 }}, at most 8784 hours",
                line("latest = ")
            ),
        ),
    ]
}

#[test]
fn a_rule_that_was_due_already_is_taken_with_a_warning() {
    let draft = parse(&format!("{GOOD}{RULES}")).unwrap();
    let late = "2027-05-31T12:00:00Z".parse().unwrap();
    let told: Vec<_> = warnings(&draft, late)
        .iter()
        .map(ToString::to_string)
        .collect();
    let expected = "reminders.name \"day-before\" was due already: it reminds nobody any more";
    assert!(told.iter().any(|told| told == expected), "{told:#?}");
}
