//! One person, as the database has them, and what mails told them.

use jiff::Timestamp;
use kontor_contracts::{ConfirmToken, Deadline, ForumId, MailId, events::Contact};
use kontor_reminders::{Anchor, Row, Standing, ToldBy};
use kontor_runtime::timestamp;

use super::ForumPlan;
use crate::{
    domain::{LastTold, MailState, PersonState, Someone},
    kinds::{Facts, Tells, Told},
};

/// Somebody's sign-up.
#[derive(Debug, Clone)]
pub(crate) struct Individual {
    /// What it is kept under.
    pub(crate) about: String,
    /// Its forum.
    pub(crate) forum: ForumId,
    /// How it stands.
    pub(crate) state: PersonState,
    /// Since when.
    pub(crate) since_ms: i64,
    /// Until when it can be confirmed, if it waits for that.
    pub(crate) held_until_ms: Option<i64>,
    /// Whether places are held until then.
    pub(crate) held: bool,
    /// Of how many of those who take part by it no name is known yet.
    pub(crate) unnamed: u32,
    /// Who is written to.
    pub(crate) contact: Option<Contact>,
    /// By what it is confirmed, or answered.
    pub(crate) secret: Option<ConfirmToken>,
    /// Whether somebody who is invited has signed up meanwhile, confirmed or not.
    pub(crate) has_signed_up: bool,
}

/// A mail that told somebody of a moment, or reminded them.
#[derive(Debug, Clone)]
pub(crate) struct WroteBefore {
    /// Which.
    pub(crate) mail: MailId,
    /// What it says.
    pub(crate) facts: Facts,
    /// What became of it.
    pub(crate) state: MailState,
    /// When it was written.
    pub(crate) at_ms: i64,
}

impl Individual {
    /// As the rules see them, after these mails.
    pub(crate) fn someone(
        &self,
        wrote: &[WroteBefore],
        plan: &ForumPlan,
        now: Timestamp,
    ) -> Someone {
        Someone {
            standing: self.standing(now),
            country: self.contact.as_ref().and_then(|contact| contact.country),
            told: self.told(wrote, plan),
        }
    }

    /// What they were told last of each moment: by these mails, or with everybody by a change.
    fn told(&self, wrote: &[WroteBefore], plan: &ForumPlan) -> Vec<(Anchor, LastTold)> {
        let mut told = told(wrote, plan);
        if matches!(self.state, PersonState::Waiting | PersonState::Over) {
            return told;
        }
        for (anchor, last) in &mut told {
            if let Some(change) = plan.told_to_everybody(*anchor, last.revision) {
                *last = LastTold {
                    moment: plan.forum.moment(*anchor).clone(),
                    revision: change.sequence,
                    at: timestamp(change.kept_at),
                    by: ToldBy::Change,
                };
            }
        }
        told
    }

    fn standing(&self, now: Timestamp) -> Standing {
        let since = timestamp(self.since_ms);
        // Nobody can be written to of whom no event told the address.
        if self.contact.is_none() {
            return Standing::Cancelled;
        }
        match self.state {
            // Whoever has places for others is reminded of the forum for them, whether they come or not.
            PersonState::Confirmed if self.unnamed > 0 => Standing::Contact {
                since,
                takes_part: true,
                missing: u16::try_from(self.unnamed).unwrap_or(u16::MAX),
            },
            PersonState::Confirmed => Standing::Confirmed { since },
            PersonState::Listed => Standing::Waiting { since },
            // They have other mail, and hours to answer it.
            PersonState::Offered => Standing::Expired,
            PersonState::Over => Standing::Cancelled,
            // Their sign-up has mail of its own.
            PersonState::Invited if self.has_signed_up || self.secret.is_none() => {
                Standing::Expired
            }
            PersonState::Invited => Standing::Invited { since },
            PersonState::Waiting => match (self.held_until_ms.map(timestamp), &self.secret) {
                (Some(held_until), Some(_)) if held_until > now => {
                    Standing::Started { since, held_until }
                }
                _ => Standing::Expired,
            },
        }
    }
}

/// The organiser, as the rules see them.
pub(crate) const fn organizer() -> Someone {
    Someone {
        standing: Standing::Organizer,
        country: None,
        told: Vec::new(),
    }
}

/// What mails told somebody last of each moment.
fn told(wrote: &[WroteBefore], plan: &ForumPlan) -> Vec<(Anchor, LastTold)> {
    let last = |anchor| {
        let moment = plan.forum.moment(anchor);
        let newest = wrote
            .iter()
            .rev()
            .find_map(|mail| mail.told(anchor, moment));
        newest.map(|told| (anchor, told))
    };
    Anchor::ALL.into_iter().filter_map(last).collect()
}

impl WroteBefore {
    /// What it told of a moment, which is now this one.
    fn told(&self, anchor: Anchor, moment: &Deadline) -> Option<LastTold> {
        let tells = self.facts.tells()?;
        let told = tells.told().filter(|told| told.anchor == anchor)?;
        self.has_told(told, moment).then(|| LastTold {
            moment: told.moment.clone(),
            revision: told.revision,
            at: timestamp(self.at_ms),
            by: match tells {
                Tells::Reminder(_) => ToldBy::Reminder,
                Tells::Change(_) => ToldBy::Change,
            },
        })
    }

    /// Whether the reader knows it, or will: what has not left yet leaves only if it is still so.
    fn has_told(&self, told: &Told, moment: &Deadline) -> bool {
        match self.state {
            MailState::Sent | MailState::HandedOver | MailState::Uncertain => true,
            MailState::Ready | MailState::Deferred | MailState::Claimed => told.moment == *moment,
            MailState::Failed | MailState::Superseded => false,
        }
    }

    /// Whether it is under way to somebody with what is no longer so, and nobody knows yet how that
    /// ends: a line may have read the forum before it changed.
    pub(crate) fn is_open(&self, plan: &ForumPlan) -> bool {
        let told = self.facts.tells().and_then(Tells::told);
        let differs = told.is_some_and(|told| *plan.forum.moment(told.anchor) != told.moment);
        self.state == MailState::Claimed && differs
    }
}

/// What was done about a reminder for somebody to whom these mails were written. One that never left
/// because its moment has changed does not count.
pub(crate) fn row(
    wrote: &[WroteBefore],
    (rule, of): (&str, &str),
    plan: &ForumPlan,
    skipped: bool,
) -> Option<Row> {
    let counts = |mail: &&WroteBefore| match (mail.facts.tells(), mail.state) {
        (Some(Tells::Reminder(reminder)), state)
            if (&*reminder.rule, &*reminder.of) == (rule, of) =>
        {
            let told = reminder.told.as_ref();
            let is_so = told.is_none_or(|told| *plan.forum.moment(told.anchor) == told.moment);
            match state {
                MailState::Superseded => false,
                MailState::Ready | MailState::Deferred => is_so,
                _ => true,
            }
        }
        _ => false,
    };
    let office = skipped.then_some(Row::SkippedByOffice);
    let written = wrote.iter().find(counts).map(|_| Row::Written);
    written.or(office)
}
