//! Everything a page needs beyond its request: where the site is, what it is called, its texts,
//! templates and style.

use std::sync::Arc;

use jiff::tz::TimeZone;
use kontor_contracts::Language;
use kontor_runtime::config::{InvalidSetting, refuse};
use kontor_words::{Overrides, Words, WordsError};

use crate::{
    api::api_document,
    assets::Assets,
    logo::{Logo, MailLogo},
    needs::Needs,
    office::{self, Office},
    parts::{SHELL, SiteParts, StaffPage},
    problem::ProblemKind,
    route::RouteFacts,
    settings::Settings,
};

/// Why the pages cannot be made. Found at start.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A setting cannot be used.
    #[error("site.{0}")]
    Setting(#[from] InvalidSetting),
    /// A text, a template or a file of the office's own cannot be used.
    #[error(transparent)]
    Words(#[from] WordsError),
}

/// The site. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Site {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    words: Words,
    assets: Assets,
    mail_logo: Option<MailLogo>,
    problems: Vec<ProblemKind>,
    api: serde_json::Value,
    routes: Vec<RouteFacts>,
    entrances: Vec<Entrance>,
}

/// An entrance for the staff.
#[derive(Debug, Clone, Copy)]
pub struct Entrance {
    /// Where it leads to.
    pub page: StaffPage,
    /// Who may come in there.
    pub needs: Needs,
}

impl std::fmt::Debug for Site {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Site")
            .field(&self.inner.settings.public_url)
            .finish()
    }
}

impl Site {
    /// Builds the site from the settings and what all workers of the process bring.
    ///
    /// # Errors
    /// [`SiteError`] names the setting, text or template that cannot be used.
    pub fn new(settings: Settings, workers: &[&SiteParts]) -> Result<Self, SiteError> {
        settings.check()?;
        let mut settings = settings;
        settings
            .public_url
            .truncate(settings.public_url.trim_end_matches('/').len());
        let parts: Vec<&SiteParts> = std::iter::once(&SHELL)
            .chain(workers.iter().copied())
            .collect();
        let own = Overrides::read(&settings.overrides)?;
        let colors = office::style(settings.color, settings.accent_color);
        let style = format!("{colors}{}", own.style);
        let (logo, mail_logo) = (Logo::of_pages(&settings)?, MailLogo::of(&settings)?);
        let zone = TimeZone::get(&settings.zone).unwrap_or(TimeZone::UTC);
        let of_words: Vec<_> = parts.iter().map(|part| &part.words).collect();
        let words = Words::new(&of_words, &own, &settings.languages, &zone)?;
        if let Some(silent) = settings.languages.iter().find(|l| !words.texts().has(l)) {
            refuse(
                "languages",
                format!(
                    "has {silent}, but there are no texts in it: take it out, or give them as locales/{silent}.ftl in site.overrides"
                ),
            )?;
        }
        let routes: Vec<_> = parts.iter().flat_map(|part| (part.routes)()).collect();
        let inner = Inner {
            assets: Assets::new(&style, logo),
            mail_logo,
            problems: parts
                .iter()
                .flat_map(|part| part.problems)
                .copied()
                .collect(),
            api: described(&settings, workers),
            entrances: entrances(&parts, &routes),
            routes,
            words,
            settings,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The settings it was built from.
    pub fn settings(&self) -> &Settings {
        &self.inner.settings
    }

    /// The office, as pages and mails in a language show it.
    pub fn office(&self, language: &Language) -> Office {
        Office::new(&self.inner.settings, language)
    }

    /// The logo that mails carry, if there is one that they can.
    pub fn mail_logo(&self) -> Option<&MailLogo> {
        self.inner.mail_logo.as_ref()
    }

    /// The absolute address of a path: `https://forum.example.org` and `/forums/1` together.
    pub fn link(&self, path: &str) -> String {
        format!("{}{path}", self.inner.settings.public_url)
    }

    /// Texts and templates.
    pub fn words(&self) -> &Words {
        &self.inner.words
    }

    /// Every problem that this process may answer with, for the documents.
    pub fn problems(&self) -> &[ProblemKind] {
        &self.inner.problems
    }

    /// The description of the API (OpenAPI 3.1).
    pub fn api(&self) -> &serde_json::Value {
        &self.inner.api
    }

    /// All routes of the office, in whichever process they are served.
    pub fn routes(&self) -> &[RouteFacts] {
        &self.inner.routes
    }

    /// The entrances for the staff, in the order of the menu.
    pub fn entrances(&self) -> &[Entrance] {
        &self.inner.entrances
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.inner.assets
    }
}

/// Each with what its route needs. One that is no route is led to by nobody.
fn entrances(parts: &[&SiteParts], routes: &[RouteFacts]) -> Vec<Entrance> {
    let named = parts.iter().flat_map(|part| part.staff_pages);
    let entrances = named.filter_map(|&page| {
        let mut found = routes.iter().filter(|route| route.path == page.path);
        let needs = found.next()?.needs;
        Some(Entrance { page, needs })
    });
    entrances.collect()
}

/// The description of the API, with the office's name.
fn described(settings: &Settings, workers: &[&SiteParts]) -> serde_json::Value {
    let mut document = api_document(workers);
    document["info"]["contact"] = serde_json::json!({
        "name": settings.office, "url": settings.public_url,
    });
    document
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shell_can_be_built() {
        Site::new(Settings::default(), &[]).unwrap();
    }
}
