//! All that is read: texts and templates, in every language of the office.

use std::sync::Arc;

use jiff::tz::TimeZone;
use kontor_contracts::Language;
use minijinja::{Environment, Value};

use crate::{
    arg::Arg,
    error::{MissingText, RenderError, WordsError},
    overrides::Overrides,
    parts::Parts,
    templates,
    texts::Texts,
};

/// Texts and templates. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Words {
    inner: Arc<Inner>,
}

struct Inner {
    texts: Arc<Texts>,
    languages: Vec<Language>,
    /// Names of the templates that the office has put in place of ours, or beside them.
    own_templates: Vec<String>,
    /// Those of them that take no other's place and are included by none.
    unused_templates: Vec<String>,
    /// One per language, in their order.
    environments: Vec<Environment<'static>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Words").field(&self.inner.languages).finish()
    }
}

impl Words {
    /// Builds them from what all parts of the program bring and what the office puts over it, in the
    /// office's languages, its main one first, and its zone.
    ///
    /// # Errors
    /// [`WordsError`] names the text or template that cannot be used.
    pub fn new(
        parts: &[&Parts],
        own: &Overrides,
        languages: &[Language],
        zone: &TimeZone,
    ) -> Result<Self, WordsError> {
        let texts = Arc::new(Texts::read(parts, &own.locales)?);
        // Whoever names no language is spoken to in English.
        let languages = match languages {
            [] => vec![Language::english()],
            some => some.to_vec(),
        };
        let environments = languages
            .iter()
            .map(|language| templates::environment(parts, &own.templates, &texts, language, zone))
            .collect::<Result<_, _>>()?;
        Ok(Self {
            inner: Arc::new(Inner {
                texts,
                languages,
                unused_templates: unused(parts, own),
                own_templates: own.templates.iter().map(|(name, _)| name.clone()).collect(),
                environments,
            }),
        })
    }

    /// The texts alone.
    pub fn texts(&self) -> &Texts {
        &self.inner.texts
    }

    /// The office's languages, its main one first.
    pub fn languages(&self) -> &[Language] {
        &self.inner.languages
    }

    /// Names of the templates that are the office's own: in place of ours, or beside them.
    pub fn own_templates(&self) -> &[String] {
        &self.inner.own_templates
    }

    /// Those of them that are used by nothing: their names are misspelt, or of another version.
    pub fn unused_templates(&self) -> &[String] {
        &self.inner.unused_templates
    }

    /// The language for those who ask for none that there is.
    pub fn default_language(&self) -> &Language {
        &self.inner.languages[0]
    }

    /// The language that comes nearest to a wanted one, see [`Language::nearest`].
    pub fn nearest(&self, wanted: &Language) -> Option<&Language> {
        wanted.nearest(self.languages())
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
        let nearest = self.nearest(language);
        let at = self
            .languages()
            .iter()
            .position(|own| Some(own) == nearest)
            .unwrap_or(0);
        templates::render(&self.inner.environments[at], name, values)
    }
}

/// The office's own templates that take no other's place and that none of the office's includes.
fn unused(parts: &[&Parts], own: &Overrides) -> Vec<String> {
    let is_ours = |name: &str| {
        let mut ours = parts.iter().flat_map(|part| part.templates);
        ours.any(|(known, _)| *known == name)
    };
    let is_included = |name: &str| {
        let mut others = own.templates.iter().filter(|(other, _)| other != name);
        others.any(|(_, text)| text.contains(name))
    };
    let names = own.templates.iter().map(|(name, _)| name);
    let unused = names.filter(|name| !is_ours(name) && !is_included(name));
    unused.cloned().collect()
}
