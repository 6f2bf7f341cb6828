//! One act of an office on a forum: moved, elsewhere, cancelled, more places. What hangs on the day goes
//! with it.

use jiff::{Timestamp, ToSpan, civil::DateTime};
use kontor_contracts::{
    Deadline, LocalizedText, clean_line,
    events::{ForumFormat, ForumState, Venue},
};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    forum::ForumDraft,
    forum_check::{ForumFault, ForumFaultCode, check},
};

/// What is to be otherwise; what is not named stays. Times are local, in the forum's zone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ForumEdit {
    /// Whether it takes place.
    pub state: Option<ForumState>,
    /// Its name.
    pub title: Option<LocalizedText>,
    /// When it begins. Without `ends` it lasts as long as before; deadlines that are not named keep their
    /// distance in days.
    #[schemars(with = "Option<String>")]
    pub starts: Option<DateTime>,
    /// When it ends.
    #[schemars(with = "Option<String>")]
    pub ends: Option<DateTime>,
    /// From when people can sign up.
    #[schemars(with = "Option<String>")]
    pub registration_opens: Option<DateTime>,
    /// Until when people can sign up.
    #[schemars(with = "Option<String>")]
    pub registration_closes: Option<DateTime>,
    /// Until when whoever signed up may change who comes; `null`: until it begins.
    // It is no particular of which people are told (ADR 0024): the page on which they would change something
    // says until when they can.
    #[schemars(with = "Option<String>")]
    pub changes_close: ChangesClose,
    /// Where it takes place: what is online only has no room any more, what is on site only no link.
    pub format: Option<ForumFormat>,
    /// The room.
    pub venue: Option<Venue>,
    /// Where to join online.
    pub online_url: Option<String>,
    /// How many places there are.
    pub capacity: Option<u32>,
}

/// Until when whoever signed up may change who comes, as an act has it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "Option<DateTime>")]
pub enum ChangesClose {
    /// As before; it goes along with the beginning.
    #[default]
    Stays,
    /// Until the forum begins.
    WithTheBeginning,
    /// Until then.
    At(DateTime),
}

impl From<Option<DateTime>> for ChangesClose {
    fn from(given: Option<DateTime>) -> Self {
        given.map_or(Self::WithTheBeginning, Self::At)
    }
}

impl ForumEdit {
    /// The forum as it would be.
    ///
    /// # Errors
    /// Everything that is wrong with it then.
    pub fn of(self, forum: &ForumDraft, now: Timestamp) -> Result<ForumDraft, Vec<ForumFault>> {
        let moved = self
            .starts
            .is_some_and(|starts| starts != forum.starts.local);
        let mut edited = self.in_time(forum, now);
        edited.state = self.state.unwrap_or(edited.state);
        edited.title = self.title.unwrap_or(edited.title);
        edited.capacity = self.capacity.unwrap_or(edited.capacity);
        edited.format = self.format.unwrap_or(edited.format);
        edited.venue = self.venue.or(edited.venue);
        edited.online_url = self.online_url.or(edited.online_url);
        match self.format {
            Some(ForumFormat::OnSite) => edited.online_url = None,
            Some(ForumFormat::Online) => edited.venue = None,
            Some(ForumFormat::Hybrid) | None => {}
        }
        let mut faults = check(&edited);
        faults.extend(texts(&edited));
        let has_begun = edited.starts.instant().is_ok_and(|starts| starts <= now);
        if moved && has_begun {
            faults.push(ForumFault {
                pointer: "/starts".to_owned(),
                code: ForumFaultCode::InThePast,
            });
        }
        if faults.is_empty() {
            Ok(edited)
        } else {
            Err(faults)
        }
    }

    fn in_time(&self, forum: &ForumDraft, now: Timestamp) -> ForumDraft {
        let mut edited = forum.clone();
        let given = |typed: Option<DateTime>, moment: &mut Deadline| {
            moment.local = typed.unwrap_or(moment.local);
        };
        if let Some(starts) = self.starts {
            follow(&mut edited, starts, now);
        }
        given(self.ends, &mut edited.ends);
        given(self.registration_closes, &mut edited.registration_closes);
        let at = |local| Deadline {
            local,
            zone: forum.starts.zone.clone(),
        };
        if let Some(local) = self.registration_opens {
            edited.registration_opens = Some(at(local));
        }
        match self.changes_close {
            ChangesClose::Stays => {}
            ChangesClose::WithTheBeginning => edited.changes_close = None,
            ChangesClose::At(local) => edited.changes_close = Some(at(local)),
        }
        edited
    }
}

/// Texts that no reader of files has looked at.
fn texts(forum: &ForumDraft) -> impl Iterator<Item = ForumFault> {
    let venue = forum.venue.as_ref().map(|venue| &venue.name);
    let texts = [("/title", Some(&forum.title)), ("/venue/name", venue)];
    let wrong = texts.into_iter().filter(|(_, text)| {
        text.is_some_and(|text| {
            let lines = text.iter().map(|(_, line)| clean_line(line));
            text.iter().next().is_none() || lines.into_iter().any(|line| line.is_err())
        })
    });
    wrong.map(|(pointer, _)| ForumFault {
        pointer: pointer.to_owned(),
        code: ForumFaultCode::InvalidLine,
    })
}

