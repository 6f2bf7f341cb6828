//! What a kind of mail is written with: the words of a language, the forum, the office. Whatever
//! leaves here for a template is escaped.

use jiff::{Timestamp, tz::TimeZone};
use kontor_contracts::{
    Deadline, Language, LocalizedText,
    events::{ForumPublished, Participant},
};
use kontor_web::Site;
use kontor_words::{Arg, format_moment, format_range, needs_zone};
use serde::Serialize;

use super::{ComposeError, escaped, markdown};
use crate::domain::{About, Forum, Known};

/// What is written of, to whom and when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Of<'a> {
    /// What the mail is about.
    pub(super) about: &'a About,
    /// What is known of the things that it speaks of.
    pub(super) known: &'a Known,
    /// The language of whoever it goes to.
    pub(super) to: &'a Language,
    /// Whether their address is proved.
    pub(super) to_proved: bool,
    /// When it is written.
    pub(super) now: Timestamp,
}

/// What a kind of mail is written with.
///
/// Its sentences may be in another language than the forum's own texts: an office may describe a forum in
/// Chinese, while Kontor has no Chinese sentences to put around it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Writing<'a> {
    pub(super) site: &'a Site,
    pub(super) of: Of<'a>,
    /// The language of the sentences: [`kontor_words::Words::language_for`].
    pub(super) sentences: &'a Language,
}

/// What every mail about a forum shows of it.
#[derive(Debug, Serialize)]
pub(crate) struct ForumValues {
    title: String,
    when: String,
    place: Option<String>,
    online_url: Option<String>,
    public_url: String,
    organizer: String,
    contact_name: String,
    contact_email: String,
    contact_phone: Option<String>,
}

/// What every mail shows of the office.
#[derive(Debug, Serialize)]
pub(crate) struct OfficeValues {
    office: String,
    office_address: Vec<String>,
    imprint: Option<String>,
    privacy: Option<String>,
}

impl<'a> Writing<'a> {
    pub(super) fn new(site: &'a Site, of: Of<'a>) -> Self {
        let forum = of.known.forum.as_deref();
        let own = forum.map_or(&[][..], |forum| &forum.facts.languages);
        Self {
            site,
            of,
            sentences: site.words().language_for(of.to, own),
        }
    }

    /// The forum that the mail speaks of.
    ///
    /// # Errors
    /// [`ComposeError::NoForum`] if it is not known.
    pub(crate) fn forum(&self) -> Result<&'a Forum, ComposeError> {
        self.of.known.forum.as_deref().ok_or(ComposeError::NoForum)
    }

    /// A text of the forum: as the recipient reads it, failing that in the language of the sentences.
    pub(super) fn pick(&self, text: &'a LocalizedText) -> &'a str {
        text.nearest(self.of.to)
            .unwrap_or_else(|| text.pick(self.sentences))
    }

    /// The language of the forum's title, where it is not that of the sentences.
    pub(super) fn language_of_texts(&self) -> Option<Language> {
        let title = &self.of.known.forum.as_deref()?.facts.title;
        let differs = self.of.to.primary() != self.sentences.primary();
        (differs && title.nearest(self.of.to).is_some()).then(|| self.of.to.clone())
    }

    /// A text of ours, not escaped.
    pub(super) fn text(&self, key: &str, args: &[(&str, Arg)]) -> Result<String, ComposeError> {
        Ok(self.site.words().text(self.sentences, key, args)?)
    }

    /// A subject that names the forum.
    ///
    /// # Errors
    /// [`ComposeError`] if there is no such text, or no forum.
    pub(crate) fn subject(&self, key: &str) -> Result<String, ComposeError> {
        let title = self.pick(&self.forum()?.facts.title);
        self.text(key, &[("title", title.into())])
    }

    /// The absolute address of a path, from where the site is now.
    pub(crate) fn link(&self, path: &str) -> String {
        self.site.link(path)
    }

    /// The address of the forum's page.
    pub(super) fn forum_url(&self, forum: &ForumPublished) -> String {
        self.link(&format!("/forums/{}", forum.slug))
    }

    /// Where the forum is, not escaped.
    pub(super) fn place(&self, forum: &'a ForumPublished) -> Option<String> {
        let venue = forum.venue.as_ref()?;
        let (name, address) = (self.pick(&venue.name), venue.address.as_str());
        let parts: Vec<_> = [name, address]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Some(parts.join(", "))
    }

    /// An instant in words, in the zone of the forum.
    ///
    /// # Errors
    /// [`ComposeError::NoForum`] if it is not known.
    pub(crate) fn moment(&self, instant: Timestamp) -> Result<String, ComposeError> {
        let zone = &self.forum()?.facts.starts.zone;
        let found = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let local = Deadline {
            local: found.to_datetime(instant),
            zone: zone.clone(),
        };
        Ok(escaped(&format_moment(&local, self.sentences)))
    }

    /// What templates see of the forum. How to join is for those whose address is proved.
    ///
    /// # Errors
    /// [`ComposeError::NoForum`] if it is not known.
    pub(crate) fn forum_values(&self) -> Result<ForumValues, ComposeError> {
        let forum = &self.forum()?.facts;
        let proved = self.of.to_proved;
        let zoned = needs_zone(forum.format, &forum.starts, &self.site.settings().zone);
        let when = format_range(&forum.starts, &forum.ends, self.sentences, zoned);
        Ok(ForumValues {
            title: escaped(self.pick(&forum.title)),
            when: escaped(&when),
            place: self.place(forum).map(|place| escaped(&place)),
            online_url: forum.online_url.clone().filter(|_| proved),
            public_url: self.forum_url(forum),
            organizer: escaped(&forum.organizer),
            contact_name: escaped(&forum.contact.name),
            contact_email: escaped(forum.contact.email.as_str()),
            contact_phone: forum.contact.phone.as_deref().map(escaped),
        })
    }

    /// What templates see of the office.
    pub(crate) fn office_values(&self) -> OfficeValues {
        let office = self.site.office(self.sentences);
        OfficeValues {
            office: escaped(&office.name),
            office_address: office.address.iter().map(|line| escaped(line)).collect(),
            imprint: office.imprint,
            privacy: office.privacy,
        }
    }
}

/// Names in a mail to an address that is not proved, escaped: those that could be a link are left out.
pub(crate) fn harmless(people: &[Participant]) -> impl Iterator<Item = String> {
    let names = people.iter().map(|person| person.name.as_str());
    names
        .filter(|name| !markdown::looks_like_link(name))
        .map(escaped)
}
