//! What a rule may say, and what makes no sense for a forum.

use kontor_contracts::events::ForumKind;

use super::*;

fn faults(spoil: impl FnOnce(&mut RuleDraft), of: RuleDraft) -> Vec<(String, &'static str)> {
    let mut draft = of;
    spoil(&mut draft);
    let faults = Rule::new(&draft).err().unwrap_or_default().into_iter();
    faults
        .map(|fault| (fault.pointer, fault.code.as_str()))
        .collect()
}

#[test]
fn a_draft_that_makes_no_sense_is_told_where_and_why() {
    type Spoil = fn(&mut RuleDraft);
    let invited = || days(Audience::Invited, Anchor::RegistrationCloses, 3);
    let cases: [(&str, &str, RuleDraft, Spoil); 12] = [
        ("/name", "invalid_name", invited(), |d| d.name.clear()),
        ("/name", "invalid_name", invited(), |d| {
            d.name = "Ärger".to_owned();
        }),
        ("/name", "invalid_name", invited(), |d| {
            d.name = "x".repeat(41);
        }),
        ("/amount", "out_of_range", invited(), |d| d.amount = 367),
        ("/at", "time_missing", invited(), |d| d.at = None),
        ("/at", "time_needless", invited(), |d| d.unit = Unit::Hours),
        ("/hours", "invalid_hours", invited(), |d| {
            d.hours.as_mut().unwrap().closes = Hours::OFFICE.opens;
        }),
        ("/anchor", "anchor_missing", invited(), |d| d.anchor = None),
        ("/anchor", "anchor_needless", unconfirmed(24), |d| {
            d.anchor = Some(Anchor::Starts);
        }),
        ("/unit", "hold_needs_hours", unconfirmed(24), |d| {
            d.unit = Unit::Days;
        }),
        ("/unit", "hold_needs_hours", unconfirmed(24), |d| {
            d.side = Side::After;
        }),
        ("/amount", "out_of_range", unconfirmed(24), |d| d.amount = 1),
    ];
    for (pointer, code, of, spoil) in cases {
        assert_eq!(faults(spoil, of), [(pointer.to_owned(), code)]);
    }
    assert_eq!(faults(|_| {}, invited()), []);
}

#[test]
fn a_draft_with_several_faults_is_told_all_of_them() {
    let spoil = |draft: &mut RuleDraft| {
        draft.name.clear();
        draft.amount = 9_999;
        draft.at = None;
    };
    let found = faults(spoil, days(Audience::Invited, Anchor::Starts, 3));
    let codes: Vec<_> = found.iter().map(|(_, code)| *code).collect();
    assert_eq!(codes, ["invalid_name", "out_of_range", "time_missing"]);
}

fn codes(draft: &RuleDraft, forum: &Forum) -> Vec<&'static str> {
    let faults = check(&rule(draft), forum, instant("2027-01-05T08:00:00Z"));
    faults.iter().map(|fault| fault.code.as_str()).collect()
}

#[test]
fn a_rule_that_can_never_fire_is_told() {
    let forum = forum();
    let invited = |anchor, amount| days(Audience::Invited, anchor, amount);
    // Seven weeks before the day nobody can sign up any more.
    assert_eq!(codes(&invited(Anchor::Starts, 3), &forum), ["never_fires"]);
    assert_eq!(codes(&invited(Anchor::Starts, 60), &forum), [""; 0]);
    let after = RuleDraft {
        side: Side::After,
        ..invited(Anchor::RegistrationCloses, 1)
    };
    assert_eq!(codes(&after, &forum), ["never_fires"]);
    // On the day, at nine, an hour before; and at nine in the evening.
    let on_the_day = |at: &str| RuleDraft {
        at: Some(at.parse().unwrap()),
        ..days(Audience::Confirmed, Anchor::Starts, 0)
    };
    assert_eq!(codes(&on_the_day("09:00:00"), &forum), [""; 0]);
    assert_eq!(codes(&on_the_day("21:00:00"), &forum), ["never_fires"]);
    let useless = RuleDraft {
        latest: Some(Latest::HoursBeforeAnchor(72)),
        ..days(Audience::Confirmed, Anchor::Starts, 1)
    };
    assert_eq!(codes(&useless, &forum), ["never_fires"]);
    let hold = RuleDraft {
        latest: Some(Latest::HoursBeforeAnchor(24)),
        ..unconfirmed(24)
    };
    assert_eq!(codes(&hold, &forum), ["never_fires"]);
}

