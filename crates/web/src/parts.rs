//! What one worker brings to the site, and what the shell brings itself.

use kontor_words::Parts;

use crate::{
    problem::{ProblemKind, problems},
    route::RouteFacts,
};

/// What one worker brings to the site.
#[derive(Debug, Clone, Copy)]
pub struct SiteParts {
    /// Its texts and templates.
    pub words: Parts,
    /// The problems it may answer with; each has the texts `problem-<code>` and its `.detail`.
    pub problems: &'static [ProblemKind],
    /// All its routes, whether they are served in this process or not.
    pub routes: fn() -> Vec<RouteFacts>,
    /// What its part of the API is about: names, each with a line for who reads the description.
    pub tags: &'static [(&'static str, &'static str)],
    /// Its entrances for the staff. Each is one of its routes.
    pub staff_pages: &'static [StaffPage],
}

/// A page that the console's navigation leads to.
#[derive(Debug, Clone, Copy)]
pub struct StaffPage {
    /// Its path. Pages below it belong to it.
    pub path: &'static str,
    /// Pages elsewhere that belong to it, by the beginning of their path.
    pub and: &'static [&'static str],
    /// Key of the text that names it.
    pub name: &'static str,
    /// Key of the text that says what its search finds, if it has one: it then takes words as `q`.
    pub search: Option<&'static str>,
}

impl StaffPage {
    /// Whether a path is its own or belongs to it.
    pub(crate) fn leads_to(&self, path: &str) -> bool {
        let below = |root: &str| {
            let rest = path.strip_prefix(root);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        below(self.path) || self.and.iter().any(|root| below(root))
    }
}

/// What the shell itself brings.
pub(crate) const SHELL: SiteParts = SiteParts {
    words: Parts {
        name: "web",
        templates: &[
            ("api.html", include_str!("templates/api.html")),
            ("base.html", include_str!("templates/base.html")),
            (
                "console/base.html",
                include_str!("templates/console/base.html"),
            ),
            (
                "console/confirm.html",
                include_str!("templates/console/confirm.html"),
            ),
            (
                "console/parts.html",
                include_str!("templates/console/parts.html"),
            ),
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
    // Its own routes lean on the site, which is made of these parts: see `shell::own_routes`.
    routes: Vec::new,
    tags: &[],
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
    fn pages_belong_to_the_entrance_that_they_are_below() {
        let entrance = StaffPage {
            path: "/console/sources",
            and: &["/console/listings"],
            name: "",
            search: None,
        };
        for within in [
            "/console/sources",
            "/console/sources/een",
            "/console/listings/1",
        ] {
            assert!(entrance.leads_to(within), "{within}");
        }
        for outside in ["/console", "/console/sourcesx", "/sources"] {
            assert!(!entrance.leads_to(outside), "{outside}");
        }
    }

    #[test]
    fn every_language_has_every_text() {
        assert_eq!(missing_keys(&[&SHELL]), Vec::<String>::new());
    }
}
