//! A small office with one forum, made of nothing but this crate: what the tests look at and, as
//! `cargo run -p kontor-web --example sample`, what a person looks at.

use axum::{
    Router,
    extract::State,
    http::StatusCode,
    routing::{get, post},
};
use jiff::civil::date;
use kontor_contracts::Deadline;
use kontor_web::{
    ApiJson, Checked, FieldError, Page, PageForm, Problem, ProblemKind, Settings, Site, SiteError,
    SiteParts, Visitor, problems,
};
use kontor_words::Parts;
use kontor_words::{Serde, context};
use serde::Deserialize;

const FORUM_CLOSED: ProblemKind = ProblemKind::new("forum_closed", StatusCode::CONFLICT);

pub(crate) const PARTS: SiteParts = SiteParts {
    words: Parts {
        name: "sample",
        templates: &[
            ("sample/desk.html", include_str!("sample/desk.html")),
            ("sample/form.html", include_str!("sample/form.html")),
            ("sample/list.html", include_str!("sample/list.html")),
        ],
        locales: &[
            ("de", include_str!("sample/de.ftl")),
            ("en", include_str!("sample/en.ftl")),
            ("fr", include_str!("sample/fr.ftl")),
        ],
    },
    problems: &[FORUM_CLOSED],
    routes: Vec::new,
    tags: &[],
    staff_pages: &[],
};

/// What the form sends.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct SignUp {
    name: String,
    email: String,
    remark: String,
}

/// What the API takes.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Call {
    contact: Contact,
    #[serde(default)]
    participants: Vec<Contact>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Contact {
    name: String,
}

pub(crate) fn settings() -> Settings {
    Settings {
        public_url: "https://forum.example.org/".to_owned(),
        office: "Wirtschaftsförderung Musterstadt".to_owned(),
        ..Settings::default()
    }
}

pub(crate) fn site(settings: Settings) -> Result<Site, SiteError> {
    Site::new(settings, &[&PARTS])
}

/// The routes, without the shell.
pub(crate) fn routes() -> Router {
    Router::new()
        .route("/", get(list))
        .route("/forums/{forum}", get(form).post(sign_up))
        .route("/panic", get(|| async { panic!("boom") as &'static str }))
        .route("/api/v1/calls", post(call))
        .route(
            "/api/v1/closed",
            get(|| async { FORUM_CLOSED.arg("forum", "herbst") }),
        )
        .with_state(())
}

async fn list(visitor: Visitor) -> Result<Page, Problem> {
    visitor.page("sample/list.html", context! { begins => Serde(begins()) })
}

async fn form(visitor: Visitor, State(()): State<()>) -> Result<Page, Problem> {
    show(&visitor, &SignUp::default(), &[])
}

async fn sign_up(visitor: Visitor, PageForm(typed): PageForm<SignUp>) -> Result<Page, Problem> {
    let mut errors = Vec::new();
    for (field, value) in [("/name", &typed.name), ("/email", &typed.email)] {
        if value.is_empty() {
            errors.push(FieldError::new(field, "missing_field"));
        }
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    Ok(show(&visitor, &typed, &errors)?.with_status(status))
}

fn show(visitor: &Visitor, typed: &SignUp, errors: &[FieldError]) -> Result<Page, Problem> {
    let values = context! {
        begins => Serde(begins()),
        name => typed.name.as_str(),
        email => typed.email.as_str(),
        remark => typed.remark.as_str(),
        errors => visitor.field_errors(errors),
    };
    visitor.page("sample/form.html", values)
}

impl Checked for Call {
    fn faults(&self) -> Vec<FieldError> {
        let missing = self.contact.name.is_empty();
        let fault = FieldError::new("/contact/name", "missing_field");
        missing.then_some(fault).into_iter().collect()
    }
}

async fn call(ApiJson(call): ApiJson<Call>) -> Result<String, Problem> {
    let faults = call.faults();
    if !faults.is_empty() {
        return Err(problems::INVALID_FIELDS.errors(faults));
    }
    Ok(format!("{} people", 1 + call.participants.len()))
}

pub(crate) fn begins() -> Deadline {
    Deadline {
        local: date(2027, 4, 12).at(10, 0, 0, 0),
        zone: "Europe/Berlin".to_owned(),
    }
}
