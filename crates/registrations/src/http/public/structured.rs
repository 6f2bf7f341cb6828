//! A forum as search engines read it: schema.org's Event, as JSON-LD.

use kontor_contracts::{
    Deadline, Language,
    events::{ForumFormat, ForumState},
};
use serde_json::{Value, json};

use crate::store::forums::Forum;

/// The forum's event. Where to join online is for participants; the page stands for it.
pub(super) fn event(forum: &Forum, language: &Language, page: &str) -> Value {
    let draft = &forum.draft;
    let about = draft.description.as_ref().map(|text| text.pick(language));
    let status = if draft.state == ForumState::Cancelled {
        "https://schema.org/EventCancelled"
    } else {
        "https://schema.org/EventScheduled"
    };
    let mode = match draft.format {
        ForumFormat::OnSite => "https://schema.org/OfflineEventAttendanceMode",
        ForumFormat::Online => "https://schema.org/OnlineEventAttendanceMode",
        ForumFormat::Hybrid => "https://schema.org/MixedEventAttendanceMode",
    };
    let mut locations = Vec::new();
    if let Some(venue) = &draft.venue {
        let name = venue.name.pick(language);
        locations.push(json!({"@type": "Place", "name": name, "address": venue.address}));
    }
    if draft.format != ForumFormat::OnSite {
        locations.push(json!({"@type": "VirtualLocation", "url": page}));
    }
    json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": draft.title.pick(language),
        "description": about,
        "startDate": with_offset(&draft.starts),
        "endDate": with_offset(&draft.ends),
        "eventStatus": status,
        "eventAttendanceMode": mode,
        "location": locations,
        "organizer": {"@type": "Organization", "name": draft.organizer},
        "inLanguage": language.as_str(),
        "url": page,
    })
}

/// `2027-03-01T10:00:00+01:00`.
fn with_offset(moment: &Deadline) -> String {
    moment.zoned().map_or_else(
        |_| moment.local.to_string(),
        |zoned| zoned.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string(),
    )
}
