//! What can be wrong with a forum, whoever describes it: a file, a page of the console, a program. In
//! the manner of a sign-up's check: every fault at once, each with its place.

use jiff::Timestamp;
use kontor_contracts::{
    Deadline, clean_line,
    events::{ForumFormat, Venue},
    limits::REMINDERS,
};
use kontor_reminders::FaultCode;

use super::{
    forum::{ForumDraft, MAX_CAPACITY, MAX_HOLD_HOURS, MAX_OFFER_HOURS},
    reminders,
};

/// Longest name of a forum in addresses, in bytes.
pub const SLUG_BYTES: usize = 80;
/// Longest link, in bytes.
pub const URL_BYTES: usize = 2_000;

/// What is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ForumFaultCode {
    /// A name in addresses with other than lower-case letters, digits and hyphens between them.
    InvalidSlug,
    /// Not one line of text.
    InvalidLine,
    /// Not a link of the web.
    InvalidLink,
    /// A number that is too small or too large.
    OutOfRange,
    /// No language, or one twice.
    InvalidLanguages,
    /// A language of the forum without a title.
    UntitledLanguage,
    /// A moment in another time zone than the beginning.
    OtherZone,
    /// It does not end after it begins.
    EndsTooEarly,
    /// Registration closes after the end.
    ClosesTooLate,
    /// Registration does not open before it closes.
    OpensTooLate,
    /// Changes are possible longer than until the beginning.
    ChangesCloseTooLate,
    /// People must go somewhere, and nothing says where.
    VenueMissing,
    /// Nobody goes anywhere, and there is a room.
    VenueOnline,
    /// Moved to a time that has passed.
    InThePast,
    /// There is a link to join, and nobody joins online.
    LinkOnSite,
    /// More rules than a forum may have.
    TooManyReminders,
    /// A rule by which nobody can be reminded.
    Reminder(FaultCode),
}

impl ForumFaultCode {
    /// All of them.
    pub const ALL: [Self; 15] = [
        Self::InvalidSlug,
        Self::InvalidLine,
        Self::InvalidLink,
        Self::OutOfRange,
        Self::InvalidLanguages,
        Self::UntitledLanguage,
        Self::OtherZone,
        Self::EndsTooEarly,
        Self::ClosesTooLate,
        Self::OpensTooLate,
        Self::ChangesCloseTooLate,
        Self::VenueMissing,
        Self::VenueOnline,
        Self::InThePast,
        Self::LinkOnSite,
    ];

    /// The stable code in interfaces.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidSlug => "invalid_slug",
            Self::InvalidLine => "invalid_line",
            Self::InvalidLink => "invalid_link",
            Self::OutOfRange => "out_of_range",
            Self::InvalidLanguages => "invalid_languages",
            Self::UntitledLanguage => "untitled_language",
            Self::OtherZone => "other_zone",
            Self::EndsTooEarly => "ends_too_early",
            Self::ClosesTooLate => "closes_too_late",
            Self::OpensTooLate => "opens_too_late",
            Self::ChangesCloseTooLate => "changes_close_too_late",
            Self::VenueMissing => "venue_missing",
            Self::VenueOnline => "venue_online",
            Self::InThePast => "in_the_past",
            Self::LinkOnSite => "link_on_site",
            Self::TooManyReminders => "too_many_reminders",
            Self::Reminder(code) => code.as_str(),
        }
    }
}

/// One thing of a forum that is not in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForumFault {
    /// Where, as a JSON pointer (RFC 6901) into the description.
    pub pointer: String,
    /// What is wrong.
    pub code: ForumFaultCode,
}

/// Checks a forum.
pub fn check(draft: &ForumDraft) -> Vec<ForumFault> {
    let mut faults = Faults::default();
    faults.fields(draft);
    faults.times(draft);
    faults.place(draft);
    faults.languages(draft);
    let rules = draft.reminders.as_ref().map_or(0, Vec::len);
    faults.unless(
        rules <= REMINDERS,
        "/reminders",
        ForumFaultCode::TooManyReminders,
    );
    // Whoever publishes a forum after a reminder was due is warned, and not refused.
    for fault in reminders::check(draft, Timestamp::MIN) {
        let pointer = format!("/reminders{}", fault.pointer);
        faults.unless(false, pointer, ForumFaultCode::Reminder(fault.code));
    }
    faults.0
}

