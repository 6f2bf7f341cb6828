//! The public pages: the list of forums, a forum with its form, and the page behind the link of a
//! mail. They work without JavaScript and without an account.

mod calendar;
mod confirm;
mod form;
mod forum;
mod invited;
mod sign_up;
mod structured;
mod way;

use axum::{
    http::Method,
    routing::{get, post},
};
use kontor_contracts::{Deadline, Language, LocalizedText, events::ForumContact};
use kontor_web::{Needs, Route, Visitor};
use kontor_words::{Serde, Value, context, needs_zone};
use serde::Serialize;

use super::{
    App,
    api::{Registration, registration_now},
};
use crate::store::forums::Forum;

/// How much of a description search engines show.
const SUMMARY_CHARS: usize = 155;

pub(super) use calendar::{calendar_file, calendar_file_of};
pub(super) use confirm::forum_of;
pub(super) use form::{FormError, person_error};
pub(super) use forum::mail_languages;
pub(super) use sign_up::describe_metrics;
pub(super) use way::find as find_code;

pub(crate) const ROUTES: &[Route<App>] = &[
    Route {
        method: Method::GET,
        path: "/",
        needs: Needs::Everybody,
        serve: || get(forum::list),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/forums/{slug}",
        needs: Needs::Everybody,
        serve: || get(forum::show),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/forums/{slug}",
        needs: Needs::Everybody,
        serve: || post(sign_up::sign_up),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/confirm/{token}",
        needs: Needs::Link,
        serve: || get(confirm::ask),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/confirm/{token}",
        needs: Needs::Link,
        serve: || post(confirm::confirm),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/confirm/{token}/wait",
        needs: Needs::Link,
        serve: || post(confirm::wait),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/confirm/{token}/calendar.ics",
        needs: Needs::Link,
        serve: || get(calendar::download),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/invited/{token}",
        needs: Needs::Link,
        serve: || get(invited::show),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/invited/{token}",
        needs: Needs::Link,
        serve: || post(invited::sign_up),
        describe: None,
    },
    Route {
        method: Method::GET,
        path: "/invited/{token}/decline",
        needs: Needs::Link,
        serve: || get(invited::ask_to_decline),
        describe: None,
    },
    Route {
        method: Method::POST,
        path: "/invited/{token}/decline",
        needs: Needs::Link,
        serve: || post(invited::act),
        describe: None,
    },
];

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

/// The address of a forum's page.
pub(super) fn forum_link(visitor: &Visitor, forum: &Forum) -> String {
    visitor.site.link(&format!("/forums/{}", forum.draft.slug))
}

/// Whom to ask. Written out, so that a telephone that is not given is there as "none": templates are
/// strict, and what serde leaves out would be unknown to them.
fn contact(contact: &ForumContact) -> Value {
    context! {
        name => contact.name.as_str(),
        email => contact.email.as_str(),
        phone => contact.phone.as_deref(),
        phone_uri => contact.phone.as_deref().map(phone_uri),
    }
}

/// A telephone number as links have it (RFC 3966): its plus and digits. An extension after a slash or
/// a word cannot be dialled and is left to the reader.
fn phone_uri(phone: &str) -> String {
    let number = phone.split(['/', ',', ';', 'x']).next().unwrap_or_default();
    let number = number.replace("(0)", "");
    let dialled = number
        .char_indices()
        .filter(|(at, c)| c.is_ascii_digit() || (*at == 0 && *c == '+'));
    dialled.map(|(_, c)| c).collect()
}

/// The first paragraph of the description, as far as search engines show it.
fn summary<'a>(description: Option<&'a LocalizedText>, wanted: &Language) -> Option<&'a str> {
    let first = description?.pick(wanted).split("\n\n").next()?.trim();
    let end = first.char_indices().nth(SUMMARY_CHARS).map(|(at, _)| at);
    let cut = &first[..end.unwrap_or(first.len())];
    let cut = end
        .and_then(|_| cut.rsplit_once(' '))
        .map_or(cut, |(whole, _)| whole);
    Some(cut).filter(|text| !text.is_empty())
}

/// What pages show of a forum.
pub(super) fn facts(forum: &Forum, visitor: &Visitor, now_ms: i64) -> Value {
    let (draft, wanted) = (&forum.draft, &visitor.wanted);
    let description = draft
        .description
        .as_ref()
        .map(|text| localized(text, wanted));
    let venue = draft.venue.as_ref();
    let venue = venue.map(|venue| {
        context! { name => localized(&venue.name, wanted), address => venue.address.as_str() }
    });
    let registration = registration_now(forum, now_ms);
    let zoned = needs_zone(draft.format, &draft.starts, &visitor.site.settings().zone);
    let is_open = matches!(
        registration,
        Registration::Open | Registration::FewPlaces | Registration::WaitingList
    );
    context! {
        slug => draft.slug.as_str(),
        title => localized(&draft.title, wanted),
        description => description,
        summary => summary(draft.description.as_ref(), wanted).unwrap_or(&draft.organizer),
        venue => venue,
        kind => json(draft.kind),
        format => json(draft.format),
        organizer => draft.organizer.as_str(),
        starts => moment(&draft.starts),
        ends => moment(&draft.ends),
        zoned => zoned,
        opens => draft.registration_opens.as_ref().map(moment),
        closes => moment(&draft.registration_closes),
        changes_close => draft.changes_close.as_ref().map(moment),
        registration => json(registration),
        is_open => is_open,
        contact => contact(&draft.contact),
        hold_hours => draft.hold_hours,
        offer_hours => draft.offer_hours,
        has_waiting_list => draft.waiting_list,
        revision => forum.sequence,
        by_invitation_only => draft.by_invitation_only,
    }
}
