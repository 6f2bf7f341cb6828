//! `/console/mail-samples`: every kind of mail in every language, written from invented data: as it mostly
//! is, the longest and strangest, and with nothing that need not be said.

use axum::{
    extract::{Path, Query, State},
    http::{Method, header},
    response::{IntoResponse, Response},
    routing::get,
};
use kontor_contracts::{Language, Role};
use kontor_web::{Needs, Page, Problem, Route, Site, Visitor};
use kontor_words::{Serde, Value, context};
use serde::Deserialize;

use super::{
    App, FORUM, HttpState, MAIL_NOT_WRITTEN, UNKNOWN_MAIL,
    frame::{height_of_lines, without_links},
    mail::PAGE_POLICY,
};
use crate::{
    desk::{Data, Example, about, mail_kinds},
    kinds::{self, AnyKind},
};

/// Inline styles, which mails are made of, the logo within the mail, and nothing else: no scripts, no
/// forms, and links that lead nowhere.
const FRAME_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox";

/// About so many characters stand in a line of a mail that is shown beside its text.
const CHARS_BESIDE: usize = 50;

const ALL: &str = "/console/mail-samples";

/// Nothing here is of a forum; whoever may look at anything may see how the office writes.
const READERS: Needs = Needs::Somewhere(Role::Reader, FORUM);

pub(super) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: ALL,
        needs: READERS,
        serve: || get(list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mail-samples/{kind}/{language}",
        needs: READERS,
        serve: || get(show),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/console/mail-samples/{kind}/{language}/html",
        needs: READERS,
        serve: || get(html),
        describe: None,
    },
];

async fn list(visitor: Visitor) -> Result<Page, Problem> {
    let kinds = mail_kinds(&visitor.site, &visitor.language).into_iter();
    let kinds = kinds.map(|kind| Value::from(Serde(kind)));
    let languages = visitor.site.words().languages().iter();
    let languages = languages.map(|language| {
        let name = language_name(&visitor.site, language);
        context! { tag => language.as_str(), name }
    });
    let values = context! {
        kinds => kinds.collect::<Vec<_>>(),
        mail_languages => languages.collect::<Vec<_>>(),
    };
    visitor.page("mailer/staff_samples.html", values)
}

/// What a language calls itself.
fn language_name(site: &Site, language: &Language) -> String {
    let name = site.words().text(language, "language-name", &[]);
    name.unwrap_or_else(|_| language.to_string())
}

/// Which of the samples of a kind, by which data.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// One of [`Data::ALL`]; else the first.
    data: String,
    /// Counted from 1.
    sample: Option<usize>,
}

impl Asked {
    fn data(&self) -> Data {
        let asked = |data: &Data| data.word() == self.data;
        Data::ALL.into_iter().find(asked).unwrap_or(Data::Ordinary)
    }

    fn number(&self) -> usize {
        self.sample.unwrap_or(1)
    }
}

/// What a page is about.
struct Subject {
    kind: &'static dyn AnyKind,
    language: Language,
    example: Example,
    /// How many samples of the kind there are.
    samples: usize,
}

impl HttpState {
    fn example(
        &self,
        site: &Site,
        path: &(String, String),
        asked: &Asked,
    ) -> Result<Subject, Problem> {
        let unknown = || Problem::from(UNKNOWN_MAIL);
        let kind = kinds::named(&path.0).map_err(|_| unknown())?;
        let mut known = site.words().languages().iter();
        let language = known
            .find(|known| known.as_str() == path.1)
            .ok_or_else(unknown)?;
        let wish = asked.data().wish(kind, language);
        let number = asked.number().checked_sub(1).ok_or_else(unknown)?;
        let written = wish.write(site, &self.sender, number).map_err(|error| {
            tracing::warn!(kind = kind.word(), %error, "a sample of a mail cannot be shown");
            Problem::from(MAIL_NOT_WRITTEN)
        })?;
        Ok(Subject {
            kind,
            language: language.clone(),
            example: written.ok_or_else(unknown)?,
            samples: wish.samples.len(),
        })
    }
}

async fn show(
    State(state): State<App>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let subject = state.example(&visitor.site, &path, &asked)?;
    let ways = ways(&visitor, &subject, &asked);
    let (kind, parts) = (subject.kind.word(), subject.example.parts);
    let page = visitor.page(
        "mailer/staff_sample.html",
        context! {
            kind,
            about => about(&visitor.site, &visitor.language, kind),
            template => subject.kind.template(),
            written_in => subject.language.as_str(),
            html => format!("{}/html?{}", visitor.path, query(asked.data(), asked.number())),
            height => height_of_lines(&parts.text, CHARS_BESIDE),
            subject => subject.example.subject,
            text => parts.text,
            calendar => parts.calendar,
            ..ways
        },
    )?;
    Ok(([(header::CONTENT_SECURITY_POLICY, PAGE_POLICY)], page).into_response())
}

/// The ways from a sample to others, as `parts.tabs` wants them: other data, other samples, other languages.
fn ways(visitor: &Visitor, subject: &Subject, asked: &Asked) -> Value {
    let (data, number) = (asked.data(), asked.number());
    let way = |path: &str, query: &str, name: String, current: bool| {
        context! { name, href => visitor.link_on(path, query), current }
    };
    let datas = Data::ALL.into_iter().map(|one| {
        let name = visitor.text(&format!("mail-samples-data-{}", one.word()), &[]);
        way(&visitor.path, &query(one, number), name, one == data)
    });
    let numbers = (1..=subject.samples).map(|one| {
        way(
            &visitor.path,
            &query(data, one),
            one.to_string(),
            one == number,
        )
    });
    let languages = visitor.site.words().languages().iter().map(|language| {
        let path = format!("{ALL}/{}/{language}", subject.kind.word());
        let name = language_name(&visitor.site, language);
        way(
            &path,
            &query(data, number),
            name,
            *language == subject.language,
        )
    });
    context! {
        datas => datas.collect::<Vec<_>>(),
        numbers => numbers.collect::<Vec<_>>(),
        mail_languages => languages.collect::<Vec<_>>(),
    }
}

async fn html(
    State(state): State<App>,
    visitor: Visitor,
    Path(path): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let parts = state.example(&visitor.site, &path, &asked)?.example.parts;
    let headers = [
        (header::CONTENT_SECURITY_POLICY, FRAME_POLICY),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
    ];
    let html = without_links(&parts.html_alone(), |_| true);
    Ok((headers, Page::new(html)).into_response())
}

fn query(data: Data, number: usize) -> String {
    format!("data={}&sample={number}", data.word())
}
