//! What somebody does not know yet of a forum: old and new as that person sees it, whatever happened in
//! between.
//!
//! The forum's versions are kept; of a person is known which one they were told last. So two changes
//! before a mail leaves make one mail of both, and a change that was taken back makes none.

use jiff::Timestamp;
use kontor_contracts::{
    Language, LocalizedText,
    events::{ForumParticulars, ForumState, Particular},
};

/// A forum as it was from one change to the next. Changes that nobody goes by make none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Version {
    /// The sequence of its event.
    pub(crate) sequence: i64,
    /// When the mailer heard of it, in milliseconds.
    pub(crate) kept_at: i64,
    /// What people go by.
    pub(crate) particulars: ForumParticulars,
    /// What the office said with it.
    pub(crate) note: Option<LocalizedText>,
    /// Nobody is to hear of what it changed.
    pub(crate) silent: bool,
}

/// The version that somebody knows, of all in their order: the one that a mail told them, or a later one
/// that was in force when they were last here. Without any, the first.
pub(crate) fn known_version(versions: &[Version], told: Option<i64>, heard_at: i64) -> i64 {
    let is_known = |version: &&Version| {
        version.kept_at < heard_at || told.is_some_and(|told| version.sequence <= told)
    };
    let known = versions.iter().rev().find(is_known);
    known
        .or(versions.first())
        .map_or(0, |version| version.sequence)
}

/// What has changed since a version.
#[derive(Debug, Clone, Copy)]
pub(crate) struct News<'a> {
    before: &'a ForumParticulars,
    now: &'a ForumParticulars,
    /// From the one that is known to that of today.
    versions: &'a [Version],
}

impl<'a> News<'a> {
    /// The news for somebody who knows the version of a sequence. There are none of a forum without
    /// versions.
    pub(crate) fn since(versions: &'a [Version], known: i64) -> Option<Self> {
        let from = versions.partition_point(|version| version.sequence <= known);
        let versions = &versions[from.saturating_sub(1)..];
        let (first, last) = (versions.first()?, versions.last()?);
        Some(Self {
            before: &first.particulars,
            now: &last.particulars,
            versions,
        })
    }

    /// The forum as it is known.
    pub(crate) const fn before(&self) -> &'a ForumParticulars {
        self.before
    }

    /// The forum as it is.
    pub(crate) const fn now(&self) -> &'a ForumParticulars {
        self.now
    }

    /// What is otherwise than a reader of a language knows it, in the order in which it is told. What only
    /// silent changes touched is left out.
    pub(crate) fn told(&self, reader: &Language) -> Vec<Particular> {
        let aloud = |what: &Particular| {
            let mut steps = self.versions.windows(2).filter(|step| !step[1].silent);
            steps.any(|step| (step[0].particulars).differs(&step[1].particulars, *what, reader))
        };
        let told = self.before.differences(self.now, reader);
        told.into_iter().filter(aloud).collect()
    }

    /// What the office said with the changes, the oldest first.
    pub(crate) fn notes(&self) -> impl Iterator<Item = &'a LocalizedText> {
        let later = self.versions.iter().skip(1);
        later
            .filter(|version| !version.silent)
            .filter_map(|version| version.note.as_ref())
    }

    /// Whether it was over before, and is.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.before.is_over(now) && self.now.is_over(now)
    }
}

/// The version since which a forum is off without interruption, if it is.
pub(crate) fn off_since(versions: &[Version]) -> Option<&Version> {
    let is_off = |version: &&Version| version.particulars.state == ForumState::Cancelled;
    versions.iter().rev().take_while(is_off).last()
}

#[cfg(test)]
mod tests {
    use jiff::ToSpan;

    use super::*;
    use crate::kinds::samples;

    /// A version at each sequence from 1 on: moved by so many days, silently or not.
    fn versions(moved: &[(i64, bool)]) -> Vec<Version> {
        let versions = (1..).zip(moved).map(|(sequence, (days, silent))| {
            let mut particulars = samples::forum().facts.particulars();
            let starts = &mut particulars.starts.local;
            *starts = starts.saturating_add(days.days());
            Version {
                sequence,
                kept_at: sequence * 1_000,
                particulars,
                note: None,
                silent: *silent,
            }
        });
        versions.collect()
    }

    fn told(versions: &[Version], known: i64) -> Vec<Particular> {
        let news = News::since(versions, known).unwrap();
        news.told(&Language::english())
    }

    #[test]
    fn two_changes_are_told_as_one_and_one_taken_back_as_none() {
        let twice = versions(&[(0, false), (7, false), (14, false)]);
        assert_eq!(told(&twice, 1), [Particular::Time]);
        let news = News::since(&twice, 1).unwrap();
        assert_eq!(news.before(), &twice[0].particulars);
        assert_eq!(news.now(), &twice[2].particulars);
        let back = versions(&[(0, false), (7, false), (0, false)]);
        assert_eq!(told(&back, 1), []);
        // Who was told of it in between hears that it was taken back.
        assert_eq!(told(&back, 2), [Particular::Time]);
        assert_eq!(told(&back, 3), []);
    }

    #[test]
    fn what_was_changed_silently_is_not_told_with_the_next_change() {
        let mut versions = versions(&[(0, false), (0, true), (7, false)]);
        for version in &mut versions[1..] {
            version.particulars.venue = None;
        }
        assert_eq!(told(&versions, 1), [Particular::Time]);
        versions[2].silent = true;
        assert_eq!(told(&versions, 1), []);
    }

    #[test]
    fn who_was_here_after_a_change_knows_it_and_who_was_told_by_mail_too() {
        let versions = versions(&[(0, false), (7, false), (14, false)]);
        assert_eq!(known_version(&versions, None, 0), 1);
        assert_eq!(known_version(&versions, None, 1_500), 1);
        assert_eq!(known_version(&versions, None, 2_500), 2);
        assert_eq!(known_version(&versions, Some(3), 1_500), 3);
        assert_eq!(known_version(&versions, Some(2), 3_500), 3);
        assert_eq!(known_version(&[], None, 0), 0);
    }

    #[test]
    fn a_forum_is_off_since_the_last_time_it_was_called_off() {
        let mut versions = versions(&[(0, false), (0, false), (0, false), (1, false)]);
        assert_eq!(off_since(&versions), None);
        for at in [0, 2, 3] {
            versions[at].particulars.state = ForumState::Cancelled;
        }
        assert_eq!(off_since(&versions).unwrap().sequence, 3);
    }
}