#[test]
fn a_rule_that_was_due_before_publication_is_taken_with_a_warning() {
    let late = Forum {
        published: Some(instant("2027-02-25T08:00:00Z")),
        ..forum()
    };
    let rule = days(Audience::Invited, Anchor::RegistrationCloses, 14);
    assert_eq!(codes(&rule, &late), ["before_publication"]);
    assert_eq!(codes(&rule, &forum()), [""; 0]);
    assert!(FaultCode::BeforePublication.is_warning());
    assert!(!FaultCode::NeverFires.is_warning());
    // A draft counts as published now, and a paused rule as one that runs.
    let draft = Forum {
        state: ForumState::Draft,
        published: None,
        ..forum()
    };
    let paused = RuleDraft {
        paused: true,
        ..days(Audience::Invited, Anchor::RegistrationCloses, 60)
    };
    assert_eq!(codes(&paused, &draft), ["before_publication"]);
}

#[test]
fn a_date_out_of_the_calendar_is_told() {
    let mut forum = forum();
    forum.starts = berlin("9999-12-01T10:00:00");
    let rule = RuleDraft {
        side: Side::After,
        ..days(Audience::Organizer, Anchor::Starts, 300)
    };
    assert_eq!(codes(&rule, &forum), ["no_such_moment"]);
    forum.starts.zone = "Europe/Atlantis".to_owned();
    assert_eq!(codes(&rule, &forum), ["no_such_moment"]);
}

#[test]
fn two_rules_do_not_say_the_same() {
    let once = days(Audience::Invited, Anchor::RegistrationCloses, 14);
    let renamed = RuleDraft {
        name: "again".to_owned(),
        unit: Unit::WorkingDays,
        amount: 10,
        ..once.clone()
    };
    let rules = [&once, &once, &renamed, &unconfirmed(24), &unconfirmed(12)].map(rule);
    let faults = check_all(&rules, &forum(), instant("2027-01-05T08:00:00Z"));
    let faults: Vec<_> = faults
        .iter()
        .map(|fault| (fault.pointer.as_str(), fault.code.as_str()))
        .collect();
    let expected = [
        ("/1/name", "name_taken"),
        ("/1/amount", "doubled"),
        ("/2/amount", "doubled"),
        ("/4/amount", "doubled"),
    ];
    assert_eq!(faults, expected);
}

#[test]
fn the_rules_that_a_kind_of_forum_begins_with_are_good() {
    for kind in [
        ForumKind::Forum,
        ForumKind::GetTogether,
        ForumKind::DelegationVisit,
        ForumKind::BusinessLunch,
        ForumKind::Mission,
        ForumKind::Conference,
    ] {
        let drafts = defaults(kind);
        let rules: Vec<_> = drafts.iter().map(rule).collect();
        let now = instant("2027-01-05T08:00:00Z");
        assert_eq!(check_all(&rules, &forum(), now), [], "{kind:?}");
        for draft in drafts {
            let text = serde_json::to_string(&draft).unwrap();
            assert_eq!(serde_json::from_str::<RuleDraft>(&text).unwrap(), draft);
        }
    }
}

#[test]
fn a_setting_that_does_not_exist_is_refused() {
    let draft = serde_json::to_value(unconfirmed(24)).unwrap();
    assert!(serde_json::from_value::<RuleDraft>(draft.clone()).is_ok());
    let mut more = draft;
    more["snooze"] = 3.into();
    assert!(serde_json::from_value::<RuleDraft>(more).is_err());
}
