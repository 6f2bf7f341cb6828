//! Who asks, as far as a page needs to know: their language and where they are.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Uri, header, request::Parts},
};
use kontor_contracts::Language;
use kontor_words::{Arg, Serde, Value, by_preference, context};

use crate::{
    caller::Caller,
    frame::{self, frame},
    page::Page,
    problem::{FieldError, Problem, problems},
    route::is_console,
    site::{Entrance, Site},
};

/// The visitor of a page; take it as an argument of the handler. Language: `?lang=`, else
/// `Accept-Language` (RFC 9110, 12.5.4), else the site's own; in the API, where programs ask, English.
#[derive(Debug, Clone)]
pub struct Visitor {
    /// The site.
    pub site: Site,
    /// The language of the page.
    pub language: Language,
    /// The language asked for first, also if there are no pages in it; texts of the office (a
    /// forum's title) may exist in it.
    pub wanted: Language,
    /// Whether `language` was chosen in the address, so that links should carry it on.
    pub chosen: bool,
    /// Who it is, where somebody of the staff was asked for.
    pub caller: Option<Caller>,
    /// The path of the page, without its query.
    pub path: String,
    /// The query of the page without the language.
    query: String,
}

impl Visitor {
    pub(crate) fn of(site: &Site, uri: &Uri, accept: Option<&HeaderValue>) -> Self {
        let asked = asked_in(uri);
        let accepted = accept
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        let wishes: Vec<Language> = asked
            .iter()
            .cloned()
            .chain(by_preference(accepted))
            .collect();
        let language = wishes.iter().find_map(|wish| site.words().nearest(wish));
        let fallback = || {
            if is_api(uri) {
                Language::english()
            } else {
                site.words().default_language().clone()
            }
        };
        let language = language.cloned().unwrap_or_else(fallback);
        Self {
            wanted: wishes
                .into_iter()
                .next()
                .unwrap_or_else(|| language.clone()),
            chosen: asked.is_some(),
            caller: None,
            path: uri.path().to_owned(),
            query: without_language(uri.query().unwrap_or_default()),
            site: site.clone(),
            language,
        }
    }

    /// The same visitor, known to be somebody of the staff.
    #[must_use]
    pub(crate) fn known_as(self, caller: Option<Caller>) -> Self {
        Self { caller, ..self }
    }

    /// The same visitor, in the language that somebody is known to read, unless one was chosen in the
    /// address: for pages behind the link of a mail.
    #[must_use]
    pub fn preferring(mut self, known: &Language) -> Self {
        if !self.chosen
            && let Some(nearest) = self.site.words().nearest(known).cloned()
        {
            self.language = nearest;
            self.wanted = known.clone();
        }
        self
    }

    /// `?lang=de` if the language was chosen in the address, else nothing. Put it behind links.
    pub fn lang_query(&self) -> String {
        if self.chosen {
            format!("?lang={}", self.wanted)
        } else {
            String::new()
        }
    }

    /// A path with a query of its own and the language, if that was chosen.
    pub fn link_on(&self, path: &str, query: &str) -> String {
        if self.chosen {
            format!("{path}?{query}&lang={}", self.wanted)
        } else {
            format!("{path}?{query}")
        }
    }

    /// Renders a page. The template extends `base.html`, or `console/base.html` in the console; beside `values` it sees `page` (language,
    /// path, `lang_query` and what the shell needs).
    ///
    /// # Errors
    /// [`problems::INTERNAL`] if the template fails; the cause is logged.
    pub fn page(&self, template: &str, values: Value) -> Result<Page, Problem> {
        let languages: Vec<Value> = self
            .site
            .words()
            .languages()
            .iter()
            .map(|l| self.switch(l))
            .collect();
        let console = is_console(&self.path).then(|| {
            let caller = self.caller.as_ref();
            frame(&self.site, &self.path, caller, |key| self.text(key, &[]))
        });
        let shell = context! {
            page => context! {
                console => console,
                menu => self.menu(),
                url => self.site.link(&self.path),
                canonical => self.site.link(&format!("{}?lang={}", self.path, self.language)),
                language => self.language.as_str(),
                languages => languages,
                lang_query => self.lang_query(),
                path => self.path.as_str(),
                office => Serde(self.site.office(&self.language)),
                style => self.site.assets().style_path(),
                icon => self.site.assets().icon_path(),
                icon_type => self.site.assets().icon_type(),
            }
        };
        let html =
            self.site
                .words()
                .render(&self.language, template, context! { ..shell, ..values });
        html.map(Page::new).map_err(|error| {
            tracing::error!(%error, "a page failed");
            Problem::from(problems::INTERNAL)
        })
    }

    /// A text in the visitor's language; the key itself if it is missing (logged).
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.site
            .words()
            .text(&self.language, key, args)
            .unwrap_or_else(|error| {
                tracing::error!(%error, "a text failed");
                key.to_owned()
            })
    }

    /// Errors as the macros of `forms.html` want them: a list of `{field, text}`, where the field is
    /// the pointer without its first slash.
    pub fn field_errors(&self, errors: &[FieldError]) -> Value {
        let told = errors.iter().map(|error| {
            context! {
                field => error.place.name().trim_start_matches('/'),
                text => self.text(&error.text_key(), &error.args),
            }
        });
        told.collect()
    }

    /// The menu for everybody, where there is more than forums.
    fn menu(&self) -> Vec<Value> {
        const ENTRANCES: [(&str, &str); 2] = [("/", "menu-forums"), ("/listings", "menu-listings")];
        if !self.site.settings().listings {
            return Vec::new();
        }
        let entrances = ENTRANCES.map(|(path, key)| {
            context! {
                path => path,
                name => self.text(key, &[]),
                current => self.path == path,
                within => self.path.starts_with(if path == "/" { "/forums/" } else { path }),
            }
        });
        entrances.into()
    }

    /// The entrances for the staff where this one may come in, in the order of the menu.
    pub fn entrances(&self) -> Vec<Entrance> {
        let caller = self.caller.as_ref();
        caller.map_or_else(Vec::new, |caller| frame::entrances(&self.site, caller))
    }

    fn switch(&self, language: &Language) -> Value {
        let name = self.site.words().text(language, "language-name", &[]);
        context! {
            tag => language.as_str(),
            name => name.unwrap_or_else(|_| language.to_string()),
            href => format!("{}?{}lang={language}", self.path, self.query),
            url => self.site.link(&format!("{}?lang={language}", self.path)),
            current => *language == self.language,
        }
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Visitor {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let site = parts.extensions.get::<Site>().ok_or_else(|| {
            tracing::error!("a page is served outside of web::public and web::staff");
            Problem::from(problems::INTERNAL)
        })?;
        let visitor = Self::of(site, &parts.uri, accept_language(&parts.headers));
        Ok(visitor.known_as(parts.extensions.get().cloned()))
    }
}

pub(crate) fn accept_language(headers: &HeaderMap) -> Option<&HeaderValue> {
    headers.get(header::ACCEPT_LANGUAGE)
}

/// The language of `?lang=`.
fn asked_in(uri: &Uri) -> Option<Language> {
    let mut pairs = uri.query()?.split('&');
    pairs.find_map(|pair| pair.strip_prefix("lang=")?.parse().ok())
}

/// A query without its `lang=`, ready for another parameter behind it.
fn without_language(query: &str) -> String {
    let pairs = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !pair.starts_with("lang="));
    pairs.fold(String::new(), |kept, pair| kept + pair + "&")
}

pub(crate) fn is_api(uri: &Uri) -> bool {
    uri.path().starts_with("/api/")
}
