//! The pages of somebody whom a contact has signed up: how they take part, the calendar entry, taking off
//! their own name.

use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use kontor_book::{NotChanged, Standing};
use kontor_contracts::events::ForumState;
use kontor_web::{Page, Problem, Visitor};
use kontor_words::{Value, context};

use super::{Own, entrance};
use crate::{
    domain::Recipient,
    http::{
        App, HttpState, UNKNOWN_LINK, not_taken,
        public::{calendar_file_of, facts},
    },
    intake::ChangeError,
};

/// `GET /me/{token}`.
pub(super) async fn show(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let (own, recipient) = Own::find_named(&app, &token).await?;
    shown(&app, visitor, (&own, &recipient), None)
}

/// `GET /me/{token}/calendar.ics`.
pub(super) async fn calendar(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (own, recipient) = Own::find_named(&app, &token).await?;
    let visitor = visitor.preferring(&own.registration.told_of(&recipient).language);
    let of = (&own.forum, &own.registration);
    calendar_file_of(&app, &visitor, of, &recipient.id.to_string())
}

/// `GET /me/{token}/take-off`: says what will happen.
pub(super) async fn ask_to_take_off(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let (own, recipient) = Own::find_named(&app, &token).await?;
    if !own.can_be_changed(app.clock.now_ms()) {
        return shown(&app, visitor, (&own, &recipient), Some("too-late"));
    }
    let visitor = visitor.preferring(&own.registration.told_of(&recipient).language);
    let values = values(&app, &visitor, (&own, &recipient), None);
    visitor.page("registrations/take_off.html", values)
}

/// `POST /me/{token}/take-off`.
pub(super) async fn take_off(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let (own, recipient) = Own::find_named(&app, &token).await?;
    let news = match app.intake.take_off(own.hash).await {
        Ok(()) => "taken-off",
        Err(ChangeError::Refused(
            NotChanged::TooLate
            | NotChanged::Off
            | NotChanged::Ended
            | NotChanged::NotConfirmed
            | NotChanged::Closed
            | NotChanged::Waits
            | NotChanged::Full { .. }
            | NotChanged::CodeUsedUp { .. },
        )) => "too-late",
        Err(ChangeError::UnknownLink | ChangeError::Stale) => return Err(UNKNOWN_LINK.into()),
        Err(ChangeError::NotTaken(error)) => return Err(not_taken(&error)),
    };
    shown(&app, visitor, (&own, &recipient), Some(news))
}

fn shown(
    app: &HttpState,
    visitor: Visitor,
    (own, recipient): (&Own, &Recipient),
    news: Option<&'static str>,
) -> Result<Page, Problem> {
    let visitor = visitor.preferring(&own.registration.told_of(recipient).language);
    let values = values(app, &visitor, (own, recipient), news);
    let page = visitor.page("registrations/me.html", values)?;
    Ok(match news {
        Some("too-late") => page.with_status(StatusCode::CONFLICT),
        Some(_) | None => page,
    })
}

fn values(
    app: &HttpState,
    visitor: &Visitor,
    (own, recipient): (&Own, &Recipient),
    news: Option<&'static str>,
) -> Value {
    let (registration, now_ms) = (&own.registration, app.clock.now_ms());
    let names = registration.names_of(recipient.id).map(str::to_owned);
    let takes_part = registration.standing == Standing::Confirmed && news != Some("taken-off");
    let standing = match own.forum.draft.state {
        ForumState::Cancelled => "cancelled",
        ForumState::Published | ForumState::Draft if takes_part => "confirmed",
        ForumState::Published | ForumState::Draft => "ended",
    };
    let number = recipient.id.to_string();
    context! {
        standing,
        here => own.path.as_str(),
        news,
        forum => facts(&own.forum, visitor, now_ms),
        names => names.collect::<Vec<_>>(),
        by => registration.contact.name.as_str(),
        organisation => registration.contact.organisation.as_deref(),
        can_change => own.can_be_changed(now_ms),
        entrance => entrance::code(&number).filter(|_| takes_part),
        number,
    }
}
