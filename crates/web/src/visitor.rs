//! Who asks, as far as a page needs to know: their language and where they are.

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, Uri, header, request::Parts},
};
use kontor_contracts::Language;
use minijinja::{Value, context, value::Serde};

use crate::{
    page::Page,
    problem::{Arg, FieldError, Problem, problems},
    shell::is_api,
    site::Site,
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
        let language = wishes.iter().find_map(|wish| site.nearest(wish));
        let fallback = || {
            if is_api(uri) {
                Language::english()
            } else {
                site.default_language().clone()
            }
        };
        let language = language.cloned().unwrap_or_else(fallback);
        Self {
            wanted: wishes
                .into_iter()
                .next()
                .unwrap_or_else(|| language.clone()),
            chosen: asked.is_some(),
            path: uri.path().to_owned(),
            query: without_language(uri.query().unwrap_or_default()),
            site: site.clone(),
            language,
        }
    }

    /// The same visitor, in the language that somebody is known to read, unless one was chosen in the
    /// address: for pages behind the link of a mail.
    #[must_use]
    pub fn preferring(mut self, known: &Language) -> Self {
        if !self.chosen
            && let Some(nearest) = self.site.nearest(known).cloned()
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

    /// Renders a page. The template extends `base.html`; beside `values` it sees `page` (language,
    /// path, `lang_query` and what the shell needs).
    ///
    /// # Errors
    /// [`problems::INTERNAL`] if the template fails; the cause is logged.
    pub fn page(&self, template: &str, values: Value) -> Result<Page, Problem> {
        let languages: Vec<Value> = self
            .site
            .languages()
            .iter()
            .map(|l| self.switch(l))
            .collect();
        let (menu_name, menu) = self.menu();
        let shell = context! {
            page => context! {
                menu_name => menu_name,
                menu => menu,
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
        let html = self
            .site
            .render(&self.language, template, context! { ..shell, ..values });
        html.map(Page::new).map_err(|error| {
            tracing::error!(%error, "a page failed");
            Problem::from(problems::INTERNAL)
        })
    }

    /// A text in the visitor's language; the key itself if it is missing (logged).
    pub fn text(&self, key: &str, args: &[(&str, Arg)]) -> String {
        self.site
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

    /// The menu of the page and its name: for the staff, or for everybody where there is more than
    /// forums.
    fn menu(&self) -> (String, Vec<Value>) {
        const PUBLIC: [(&str, &str); 2] = [("/", "menu-forums"), ("/listings", "menu-listings")];
        let is_staff = self.path.starts_with("/staff");
        let (name, entrances) = match (is_staff, self.site.settings().listings) {
            (true, _) => ("staff-label", self.site.staff_pages()),
            (false, true) => ("menu-label", &PUBLIC[..]),
            (false, false) => return (String::new(), Vec::new()),
        };
        let entrances = entrances.iter().map(|(path, key)| self.entrance(path, key));
        (self.text(name, &[]), entrances.collect())
    }

    /// An entrance of a menu, as the shell shows it.
    fn entrance(&self, path: &str, key: &str) -> Value {
        context! {
            path => path,
            name => self.text(key, &[]),
            current => self.path == path,
            within => self.path.starts_with(if path == "/" { "/forums/" } else { path }),
        }
    }

    fn switch(&self, language: &Language) -> Value {
        let name = self.site.text(language, "language-name", &[]);
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
        Ok(Self::of(site, &parts.uri, accept_language(&parts.headers)))
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

/// The tags of an `Accept-Language`, best first; `*`, refused (`q=0`) and odd ones left out.
fn by_preference(accepted: &str) -> impl Iterator<Item = Language> {
    let mut wishes: Vec<(u16, Language)> = accepted
        .split(',')
        .take(32)
        .filter_map(|item| {
            let (tag, weight) = item
                .split_once(';')
                .map_or((item, None), |(t, w)| (t, Some(w)));
            Some((weight.map_or(1000, quality), tag.trim().parse().ok()?))
        })
        .filter(|(quality, _)| *quality > 0)
        .collect();
    wishes.sort_by_key(|(quality, _)| std::cmp::Reverse(*quality));
    wishes.into_iter().map(|(_, language)| language)
}

/// A weight `q=0.8` in thousandths (RFC 9110, 12.4.2); what is odd counts as 0.
fn quality(weight: &str) -> u16 {
    let Some(value) = weight.trim().strip_prefix("q=") else {
        return 0;
    };
    match value.trim().split_once('.') {
        None => value
            .trim()
            .parse::<u16>()
            .map_or(0, |whole| whole.min(1) * 1000),
        Some(("1", _)) => 1000,
        Some(("0", digits)) if !digits.is_empty() && digits.len() <= 3 => {
            format!("{digits:0<3}").parse().unwrap_or(0)
        }
        Some(_) => 0,
    }
}
