//! The public pages: the list of forums, a forum with its form, and the page behind the link of a
//! mail. They work without JavaScript and without an account.

mod confirm;
mod form;
mod forum;
mod sign_up;

use axum::{Router, routing::get};
use kontor_contracts::{Deadline, Language, LocalizedText, events::ForumContact};
use kontor_web::{Serde, Value, context};
use serde::Serialize;

use super::{
    App,
    api::{Registration, registration_now},
};
use crate::store::forums::Forum;

pub(crate) fn routes() -> Router<App> {
    sign_up::describe_metrics();
    Router::new()
        .route("/", get(forum::list))
        .route("/forums/{slug}", get(forum::show).post(sign_up::sign_up))
        .route("/confirm/{token}", get(confirm::ask).post(confirm::confirm))
}

/// A text of the office with the language it is in, so that the page can say so.
pub(super) fn localized(text: &LocalizedText, wanted: &Language) -> Value {
    let picked = text.pick(wanted);
    let tag = text.iter().find(|(_, text)| *text == picked);
    let tag = tag.map(|(language, _)| language.as_str());
    context! { text => picked, lang => tag }
}

/// A value as templates see it.
pub(super) fn json(value: impl Serialize) -> Value {
    Value::from(Serde(value))
}

fn moment(deadline: &Deadline) -> Value {
    json(deadline)
}

/// Whom to ask. Written out, so that a telephone that is not given is there as "none": templates are
/// strict, and what serde leaves out would be unknown to them.
fn contact(contact: &ForumContact) -> Value {
    context! {
        name => contact.name.as_str(),
        email => contact.email.as_str(),
        phone => contact.phone.as_deref(),
    }
}

/// What pages show of a forum.
pub(super) fn facts(forum: &Forum, wanted: &Language, now_ms: i64) -> Value {
    let draft = &forum.draft;
    let description = draft
        .description
        .as_ref()
        .map(|text| localized(text, wanted));
    let venue = draft.venue.as_ref();
    let venue = venue.map(|venue| {
        context! { name => localized(&venue.name, wanted), address => venue.address.as_str() }
    });
    let registration = registration_now(forum, now_ms);
    let is_open = matches!(registration, Registration::Open | Registration::FewPlaces);
    let same_day = draft.starts.local.date() == draft.ends.local.date();
    context! {
        slug => draft.slug.as_str(),
        title => localized(&draft.title, wanted),
        description => description,
        venue => venue,
        kind => json(draft.kind),
        format => json(draft.format),
        organizer => draft.organizer.as_str(),
        starts => moment(&draft.starts),
        ends => moment(&draft.ends),
        same_day => same_day,
        opens => draft.registration_opens.as_ref().map(moment),
        closes => moment(&draft.registration_closes),
        registration => json(registration),
        is_open => is_open,
        contact => contact(&draft.contact),
        hold_hours => draft.hold_hours,
        revision => forum.sequence,
    }
}
