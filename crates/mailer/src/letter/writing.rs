//! What a kind of mail is written with: the words of a language, the forum, the office. Whatever
//! leaves here for a template is escaped.

use jiff::{Timestamp, tz::TimeZone};
use kontor_contracts::{
    Deadline, Language, LocalizedText,
    events::{ForumParticulars, ForumPublished, Participant, Venue},
};
use kontor_reminders::Standing;
use kontor_web::Site;
use kontor_words::{Arg, format_moment, format_range, needs_zone};
use serde::Serialize;

use super::{ComposeError, escaped, markdown};
use crate::domain::{About, Forum, Known, News};

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
    /// Whether the mail is about an invitation: nobody has signed up with the address.
    invited: bool,
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
    pub(crate) fn pick(&self, text: &'a LocalizedText) -> &'a str {
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
    pub(crate) fn text(&self, key: &str, args: &[(&str, Arg)]) -> Result<String, ComposeError> {
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

    /// A text of ours that names the forum, not escaped.
    ///
    /// # Errors
    /// [`ComposeError`] if there is no such text, or no forum.
    pub(crate) fn about_forum(
        &self,
        key: &str,
        more: &[(&str, Arg)],
    ) -> Result<String, ComposeError> {
        let title = ("title", self.pick(&self.forum()?.facts.title).into());
        let args: Vec<_> = std::iter::once(title).chain(more.iter().cloned()).collect();
        self.text(key, &args)
    }

    /// When it is written.
    pub(crate) const fn now(&self) -> Timestamp {
        self.of.now
    }

    /// A moment of the forum in words, not escaped.
    pub(crate) fn deadline(&self, deadline: &Deadline) -> String {
        format_moment(deadline, self.sentences)
    }

    /// A subject that names the office.
    ///
    /// # Errors
    /// [`ComposeError`] if there is no such text.
    pub(crate) fn subject_of_office(&self, key: &str) -> Result<String, ComposeError> {
        let office = self.site.office(self.sentences).name;
        self.text(key, &[("office", office.as_str().into())])
    }

    /// The absolute address of a path, from where the site is now.
    pub(crate) fn link(&self, path: &str) -> String {
        self.site.link(path)
    }

    /// The address of the forum's page.
    pub(super) fn forum_url(&self, forum: &ForumPublished) -> String {
        self.link(&format!("/forums/{}", forum.slug))
    }

    /// What is new to somebody who knew the forum as it was at a sequence.
    pub(crate) fn news(&self, since: i64) -> Option<News<'a>> {
        self.of.known.news(since)
    }

    /// The link to the reader's own registration, if it is known.
    pub(crate) fn own_url(&self) -> Option<String> {
        let token = self.of.known.own_link.as_ref()?;
        let path = self.of.about.own_path();
        Some(self.link(&format!("{path}{}", token.reveal())))
    }

    /// How many names are missing of the reader's sign-up, if it is known that some are.
    pub(crate) fn names_missing(&self) -> Option<u32> {
        let reminding = self.of.known.reminding.as_ref()?;
        match reminding.someone.standing {
            Standing::Contact { missing, .. } => Some(missing.into()),
            _ => None,
        }
    }

    /// Whether the reader takes part, as far as is known.
    pub(crate) const fn may_take_part(&self) -> bool {
        self.of.known.may_take_part()
    }

    /// Whether it is written to somebody who is invited.
    pub(crate) fn is_to_invited(&self) -> bool {
        self.of.about.is_invitation()
    }

    /// When a forum is, not escaped.
    pub(crate) fn range(&self, forum: &ForumParticulars) -> String {
        let zoned = needs_zone(forum.format, &forum.starts, &self.site.settings().zone);
        format_range(&forum.starts, &forum.ends, self.sentences, zoned)
    }

    /// Where a house is, not escaped.
    pub(crate) fn place(&self, venue: Option<&'a Venue>) -> Option<String> {
        let venue = venue?;
        let (name, address) = (self.pick(&venue.name), venue.address.as_str());
        let parts: Vec<_> = [name, address]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect();
        Some(parts.join(", "))
    }

    /// An instant in words, in the zone of the forum, or in the office's where there is none.
    pub(crate) fn moment(&self, instant: Timestamp) -> String {
        let forum = self.of.known.forum.as_deref();
        let office = &self.site.settings().zone;
        let zone = forum.map_or(office, |forum| &forum.facts.starts.zone);
        let found = TimeZone::get(zone).unwrap_or(TimeZone::UTC);
        let local = Deadline {
            local: found.to_datetime(instant),
            zone: zone.clone(),
        };
        escaped(&format_moment(&local, self.sentences))
    }

    /// What templates see of the forum. How to join is for those who take part and whose address is
    /// proved.
    ///
    /// # Errors
    /// [`ComposeError::NoForum`] if it is not known.
    pub(crate) fn forum_values(&self) -> Result<ForumValues, ComposeError> {
        let forum = &self.forum()?.facts;
        let may_join = self.of.to_proved && self.of.known.may_take_part();
        let zoned = needs_zone(forum.format, &forum.starts, &self.site.settings().zone);
        let when = format_range(&forum.starts, &forum.ends, self.sentences, zoned);
        Ok(ForumValues {
            title: escaped(self.pick(&forum.title)),
            when: escaped(&when),
            place: self
                .place(forum.venue.as_ref())
                .map(|place| escaped(&place)),
            online_url: forum.online_url.clone().filter(|_| may_join),
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
            invited: self.is_to_invited(),
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
