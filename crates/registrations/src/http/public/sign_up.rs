//! Sending the form, and the page that follows. Nothing personal is ever in an address.

use axum::{
    extract::{Path, State},
    http::{StatusCode, Uri},
    response::{IntoResponse, Redirect, Response},
};
use kontor_web::{Page, PageForm, Problem, Visitor, context, problems};

use super::{
    facts,
    form::SignUpForm,
    forum::{Told, show_form},
};
use crate::{
    domain::{Refusal, SignUp, SignUpBody},
    http::{App, Desk, UNKNOWN_FORUM, not_taken},
    intake::{IdempotencyKey, Order, Reply, SignUpOrder},
    store::forums::{Forum, ForumName},
};

/// `POST /forums/{slug}`.
pub(super) async fn sign_up(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
    uri: Uri,
    PageForm(typed): PageForm<SignUpForm>,
) -> Result<Response, Problem> {
    let forum = app.forum(&slug).await?;
    let done = || {
        Redirect::to(&format!(
            "/forums/{slug}/check-mail{}",
            visitor.lang_query()
        ))
    };
    if typed.is_trapped() {
        // A machine learns nothing from being caught.
        return Ok(done().into_response());
    }
    let Ok(revision) = typed.revision.parse() else {
        return Err(problems::STALE_FORM.into());
    };
    let show = |told| show_form(&app, &visitor, &forum, &typed, told).map(Page::into_response);
    if typed.more.is_some() {
        return show(Told::default());
    }
    let body = typed.body(&app.settings, &visitor);
    let key = bind_key(&typed.form, uri.path(), &body);
    let sign_up = match body.check() {
        Ok(sign_up) => sign_up,
        Err(faults) => {
            return show(Told {
                status: StatusCode::UNPROCESSABLE_ENTITY,
                errors: typed.errors(&faults, &visitor),
                notice: None,
            });
        }
    };
    match submit(&app, &forum, sign_up, revision, key).await? {
        Ok(()) => Ok(done().into_response()),
        Err(refusal) => {
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

async fn submit(
    app: &Desk,
    forum: &Forum,
    sign_up: SignUp,
    revision: i64,
    key: Option<IdempotencyKey>,
) -> Result<Result<(), Refusal>, Problem> {
    let order = Order::SignUp(Box::new(SignUpOrder {
        forum: ForumName::Id(forum.id),
        sign_up,
        revision: Some(revision),
        key,
    }));
    match app.intake.submit(order).await {
        Ok(Reply::CheckMail { .. }) => Ok(Ok(())),
        Ok(Reply::Refused { refusal }) => Ok(Err(refusal)),
        Ok(_) => Err(problems::INTERNAL.into()),
        Err(error) => Err(not_taken(&error)),
    }
}

/// What is said above the form.
fn notice(refusal: Refusal) -> Result<(&'static str, u32), Problem> {
    let (key, free) = match refusal {
        Refusal::Full { free: 0 } => ("reg-notice-full", 0),
        Refusal::Full { free } => ("reg-notice-too-few", free),
        Refusal::Changed => ("reg-notice-changed", 0),
        Refusal::Closed => ("reg-notice-closed", 0),
        Refusal::Cancelled => ("reg-notice-cancelled", 0),
        Refusal::NotOpen { .. } => ("reg-notice-not-open", 0),
        Refusal::UnknownForum | Refusal::UnknownToken | Refusal::ExpiredToken => {
            return Err(UNKNOWN_FORUM.into());
        }
    };
    Ok((key, free))
}

/// `/forums/{slug}/check-mail`: the same for everybody who asks.
pub(super) async fn check_mail(
    State(app): State<App>,
    visitor: Visitor,
    Path(slug): Path<String>,
) -> Result<Page, Problem> {
    let forum = app.forum(&slug).await?;
    let facts = facts(&forum, &visitor.wanted, app.clock.now_ms());
    visitor.page("registrations/check_mail.html", context! { forum => facts })
}
