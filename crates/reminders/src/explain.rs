//! Every decision about an occurrence as data: what goes when to how many, and why somebody gets none.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp, civil::DateTime};
use serde::Serialize;

use crate::{Audience, Common, Decision, Occurrence, Person, Readers, Skipped, Timing, Withheld};

/// An occurrence and what comes of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation<P> {
    /// Its key.
    pub key: String,
    /// The rule.
    pub rule: String,
    /// Whom it reminds.
    pub to: Audience,
    /// When it is due for everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub common: Option<Common>,
    /// How long before the end of each person's own hold it is due instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before_hold_ends: Option<SignedDuration>,
    /// Why nobody is reminded, if so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// How many it reminds, those included who wait.
    pub reminds: u64,
    /// When the first of them gets it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub first: Option<Timestamp>,
    /// When the last of them does.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<Timestamp>,
    /// How many it does not, by the reason's code.
    pub skips: BTreeMap<&'static str, u64>,
    /// One line for each person, as many as were asked for.
    pub people: Vec<Line<P>>,
}

/// What is decided about one person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line<P> {
    /// Who, as the caller names them.
    pub person: P,
    /// When by their own clock, if they are reminded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub local: Option<DateTime>,
    /// What is done.
    #[serde(flatten)]
    pub decision: Decision,
}

/// Explains what an occurrence does as things stand, with a line each for at most `lines` people.
pub fn explain<'a, P>(
    occurrence: &Occurrence,
    people: impl IntoIterator<Item = (P, Person<'a>)>,
    readers: &Readers,
    now: Timestamp,
    lines: usize,
) -> Explanation<P> {
    let mut explanation = Explanation::new(occurrence);
    for (who, person) in people {
        let decision = occurrence.for_person(&person, readers, now);
        let at = explanation.count(decision);
        if explanation.people.len() < lines {
            let zone = &readers.in_country(person.country).zone;
            explanation.people.push(Line {
                person: who,
                local: at.map(|at| zone.to_datetime(at)),
                decision,
            });
        }
    }
    explanation
}

impl<P> Explanation<P> {
    fn new(occurrence: &Occurrence) -> Self {
        let (common, before_hold_ends) = match &occurrence.timing {
            Timing::Common(common) => (Some(common.clone()), None),
            Timing::Hold { before, .. } => (None, Some(*before)),
        };
        Self {
            key: occurrence.key.to_string(),
            rule: occurrence.key.rule.as_str().to_owned(),
            to: occurrence.to,
            common,
            before_hold_ends,
            withheld: occurrence.withheld,
            reminds: 0,
            first: None,
            last: None,
            skips: BTreeMap::new(),
            people: Vec::new(),
        }
    }

    /// Counts a decision and says when its mail goes, if one does.
    fn count(&mut self, decision: Decision) -> Option<Timestamp> {
        let (Decision::Send { at, .. } | Decision::Wait { until: at, .. }) = decision else {
            if let Decision::Skip { reason } = decision {
                *self.skips.entry(Skipped::code(reason)).or_default() += 1;
            }
            return None;
        };
        self.reminds += 1;
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = self.last.max(Some(at));
        Some(at)
    }
}
