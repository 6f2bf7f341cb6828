//! The staff's door: signing in and out, the page behind a one-time link, one's own account, and people
//! with their roles. Everything that it knows it asks `access`.
//!
//! | path | for |
//! |---|---|
//! | `/console/sign-in`, `/console/sign-in/code`, `/console/sign-out` | everybody |
//! | `/console/link/{secret}` | whoever has the link |
//! | `/console/account`, `/console/second-factor` | whoever is signed in |
//! | `/console/people` | administrators |
//!
//! A page of a worker asks who is there by the extractor [`Staff`].

mod account;
mod cookie;
mod failure;
mod link;
mod once;
mod people;
mod requester;
mod second_factor;
mod sign_in;
mod staff;

#[cfg(test)]
mod tests;

use axum::{Extension, Router};
use kontor_access::Access;
use kontor_web::SiteParts;
use kontor_words::Parts;

pub use failure::NOT_ALLOWED;
pub use staff::{Outside, Staff};

/// What the console brings to the site.
pub const PARTS: SiteParts = SiteParts {
    words: Parts {
        name: "console",
        templates: &[
            (
                "console/account.html",
                include_str!("templates/account.html"),
            ),
            ("console/code.html", include_str!("templates/code.html")),
            ("console/link.html", include_str!("templates/link.html")),
            ("console/once.html", include_str!("templates/once.html")),
            ("console/people.html", include_str!("templates/people.html")),
            ("console/person.html", include_str!("templates/person.html")),
            (
                "console/second_factor.html",
                include_str!("templates/second_factor.html"),
            ),
            (
                "console/sign_in.html",
                include_str!("templates/sign_in.html"),
            ),
            ("console/words.html", include_str!("templates/words.html")),
        ],
        locales: &[
            ("de", include_str!("locales/de.ftl")),
            ("en", include_str!("locales/en.ftl")),
            ("fr", include_str!("locales/fr.ftl")),
        ],
    },
    problems: &[NOT_ALLOWED],
    api: None,
    staff_pages: &[("/console/account", "console-account-title")],
};

/// The console of one process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Console {
    access: Access,
    cookie: cookie::Cookie,
}

impl Console {
    /// On the accounts of the staff. The cookie is for encrypted connections only where the console's
    /// own address is one.
    pub fn new(access: Access) -> Self {
        let is_secure = access.settings().console_url.starts_with("https://");
        let cookie = cookie::Cookie::new(is_secure);
        Self { access, cookie }
    }

    /// The console's own pages.
    pub fn routes(&self) -> Router {
        sign_in::routes()
            .merge(link::routes())
            .merge(account::routes())
            .merge(second_factor::routes())
            .merge(people::routes())
            .with_state(self.clone())
    }

    /// Lets the pages of a router ask who is there.
    pub fn around(&self, router: Router) -> Router {
        router.layer(Extension(self.clone()))
    }
}
