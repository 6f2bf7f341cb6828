//! Which of an office's changes people are told of, and whom it concerns.
//!
//! Everybody who has confirmed goes by what they were told: they hear of every particular that is
//! otherwise; who waits for a place of all but where to join. Who has not confirmed yet hears only that the forum does not take place: a new date they
//! see where they confirm, and again in the confirmation. Who is invited and silent hears whether, when and in
//! which form it takes place, and until when they can answer: what they decide by. Of a draft, and of a forum that is over, nobody
//! hears anything.

use jiff::Timestamp;
use kontor_contracts::{
    Language, LocalizedText,
    events::{ForumParticulars, ForumState, Particular},
};
use schemars::JsonSchema;
use serde::Serialize;

/// What an office says to the people with a change.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Announcement {
    /// A few words, in the languages of the forum.
    pub note: Option<LocalizedText>,
    /// Nobody is to hear of the change: a misprint.
    pub silent: bool,
}

/// How many people read a language, and how far they have come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Readers {
    /// The language in which they are written to.
    pub language: Language,
    /// Those who have confirmed, and have a place.
    pub confirmed: u32,
    /// Those who have confirmed, and wait for one.
    pub waiting: u32,
    /// Those who have not confirmed yet.
    pub unconfirmed: u32,
    /// Those who are invited and have not answered.
    pub invited: u32,
}

impl Readers {
    /// How many they are.
    pub const fn count(&self) -> u32 {
        self.confirmed + self.waiting + self.unconfirmed + self.invited
    }
}

/// Who is told of a change by mail, and of what.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Told {
    /// What they are told of; empty if nobody needs to hear of it.
    pub of: Vec<Particular>,
    /// How many mails go in which language.
    pub people: Vec<Readers>,
}

impl Told {
    /// How many people are told.
    pub fn count(&self) -> u32 {
        self.people.iter().map(Readers::count).sum()
    }
}

/// Who is told that a forum has changed from one state of things to another.
pub fn told(
    (before, after): (&ForumParticulars, &ForumParticulars),
    words: &Announcement,
    readers: &[Readers],
    now: Timestamp,
) -> Told {
    if words.silent
        || after.state == ForumState::Draft
        || (before.is_over(now) && after.is_over(now))
    {
        return Told::default();
    }
    let of = |reader: &Language| match (before.state, after.state) {
        (ForumState::Cancelled, ForumState::Cancelled) => Vec::new(),
        (_, ForumState::Cancelled) => vec![Particular::State],
        _ => before.differences(after, reader),
    };
    let mut told = Told {
        of: after
            .title
            .iter()
            .flat_map(|(reader, _)| of(reader))
            .collect(),
        people: Vec::new(),
    };
    for line in readers {
        let of = of(&line.language);
        let is_off = after.state == ForumState::Cancelled;
        let told_to = |count: u32, hears: bool| if hears { count } else { 0 };
        let line = Readers {
            language: line.language.clone(),
            confirmed: told_to(line.confirmed, !of.is_empty()),
            // Where to join is for those who have a place.
            waiting: told_to(
                line.waiting,
                of.iter().any(|what| *what != Particular::Link),
            ),
            unconfirmed: told_to(line.unconfirmed, is_off && !of.is_empty()),
            invited: told_to(line.invited, of.iter().any(|what| what.is_for_invited())),
        };
        if line.count() > 0 {
            told.people.push(line);
        }
    }
    told.of.sort_unstable();
    told.of.dedup();
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SAMPLES, dated, domain::ForumDraft, forum_file};

    const NOW: &str = "2027-01-16T12:00:00Z";

    fn forum() -> ForumDraft {
        let text = dated(SAMPLES[0].1, "2027-01-15".parse().unwrap());
        forum_file::parse(&text).unwrap()
    }

    fn readers() -> Vec<Readers> {
        let line = |tag: &str, confirmed, waiting, unconfirmed| Readers {
            language: tag.parse().unwrap(),
            confirmed,
            waiting,
            unconfirmed,
            invited: 3,
        };
        vec![
            line("de", 10, 2, 2),
            line("fr", 5, 0, 0),
            line("pl", 0, 0, 1),
        ]
    }

    fn told_of(
        now: &str,
        silent: bool,
        change: impl FnOnce(&mut ForumDraft),
    ) -> (Vec<&'static str>, u32) {
        let (before, mut after) = (forum(), forum());
        change(&mut after);
        let words = Announcement { note: None, silent };
        let (before, after) = (before.particulars(), after.particulars());
        let told = told((&before, &after), &words, &readers(), now.parse().unwrap());
        let of = told.of.iter().map(|what| what.word()).collect();
        (of, told.count())
    }

    fn moved(forum: &mut ForumDraft) {
        forum.starts.local = forum.starts.local.saturating_add(jiff::ToSpan::days(1));
        forum.ends.local = forum.ends.local.saturating_add(jiff::ToSpan::days(1));
    }

    #[test]
    fn who_has_confirmed_hears_of_what_matters_and_everybody_of_the_end() {
        assert_eq!(told_of(NOW, false, moved), (vec!["time"], 17 + 9));
        assert_eq!(told_of(NOW, false, |f| f.description = None), (vec![], 0));
        assert_eq!(told_of(NOW, false, |f| f.capacity = 1), (vec![], 0));
        let link = |f: &mut ForumDraft| f.online_url = Some("https://x.example".into());
        assert_eq!(told_of(NOW, false, link), (vec!["link"], 15));
        let cancelled = |f: &mut ForumDraft| f.state = ForumState::Cancelled;
        assert_eq!(told_of(NOW, false, cancelled), (vec!["state"], 20 + 9));
        let elsewhere = |f: &mut ForumDraft| f.venue.as_mut().unwrap().address = "Markt 1".into();
        assert_eq!(told_of(NOW, false, elsewhere), (vec!["place"], 17));
    }

    #[test]
    fn nobody_hears_of_a_draft_of_what_is_over_or_of_a_misprint() {
        assert_eq!(told_of(NOW, true, moved), (vec![], 0));
        assert_eq!(told_of("2030-01-01T00:00:00Z", false, moved), (vec![], 0));
        let drafted = |f: &mut ForumDraft| {
            moved(f);
            f.state = ForumState::Draft;
        };
        assert_eq!(told_of(NOW, false, drafted), (vec![], 0));
    }
}
