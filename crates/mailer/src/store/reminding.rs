//! What decides about reminders that are about to be sent, read when they are claimed.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use jiff::Timestamp;
use kontor_contracts::ForumId;
use kontor_store::{StoreError, Tx};
use uuid::Uuid;

use super::{
    reminded::{people_named, told_to},
    reminders::{orders_of, reminders_of},
};
use crate::{
    domain::{Forum, Reminding, Someone},
    kinds::{Facts, Reminder, Tells},
    reminders::{ForumPlan, Individual, WroteBefore, organizer},
};

/// A mail that is being claimed.
pub(super) struct Claims<'a> {
    pub(super) id: Uuid,
    pub(super) about: &'a str,
    pub(super) forum: Option<Uuid>,
    pub(super) facts: &'a Facts,
}

/// What decides about those of the mails that remind, by mail.
pub(super) async fn remindings(
    tx: &Tx,
    mails: &[Claims<'_>],
    forums: &HashMap<Uuid, Arc<Forum>>,
    now: Timestamp,
) -> Result<HashMap<Uuid, Arc<Reminding>>, StoreError> {
    let reminds = mails.iter().filter_map(|mail| match mail.facts.tells()? {
        Tells::Reminder(reminder) => Some((mail, reminder)),
        Tells::Change(_) => None,
    });
    let reminds: Vec<_> = reminds.collect();
    if reminds.is_empty() {
        return Ok(HashMap::new());
    }
    let names: BTreeSet<_> = reminds.iter().map(|(mail, _)| mail.about).collect();
    let names: Vec<_> = names.into_iter().collect();
    let people = people_named(tx, &names).await?;
    let people: HashMap<_, _> = people.iter().map(|who| (&*who.about, who)).collect();
    let mut told = told_to(tx, names.into_iter()).await?;
    let plans = plans(
        tx,
        reminds.iter().filter_map(|(mail, _)| mail.forum),
        forums,
        now,
    )
    .await?;
    let mut found = HashMap::new();
    for (mail, reminder) in reminds {
        let Some(plan) = mail.forum.and_then(|forum| plans.get(&forum)) else {
            continue;
        };
        let wrote = told.get_mut(mail.about).map(|wrote| {
            // What this mail would tell is not known yet.
            let others = wrote.iter().filter(|wrote| wrote.mail.uuid() != mail.id);
            others.cloned().collect::<Vec<_>>()
        });
        let person = people.get(mail.about).copied();
        let someone = someone(person, &wrote.unwrap_or_default(), plan, now);
        found.insert(mail.id, Arc::new(reminding(plan, reminder, someone)));
    }
    Ok(found)
}

/// Whom a mail goes to: who is not known as a person is the organiser.
fn someone(
    person: Option<&Individual>,
    wrote: &[WroteBefore],
    plan: &ForumPlan,
    now: Timestamp,
) -> Someone {
    person.map_or_else(organizer, |who| who.someone(wrote, plan, now))
}

fn reminding(plan: &ForumPlan, reminder: &Reminder, someone: Someone) -> Reminding {
    let found = plan.find(&reminder.rule, &reminder.of);
    Reminding {
        occurrence: found.map(|(_, occurrence)| occurrence.clone()),
        skipped: found.is_some_and(|(rule, _)| rule.skipped),
        someone,
        readers: Arc::clone(&plan.readers),
    }
}

async fn plans(
    tx: &Tx,
    ids: impl Iterator<Item = Uuid>,
    forums: &HashMap<Uuid, Arc<Forum>>,
    now: Timestamp,
) -> Result<HashMap<Uuid, ForumPlan>, StoreError> {
    let ids: BTreeSet<_> = ids.collect();
    let ids: Vec<_> = ids.into_iter().map(ForumId::new).collect();
    let kept = reminders_of(tx, &ids).await?;
    let orders = orders_of(tx, &ids, &kept).await?;
    let plans = ids.into_iter().filter_map(|id| {
        let forum = forums.get(&id.uuid())?;
        let orders = orders.get(&id).cloned().unwrap_or_default();
        let plan = ForumPlan::new(forum, &orders, now).ok()?;
        Some((id.uuid(), plan))
    });
    Ok(plans.collect())
}
