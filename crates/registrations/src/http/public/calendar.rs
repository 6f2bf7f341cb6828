//! The calendar entry of a confirmed sign-up as a file, behind the link that confirmed it.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};
use kontor_book::Standing;
use kontor_contracts::events::ForumState;
use kontor_ical::{Audience, CalendarEntry, MEDIA_TYPE, calendar, uid};
use kontor_web::{Problem, Visitor, problems};

use super::{
    confirm::{find, forum_of},
    forum_link,
};
use crate::{
    http::{App, HttpState, UNKNOWN_LINK},
    store::{forums::Forum, registrations::Registration},
};

/// `GET /confirm/{token}/calendar.ics`: for whoever may see where to join, which are those who have
/// confirmed. It carries the UID of the entry in the mail, so that a calendar that has both has one.
pub(super) async fn download(
    State(app): State<App>,
    visitor: Visitor,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (_, registration) = find(&app, &token).await?;
    let forum = forum_of(&app, &registration).await?;
    calendar_file(&app, visitor, (&forum, &registration))
}

/// The entry of a registration, if it is confirmed.
pub(in crate::http) fn calendar_file(
    app: &HttpState,
    visitor: Visitor,
    (forum, registration): (&Forum, &Registration),
) -> Result<Response, Problem> {
    let visitor = visitor.preferring(&registration.contact.language);
    let uid = uid(registration.id);
    calendar_file_of(app, &visitor, (forum, registration), &uid)
}

/// The same under the UID of whoever has it in a mail.
pub(in crate::http) fn calendar_file_of(
    app: &HttpState,
    visitor: &Visitor,
    (forum, registration): (&Forum, &Registration),
    uid: &str,
) -> Result<Response, Problem> {
    if registration.standing != Standing::Confirmed || forum.draft.state != ForumState::Published {
        return Err(UNKNOWN_LINK.into());
    }
    let text = entry(app, visitor, forum, uid)?;
    let headers = [
        (header::CONTENT_TYPE, MEDIA_TYPE),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"invite.ics\"",
        ),
    ];
    Ok((headers, text).into_response())
}

fn entry(app: &HttpState, visitor: &Visitor, forum: &Forum, uid: &str) -> Result<String, Problem> {
    let (draft, language) = (&forum.draft, &visitor.wanted);
    let venue = draft.venue.as_ref();
    let place = venue.map(|venue| format!("{}, {}", venue.name.pick(language), venue.address));
    let place = place.or_else(|| draft.online_url.clone());
    let about = draft.description.as_ref().map(|text| text.pick(language));
    let entry = CalendarEntry {
        uid,
        sequence: forum.sequence,
        stamp: app.clock.now(),
        language: language.as_str(),
        summary: draft.title.pick(language),
        description: about.unwrap_or_default(),
        location: &place.unwrap_or_default(),
        url: &forum_link(visitor, forum),
        starts: &draft.starts,
        ends: &draft.ends,
        organizer: (&draft.organizer, draft.contact.email.as_str()),
        audience: Audience::Anybody,
        is_off: false,
    };
    calendar(&entry).map_err(|error| {
        tracing::error!(%error, "a calendar entry failed");
        problems::INTERNAL.into()
    })
}
