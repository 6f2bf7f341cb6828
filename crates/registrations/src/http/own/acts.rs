//! What can be done with one's own registration.

use axum::extract::{Path, State};
use kontor_book::{Confirmed, NotConfirmed, Standing};
use kontor_web::{Page, Problem, Visitor};

use super::{
    Own,
    page::{News, can_be_called_off, shown, values},
};
use crate::{
    http::{App, HttpState, UNKNOWN_LINK, not_taken},
    intake::{CalledOff, ConfirmError, ConfirmOrder, Link},
};

/// `POST /my/{token}/take`: takes the places that are offered.
pub(super) async fn take(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let own = Own::find(&app, &token).await?;
    let order = ConfirmOrder {
        link: Link::Own(own.hash),
        may_wait: false,
    };
    let news = match app.intake.confirm(order).await {
        Ok(Confirmed::Now | Confirmed::Already) => Some(News::Taken),
        // No offer yet, or a forum that is not there: the page says how it stands.
        Ok(Confirmed::Waiting)
        | Err(ConfirmError::Refused(NotConfirmed::Cancelled | NotConfirmed::NotPublished)) => None,
        Err(ConfirmError::Refused(NotConfirmed::ExpiredLink | NotConfirmed::Full { .. })) => {
            Some(News::Passed)
        }
        Err(ConfirmError::Refused(NotConfirmed::UnknownLink)) => return Err(UNKNOWN_LINK.into()),
        Err(ConfirmError::NotTaken(error)) => return Err(not_taken(&error)),
    };
    let own = Own::find(&app, &token).await?;
    shown(&app, visitor, &own, news).await
}

/// `GET /my/{token}/call-off`: says what will happen.
pub(super) async fn ask_to_call_off(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let own = Own::find(&app, &token).await?;
    can_be_called_off(&own)?;
    if is_too_late(&app, &own) {
        return shown(&app, visitor, &own, Some(News::TooLate)).await;
    }
    let visitor = visitor.preferring(&own.registration.contact.language);
    let values = values(&app, &visitor, &own, None).await?;
    visitor.page("registrations/call_off.html", values)
}

/// `POST /my/{token}/call-off`.
pub(super) async fn call_off(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Page, Problem> {
    let own = Own::find(&app, &token).await?;
    if is_too_late(&app, &own) {
        return shown(&app, visitor, &own, Some(News::TooLate)).await;
    }
    let answer = app.intake.call_off(own.hash).await;
    let news = match answer.map_err(|error| not_taken(&error))? {
        CalledOff::Cancelled { .. } => Some(News::CalledOff),
        CalledOff::Ended => None,
        CalledOff::Unknown => return Err(UNKNOWN_LINK.into()),
    };
    let own = Own::find(&app, &token).await?;
    shown(&app, visitor, &own, news).await
}

/// Whether the office counts on whoever has a place. Who waits for one may leave the list at any time.
fn is_too_late(app: &HttpState, own: &Own) -> bool {
    own.registration.standing == Standing::Confirmed && !own.can_be_changed(app.clock.now_ms())
}