/// Whether a text can be a forum's name in addresses.
pub fn is_slug(text: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    !text.is_empty()
        && text.len() <= SLUG_BYTES
        && text.bytes().all(allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
}

/// Whether a text can be a link of the web.
pub fn is_link(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let plain = |c: char| !c.is_whitespace() && !c.is_control();
    rest.is_some_and(|rest| !rest.is_empty()) && text.len() <= URL_BYTES && text.chars().all(plain)
}

/// Collects what is wrong.
#[derive(Default)]
struct Faults(Vec<ForumFault>);

impl Faults {
    /// Notes a fault where something does not hold.
    fn unless(&mut self, holds: bool, pointer: impl Into<String>, code: ForumFaultCode) {
        if !holds {
            self.0.push(ForumFault {
                pointer: pointer.into(),
                code,
            });
        }
    }

    fn line(&mut self, pointer: &str, text: &str) {
        let is_line = clean_line(text).is_ok();
        self.unless(is_line, pointer, ForumFaultCode::InvalidLine);
    }

    /// What a single field tells.
    fn fields(&mut self, draft: &ForumDraft) {
        self.unless(is_slug(&draft.slug), "/slug", ForumFaultCode::InvalidSlug);
        self.line("/organizer", &draft.organizer);
        self.line("/contact/name", &draft.contact.name);
        if let Some(phone) = &draft.contact.phone {
            self.line("/contact/phone", phone);
        }
        if let Some(Venue { address, .. }) = &draft.venue {
            self.line("/venue/address", address);
        }
        let is_joined = draft.online_url.as_deref().is_none_or(is_link);
        self.unless(is_joined, "/online_url", ForumFaultCode::InvalidLink);
        let (capacity, hold) = (draft.capacity, draft.hold_hours);
        let fits = (1..=MAX_CAPACITY).contains(&capacity);
        self.unless(fits, "/capacity", ForumFaultCode::OutOfRange);
        let fits = (1..=MAX_HOLD_HOURS).contains(&hold);
        self.unless(fits, "/hold_hours", ForumFaultCode::OutOfRange);
        let fits = (1..=MAX_OFFER_HOURS).contains(&draft.offer_hours);
        self.unless(fits, "/offer_hours", ForumFaultCode::OutOfRange);
    }

    fn times(&mut self, draft: &ForumDraft) {
        let instant = |deadline: &Deadline| deadline.instant().ok();
        let closes = instant(&draft.registration_closes);
        let opens = draft.registration_opens.as_ref();
        let ends_after = instant(&draft.ends) > instant(&draft.starts);
        self.unless(ends_after, "/ends", ForumFaultCode::EndsTooEarly);
        let in_time = closes <= instant(&draft.ends);
        self.unless(
            in_time,
            "/registration_closes",
            ForumFaultCode::ClosesTooLate,
        );
        let in_time = opens.is_none_or(|opens| instant(opens) < closes);
        self.unless(in_time, "/registration_opens", ForumFaultCode::OpensTooLate);
        let changes = draft.changes_close.as_ref();
        let in_time = changes.is_none_or(|closes| instant(closes) <= instant(&draft.starts));
        self.unless(
            in_time,
            "/changes_close",
            ForumFaultCode::ChangesCloseTooLate,
        );
        let moments = [
            ("/changes_close", changes),
            ("/ends", Some(&draft.ends)),
            ("/registration_opens", opens),
            ("/registration_closes", Some(&draft.registration_closes)),
        ];
        for (pointer, moment) in moments {
            let same = moment.is_none_or(|moment| moment.zone == draft.starts.zone);
            self.unless(same, pointer, ForumFaultCode::OtherZone);
        }
    }

    fn place(&mut self, draft: &ForumDraft) {
        let (has_venue, has_link) = (draft.venue.is_some(), draft.online_url.is_some());
        match draft.format {
            ForumFormat::OnSite | ForumFormat::Hybrid => {
                self.unless(has_venue, "/venue", ForumFaultCode::VenueMissing);
            }
            ForumFormat::Online => self.unless(!has_venue, "/venue", ForumFaultCode::VenueOnline),
        }
        let joined = draft.format != ForumFormat::OnSite || !has_link;
        self.unless(joined, "/online_url", ForumFaultCode::LinkOnSite);
    }

    fn languages(&mut self, draft: &ForumDraft) {
        let languages = &draft.languages;
        let twice = (1..languages.len()).any(|at| languages[..at].contains(&languages[at]));
        let fits = !languages.is_empty() && !twice;
        self.unless(fits, "/languages", ForumFaultCode::InvalidLanguages);
        for language in languages {
            let titled = draft.title.iter().any(|(tag, _)| tag == language);
            let pointer = format!("/title/{language}");
            self.unless(titled, pointer, ForumFaultCode::UntitledLanguage);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SAMPLES, dated, forum_file};

    /// A hybrid forum with everything.
    fn forum() -> ForumDraft {
        let text = dated(SAMPLES[0].1, "2027-01-15".parse().unwrap());
        forum_file::parse(&text).unwrap()
    }

    fn faults(spoil: impl FnOnce(&mut ForumDraft)) -> Vec<(String, &'static str)> {
        let mut draft = forum();
        spoil(&mut draft);
        let faults = check(&draft).into_iter();
        faults
            .map(|fault| (fault.pointer, fault.code.as_str()))
            .collect()
    }

    #[test]
    fn what_single_fields_tell_is_found_without_a_file() {
        type Spoil = fn(&mut ForumDraft);
        let cases: [(&str, &str, Spoil); 12] = [
            ("/slug", "invalid_slug", |f| f.slug = "-Forum".to_owned()),
            ("/slug", "invalid_slug", |f| {
                f.slug = "x".repeat(SLUG_BYTES + 1);
            }),
            ("/organizer", "invalid_line", |f| {
                f.organizer = "a\nb".to_owned();
            }),
            ("/contact/name", "invalid_line", |f| {
                f.contact.name = String::new();
            }),
            ("/contact/phone", "invalid_line", |f| {
                f.contact.phone = Some(" ".to_owned());
            }),
            ("/venue/address", "invalid_line", |f| {
                f.venue.as_mut().unwrap().address = String::new();
            }),
            ("/online_url", "invalid_link", |f| {
                f.online_url = Some("ftp://x".to_owned());
            }),
            ("/capacity", "out_of_range", |f| f.capacity = 0),
            ("/capacity", "out_of_range", |f| {
                f.capacity = MAX_CAPACITY + 1;
            }),
            ("/hold_hours", "out_of_range", |f| {
                f.hold_hours = MAX_HOLD_HOURS + 1;
            }),
            ("/offer_hours", "out_of_range", |f| {
                f.offer_hours = MAX_OFFER_HOURS + 1;
            }),
            ("/languages", "invalid_languages", |f| {
                f.languages = Vec::new();
            }),
        ];
        assert_eq!(check(&forum()), []);
        for (pointer, code, spoil) in cases {
            assert_eq!(faults(spoil), [(pointer.to_owned(), code)]);
        }
    }

    #[test]
    fn what_fields_tell_together_is_found_without_a_file() {
        type Spoil = fn(&mut ForumDraft);
        let cases: [(&str, &str, Spoil); 9] = [
            ("/ends", "ends_too_early", |f| f.ends = f.starts.clone()),
            ("/registration_closes", "closes_too_late", |f| {
                f.registration_closes.local = f.ends.local + jiff::ToSpan::seconds(1);
            }),
            ("/changes_close", "changes_close_too_late", |f| {
                f.changes_close = Some(f.ends.clone());
            }),
            ("/registration_opens", "opens_too_late", |f| {
                f.registration_opens = Some(f.registration_closes.clone());
            }),
            ("/registration_closes", "other_zone", |f| {
                f.registration_closes.zone = "Europe/Berlin".to_owned();
            }),
            ("/venue", "venue_missing", |f| f.venue = None),
            ("/venue", "venue_online", |f| f.format = ForumFormat::Online),
            ("/online_url", "link_on_site", |f| {
                f.format = ForumFormat::OnSite;
            }),
            ("/title/zh", "untitled_language", |f| {
                f.languages.push("zh".parse().unwrap());
            }),
        ];
        for (pointer, code, spoil) in cases {
            assert_eq!(faults(spoil), [(pointer.to_owned(), code)]);
        }
    }
}
