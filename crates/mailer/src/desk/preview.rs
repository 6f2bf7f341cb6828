//! A kind of mail as it would be written today for a forum of the office: with its own dates, room and
//! titles, the office's own template and words, and invented people.

use jiff::Timestamp;
use kontor_contracts::Language;
use kontor_runtime::config::InvalidSetting;
use kontor_store::{Database, StoreError};
use kontor_web::Site;
use serde::Serialize;

use super::{
    log::{LogError, forum_named, forum_names, listed},
    sample::SampleWish,
};
use crate::{
    Settings,
    domain::Forum,
    kinds::{self, AnyKind, KINDS, Occasion, samples},
    store::whole_forum,
};

/// A kind of mail in one line.
#[derive(Debug, Clone, Serialize)]
pub struct KindInfo {
    /// Its word.
    pub kind: &'static str,
    /// When it is sent, and what it says.
    pub about: String,
    /// Whether it speaks of a forum.
    pub of_forum: bool,
    /// The name of its template.
    pub template: &'static str,
    /// Whether that template is the office's own.
    pub own: bool,
    /// How many samples it has.
    pub samples: usize,
}

/// Every kind of mail, described in a language.
pub fn mail_kinds(site: &Site, language: &Language) -> Vec<KindInfo> {
    let own = site.words().own_templates();
    let info = |kind: &&dyn AnyKind| KindInfo {
        kind: kind.word(),
        about: about(site, language, kind.word()),
        of_forum: kind.is_of_forum(),
        template: kind.template(),
        own: own.iter().any(|name| name == kind.template()),
        samples: kind.samples(samples::contact(language)).len(),
    };
    KINDS.iter().map(info).collect()
}

/// When mails of a kind are sent and what they say; nothing where no text says it.
pub(crate) fn about(site: &Site, language: &Language, kind: &str) -> String {
    let key = format!("mail-kind-{kind}.about");
    site.words().text(language, &key, &[]).unwrap_or_default()
}

/// Why there is no preview.
#[derive(Debug, thiserror::Error)]
pub enum PreviewError {
    /// There is no such kind.
    #[error("there is no kind of mail {0}; `kontor mail preview` lists those that there are")]
    UnknownKind(String),
    /// The kind speaks of a forum, and none is named.
    #[error("a mail {kind} speaks of a forum: name one with --forum; the mailer knows {}", listed(.there))]
    NoForum {
        /// The kind.
        kind: &'static str,
        /// The forums that there are.
        there: Vec<String>,
    },
    /// No mail is written in this language.
    #[error("no mail is written in {language}; there are {}", .there.join(", "))]
    UnknownLanguage {
        /// The language.
        language: String,
        /// Those that there are.
        there: Vec<String>,
    },
    /// The kind has fewer samples.
    #[error("the kind {kind} has {count} sample(s): --sample 1 to {count}")]
    UnknownSample {
        /// The kind.
        kind: &'static str,
        /// How many it has.
        count: usize,
    },
    /// A template is broken.
    #[error("the mail {kind} cannot be written: {reason}")]
    Unwritable {
        /// The kind.
        kind: &'static str,
        /// What is wrong; with file and line where there is one.
        reason: String,
    },
    /// A setting cannot be used.
    #[error(transparent)]
    Setting(#[from] InvalidSetting),
    /// The forum is not known, or the database failed.
    #[error(transparent)]
    Log(#[from] LogError),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl PreviewError {
    /// A word for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownKind(_) => "unknown_kind",
            Self::NoForum { .. } => "no_forum",
            Self::UnknownLanguage { .. } => "unknown_language",
            Self::UnknownSample { .. } => "unknown_sample",
            Self::Unwritable { .. } => "mail_unwritable",
            Self::Setting(_) => "invalid_setting",
            Self::Log(error) => error.code(),
            Self::Store(_) => "not_stored",
        }
    }
}

