//! What the office sees: every decision as data.

use super::*;

#[test]
fn every_decision_is_data_with_its_reason() {
    let occurrence = planned(
        &days(Audience::Invited, Anchor::RegistrationCloses, 14),
        &forum(),
    );
    let declined = person(Standing::Declined);
    let undeliverable = Person {
        reach: Reach::Undeliverable,
        ..invited()
    };
    let in_lima = Person {
        country: country("PE"),
        ..invited()
    };
    let done = Person {
        row: Some(Row::Written),
        ..invited()
    };
    let people = [
        ("inv_1", invited()),
        ("inv_2", in_lima),
        ("inv_3", declined),
        ("inv_4", undeliverable),
        ("inv_5", done),
        ("inv_6", invited()),
    ];
    let now = instant("2027-01-05T08:00:00Z");
    let explained = explain(&occurrence, people, &readers(), now, 5);
    insta::assert_json_snapshot!(explained);
}

#[test]
fn a_reminder_of_each_person_s_own_hold_says_how_long_before() {
    let now = instant("2027-02-02T10:00:00Z");
    let (since, held_until) = (
        instant("2027-02-01T10:00:00Z"),
        instant("2027-02-03T10:00:00Z"),
    );
    let people = [("reg_1", person(Standing::Started { since, held_until }))];
    let occurrence = planned(&unconfirmed(24), &forum());
    let explained = explain(&occurrence, people, &readers(), now, 0);
    assert_eq!((explained.reminds, explained.first), (1, Some(now)));
    let data = serde_json::to_value(explained).unwrap();
    assert_eq!(data["before_hold_ends"], "PT24H");
    assert_eq!(
        data["key"].as_str().unwrap().rsplit('/').next(),
        Some("hold")
    );
}

#[test]
fn a_rule_without_a_reminder_says_why_as_its_check_does() {
    let never = RuleDraft {
        side: Side::After,
        ..days(Audience::Invited, Anchor::RegistrationCloses, 1)
    };
    let why = plan(&rule(&never), &forum()).unwrap_err();
    let faults = check(&rule(&never), &forum(), instant("2027-01-05T08:00:00Z"));
    assert_eq!(why.code(), faults[0].code.as_str());
}
