//! Everything a page needs beyond its request: where the site is, what it is called, its texts,
//! templates and style.

use std::{path::PathBuf, sync::Arc};

use jiff::tz::TimeZone;
use kontor_contracts::Language;
use kontor_runtime::config::{InvalidSetting, refuse};
use minijinja::{Environment, Value};

use crate::{
    api::api_document,
    assets::Assets,
    logo::{Logo, MailLogo},
    office::{self, Office},
    overrides::Overrides,
    problem::{Arg, ProblemKind, problems},
    settings::Settings,
    templates::{self, RenderError},
    texts::{MissingText, Texts},
};

/// What one worker brings to the pages and mails of the process. Names of templates begin with the
/// worker's (`mailer/confirmation.txt`), keys of texts with a word of its own (`mail-…`).
#[derive(Debug, Clone, Copy)]
pub struct Sources {
    /// The worker's name, for messages.
    pub name: &'static str,
    /// Templates by name. `.html` is escaped, everything else is not.
    pub templates: &'static [(&'static str, &'static str)],
    /// Fluent texts by language tag; `de`, `en` and `fr` at least.
    pub locales: &'static [(&'static str, &'static str)],
    /// The problems it may answer with; each has the texts `problem-<code>` and its `.detail`.
    pub problems: &'static [ProblemKind],
    /// Its part of the API's description: an object with `paths` and `components.schemas`
    /// (OpenAPI 3.1).
    pub api: Option<fn() -> serde_json::Value>,
    /// Its entrances for the staff: path and key of the text that names it.
    pub staff_pages: &'static [(&'static str, &'static str)],
}

/// Why the pages cannot be made. Found at start.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// A setting cannot be used.
    #[error("site.{0}")]
    Setting(#[from] InvalidSetting),
    /// A file of texts cannot be read.
    #[error("the texts in {file} cannot be used: {reason}")]
    Text {
        /// Which file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// A template cannot be read.
    #[error("the template {name} cannot be used: {reason}")]
    Template {
        /// Which template.
        name: String,
        /// What is wrong.
        reason: String,
    },
    /// A file in the folder of overrides cannot be read.
    #[error("{path} cannot be read; check that it is UTF-8 text and that Kontor may read it")]
    Override {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        #[source]
        source: std::io::Error,
    },
}

/// The site. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Site {
    inner: Arc<Inner>,
}

