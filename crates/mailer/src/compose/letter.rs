//! One mail in words: subject, text, HTML and calendar entry, from the facts and the forum.

use jiff::Timestamp;
use kontor_contracts::{
    ConfirmToken, Deadline, Language,
    events::{ForumPublished, Participant},
};
use kontor_ical::{Audience, CalendarEntry, calendar};
use kontor_web::{MailLogo, Site};
use kontor_words::{
    MissingText, RenderError, Value, context, format_moment, format_range, needs_zone,
};

use super::{html, markdown, plain, sender::ascii_address, tongue::Tongue};
use crate::domain::{MailFacts, MailKey, MailKind};

/// Longest subject in characters; longer ones are cut with an ellipsis.
const SUBJECT_CHARS: usize = 150;

/// What stands in a link in place of its secret.
const MASKED: &str = "•••";

/// A forum as the mailer knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Forum {
    /// Rises with each change.
    pub(crate) sequence: i64,
    /// What people are told about it.
    pub(crate) facts: ForumPublished,
}

/// Everything that a mail is written from.
#[derive(Debug, Clone, Copy)]
pub(crate) struct MailToWrite<'a> {
    /// Its name.
    pub(crate) key: &'a MailKey,
    /// Its facts.
    pub(crate) facts: &'a MailFacts,
    /// Its forum.
    pub(crate) forum: &'a Forum,
    /// When it is written.
    pub(crate) now: Timestamp,
}

/// A mail in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Letter {
    /// The language of the sentences.
    pub(crate) language: Language,
    /// The language of the forum's own texts, where it is another one.
    pub(crate) texts: Option<Language>,
    /// One line.
    pub(crate) subject: String,
    /// The text part.
    pub(crate) text: String,
    /// The HTML part.
    pub(crate) html: String,
    /// The calendar part.
    pub(crate) calendar: Option<Calendar>,
    /// The logo that the HTML part shows.
    pub(crate) logo: Option<MailLogo>,
}

/// A calendar entry that goes with a mail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Calendar {
    /// iCalendar.
    pub(crate) text: String,
    /// Whether it stands in the reader's own calendar at once. Otherwise it is a file to hand on: who signed
    /// up others and does not take part has no appointment.
    pub(crate) is_theirs: bool,
}

/// Why a mail cannot be written. No reason holds a value of the mail.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ComposeError {
    /// The template fails: an office's own, or a text that is missing.
    #[error(transparent)]
    Template(#[from] RenderError),
    /// A text is missing.
    #[error(transparent)]
    Text(#[from] MissingText),
    /// The forum's zone is not in the time zone database of this machine.
    #[error(transparent)]
    Zone(#[from] kontor_contracts::InvalidDeadline),
    /// An address or the message as a whole cannot be carried by mail.
    #[error("{0}")]
    Unsendable(String),
}

/// Writes a mail: what the forum says of itself in the recipient's language where it does, the
/// sentences around it in the nearest language that the site has.
///
/// # Errors
/// [`ComposeError`] says what is missing.
pub(crate) fn write(site: &Site, mail: MailToWrite<'_>) -> Result<Letter, ComposeError> {
    let tongue = Tongue::of(site, mail);
    let language = tongue.sentences.clone();
    let (office, logo) = (site.office(&language), site.mail_logo().cloned());
    let values = values(site, tongue, mail);
    let template = format!("mailer/{}.md", mail.key.kind.word());
    let source = site.words().render(&language, &template, values)?;
    let subject = subject(site, tongue, mail)?;
    let calendar = match mail.key.kind {
        MailKind::Confirmation => Some(entry(site, tongue, mail)?),
        MailKind::AddressCheck | MailKind::AlreadyRegistered => None,
    };
    Ok(Letter {
        text: plain::render(&source, &language),
        html: html::document(
            (language.as_str(), &subject),
            &source,
            &office,
            logo.as_ref(),
        ),
        logo,
        texts: tongue.of_texts(&mail.forum.facts.title),
        language,
        subject,
        calendar,
    })
}

/// What the template sees: every text escaped, every moment in words.
fn values(site: &Site, tongue: Tongue<'_>, mail: MailToWrite<'_>) -> Value {
    let language = tongue.sentences;
    let (forum, office) = (&mail.forum.facts, site.office(language));
    let escaped = |text: &str| markdown::escaped(text);
    let proved = mail.key.kind == MailKind::Confirmation;
    let participants: Vec<_> = if proved {
        let people = mail.facts.participants.iter();
        people.map(|person| escaped(&person.name)).collect()
    } else {
        harmless(&mail.facts.participants).collect()
    };
    let others: Vec<_> = harmless(&mail.facts.others).collect();
    let held_until = mail
        .facts
        .held_until
        .map(|until| in_zone_of(&forum.starts, until));
    context! {
        name => greeted(mail, proved).map(escaped),
        title => escaped(tongue.pick(&forum.title)),
        organizer => escaped(&forum.organizer),
        office => escaped(&office.name),
        office_address => office.address.iter().map(|line| escaped(line)).collect::<Vec<_>>(),
        imprint => office.imprint,
        privacy => office.privacy,
        when => escaped(&when(site, language, forum)),
        place => place(tongue, forum).map(|place| escaped(&place)),
        online_url => forum.online_url.as_deref().filter(|_| proved),
        public_url => forum_url(site, forum),
        participants => participants,
        confirm_url => mail.facts.asks().then(|| confirm_url(site, mail.facts)),
        held => mail.facts.held,
        takes_part => mail.facts.contact_takes_part(),
        others => others,
        held_until => held_until.map(|until| escaped(&format_moment(&until, language))),
        contact_name => escaped(&forum.contact.name),
        contact_email => escaped(forum.contact.email.as_str()),
        contact_phone => forum.contact.phone.as_deref().map(escaped),
    }
}

/// The address of a forum's page, from where the site is now.
fn forum_url(site: &Site, forum: &ForumPublished) -> String {
    site.link(&format!("/forums/{}", forum.slug))
}

/// The link that confirms, from where the site is now. Where the secret is gone, or is not to be shown,
/// it is dots.
fn confirm_url(site: &Site, facts: &MailFacts) -> String {
    let token = facts.token.as_ref().map_or(MASKED, ConfirmToken::reveal);
    site.link(&format!("/confirm/{token}"))
}

/// The name to greet with. An address that is not proved may belong to somebody else; whatever was
/// typed as a name would reach them in our name, so there is none.
fn greeted(mail: MailToWrite<'_>, proved: bool) -> Option<&str> {
    proved.then_some(mail.facts.contact.name.as_str())
}

/// Names in a mail to an address that is not proved: those that could be a link are left out.
fn harmless(people: &[Participant]) -> impl Iterator<Item = String> {
    let names = people.iter().map(|person| person.name.as_str());
    names
        .filter(|name| !markdown::looks_like_link(name))
        .map(markdown::escaped)
}

fn when(site: &Site, language: &Language, forum: &ForumPublished) -> String {
    let zoned = needs_zone(forum.format, &forum.starts, &site.settings().zone);
    format_range(&forum.starts, &forum.ends, language, zoned)
}

fn place(tongue: Tongue<'_>, forum: &ForumPublished) -> Option<String> {
    let venue = forum.venue.as_ref()?;
    let (name, address) = (tongue.pick(&venue.name), venue.address.as_str());
    let parts: Vec<_> = [name, address]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    Some(parts.join(", "))
}

fn in_zone_of(moment: &Deadline, instant: Timestamp) -> Deadline {
    let zone = jiff::tz::TimeZone::get(&moment.zone).unwrap_or(jiff::tz::TimeZone::UTC);
    Deadline {
        local: zone.to_datetime(instant),
        zone: moment.zone.clone(),
    }
}

fn subject(site: &Site, tongue: Tongue<'_>, mail: MailToWrite<'_>) -> Result<String, MissingText> {
    let key = match mail.key.kind {
        MailKind::AddressCheck => "mail-address-check-subject",
        MailKind::Confirmation => "mail-confirmation-subject",
        MailKind::AlreadyRegistered if mail.facts.asks() => "mail-still-pending-subject",
        MailKind::AlreadyRegistered => "mail-already-registered-subject",
    };
    let title = tongue.pick(&mail.forum.facts.title);
    let subject = site
        .words()
        .text(tongue.sentences, key, &[("title", title.into())])?;
    Ok(one_line(&subject))
}

/// A subject on one line: no control character can begin another header (RFC 5322, 2.2).
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|w| !w.is_empty())
        .collect();
    let line = words.join(" ");
    match line.char_indices().nth(SUBJECT_CHARS) {
        Some((at, _)) => format!("{}…", line[..at].trim_end()),
        None => line,
    }
}

