//! What pages and mails say, in every language: Fluent texts of all workers, and of the office.
//!
//! A text that a language does not have is taken from English; a text that English does not have
//! is an error, found by [`missing_keys`] in a test before anybody sees it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
};

use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue, concurrent};
use fluent_syntax::ast::Entry;
use kontor_contracts::Language;
use unic_langid::LanguageIdentifier;

use crate::{
    arg::Arg,
    error::{MissingText, WordsError},
    french,
    parts::Parts,
};

type Bundle = concurrent::FluentBundle<FluentResource>;

/// All texts in all languages.
pub struct Texts {
    bundles: BTreeMap<Language, Bundle>,
}

impl fmt::Debug for Texts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.bundles.keys()).finish()
    }
}

impl Texts {
    /// Reads the texts of all workers; `office` holds the office's own, which win.
    pub(crate) fn read(
        parts: &[&Parts],
        office: &[(Language, String)],
    ) -> Result<Self, WordsError> {
        let mut texts = Self {
            bundles: BTreeMap::new(),
        };
        for source in parts {
            for (tag, ftl) in source.locales {
                let language = language(tag)?;
                let resource = parse(&language, ftl).map_err(|reason| WordsError::Text {
                    file: format!("{}/{tag}.ftl", source.name),
                    reason,
                })?;
                let bundle = texts.bundle(&language);
                bundle
                    .add_resource(resource)
                    .map_err(|errors| WordsError::Text {
                        file: format!("{}/{tag}.ftl", source.name),
                        reason: first(&errors),
                    })?;
            }
        }
        for (language, ftl) in office {
            let resource = parse(language, ftl).map_err(|reason| WordsError::Text {
                file: format!("locales/{language}.ftl"),
                reason,
            })?;
            texts.bundle(language).add_resource_overriding(resource);
        }
        Ok(texts)
    }

    /// The text of a key (`key` or `key.attribute`) in a language.
    ///
    /// # Errors
    /// [`MissingText`] if there is no such key or it needs another argument.
    pub fn get(
        &self,
        language: &Language,
        key: &str,
        args: &[(&str, Arg)],
    ) -> Result<String, MissingText> {
        let english = Language::english();
        self.format(language, key, args)
            .or_else(|| self.format(&english, key, args))
            .unwrap_or_else(|| Err(MissingText::Key(key.to_owned())))
    }

    fn format(
        &self,
        language: &Language,
        key: &str,
        args: &[(&str, Arg)],
    ) -> Option<Result<String, MissingText>> {
        let bundle = self.bundle_of(language)?;
        let (id, attribute) = match key.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (key, None),
        };
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let mut filled = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            filled.set(*name, fluent(value));
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&filled), &mut errors);
        Some(if errors.is_empty() {
            Ok(text.into_owned())
        } else {
            Err(MissingText::Arguments {
                key: key.to_owned(),
                language: language.clone(),
                reason: first(&errors),
            })
        })
    }

    /// Whether there are texts in a language, or in it as it is written elsewhere (`de` for `de-AT`).
    pub fn has(&self, language: &Language) -> bool {
        self.bundle_of(language).is_some()
    }

    fn bundle_of(&self, language: &Language) -> Option<&Bundle> {
        let primary = || self.bundles.get(&language.primary().parse().ok()?);
        self.bundles.get(language).or_else(primary)
    }

    fn bundle(&mut self, language: &Language) -> &mut Bundle {
        self.bundles.entry(language.clone()).or_insert_with(|| {
            let id: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
            let mut bundle = Bundle::new_concurrent(vec![id]);
            // Isolation marks help mixed directions in a browser but are visible rubbish in plain
            // text mails, subjects and page titles; the markup isolates names instead.
            bundle.set_use_isolating(false);
            bundle
        })
    }
}

/// Compares the keys (attributes included) of all languages of a part with its English, and looks up
/// the texts that its templates name, there or in `shared`, and those that are `needed` besides. Empty
/// if every language has every key and none too many.
pub fn missing_keys(source: &Parts, shared: &Parts, needed: &[String]) -> Vec<String> {
    let keys: BTreeMap<&str, BTreeSet<String>> = source
        .locales
        .iter()
        .map(|(tag, ftl)| (*tag, keys_of(ftl)))
        .collect();
    let Some(english) = keys.get("en") else {
        return vec![format!("{}: there is no English", source.name)];
    };
    let mut found = Vec::new();
    for tag in ["de", "fr"].iter().filter(|tag| !keys.contains_key(**tag)) {
        found.push(format!("{}: there is no {tag}", source.name));
    }
    for (tag, own) in &keys {
        let absent = english
            .difference(own)
            .map(|key| format!("{}/{tag}: lacks {key}", source.name));
        found.extend(absent);
        let needless = own
            .difference(english)
            .map(|key| format!("{}/{tag}: {key} is not in en", source.name));
        found.extend(needless);
    }
    let absent = needed.iter().filter(|key| !english.contains(*key));
    found.extend(absent.map(|key| format!("{}/en: lacks {key}", source.name)));
    let known: BTreeSet<String> = shared
        .locales
        .iter()
        .flat_map(|(_, ftl)| keys_of(ftl))
        .chain(english.clone())
        .collect();
    for (name, template) in source.templates {
        let unknown = keys_in(template).filter(|key| !known.contains(*key));
        found.extend(unknown.map(|key| format!("{name}: there is no text {key}")));
    }
    found
}

