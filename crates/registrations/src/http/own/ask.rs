//! Asking for the link to one's own registration again: by the address that it was made with.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use kontor_book::Address;
use kontor_contracts::EmailAddress;
use kontor_web::{ClientAddress, Page, PageForm, Problem, Visitor};
use kontor_words::context;
use serde::Deserialize;

use crate::{
    http::{App, HttpState, not_taken, public::facts},
    intake::AskAgain,
    store::forums::Forum,
};

/// The form as it was sent.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct AskForm {
    email: String,
}

/// `GET /forums/{slug}/my-registration`.
pub(super) async fn form(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Page, Problem> {
    let forum = app.forum(&slug).await?;
    shown(&app, &visitor, &forum, (&AskForm::default(), None))
}

/// `POST /forums/{slug}/my-registration`: the same answer for everybody, whether the address is known or
/// not.
pub(super) async fn ask(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    client: ClientAddress,
    PageForm(typed): PageForm<AskForm>,
) -> Result<Page, Problem> {
    let forum = app.forum(&slug).await?;
    let again = |key, status| {
        let page = shown(&app, &visitor, &forum, (&typed, Some(key)));
        page.map(|page| page.with_status(status))
    };
    let Some(email) = read(&typed.email) else {
        return again("error-invalid-email", StatusCode::UNPROCESSABLE_ENTITY);
    };
    let address = Address::from(&email);
    let Ok(may_ask) = app.limits.admit_mail(client, &email, &address) else {
        return again("reg-ask-too-many", StatusCode::TOO_MANY_REQUESTS);
    };
    let order = AskAgain {
        forum: forum.id,
        address,
        may_ask,
    };
    let asked = app.intake.ask_again(order).await;
    asked.map_err(|error| not_taken(&error))?;
    let values = context! {
        forum => facts(&forum, &visitor, app.clock.now_ms()),
        asked => true,
        email => email.as_str(),
        error => (),
    };
    visitor.page("registrations/ask.html", values)
}

fn read(typed: &str) -> Option<EmailAddress> {
    let email = typed.trim().parse().ok();
    email.or_else(|| EmailAddress::found_in(typed))
}

fn shown(
    app: &HttpState,
    visitor: &Visitor,
    forum: &Forum,
    (typed, wrong): (&AskForm, Option<&'static str>),
) -> Result<Page, Problem> {
    let values = context! {
        forum => facts(forum, visitor, app.clock.now_ms()),
        asked => false,
        email => typed.email.as_str(),
        error => wrong.map(|key| visitor.text(key, &[])),
    };
    visitor.page("registrations/ask.html", values)
}
