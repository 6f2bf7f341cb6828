//! What is planned of a forum, as its rules, the office's orders and today's rules of its time zone have
//! it. Made anew whenever it is asked for: it costs the same for ten people and for a million.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use kontor_contracts::{InvalidDeadline, reminder::RuleDraft};
use kontor_reminders::{
    Anchor, Forum as RemindedForum, NoPlan, Occurrence, Of, Planned, Readers, Rule, defaults,
    plan_all,
};
use serde_json::json;

use crate::domain::{Forum, Version, moment_in, moment_of};

/// What the office has ordered, beside the rules of the forum.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Orders {
    /// Since when people could find the forum.
    pub(crate) published: Option<Timestamp>,
    /// Rules that stand still or go on, whatever the forum says.
    pub(crate) paused: HashMap<String, bool>,
    /// Reminders that nobody is to get, by rule and moment.
    pub(crate) skipped: HashSet<(String, String)>,
    /// Reminders that go at once.
    pub(crate) at_once: HashSet<(String, String)>,
}

/// A rule and its reminder.
#[derive(Debug, Clone)]
pub(crate) struct PlannedRule {
    /// The rule.
    pub(crate) rule: RuleDraft,
    /// Its reminder, or why there is none.
    pub(crate) occurrence: Result<Occurrence, NoPlan>,
    /// Whether the office said no to it.
    pub(crate) skipped: bool,
    /// Whether it ordered it to go at once.
    pub(crate) at_once: bool,
}

/// Everything of which people of a forum are reminded.
#[derive(Debug)]
pub(crate) struct ForumPlan {
    /// The forum.
    pub(crate) forum: RemindedForum,
    /// Its revision.
    pub(crate) revision: i64,
    /// Its rules, in their order.
    pub(crate) rules: Vec<PlannedRule>,
    /// By whose clocks mail is courteous.
    pub(crate) readers: Arc<Readers>,
    /// How it has changed: what everybody was told of is corrected for nobody.
    pub(crate) versions: Vec<Version>,
}

impl ForumPlan {
    /// The plan of a forum at an instant.
    ///
    /// # Errors
    /// [`InvalidDeadline`] if the zone of the forum is unknown.
    pub(crate) fn new(
        forum: &Forum,
        orders: &Orders,
        now: Timestamp,
    ) -> Result<Self, InvalidDeadline> {
        let reminded = reminded(forum, orders);
        let (drafts, rules): (Vec<_>, Vec<_>) = drafts(forum, orders)
            .into_iter()
            // Whoever publishes a forum checks its rules; one that a newer version knows is left out.
            .filter_map(|draft| Rule::new(&draft).ok().map(|rule| (draft, rule)))
            .unzip();
        let planned = plan_all(&rules, &reminded).into_iter().zip(drafts);
        let rules = planned.map(|(planned, draft)| ordered(planned, draft, orders, now));
        Ok(Self {
            rules: rules.collect(),
            readers: readers(&reminded.starts.zone)?,
            revision: forum.sequence,
            versions: forum.versions.clone(),
            forum: reminded,
        })
    }

    /// The rule's reminder of a moment, if it is planned.
    pub(crate) fn find(&self, rule: &str, of: &str) -> Option<(&PlannedRule, &Occurrence)> {
        self.occurrences()
            .find(|(_, planned)| planned.key.rule.as_str() == rule && of_word(planned.key.of) == of)
    }

    /// The change, later than a revision, by which everybody was told of a moment as it is now.
    pub(crate) fn told_to_everybody(&self, anchor: Anchor, since: i64) -> Option<&Version> {
        let now = self.forum.moment(anchor);
        let moment = |version: &Version| moment_in(&version.particulars, anchor) == now;
        let mut steps = self.versions.windows(2).rev();
        let step = steps.find(|step| {
            let moved_here = !moment(&step[0]) && moment(&step[1]);
            moved_here && !step[1].silent && step[1].sequence > since
        });
        step.map(|step| &step[1])
    }

    /// All reminders.
    pub(crate) fn occurrences(&self) -> impl Iterator<Item = (&PlannedRule, &Occurrence)> {
        let found = self.rules.iter();
        found.filter_map(|rule| Some((rule, rule.occurrence.as_ref().ok()?)))
    }
}

impl PlannedRule {
    /// Everything by which it is decided when people are looked at: another text is another plan.
    pub(crate) fn fingerprint(&self, occurrence: &Occurrence) -> String {
        // What goes at once is due now, whenever that is.
        let common = occurrence.timing.common().filter(|_| !self.at_once);
        let plan = json!({
            "rule": self.rule, "common": common, "withheld": occurrence.withheld,
            "skipped": self.skipped, "at_once": self.at_once,
        });
        plan.to_string()
    }
}

/// Which moment, as keys have it.
pub(crate) fn of_word(of: Of) -> String {
    match of {
        Of::Day(date) => date.to_string(),
        Of::Hold => "hold".to_owned(),
    }
}

fn ordered(planned: Planned<'_>, rule: RuleDraft, orders: &Orders, now: Timestamp) -> PlannedRule {
    let mut made = PlannedRule {
        rule,
        occurrence: planned.occurrence,
        skipped: false,
        at_once: false,
    };
    if let Ok(occurrence) = &mut made.occurrence {
        let key = (made.rule.name.clone(), of_word(occurrence.key.of));
        made.skipped = orders.skipped.contains(&key);
        made.at_once = orders.at_once.contains(&key);
        if made.at_once {
            *occurrence = occurrence.clone().at_once(now);
        }
    }
    made
}

/// The rules of a forum: its own, else those of its kind.
fn drafts(forum: &Forum, orders: &Orders) -> Vec<RuleDraft> {
    let own = forum.facts.reminders.clone();
    let mut drafts = own.unwrap_or_else(|| defaults(forum.facts.kind));
    for draft in &mut drafts {
        if let Some(paused) = orders.paused.get(&draft.name) {
            draft.paused = *paused;
        }
    }
    drafts
}

fn reminded(forum: &Forum, orders: &Orders) -> RemindedForum {
    let moment = |anchor| moment_of(&forum.facts, anchor).clone();
    RemindedForum {
        forum: forum.facts.forum,
        state: forum.facts.state,
        published: orders.published,
        country: None,
        registration_closes: moment(Anchor::RegistrationCloses),
        changes_close: moment(Anchor::ChangesClose),
        starts: moment(Anchor::Starts),
        ends: moment(Anchor::Ends),
    }
}

/// Looking up the zones of all countries takes longer than all the rest, and they are the same for
/// every forum of a zone.
fn readers(zone: &str) -> Result<Arc<Readers>, InvalidDeadline> {
    static READERS: Mutex<Option<HashMap<String, Arc<Readers>>>> = Mutex::new(None);
    let mut known = READERS.lock().unwrap_or_else(PoisonError::into_inner);
    let known = known.get_or_insert_default();
    if let Some(readers) = known.get(zone) {
        return Ok(Arc::clone(readers));
    }
    let readers = Arc::new(Readers::new(zone)?);
    known.insert(zone.to_owned(), Arc::clone(&readers));
    Ok(readers)
}
