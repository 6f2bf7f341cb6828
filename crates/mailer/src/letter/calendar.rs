//! The calendar entry that goes with a mail.

use kontor_contracts::events::{Contact, ForumPublished};
use kontor_ical::{Audience, CalendarEntry, calendar};

use super::{ComposeError, Writing, sender::ascii_address};

/// A calendar entry that goes with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// iCalendar.
    pub(crate) text: String,
    /// Whether it stands in the reader's own calendar at once. Otherwise it is a file to hand on: who signed
    /// up others and does not take part has no appointment.
    pub(crate) is_theirs: bool,
    /// What it asks a calendar to do; the same word in the text, in the part and in its header.
    pub(crate) method: &'static str,
}

/// The forum as an entry: the recipient's own, or for whoever opens it.
///
/// # Errors
/// [`ComposeError`] if the forum is not known, its zone is not, or an address has no place in an entry.
pub(crate) fn entry(
    writing: &Writing<'_>,
    to: &Contact,
    is_theirs: bool,
) -> Result<Calendar, ComposeError> {
    let forum = writing.forum()?;
    entry_of(writing, to, is_theirs, (forum.sequence, forum.is_off()))
}

/// The same for whoever does not come any more: it goes out of their calendar. Its sequence is one higher
/// than that of the forum, so that it wins over a request that comes late (RFC 5546, 3.2.5).
///
/// # Errors
/// As [`entry`].
pub(crate) fn entry_called_off(
    writing: &Writing<'_>,
    to: &Contact,
) -> Result<Calendar, ComposeError> {
    entry_of(writing, to, true, (writing.forum()?.sequence + 1, true))
}

fn entry_of(
    writing: &Writing<'_>,
    to: &Contact,
    is_theirs: bool,
    (sequence, is_off): (i64, bool),
) -> Result<Calendar, ComposeError> {
    let texts = writing.language_of_texts();
    let language = texts.as_ref().unwrap_or(writing.sentences);
    let forum = &writing.forum()?.facts;
    let organizer = ascii_address(&forum.contact.email).map_err(ComposeError::Unsendable)?;
    let attendee = ascii_address(&to.email).map_err(ComposeError::Unsendable)?;
    let place = writing
        .place(forum.venue.as_ref())
        .or_else(|| forum.online_url.clone());
    let description = description(writing, forum)?;
    let entry = CalendarEntry {
        // As kontor_ical::uid() makes it of a sign-up.
        uid: writing.of.about.id(),
        sequence,
        stamp: writing.of.now,
        language: language.as_str(),
        summary: writing.pick(&forum.title),
        description: &description,
        location: &place.unwrap_or_default(),
        url: &writing.forum_url(forum),
        starts: &forum.starts,
        ends: &forum.ends,
        organizer: (&forum.organizer, &organizer),
        audience: if is_theirs {
            Audience::Attendee(&to.name, &attendee)
        } else {
            Audience::Anybody
        },
        is_off,
    };
    Ok(Calendar {
        text: calendar(&entry)?,
        is_theirs,
        method: entry.method(),
    })
}

fn description<'a>(
    writing: &Writing<'a>,
    forum: &'a ForumPublished,
) -> Result<String, ComposeError> {
    let about = forum
        .description
        .as_ref()
        .map(|text| writing.pick(text).to_owned());
    let online = forum
        .online_url
        .as_deref()
        .map(|url| writing.text("mail-calendar-online", &[("url", url.into())]));
    let email = forum.contact.email.as_str();
    let contact = [
        ("name", forum.contact.name.as_str().into()),
        ("email", email.into()),
    ];
    let contact = writing.text("mail-calendar-contact", &contact)?;
    let parts: Vec<String> = about
        .into_iter()
        .chain(online.transpose()?)
        .chain([contact, writing.forum_url(forum)])
        .collect();
    Ok(parts.join("\n\n"))
}