/// A kind of mail that there is.
#[derive(Clone, Copy)]
pub struct PreviewKind(&'static dyn AnyKind);

impl PreviewKind {
    /// Whether it speaks of a forum.
    pub fn is_of_forum(self) -> bool {
        self.0.is_of_forum()
    }
}

/// The kind of a word.
///
/// # Errors
/// [`PreviewError::UnknownKind`] if there is none.
pub fn preview_kind(word: &str) -> Result<PreviewKind, PreviewError> {
    let found = kinds::named(word).map(PreviewKind);
    found.map_err(|_| PreviewError::UnknownKind(word.to_owned()))
}

/// A forum as the mailer knows it.
#[derive(Debug, Clone)]
pub struct PreviewForum(Forum);

/// The forum of a name in addresses, for a kind that needs one.
///
/// # Errors
/// [`PreviewError`] says which forums there are.
pub async fn preview_forum(
    database: &Database,
    kind: PreviewKind,
    slug: Option<&str>,
) -> Result<PreviewForum, PreviewError> {
    let found = match slug {
        Some(slug) => forum_named(database, slug).await?,
        None => {
            return Err(PreviewError::NoForum {
                kind: kind.0.word(),
                there: forum_names(database).await?,
            });
        }
    };
    let whole = whole_forum(database, found.facts.forum).await?;
    let whole = whole.map_or(found, std::sync::Arc::unwrap_or_clone);
    Ok(PreviewForum(whole))
}

/// What to show.
#[derive(Debug, Clone)]
pub struct PreviewWish {
    /// In which language; in the forum's main one if none is named, or the site's.
    pub language: Option<Language>,
    /// Which of the kind's samples, counted from 1.
    pub sample: usize,
    /// When it is written.
    pub now: Timestamp,
}

/// A mail as its reader would see it.
#[derive(Debug, Clone, Serialize)]
pub struct Preview {
    /// Its kind.
    pub kind: &'static str,
    /// Its language.
    pub language: Language,
    /// The forum's name in addresses.
    pub forum: Option<String>,
    /// Which sample it is, counted from 1.
    pub sample: usize,
    /// How many there are.
    pub samples: usize,
    /// Its subject.
    pub subject: String,
    /// Its text part.
    pub text: String,
    /// Its HTML part, as a page of its own.
    pub html: String,
    /// Its calendar entry, if one goes along.
    pub calendar: Option<String>,
}

/// Writes a mail to somebody invented. Nothing is kept of it, and nobody gets it.
///
/// # Errors
/// [`PreviewError`] says what there is instead, or why it cannot be written.
pub fn preview_mail(
    site: &Site,
    settings: &Settings,
    kind: PreviewKind,
    forum: Option<PreviewForum>,
    wish: &PreviewWish,
) -> Result<Preview, PreviewError> {
    let sender = settings.sender()?;
    let forum = forum.map(|known| known.0);
    let language = language(site, forum.as_ref(), wish)?;
    let slug = forum.as_ref().map(|forum| forum.facts.slug.clone());
    let sample_wish = SampleWish {
        kind: kind.0,
        samples: kind.0.samples(samples::contact(&language)),
        occasion: Occasion::new(forum.unwrap_or_else(samples::forum), wish.now),
    };
    let (word, count) = (kind.0.word(), sample_wish.samples.len());
    let number = wish.sample.wrapping_sub(1);
    let written = sample_wish.write(site, &sender, number);
    let written = written.map_err(|error| PreviewError::Unwritable {
        kind: word,
        reason: error.to_string(),
    })?;
    let example = written.ok_or(PreviewError::UnknownSample { kind: word, count })?;
    Ok(Preview {
        kind: word,
        language,
        forum: slug,
        sample: wish.sample,
        samples: count,
        subject: example.subject,
        html: example.parts.html_alone(),
        // As a terminal and a file of this machine end lines.
        text: example.parts.text.replace("\r\n", "\n"),
        calendar: example.parts.calendar,
    })
}

/// The language that is asked for, if mails are written in it: one of the site's, or one in which the forum
/// describes itself.
fn language(
    site: &Site,
    forum: Option<&Forum>,
    wish: &PreviewWish,
) -> Result<Language, PreviewError> {
    let own = forum.map_or(&[][..], |forum| &forum.facts.languages);
    let words = site.words();
    let Some(asked) = &wish.language else {
        let main = own.first().unwrap_or(words.default_language());
        return Ok(main.clone());
    };
    if words.nearest(asked).is_some() || asked.nearest(own).is_some() {
        return Ok(asked.clone());
    }
    let mut there: Vec<String> = words
        .languages()
        .iter()
        .chain(own)
        .map(ToString::to_string)
        .collect();
    there.sort();
    there.dedup();
    Err(PreviewError::UnknownLanguage {
        language: asked.to_string(),
        there,
    })
}
