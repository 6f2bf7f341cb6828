//! The staff's door: signing in and out, the page behind a one-time link, one's own account, and people
//! with their roles. Everything that it knows it asks `access`.
//!
//! | path | for |
//! |---|---|
//! | `/console` | whoever is signed in: leads to the first page that they may see |
//! | `/console/sign-in`, `/console/sign-in/code`, `/console/sign-in/forgotten`, `/console/sign-in/elsewhere`, `/console/sign-out` | everybody |
//! | `/console/link/{secret}` | whoever has the link |
//! | `/console/account`, `/console/second-factor` | whoever is signed in |
//! | `/console/people` | administrators |
//!
//! It is also the gate before every route of the staff, of whichever worker (`gate`): a handler learns
//! who calls from `kontor_web::Caller`.

mod account;
mod cookie;
mod elsewhere;
mod entrance;
mod failure;
mod forgotten;
mod gate;
mod link;
mod once;
mod own_factor;
mod people;
mod provider;
mod requester;
mod second_factor;
mod sign_in;
mod staff;
mod taking;
mod tokens;

#[cfg(test)]
mod tests;

use std::sync::{Arc, atomic::AtomicBool};

use kontor_access::{Access, AccessError, Session};
use kontor_web::{
    Gate, Listener, Pages, Problem, RouteFacts, SiteParts, StaffPage, Table, facts, mount,
};
use kontor_words::Parts;

use axum::http::HeaderMap;

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
            (
                "console/elsewhere.html",
                include_str!("templates/elsewhere.html"),
            ),
            (
                "console/factor_removal.html",
                include_str!("templates/factor_removal.html"),
            ),
            (
                "console/forgotten.html",
                include_str!("templates/forgotten.html"),
            ),
            ("console/link.html", include_str!("templates/link.html")),
            ("console/once.html", include_str!("templates/once.html")),
            ("console/people.html", include_str!("templates/people.html")),
            ("console/person.html", include_str!("templates/person.html")),
            (
                "console/provider.html",
                include_str!("templates/provider.html"),
            ),
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
    problems: &[],
    routes,
    tags: &[],
    staff_pages: &[StaffPage {
        path: "/console/people",
        and: &[],
        name: "console-people-title",
        search: None,
    }],
};

/// Every route of the console.
const TABLE: Table<Console> = &[
    entrance::ROUTES,
    sign_in::ROUTES,
    elsewhere::ROUTES,
    forgotten::ROUTES,
    link::ROUTES,
    account::ROUTES,
    own_factor::ROUTES,
    provider::ROUTES,
    tokens::ROUTES,
    second_factor::ROUTES,
    people::ROUTES,
    taking::ROUTES,
];

fn routes() -> Vec<RouteFacts> {
    facts(TABLE)
}

/// The console of one process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Console {
    access: Access,
    /// What browsers are given on the staff's listener, and on the public one.
    cookies: [cookie::Cookie; 2],
    /// The same for whoever is on the way to the provider and back.
    away: [cookie::Cookie; 2],
    is_public: bool,
    /// Whether anybody is known to have an account.
    has_accounts: Arc<AtomicBool>,
}

impl Console {
    /// On the accounts of the staff. `public_url` is where the public listener is reached, and
    /// `is_public` whether the console is served there, too. A cookie is for encrypted connections only
    /// where the address that it is given under is one.
    pub fn new(access: Access, public_url: &str, is_public: bool) -> Self {
        let staff = cookie::staff_has_tls(&access.settings().console_url, public_url);
        let public = public_url.starts_with("https://");
        let (cookies, away) = (
            [staff, public].map(cookie::Cookie::new),
            [staff, public].map(cookie::Cookie::away),
        );
        Self {
            access,
            cookies,
            away,
            is_public,
            has_accounts: Arc::default(),
        }
    }

    /// The console's own pages.
    pub fn pages(&self) -> Pages {
        mount(TABLE, self.clone())
    }

    /// What stands before every route of the staff.
    pub fn gate(&self) -> Arc<dyn Gate> {
        Arc::new(self.clone())
    }

    pub(crate) fn access(&self) -> &Access {
        &self.access
    }

    pub(crate) fn cookie_at(&self, listener: Listener) -> cookie::Cookie {
        let [staff, public] = self.cookies;
        match listener {
            Listener::Staff => staff,
            Listener::Public => public,
        }
    }

    /// The one for the way to the provider and back, as a listener gives it.
    pub(crate) fn away_at(&self, listener: Listener) -> cookie::Cookie {
        let [staff, public] = self.away;
        match listener {
            Listener::Staff => staff,
            Listener::Public => public,
        }
    }

    /// Who is behind a request's cookie.
    pub(crate) async fn session(
        &self,
        cookie: cookie::Cookie,
        headers: &HeaderMap,
    ) -> Result<Option<Session>, Problem> {
        let Some(secret) = cookie.read(headers) else {
            return Ok(None);
        };
        let found: Result<_, AccessError> = self.access.session(secret).await;
        found.map_err(|error| failure::problem(&error))
    }
}