/// The keys that a template names outright, as `t("key"`; one that it puts together is not seen.
fn keys_in(template: &str) -> impl Iterator<Item = &str> {
    template.match_indices("t(\"").filter_map(|(at, opening)| {
        let is_word = template[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let (key, rest) = template[at + opening.len()..].split_once('"')?;
        (!is_word && !rest.trim_start().starts_with('~')).then_some(key)
    })
}

/// The ids and `id.attribute`s of a file.
fn keys_of(ftl: &str) -> BTreeSet<String> {
    let resource = fluent_syntax::parser::parse(ftl).unwrap_or_else(|(partial, _)| partial);
    let mut keys = BTreeSet::new();
    for entry in &resource.body {
        if let Entry::Message(message) = entry {
            keys.insert(message.id.name.to_owned());
            let attributes = message.attributes.iter();
            keys.extend(attributes.map(|a| format!("{}.{}", message.id.name, a.id.name)));
        }
    }
    keys
}

fn parse(language: &Language, ftl: &str) -> Result<FluentResource, String> {
    let ftl = match language.primary() {
        "fr" => french::typeset(ftl),
        _ => ftl.to_owned(),
    };
    FluentResource::try_new(ftl.clone()).map_err(|(_, errors)| {
        errors.first().map_or_else(String::new, |error| {
            let line = ftl[..error.pos.start.min(ftl.len())].lines().count().max(1);
            format!("line {line}: {error}")
        })
    })
}

fn language(tag: &str) -> Result<Language, WordsError> {
    tag.parse().map_err(|_| WordsError::Text {
        file: format!("{tag}.ftl"),
        reason: "the name of the file is not a language tag such as de".to_owned(),
    })
}

fn fluent(value: &Arg) -> FluentValue<'_> {
    match value {
        Arg::Text(text) => FluentValue::from(text.as_str()),
        Arg::Number(number) => FluentValue::from(*number),
    }
}

fn first(errors: &[FluentError]) -> String {
    errors.first().map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOTHING: Parts = Parts {
        name: "shared",
        templates: &[],
        locales: &[],
    };

    #[test]
    fn what_is_missing_is_named() {
        let source = Parts {
            name: "test",
            templates: &[(
                "test/a.html",
                "{{ t(\"a\") }} {{ t(\"b\", n=1) }} {{ t(\"x-\" ~ k) }}",
            )],
            locales: &[("en", "a = A\n    .title = T\n"), ("de", "a = A\nc = C\n")],
        };
        assert_eq!(
            missing_keys(&source, &NOTHING, &["d".to_owned()]),
            [
                "test: there is no fr",
                "test/de: lacks a.title",
                "test/de: c is not in en",
                "test/en: lacks d",
                "test/a.html: there is no text b",
            ]
        );
    }

    #[test]
    fn a_text_falls_back_to_english_and_counts() {
        let source = Parts {
            name: "test",
            templates: &[],
            locales: &[
                (
                    "en",
                    "n = { $n ->\n    [one] one place\n   *[other] { $n } places\n }\nhi = Hi { $who }",
                ),
                ("de", "hi = Hallo { $who }"),
            ],
        };
        let texts = Texts::read(&[&source], &[]).unwrap();
        let german = "de".parse().unwrap();
        let get = |key, args: &[(&str, Arg)]| texts.get(&german, key, args);
        assert_eq!(get("n", &[("n", 1_i64.into())]).unwrap(), "one place");
        assert_eq!(get("n", &[("n", 2_i64.into())]).unwrap(), "2 places");
        assert_eq!(
            get("hi", &[("who", "O'Neil".into())]).unwrap(),
            "Hallo O'Neil"
        );
        assert_eq!(get("no", &[]), Err(MissingText::Key("no".to_owned())));
        assert!(matches!(get("hi", &[]), Err(MissingText::Arguments { .. })));
    }
}
