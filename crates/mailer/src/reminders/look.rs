//! A look at single people: something has happened to them, or their own hour has come. First what they
//! know and is no longer so is corrected, then they are reminded of what still makes sense.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use kontor_contracts::ForumId;
use kontor_reminders::{Anchor, Audience, Correction, Decision, Hours, ToldBy};
use kontor_store::StoreError;

use super::{
    ForumPlan, Individual, Remind, WroteBefore,
    facts::{self, Writes},
    individual::row,
    of_word,
};
use crate::{
    domain::{LastTold, Someone},
    store::{
        KeptReminder, forum_in, forums_to_look_at, lock_reminders, orders_of, people_to_look_at,
        queue_again, set_looks, told_to,
    },
};

/// People who are looked at in one transaction.
const PAGE: i64 = 256;
/// When somebody is looked at again whose mail is just leaving: its lease ends before that.
const WHEN_IT_HAS_LEFT: SignedDuration = SignedDuration::from_secs(30);

/// What is planned of a forum, and which rounds are still to come.
struct Planned {
    plan: ForumPlan,
    kept: Vec<KeptReminder>,
}

/// Looks at some of those who are to be looked at; says whether there was anybody.
///
/// # Errors
/// [`StoreError`]; they are looked at again then.
pub(crate) async fn look_page(remind: &Remind) -> Result<bool, StoreError> {
    let tx = remind.database.begin().await?;
    let now = remind.clock.now();
    let now_ms = now.as_millisecond();
    let forums = forums_to_look_at(&tx, now_ms, PAGE).await?;
    if forums.is_empty() {
        return Ok(false);
    }
    // Before the people: a round locks in this order, too.
    let planned = planned(&tx, &forums, now).await?;
    let people = people_to_look_at(&tx, &forums, now_ms, PAGE).await?;
    let told = told_to(&tx, people.iter().map(|who| &*who.about)).await?;
    let (mut writes, mut looks) = (Vec::new(), Vec::with_capacity(people.len()));
    for who in &people {
        let mut look = Look {
            now,
            next: None,
            writes: &mut writes,
        };
        if let Some(planned) = planned.get(&who.forum) {
            let wrote = told.get(&who.about).map_or(&[][..], Vec::as_slice);
            look.at(who, wrote, planned);
        }
        looks.push((who.about.clone(), look.next.map(Timestamp::as_millisecond)));
    }
    queue_again(&tx, writes.iter().map(|writes| writes.mail(remind, now_ms))).await?;
    set_looks(&tx, looks).await?;
    let wake = std::sync::Arc::clone(&remind.wake);
    tx.after_commit(move || wake.notify_one());
    tx.commit().await?;
    Ok(true)
}

async fn planned(
    tx: &kontor_store::Tx,
    forums: &[ForumId],
    now: Timestamp,
) -> Result<HashMap<ForumId, Planned>, StoreError> {
    let kept = lock_reminders(tx, forums).await?;
    let orders = orders_of(tx, forums, &kept).await?;
    let mut planned = HashMap::new();
    for id in forums {
        let orders = orders.get(id).cloned().unwrap_or_default();
        let Some(forum) = forum_in(tx, *id).await? else {
            continue;
        };
        let Ok(plan) = ForumPlan::new(&forum, &orders, now) else {
            continue;
        };
        let kept = kept.iter().filter(|kept| kept.forum == *id).cloned();
        let kept = kept.collect();
        planned.insert(*id, Planned { plan, kept });
    }
    Ok(planned)
}

/// A look at one person.
struct Look<'a> {
    now: Timestamp,
    /// When to look again.
    next: Option<Timestamp>,
    writes: &'a mut Vec<Writes>,
}

impl Look<'_> {
    fn at(&mut self, who: &Individual, wrote: &[WroteBefore], planned: &Planned) {
        let plan = &planned.plan;
        let mut someone = who.someone(wrote, plan, self.now);
        if wrote.iter().any(|mail| mail.is_open(plan)) {
            self.again(self.now + WHEN_IT_HAS_LEFT);
        }
        for anchor in Anchor::ALL {
            self.correct(who, &mut someone, anchor, plan);
        }
        self.remind(who, (wrote, &mut someone), planned);
    }

    fn again(&mut self, at: Timestamp) {
        self.next = Some(self.next.map_or(at, |next| next.min(at)));
    }

    fn correct(
        &mut self,
        who: &Individual,
        someone: &mut Someone,
        anchor: Anchor,
        plan: &ForumPlan,
    ) {
        let person = someone.person(None, Some(anchor));
        let Some(correction) = Correction::of(&plan.forum, anchor, &person) else {
            return;
        };
        let decision = correction.for_person(&person, Some(Hours::OFFICE), &plan.readers, self.now);
        match decision {
            Ok(Decision::Send { .. }) => {
                self.writes
                    .extend(facts::of_correction(plan, &correction, who));
                let told = LastTold {
                    moment: correction.new.clone(),
                    revision: plan.revision,
                    at: self.now,
                    by: ToldBy::Change,
                };
                someone.tell(anchor, told);
            }
            Ok(Decision::Wait { until, .. }) => self.again(until),
            Ok(Decision::Skip { .. }) | Err(_) => {}
        }
    }

    fn remind(
        &mut self,
        who: &Individual,
        (wrote, someone): (&[WroteBefore], &mut Someone),
        planned: &Planned,
    ) {
        let plan = &planned.plan;
        for (rule, occurrence) in plan.occurrences() {
            if occurrence.to == Audience::Organizer {
                continue;
            }
            let key = (occurrence.key.rule.as_str(), &*of_word(occurrence.key.of));
            let row = row(wrote, key, plan, rule.skipped);
            let common = occurrence.timing.common();
            let person = someone.person(row, common.map(|common| common.anchor));
            match occurrence.for_person(&person, &plan.readers, self.now) {
                Decision::Send { .. } => {
                    self.writes
                        .extend(facts::of_person(plan, (rule, occurrence), (who, self.now)));
                    // The next rule of the same moment knows of this mail, too.
                    if let Some(common) = common {
                        let told = LastTold {
                            moment: common.moment.clone(),
                            revision: plan.revision,
                            at: self.now,
                            by: ToldBy::Reminder,
                        };
                        someone.tell(common.anchor, told);
                    }
                }
                Decision::Wait { until, .. } if !planned.comes_by(key, until) => self.again(until),
                Decision::Wait { .. } | Decision::Skip { .. } => {}
            }
        }
    }
}

impl Planned {
    /// Whether a round that has not begun looks at everybody before that.
    fn comes_by(&self, (rule, of): (&str, &str), until: Timestamp) -> bool {
        let kept = self.kept.iter();
        let mut same = kept.filter(|kept| kept.rule == rule && kept.moment == of);
        same.any(|kept| {
            let comes = kept.look_at.filter(|_| kept.page_after.is_empty());
            comes.is_some_and(|at| at <= until.as_millisecond())
        })
    }
}
