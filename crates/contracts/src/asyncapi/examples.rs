//! One message of each kind, for the document. A test checks each against its schema.

use serde_json::{Value, json};

use crate::EventKind;

const FORUM: &str = "forum_01942f5c6d0070008000000000000001";
const REGISTRATION: &str = "reg_01942f5c6d0070008000000000000002";
const INVITATION: &str = "inv_01942f5c6d0070008000000000000006";
const RECIPIENT: &str = "rcp_01942f5c6d0070008000000000000006";
const LISTING: &str = "lst_01942f5c6d0070008000000000000003";
const RUN: &str = "run_01942f5c6d0070008000000000000004";

fn registration_changed() -> Value {
    json!({
        "contact": contact(),
        "participants_before": [{ "name": "Aïcha Konaté" }], "unnamed_before": 3,
        "participants": [
            { "name": "Aïcha Konaté" }, { "name": "Li Wei", "recipient": RECIPIENT },
        ],
        "unnamed": 2,
        "added": [recipient()],
        "has_places": true,
        "own_link": "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
    })
}

fn recipient() -> Value {
    json!({
        "id": RECIPIENT, "email": "li.wei@example.org", "language": "zh",
        "own_link": "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
    })
}

/// The whole message.
pub(super) fn example(entry: &EventKind) -> Value {
    let (subject, data) = subject_and_data(entry.kind);
    json!({
        "specversion": crate::SPEC_VERSION,
        "id": "evt_01942f5c6d0070008000000000000005",
        "source": entry.producer.source(),
        "type": entry.kind,
        "subject": subject,
        "sequence": "0000000000000000001",
        "time": "2027-01-13T12:00:00Z",
        "datacontenttype": "application/json",
        "data": data,
    })
}

fn subject_and_data(kind: &str) -> (&'static str, Value) {
    let registration = json!({ "registration": REGISTRATION, "forum": FORUM });
    let listing = json!({
        "listing": LISTING, "source": "een", "reference": "BODE20270113001", "run": RUN,
    });
    match kind {
        "forum.published.v1" => (FORUM, with(forum(), json!({ "change": change() }))),
        "registration.received.v1" => (
            REGISTRATION,
            with(
                registration,
                json!({
                    "contact": contact(), "participants": [{ "name": "Aïcha Konaté" }],
                    "token": "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
                    "held_until": "2027-01-15T12:00:00Z", "held": true,
                }),
            ),
        ),
        "registration.repeated.v1" => (
            REGISTRATION,
            with(registration, json!({ "contact": contact() })),
        ),
        "registration.confirmed.v1" => (
            REGISTRATION,
            with(
                registration,
                json!({
                    "contact": contact(), "participants": [{ "name": "Aïcha Konaté" }],
                    "unnamed": 3, "confirmed_at": "2027-01-13T12:00:00Z",
                }),
            ),
        ),
        "registration.changed.v1" => (REGISTRATION, with(registration, registration_changed())),
        "registration.waiting.v1" => (
            REGISTRATION,
            with(
                registration,
                json!({
                    "contact": contact(), "participants": [{ "name": "Aïcha Konaté" }],
                    "position": 3, "own_link": "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
                }),
            ),
        ),
        "registration.offered.v1" => (
            REGISTRATION,
            with(
                registration,
                json!({
                    "contact": contact(), "participants": [{ "name": "Aïcha Konaté" }],
                    "until": "2027-01-15T12:00:00Z",
                    "own_link": "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
                }),
            ),
        ),
        kind if kind.starts_with("invitation.") => (INVITATION, invitation(kind)),
        "listing.upserted.v1" => (
            LISTING,
            with(listing, json!({ "intent": "offer", "new": true })),
        ),
        "listing.withdrawn.v1" => (LISTING, with(listing, json!({ "reason": "expired" }))),
        "sync_run.finished.v1" => (RUN, run()),
        _ => (REGISTRATION, registration),
    }
}

fn invitation(kind: &str) -> Value {
    let more = match kind {
        "invitation.issued.v1" => json!({
            "contact": contact(), "token": "Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw",
        }),
        "invitation.answered.v1" => json!({ "registration": REGISTRATION }),
        _ => json!({}),
    };
    with(json!({ "invitation": INVITATION, "forum": FORUM }), more)
}

fn with(mut data: Value, more: Value) -> Value {
    if let (Some(data), Value::Object(more)) = (data.as_object_mut(), more) {
        data.extend(more);
    }
    data
}

fn contact() -> Value {
    json!({
        "name": "Aïcha Konaté", "email": "aicha.konate@sahel-agro.example", "language": "fr",
        "organisation": "Sahel Agro SARL", "country": "SN",
    })
}

fn at(local: &str) -> Value {
    json!({ "local": local, "zone": "Europe/Berlin" })
}

/// It was a week earlier and in another room.
fn change() -> Value {
    json!({
        "before": {
            "title": { "de": "Internationales Kooperationsforum", "en": "International cooperation forum" },
            "format": "on_site", "state": "published",
            "starts": at("2027-02-16T10:00:00"), "ends": at("2027-02-16T16:00:00"),
            "venue": { "name": { "de": "Messe" }, "address": "Messeplatz 2, 12345 Musterstadt" },
            "registration_closes": at("2027-02-13T18:00:00"),
        },
        "note": { "de": "Die Messehalle wird renoviert.", "en": "The hall is being renovated." },
    })
}

fn forum() -> Value {
    json!({
        "forum": FORUM, "slug": "cooperation-forum", "organizer": "Musterstadt",
        "kind": "forum", "format": "on_site", "state": "published",
        "title": { "de": "Internationales Kooperationsforum", "en": "International cooperation forum" },
        "starts": at("2027-02-23T10:00:00"), "ends": at("2027-02-23T16:00:00"),
        "venue": { "name": { "de": "Rathaus" }, "address": "Markt 1, 12345 Musterstadt" },
        "registration_closes": at("2027-02-20T18:00:00"),
        "contact": { "name": "International desk", "email": "forum@musterstadt.example" },
        "languages": ["de", "en"],
        "public_url": "https://forum.musterstadt.example/forums/cooperation-forum",
    })
}

fn run() -> Value {
    json!({
        "run": RUN, "source": "een", "outcome": "ok",
        "counts": {
            "received": 120, "created": 3, "updated": 5, "unchanged": 111, "withdrawn": 1,
            "rejected": 0,
        },
    })
}
