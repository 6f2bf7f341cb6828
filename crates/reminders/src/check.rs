//! Whether rules make sense for a forum.

use std::collections::HashSet;

use jiff::Timestamp;
use kontor_contracts::events::ForumState;

use crate::{
    Fault, FaultCode, Forum, NoPlan, Planned, Rule, Withheld, fault::Faults, plan, plan_all,
};

/// What is wrong with a rule for a forum. A forum that was never published counts as one that is
/// published now; whether it is shown, and whether the rule is paused, does not matter.
pub fn check(rule: &Rule, forum: &Forum, now: Timestamp) -> Vec<Fault> {
    let (rule, forum) = live(rule, forum, now);
    let mut faults = Faults::default();
    match plan(&rule, &forum) {
        Ok(occurrence) => {
            let in_time = occurrence.withheld != Some(Withheld::BeforePublication);
            faults.unless(in_time, "/amount", FaultCode::BeforePublication);
        }
        Err(NoPlan::NeverFires(_)) => faults.unless(false, "/amount", FaultCode::NeverFires),
        Err(NoPlan::NoSuchMoment(_)) => faults.unless(false, "/anchor", FaultCode::NoSuchMoment),
    }
    faults.into()
}

/// What is wrong with all rules of a forum, by themselves and together. Pointers begin with the place of
/// the rule.
pub fn check_all(rules: &[Rule], forum: &Forum, now: Timestamp) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (mut names, mut times) = (HashSet::new(), HashSet::new());
    for (at, Planned { rule, occurrence }) in plan_all(rules, forum).into_iter().enumerate() {
        let mut found = Faults::default();
        found.unless(names.insert(&rule.name), "/name", FaultCode::NameTaken);
        if let Ok(occurrence) = occurrence {
            // One reminder of each hold, however long before.
            let due = occurrence.timing.common().map(|common| common.due);
            let is_new = times.insert((rule.to, rule.anchor(), due));
            found.unless(is_new, "/amount", FaultCode::Doubled);
        }
        let found = check(rule, forum, now).into_iter().chain(Vec::from(found));
        faults.extend(found.map(|fault| Fault {
            pointer: format!("/{at}{}", fault.pointer),
            ..fault
        }));
    }
    faults
}

/// The two as if nothing held them back.
fn live(rule: &Rule, forum: &Forum, now: Timestamp) -> (Rule, Forum) {
    let rule = Rule {
        paused: false,
        ..rule.clone()
    };
    let forum = Forum {
        state: ForumState::Published,
        published: forum.published.or(Some(now)),
        ..forum.clone()
    };
    (rule, forum)
}