/// Moves the beginning, and with it what hangs on it: the end by the same time, deadlines by as many days.
/// A registration that has opened stays open.
fn follow(forum: &mut ForumDraft, starts: DateTime, now: Timestamp) {
    let before = forum.starts.local;
    let lasts = before.duration_until(forum.ends.local);
    forum.ends.local = starts.saturating_add(lasts);
    let days = before.date().duration_until(starts.date()).as_hours() / 24;
    let follow = |moment: &mut Deadline| {
        moment.local = moment.local.saturating_add(days.days());
    };
    follow(&mut forum.registration_closes);
    forum.changes_close.as_mut().map(follow);
    let opens = forum.registration_opens.as_mut();
    let ahead = opens.filter(|opens| opens.instant().is_ok_and(|opens| opens > now));
    ahead.map(follow);
    forum.starts.local = starts;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SAMPLES, dated, forum_file};

    const NOW: &str = "2027-01-16T12:00:00Z";

    /// On site, from 12:00 to 14:00, registration until two days before.
    fn forum() -> ForumDraft {
        let text = dated(SAMPLES[0].1, "2027-01-15".parse().unwrap());
        let mut forum = forum_file::parse(&text).unwrap();
        forum.registration_opens = None;
        for (moment, local) in [
            (&mut forum.starts, "2027-03-01T12:00:00"),
            (&mut forum.ends, "2027-03-01T14:00:00"),
            (&mut forum.registration_closes, "2027-02-27T18:00:00"),
        ] {
            moment.local = local.parse().unwrap();
        }
        forum
    }

    fn edited(edit: ForumEdit) -> Result<ForumDraft, Vec<&'static str>> {
        let edited = edit.of(&forum(), NOW.parse().unwrap());
        edited.map_err(|faults| faults.iter().map(|fault| fault.code.as_str()).collect())
    }

    fn at(local: &str) -> DateTime {
        local.parse().unwrap()
    }

    #[test]
    fn what_hangs_on_the_day_goes_with_it() {
        // Over the change of clocks: days are days.
        let moved = edited(ForumEdit {
            starts: Some(at("2027-04-01T09:30:00")),
            ..ForumEdit::default()
        });
        let moved = moved.unwrap();
        assert_eq!(moved.ends.local.to_string(), "2027-04-01T11:30:00");
        let closes = moved.registration_closes.local.to_string();
        assert_eq!(closes, "2027-03-30T18:00:00");
        let named = edited(ForumEdit {
            starts: Some(at("2027-04-01T09:30:00")),
            ends: Some(at("2027-04-01T10:00:00")),
            registration_closes: Some(at("2027-03-01T00:00:00")),
            ..ForumEdit::default()
        });
        let named = named.unwrap();
        assert_eq!(named.ends.local.to_string(), "2027-04-01T10:00:00");
        let closes = named.registration_closes.local.to_string();
        assert_eq!(closes, "2027-03-01T00:00:00");
    }

    #[test]
    fn a_registration_that_has_opened_stays_open() {
        let mut forum = forum();
        for (opens, expected) in [
            ("2027-01-10T00:00:00", "2027-01-10T00:00:00"),
            ("2027-01-20T00:00:00", "2027-01-27T00:00:00"),
        ] {
            forum.registration_opens = Some(Deadline {
                local: opens.parse().unwrap(),
                zone: forum.starts.zone.clone(),
            });
            let edit = ForumEdit {
                starts: Some(at("2027-03-08T12:00:00")),
                ..ForumEdit::default()
            };
            let moved = edit.of(&forum, NOW.parse().unwrap()).unwrap();
            let opens = moved.registration_opens.unwrap().local.to_string();
            assert_eq!(opens, expected);
        }
    }

    #[test]
    fn the_end_of_changes_is_named_or_taken_back_or_goes_along() {
        let changes = |edit: &str, forum: &ForumDraft| {
            let edit: ForumEdit = serde_json::from_str(edit).unwrap();
            let edited = edit.of(forum, NOW.parse().unwrap());
            let edited = edited.map_err(|faults| faults[0].code.as_str())?;
            let closes = edited.changes_close.map(|closes| closes.local.to_string());
            Ok::<_, &str>(closes.unwrap_or_default())
        };
        let named = r#"{ "changes_close": "2027-02-28T18:00:00" }"#;
        let mut forum = forum();
        forum.changes_close = None;
        assert_eq!(changes(named, &forum), Ok("2027-02-28T18:00:00".to_owned()));
        let late = r#"{ "changes_close": "2027-03-01T12:00:01" }"#;
        assert_eq!(changes(late, &forum), Err("changes_close_too_late"));
        forum.changes_close = Some(Deadline {
            local: at("2027-02-28T18:00:00"),
            zone: forum.starts.zone.clone(),
        });
        let moved = r#"{ "starts": "2027-03-08T12:00:00" }"#;
        assert_eq!(changes(moved, &forum), Ok("2027-03-07T18:00:00".to_owned()));
        let back = r#"{ "changes_close": null }"#;
        assert_eq!(changes(back, &forum), Ok(String::new()));
    }

    #[test]
    fn a_forum_is_not_moved_into_the_past_or_before_its_deadline() {
        let past = ForumEdit {
            starts: Some(at("2027-01-01T12:00:00")),
            ..ForumEdit::default()
        };
        assert_eq!(edited(past), Err(vec!["in_the_past"]));
        let deadline = ForumEdit {
            registration_closes: Some(at("2027-03-02T00:00:00")),
            ..ForumEdit::default()
        };
        assert_eq!(edited(deadline), Err(vec!["closes_too_late"]));
    }

    #[test]
    fn online_needs_no_room_and_on_site_no_link() {
        let link = || Some("https://meet.example.org/x".to_owned());
        let online = edited(ForumEdit {
            format: Some(ForumFormat::Online),
            online_url: link(),
            ..ForumEdit::default()
        });
        let online = online.unwrap();
        assert_eq!((online.venue, online.online_url), (None, link()));
        let back = ForumEdit {
            format: Some(ForumFormat::OnSite),
            ..ForumEdit::default()
        };
        assert_eq!(edited(back).unwrap().online_url, None);
    }
}
