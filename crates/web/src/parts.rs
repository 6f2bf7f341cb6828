//! What one worker brings to the site, and what the shell brings itself.

use kontor_words::Parts;

use crate::problem::{ProblemKind, problems};

/// What one worker brings to the site.
#[derive(Debug, Clone, Copy)]
pub struct SiteParts {
    /// Its texts and templates.
    pub words: Parts,
    /// The problems it may answer with; each has the texts `problem-<code>` and its `.detail`.
    pub problems: &'static [ProblemKind],
    /// Its part of the API's description: an object with `paths` and `components.schemas`
    /// (OpenAPI 3.1).
    pub api: Option<fn() -> serde_json::Value>,
    /// Its entrances for the staff: path and key of the text that names it.
    pub staff_pages: &'static [(&'static str, &'static str)],
}

/// What the shell itself brings.
pub(crate) const SHELL: SiteParts = SiteParts {
    words: Parts {
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
    },
    problems: problems::ALL,
    api: None,
    staff_pages: &[],
};

/// What the texts of some workers lack, see [`kontor_words::missing_keys`]; the texts of their problems
/// are looked up as well. For their tests.
pub fn missing_keys(parts: &[&SiteParts]) -> Vec<String> {
    let missing = parts.iter().flat_map(|part| {
        let ids = part.problems.iter().map(ProblemKind::text_key);
        let needed: Vec<_> = ids.flat_map(|id| [format!("{id}.detail"), id]).collect();
        kontor_words::missing_keys(&part.words, &SHELL.words, &needed)
    });
    missing.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_has_every_text() {
        assert_eq!(missing_keys(&[&SHELL]), Vec::<String>::new());
    }
}