struct Inner {
    settings: Settings,
    texts: Arc<Texts>,
    /// One environment per language of the settings, in their order.
    environments: Vec<(Language, Environment<'static>)>,
    assets: Assets,
    mail_logo: Option<MailLogo>,
    problems: Vec<ProblemKind>,
    api: serde_json::Value,
    staff_pages: Vec<(&'static str, &'static str)>,
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
    pub fn new(settings: Settings, workers: &[&Sources]) -> Result<Self, SiteError> {
        settings.check()?;
        let mut settings = settings;
        settings
            .public_url
            .truncate(settings.public_url.trim_end_matches('/').len());
        let sources: Vec<&Sources> = std::iter::once(&SHELL)
            .chain(workers.iter().copied())
            .collect();
        let own = Overrides::read(&settings.overrides)?;
        let colors = office::style(settings.color, settings.accent_color);
        let style = format!("{colors}{}", own.style);
        let (logo, mail_logo) = (Logo::of_pages(&settings)?, MailLogo::of(&settings)?);
        let texts = Arc::new(Texts::read(&sources, &own.locales)?);
        if let Some(silent) = settings.languages.iter().find(|l| !texts.has(l)) {
            refuse(
                "languages",
                format!(
                    "has {silent}, but there are no texts in it: take it out, or give them as locales/{silent}.ftl in site.overrides"
                ),
            )?;
        }
        let zone = TimeZone::get(&settings.zone).unwrap_or(TimeZone::UTC);
        let mut environments = Vec::new();
        for language in &settings.languages {
            let environment =
                templates::environment(&sources, &own.templates, &texts, language, &zone)?;
            environments.push((language.clone(), environment));
        }
        let inner = Inner {
            assets: Assets::new(&style, logo),
            mail_logo,
            problems: sources
                .iter()
                .flat_map(|source| source.problems)
                .copied()
                .collect(),
            api: described(&settings, workers),
            staff_pages: sources
                .iter()
                .flat_map(|source| source.staff_pages)
                .copied()
                .collect(),
            environments,
            texts,
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

    /// The languages of pages, the site's own first.
    pub fn languages(&self) -> &[Language] {
        &self.inner.settings.languages
    }

    /// The language for those who ask for none that there is.
    pub fn default_language(&self) -> &Language {
        &self.inner.environments[0].0
    }

    /// The language of the sentences for somebody who reads `wanted`, about something that is told in
    /// `own`, the main one first: theirs; failing that English if it is told in English, which readers
    /// of a third language understand most often; failing that the main one; failing that whatever
    /// there is.
    pub fn language_for(&self, wanted: &Language, own: &[Language]) -> &Language {
        let english = Language::english();
        let told_in_english = own.iter().find(|language| **language == english);
        std::iter::once(wanted)
            .chain(told_in_english)
            .chain(own)
            .chain([&english])
            .find_map(|language| self.nearest(language))
            .unwrap_or_else(|| self.default_language())
    }

    /// The language of pages that comes nearest to a wanted one: the same, the same elsewhere
    /// (`de` for `de-AT`), none.
    pub fn nearest(&self, wanted: &Language) -> Option<&Language> {
        let languages = self.languages();
        languages
            .iter()
            .find(|language| *language == wanted)
            .or_else(|| {
                languages
                    .iter()
                    .find(|language| language.primary() == wanted.primary())
            })
    }

    /// A text.
    ///
    /// # Errors
    /// [`MissingText`] if there is no such key or it needs another argument.
    pub fn text(
        &self,
        language: &Language,
        key: &str,
        args: &[(&str, Arg)],
    ) -> Result<String, MissingText> {
        self.inner.texts.get(language, key, args)
    }

    /// Renders a template, of a page or of a mail, in the nearest language there is.
    ///
    /// # Errors
    /// [`RenderError`] names the template and the line.
    pub fn render(
        &self,
        language: &Language,
        name: &str,
        values: Value,
    ) -> Result<String, RenderError> {
        let nearest = self.nearest(language).unwrap_or(self.default_language());
        let found = self
            .inner
            .environments
            .iter()
            .find(|(language, _)| language == nearest);
        let (_, environment) = found.unwrap_or(&self.inner.environments[0]);
        let template = environment
            .get_template(name)
            .map_err(|e| RenderError::new(name, e))?;
        template
            .render(values)
            .map_err(|e| RenderError::new(name, e))
    }

    /// Every problem that this process may answer with, for the documents.
    pub fn problems(&self) -> &[ProblemKind] {
        &self.inner.problems
    }

    /// The description of the API (OpenAPI 3.1).
    pub fn api(&self) -> &serde_json::Value {
        &self.inner.api
    }

    /// The entrances for the staff: path and key of the text that names it.
    pub(crate) fn staff_pages(&self) -> &[(&'static str, &'static str)] {
        &self.inner.staff_pages
    }

    pub(crate) fn assets(&self) -> &Assets {
        &self.inner.assets
    }
}

/// What the shell itself brings.
pub(crate) const SHELL: Sources = Sources {
    name: "web",
    templates: &[
        ("api.html", include_str!("templates/api.html")),
        ("base.html", include_str!("templates/base.html")),
        ("forms.html", include_str!("templates/forms.html")),
        ("head.html", include_str!("templates/head.html")),
        ("problem.html", include_str!("templates/problem.html")),
        ("problems.html", include_str!("templates/problems.html")),
    ],
    locales: &[
        ("de", include_str!("locales/de.ftl")),
        ("en", include_str!("locales/en.ftl")),
        ("fr", include_str!("locales/fr.ftl")),
    ],
    problems: problems::ALL,
    api: None,
    staff_pages: &[],
};

/// The description of the API, with the office's name.
fn described(settings: &Settings, workers: &[&Sources]) -> serde_json::Value {
    let mut document = api_document(workers);
    document["info"]["contact"] = serde_json::json!({
        "name": settings.office, "url": settings.public_url,
    });
    document
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::texts::missing_keys;

    #[test]
    fn every_language_has_every_text() {
        assert_eq!(missing_keys(&[&SHELL]), Vec::<String>::new());
    }

    #[test]
    fn the_shell_can_be_built() {
        Site::new(Settings::default(), &[]).unwrap();
    }
}
