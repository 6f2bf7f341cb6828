//! The mails that come of the decisions: their keys and what they are written from.

use jiff::Timestamp;
use kontor_contracts::{MailId, events::Contact};
use kontor_reminders::{Audience, Correction, Occurrence};
use kontor_runtime::timestamp;

use super::{ForumPlan, Individual, PlannedRule, Remind, of_word};
use crate::{
    domain::{About, Forum, MailKey, Numbers},
    kinds::{
        AnyFacts, Asking, ConfirmReminder, InvitationReminder, MomentCorrected, NamesReminder,
        OrganizerNumbers, ParticipantReminder, PersonalLink, Reminder, Told, WaitingReminder,
    },
    store::NewMail,
};

/// A mail that is to be written.
pub(super) struct Writes {
    key: MailKey,
    facts: Box<dyn AnyFacts>,
    forum: kontor_contracts::ForumId,
}

impl Writes {
    fn new(plan: &ForumPlan, (about, revision): (About, String), facts: Box<dyn AnyFacts>) -> Self {
        Self {
            key: facts.key_named(about, revision),
            facts,
            forum: plan.forum.forum,
        }
    }

    /// As the queue takes it.
    pub(super) fn mail(&self, remind: &Remind, now_ms: i64) -> NewMail<'_> {
        NewMail {
            id: MailId::new(remind.ids.next()),
            key: &self.key,
            forum: Some(self.forum),
            facts: &*self.facts,
            now_ms,
        }
    }
}

fn reminder(plan: &ForumPlan, occurrence: &Occurrence) -> Reminder {
    Reminder {
        rule: occurrence.key.rule.as_str().to_owned(),
        of: of_word(occurrence.key.of),
        told: occurrence.timing.common().map(|common| Told {
            anchor: common.anchor,
            moment: common.moment.clone(),
            revision: plan.revision,
        }),
    }
}

fn reminds(
    plan: &ForumPlan,
    about: About,
    reminder: &Reminder,
    facts: impl AnyFacts + 'static,
) -> Writes {
    let revision = format!("{}-{}", reminder.rule, reminder.of);
    Writes::new(plan, (about, revision), Box::new(facts))
}

/// The reminder of somebody who has signed up or is invited.
pub(super) fn of_person(
    plan: &ForumPlan,
    (rule, occurrence): (&PlannedRule, &Occurrence),
    (who, now): (&Individual, Timestamp),
) -> Option<Writes> {
    let (about, reminder) = (About::stored(who.about.clone()), reminder(plan, occurrence));
    let (contact, key) = (who.contact.clone()?, reminder.clone());
    match occurrence.to {
        Audience::Unconfirmed => {
            let asking = Asking {
                token: Some(who.secret.clone()?),
                held_until: timestamp(who.held_until_ms?),
                held: who.held,
            };
            let facts = ConfirmReminder {
                contact,
                reminder,
                asking,
            };
            Some(reminds(plan, about, &key, facts))
        }
        Audience::Confirmed => {
            let side = rule.rule.side;
            let facts = ParticipantReminder {
                contact,
                reminder,
                side,
            };
            Some(reminds(plan, about, &key, facts))
        }
        Audience::Waiting => {
            let facts = WaitingReminder { contact, reminder };
            Some(reminds(plan, about, &key, facts))
        }
        Audience::Invited => {
            let facts = InvitationReminder {
                contact,
                reminder,
                link: PersonalLink::new(who.secret.clone()?, now),
            };
            Some(reminds(plan, about, &key, facts))
        }
        Audience::Incomplete => {
            let unnamed = who.unnamed;
            let facts = NamesReminder {
                contact,
                reminder,
                unnamed,
            };
            Some(reminds(plan, about, &key, facts))
        }
        Audience::Organizer => None,
    }
}

/// The organiser's numbers.
pub(super) fn of_organizer(
    plan: &ForumPlan,
    occurrence: &Occurrence,
    forum: &Forum,
    (numbers, counted_at): (Numbers, Timestamp),
) -> Option<Writes> {
    let reminder = reminder(plan, occurrence);
    let key = reminder.clone();
    let facts = OrganizerNumbers {
        contact: Contact {
            name: forum.facts.contact.name.clone(),
            email: forum.facts.contact.email.clone(),
            language: forum.facts.languages.first()?.clone(),
            organisation: None,
            country: None,
        },
        reminder,
        numbers,
        counted_at,
    };
    Some(reminds(plan, About::forum(plan.forum.forum), &key, facts))
}

/// The correction of what somebody was told.
pub(super) fn of_correction(
    plan: &ForumPlan,
    correction: &Correction<'_>,
    who: &Individual,
) -> Option<Writes> {
    let key = correction.key;
    let facts = MomentCorrected {
        contact: who.contact.clone()?,
        old: correction.old.clone(),
        told: Told {
            anchor: key.anchor,
            moment: correction.new.clone(),
            revision: plan.revision,
        },
    };
    let anchor = key.anchor.as_str().replace('_', "-");
    let revision = format!("{anchor}-after-{}", key.after);
    let about = About::stored(who.about.clone());
    Some(Writes::new(plan, (about, revision), Box::new(facts)))
}
