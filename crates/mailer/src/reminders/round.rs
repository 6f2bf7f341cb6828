//! A round: everybody whom a reminder may concern is looked at, a page in each transaction.

use std::collections::BTreeMap;

use jiff::Timestamp;
use kontor_reminders::{Audience, Decision, Occurrence};
use kontor_store::{StoreError, Tx};

use super::{
    ForumPlan, Individual, PlannedRule, Remind,
    facts::{self, Writes},
    individual::{organizer, row},
};
use crate::{
    domain::{About, Forum, whom},
    store::{
        KeptReminder, add_looks, forum_in, keep_reminders, next_round, numbers_of, orders_of,
        people_after, queue_again, told_to,
    },
};

/// People of one page. A transaction of so many holds up nobody who signs up.
pub(crate) const PAGE: usize = 512;

/// A round at work on a page.
struct Page<'a> {
    plan: &'a ForumPlan,
    rule: &'a PlannedRule,
    occurrence: &'a Occurrence,
    now: Timestamp,
    /// When everybody is looked at again; who waits until then needs no look of their own.
    next: Option<i64>,
    writes: Vec<Writes>,
    waits: Vec<(String, i64)>,
    skips: BTreeMap<String, u64>,
}

/// Does one page of the round that is due and ends first; says whether there was one.
///
/// # Errors
/// [`StoreError`]; the page is done again then.
pub(crate) async fn round_page(remind: &Remind) -> Result<bool, StoreError> {
    let tx = remind.database.begin().await?;
    let now = remind.clock.now();
    let Some(mut kept) = next_round(&tx, now.as_millisecond()).await? else {
        return Ok(false);
    };
    let forum = forum_in(&tx, kept.forum).await?;
    if let Some(forum) = forum {
        page(remind, &tx, &forum, &mut kept, now).await?;
    } else {
        kept.look_at = None;
    }
    keep_reminders(&tx, &[kept]).await?;
    let wake = std::sync::Arc::clone(&remind.wake);
    tx.after_commit(move || wake.notify_one());
    tx.commit().await?;
    Ok(true)
}

async fn page(
    remind: &Remind,
    tx: &Tx,
    forum: &Forum,
    kept: &mut KeptReminder,
    now: Timestamp,
) -> Result<(), StoreError> {
    let orders = orders_of(tx, &[kept.forum], std::slice::from_ref(kept)).await?;
    let orders = orders.get(&kept.forum).cloned().unwrap_or_default();
    let plan = ForumPlan::new(forum, &orders, now).ok();
    let found = plan.as_ref().and_then(|plan| {
        let (rule, occurrence) = plan.find(&kept.rule, &kept.moment)?;
        Some((plan, rule, occurrence))
    });
    let Some((plan, rule, occurrence)) = found else {
        kept.look_at = None;
        return Ok(());
    };
    let mut page = Page {
        plan,
        rule,
        occurrence,
        now,
        next: kept.due_at.filter(|due| *due > now.as_millisecond()),
        writes: Vec::new(),
        waits: Vec::new(),
        skips: BTreeMap::new(),
    };
    if kept.page_after.is_empty() {
        kept.skips.clear();
    }
    if occurrence.to == Audience::Organizer {
        page.organizer(tx, forum, kept).await?;
    } else {
        page.people(tx, kept).await?;
    }
    for (code, count) in std::mem::take(&mut page.skips) {
        *kept.skips.entry(code).or_default() += count;
    }
    let mails = page.writes.iter();
    let mails = mails.map(|writes| writes.mail(remind, now.as_millisecond()));
    let wrote = queue_again(tx, mails).await?;
    kept.wrote += i64::try_from(wrote).unwrap_or(i64::MAX);
    add_looks(tx, page.waits).await
}

impl Page<'_> {
    /// Looks at the people of a page, and says where the next begins.
    async fn people(&mut self, tx: &Tx, kept: &mut KeptReminder) -> Result<(), StoreError> {
        let people = match whom(self.occurrence.to) {
            Some(whom) => people_after(tx, (kept.forum, whom), &kept.page_after, PAGE).await?,
            None => Vec::new(),
        };
        let told = told_to(tx, people.iter().map(|who| &*who.about)).await?;
        for who in &people {
            let wrote = told.get(&who.about).map_or(&[][..], Vec::as_slice);
            let row = row(
                wrote,
                (&kept.rule, &kept.moment),
                self.plan,
                self.rule.skipped,
            );
            let someone = who.someone(wrote, self.plan, self.now);
            let anchor = self.occurrence.timing.common().map(|common| common.anchor);
            let person = someone.person(row, anchor);
            let decision = self
                .occurrence
                .for_person(&person, &self.plan.readers, self.now);
            self.take(decision, who);
        }
        match people.last().filter(|_| people.len() == PAGE) {
            Some(last) => kept.page_after.clone_from(&last.about),
            None => self.end(kept),
        }
        Ok(())
    }

    fn take(&mut self, decision: Decision, who: &Individual) {
        match decision {
            Decision::Send { .. } => {
                let writes =
                    facts::of_person(self.plan, (self.rule, self.occurrence), (who, self.now));
                self.writes.extend(writes);
            }
            Decision::Wait { until, .. } => {
                let until = until.as_millisecond();
                if self.next.is_none_or(|next| until < next) {
                    self.waits.push((who.about.clone(), until));
                }
            }
            Decision::Skip { reason } => {
                *self.skips.entry(reason.code().to_owned()).or_default() += 1;
            }
        }
    }

    /// Nobody is left in this round.
    fn end(&self, kept: &mut KeptReminder) {
        kept.page_after.clear();
        kept.look_at = self.next;
    }

    async fn organizer(
        &mut self,
        tx: &Tx,
        forum: &Forum,
        kept: &mut KeptReminder,
    ) -> Result<(), StoreError> {
        let about = About::forum(kept.forum);
        let told = told_to(tx, std::iter::once(about.as_str())).await?;
        let wrote = told.get(about.as_str()).map_or(&[][..], Vec::as_slice);
        let row = row(
            wrote,
            (&kept.rule, &kept.moment),
            self.plan,
            self.rule.skipped,
        );
        let someone = organizer();
        let person = someone.person(row, None);
        self.end(kept);
        match self
            .occurrence
            .for_person(&person, &self.plan.readers, self.now)
        {
            Decision::Send { .. } => {
                let numbers = (numbers_of(tx, kept.forum).await?, self.now);
                let writes = facts::of_organizer(self.plan, self.occurrence, forum, numbers);
                self.writes.extend(writes);
            }
            Decision::Wait { until, .. } => kept.look_at = Some(until.as_millisecond()),
            Decision::Skip { reason } => {
                self.skips.insert(reason.code().to_owned(), 1);
            }
        }
        Ok(())
    }
}