fn entry(site: &Site, tongue: Tongue<'_>, mail: MailToWrite<'_>) -> Result<Calendar, ComposeError> {
    let texts = tongue.of_texts(&mail.forum.facts.title);
    let language = texts.as_ref().unwrap_or(tongue.sentences);
    let forum = &mail.forum.facts;
    let organizer = ascii_address(&forum.contact.email).map_err(ComposeError::Unsendable)?;
    let attendee = ascii_address(&mail.facts.contact.email).map_err(ComposeError::Unsendable)?;
    let is_theirs = mail.facts.contact_takes_part();
    let place = place(tongue, forum).or_else(|| forum.online_url.clone());
    let description = description(site, tongue, forum)?;
    let entry = CalendarEntry {
        uid: &kontor_ical::uid(mail.key.registration),
        sequence: mail.forum.sequence,
        stamp: mail.now,
        language: language.as_str(),
        summary: tongue.pick(&forum.title),
        description: &description,
        location: &place.unwrap_or_default(),
        url: &forum_url(site, forum),
        starts: &forum.starts,
        ends: &forum.ends,
        organizer: (&forum.organizer, &organizer),
        audience: if is_theirs {
            Audience::Attendee(&mail.facts.contact.name, &attendee)
        } else {
            Audience::Anybody
        },
    };
    Ok(Calendar {
        text: calendar(&entry)?,
        is_theirs,
    })
}

fn description(
    site: &Site,
    tongue: Tongue<'_>,
    forum: &ForumPublished,
) -> Result<String, MissingText> {
    let language = tongue.sentences;
    let about = forum
        .description
        .as_ref()
        .map(|text| tongue.pick(text).to_owned());
    let online = forum.online_url.as_deref().map(|url| {
        site.words()
            .text(language, "mail-calendar-online", &[("url", url.into())])
    });
    let email = forum.contact.email.as_str();
    let contact = [
        ("name", forum.contact.name.as_str().into()),
        ("email", email.into()),
    ];
    let contact = site
        .words()
        .text(language, "mail-calendar-contact", &contact)?;
    let parts: Vec<String> = about
        .into_iter()
        .chain(online.transpose()?)
        .chain([contact, forum_url(site, forum)])
        .collect();
    Ok(parts.join("\n\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_one_line() {
        assert_eq!(
            one_line("Forum\r\nBcc: x@example.org\u{0} \t y"),
            "Forum Bcc: x@example.org y"
        );
        let long = one_line(&"ä".repeat(400));
        assert_eq!(long.chars().count(), SUBJECT_CHARS + 1);
    }
}
