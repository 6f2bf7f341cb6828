//! Sending the form, and the page that follows. Nothing personal is ever in an address.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Response},
};
use kontor_book::Refusal;
use kontor_web::{ClientAddress, Page, PageForm, Problem, Visitor, problems};
use kontor_words::context;

use super::{
    facts,
    form::SignUpForm,
    forum::{Told, show_form},
};
use crate::{
    domain::SignUpBody,
    http::{App, HttpState, UNKNOWN_FORUM, not_signed_up},
    intake::{IdempotencyKey, SignUpError, SignUpOrder},
    store::forums::{Forum, ForumName},
};

/// Counts forms whose hidden field was filled in.
const TRAPPED: &str = "kontor_registrations_trapped_total";

/// Says what is counted here, from 0.
pub(super) fn describe_metrics() {
    metrics::describe_counter!(
        TRAPPED,
        "Forms shown again because their hidden field was filled in."
    );
    metrics::counter!(TRAPPED).absolute(0);
}

/// `POST /forums/{slug}`.
pub(super) async fn sign_up(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    uri: Uri,
    client: ClientAddress,
    PageForm(typed): PageForm<SignUpForm>,
) -> Result<Response, Problem> {
    let forum = app.forum(&slug).await?;
    let Ok(revision) = typed.revision.parse() else {
        return Err(problems::STALE_FORM.into());
    };
    let show = |told| show_form(&app, &visitor, &forum, &typed, told).map(Page::into_response);
    if typed.more.is_some() || typed.show.is_some() {
        return show(Told::default());
    }
    if typed.is_trapped() {
        // A browser may have filled it in for a person, who must not be lost: the field is empty
        // in the form that is shown now, and pressing the button once more signs up.
        metrics::counter!(TRAPPED).increment(1);
        return show(Told {
            status: StatusCode::UNPROCESSABLE_ENTITY,
            notice: Some("reg-notice-trap"),
            ..Told::default()
        });
    }
    let body = typed.body(&app.settings, &visitor);
    let key = bind_key(&typed.form, uri.path(), &body);
    let sign_up = match body.check() {
        Ok(sign_up) => sign_up,
        Err(faults) => {
            let errors = typed.errors(&faults, &visitor);
            let told = Told {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                errors,
                notice: None,
            };
            // The address in what was pasted stands in the field: one more press takes it.
            let typed = typed.with_the_address_found();
            return show_form(&app, &visitor, &forum, &typed, told).map(Page::into_response);
        }
    };
    let Ok(admission) = app.limits.admit(client, &sign_up) else {
        return show(Told {
            status: StatusCode::TOO_MANY_REQUESTS,
            notice: Some("reg-notice-too-many"),
            ..Told::default()
        });
    };
    let order = SignUpOrder {
        forum: ForumName::Id(forum.id),
        sign_up,
        revision: Some(revision),
        key,
        admission,
    };
    match app.intake.sign_up(order).await {
        Ok(_) => check_mail(&app, &visitor, &forum, &typed).map(Page::into_response),
        Err(SignUpError::Refused(refusal)) => {
            let (status, notice) = (StatusCode::CONFLICT, notice(refusal)?);
            // What was refused may be because of what has changed since the page was made.
            let forum = app.forum(&slug).await?;
            let told = Told {
                status,
                notice: Some(notice),
                ..Told::default()
            };
            show_form(&app, &visitor, &forum, &typed, told).map(Page::into_response)
        }
        Err(error @ (SignUpError::KeyReused | SignUpError::NotTaken(_))) => {
            Err(not_signed_up(&error))
        }
    }
}

/// Pressing the button twice sends the same form twice; that counts once. The same form corrected
/// after going back is another request, so the key is bound to what the form says.
fn bind_key(form: &str, path: &str, body: &SignUpBody) -> Option<IdempotencyKey> {
    let body = serde_json::to_string(body)
        .ok()
        .filter(|_| !form.is_empty())?;
    let key = format!("form {form} {body}");
    Some(IdempotencyKey::new(&key, "POST", path, body.as_bytes()))
}

/// What is said above the form.
fn notice(refusal: Refusal) -> Result<&'static str, Problem> {
    let key = match refusal {
        Refusal::Full { free: 0 } => "reg-notice-full",
        Refusal::Full { .. } => "reg-notice-too-few",
        Refusal::Changed => "reg-notice-changed",
        Refusal::Closed => "reg-notice-closed",
        Refusal::Cancelled => "reg-notice-cancelled",
        Refusal::NotOpen { .. } => "reg-notice-not-open",
        Refusal::UnknownForum => return Err(UNKNOWN_FORUM.into()),
    };
    Ok(key)
}

/// "Check your mail": the same for everybody, whether the address was known or not. It is the answer
/// to the form itself, because it shows the address that was typed, and nothing personal may be in an
/// address of a page. Loading it again sends the same form, which counts once.
fn check_mail(
    app: &HttpState,
    visitor: &Visitor,
    forum: &Forum,
    typed: &SignUpForm,
) -> Result<Page, Problem> {
    let values = context! {
        forum => facts(forum, visitor, app.clock.now_ms()),
        form => typed.values(),
        // Another form: "send the mail again" is a new request.
        form_id => app.ids.next().simple().to_string(),
    };
    visitor.page("registrations/check_mail.html", values)
}
