//! What a sample of a mail is about: a forum, people and a moment. Each kind fits its samples to it, so
//! that what they say of the forum is so, and what they ask can still be answered.

use jiff::{SignedDuration, Timestamp, ToSpan};
use kontor_contracts::{
    ConfirmToken, Deadline,
    events::{Contact, ForumState, Participant},
};
use kontor_reminders::Anchor;

use super::{Reminder, Told, samples::own_link};
use crate::domain::{Forum, PersonState, Version, moment_of};

/// How long links of samples work.
const LINK_WORKS: SignedDuration = SignedDuration::from_hours(48);

/// What a sample is about.
#[derive(Debug, Clone)]
pub(crate) struct Occasion {
    /// The forum, with its versions.
    pub(crate) forum: Forum,
    /// Who takes part, in place of those whom a sample brings.
    pub(crate) participants: Option<Vec<Participant>>,
    /// How the sign-up stands when the mail is written.
    pub(crate) person: Option<PersonState>,
    /// The secret of the link to their own registration, where a mail knows it that brings none itself.
    pub(crate) own_link: Option<ConfirmToken>,
    /// When it is written.
    pub(crate) now: Timestamp,
}

impl Occasion {
    /// About a forum, at a moment.
    pub(crate) fn new(forum: Forum, now: Timestamp) -> Self {
        Self {
            forum,
            participants: None,
            person: None,
            own_link: own_link().token,
            now,
        }
    }

    /// Until when a link works.
    pub(super) fn link_until(&self) -> Timestamp {
        self.now.saturating_add(LINK_WORKS).unwrap_or(self.now)
    }

    /// A moment of the forum as a mail tells of it.
    pub(super) fn told(&self, anchor: Anchor) -> Told {
        Told {
            anchor,
            moment: moment_of(&self.forum.facts, anchor).clone(),
            revision: self.forum.sequence,
        }
    }

    /// A reminder of the same moment of this forum.
    pub(super) fn reminder(&self, sample: Reminder) -> Reminder {
        Reminder {
            told: sample.told.map(|told| self.told(told.anchor)),
            ..sample
        }
    }

    /// Those of a sample who take part, with its contact among them or not, as the occasion has them.
    pub(super) fn group(&self, contact: &Contact, own: Vec<Participant>) -> Vec<Participant> {
        let is_contact = |person: &Participant| person.name == contact.name;
        match &self.participants {
            Some(others) if !own.is_empty() => {
                let first = own.into_iter().filter(is_contact);
                first
                    .chain(others.iter().cloned())
                    .take(others.len())
                    .collect()
            }
            Some(_) | None => own,
        }
    }

    /// The version of the forum that somebody knew before its last change. One that never changed has then
    /// been moved by a week.
    pub(super) fn known_before(&mut self) -> i64 {
        let now = self.forum.facts.particulars();
        let versions = &mut self.forum.versions;
        let version = |sequence, particulars| Version {
            sequence,
            kept_at: 0,
            particulars,
            note: None,
            silent: false,
        };
        if versions.is_empty() {
            versions.push(version(self.forum.sequence, now.clone()));
        }
        if versions.len() == 1 {
            let mut before = now;
            for moment in [
                &mut before.starts,
                &mut before.ends,
                &mut before.registration_closes,
            ] {
                *moment = a_week_before(moment);
            }
            versions.insert(0, version(versions[0].sequence - 1, before));
        }
        versions[versions.len() - 2].sequence
    }

    /// The same, when its last change is that it does not take place.
    pub(super) fn known_before_it_was_off(&mut self) -> i64 {
        let since = self.known_before();
        self.forum.facts.state = ForumState::Cancelled;
        if let Some(last) = self.forum.versions.last_mut() {
            last.particulars.state = ForumState::Cancelled;
        }
        since
    }
}

/// The same local time a week before.
pub(super) fn a_week_before(moment: &Deadline) -> Deadline {
    Deadline {
        local: moment.local.saturating_sub(7.days()),
        zone: moment.zone.clone(),
    }
}
