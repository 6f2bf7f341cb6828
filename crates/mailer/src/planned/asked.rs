//! A reminder, and what is decided about everybody whom it may concern.

use jiff::Timestamp;
use kontor_reminders::{Audience, Explanation, explain};
use kontor_store::{Database, StoreError};

use super::reminder::{PlanWish, PlannedReminder};
use crate::{
    domain::{About, Whom, whom},
    reminders::{ForumPlan, Individual, PlannedRule, of_word, organizer, row},
    store::{people_after, told_to},
};

/// People whose decisions are explained in one go.
const PAGE: usize = 512;

/// A reminder that is asked about.
pub(super) struct Asked<'a> {
    pub(super) database: &'a Database,
    pub(super) plan: &'a ForumPlan,
    pub(super) rule: &'a PlannedRule,
    pub(super) now: Timestamp,
}

impl Asked<'_> {
    /// Adds what is decided about everybody.
    pub(super) async fn explained(
        &self,
        mut reminder: PlannedReminder,
        wish: &PlanWish,
    ) -> Result<PlannedReminder, StoreError> {
        let Some(whom) = whom(self.rule.rule.to) else {
            if self.rule.rule.to == Audience::Organizer {
                self.organizer(&mut reminder).await?;
            }
            return Ok(reminder);
        };
        let (mut after, mut looked) = (String::new(), 0);
        loop {
            let people = self.page(whom, &after).await?;
            let more = people.len() == PAGE;
            if let Some(last) = people.last() {
                after.clone_from(&last.about);
            }
            let left = wish.lines.saturating_sub(reminder.people.len());
            if let Some(explained) = self.page_explained(&people, left).await? {
                reminder.add(explained);
            }
            looked += people.len();
            if !more || looked >= wish.looks {
                reminder.whole = !more;
                return Ok(reminder);
            }
        }
    }

    async fn page(&self, whom: Whom, after: &str) -> Result<Vec<Individual>, StoreError> {
        let whom = (self.plan.forum.forum, whom);
        people_after(self.database, whom, after, PAGE).await
    }

    async fn page_explained(
        &self,
        people: &[Individual],
        lines: usize,
    ) -> Result<Option<Explanation<String>>, StoreError> {
        let Ok(occurrence) = &self.rule.occurrence else {
            return Ok(None);
        };
        let told = told_to(self.database, people.iter().map(|who| &*who.about)).await?;
        let anchor = occurrence.timing.common().map(|common| common.anchor);
        let key = (&*self.rule.rule.name, &*of_word(occurrence.key.of));
        let asked: Vec<_> = people
            .iter()
            .map(|who| {
                let wrote = told.get(&who.about).map_or(&[][..], Vec::as_slice);
                let row = row(wrote, key, self.plan, self.rule.skipped);
                (who, row, who.someone(wrote, self.plan, self.now))
            })
            .collect();
        let asked = asked.iter();
        let asked =
            asked.map(|(who, row, someone)| (who.about.clone(), someone.person(*row, anchor)));
        let readers = &self.plan.readers;
        Ok(Some(explain(occurrence, asked, readers, self.now, lines)))
    }

    async fn organizer(&self, reminder: &mut PlannedReminder) -> Result<(), StoreError> {
        let Ok(occurrence) = &self.rule.occurrence else {
            return Ok(());
        };
        let about = About::forum(self.plan.forum.forum);
        let told = told_to(self.database, std::iter::once(about.as_str())).await?;
        let wrote = told.get(about.as_str()).map_or(&[][..], Vec::as_slice);
        let key = (&*self.rule.rule.name, &*of_word(occurrence.key.of));
        let row = row(wrote, key, self.plan, self.rule.skipped);
        let someone = organizer();
        let asked = [(about.to_string(), someone.person(row, None))];
        let readers = &self.plan.readers;
        reminder.add(explain(occurrence, asked, readers, self.now, 1));
        Ok(())
    }
}
