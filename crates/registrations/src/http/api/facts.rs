//! What everybody may know of a forum. Never where to join online: that is for participants.

use kontor_book::Refusal;
use kontor_contracts::{
    Deadline, ForumId, Language, LocalizedText,
    events::{ForumContact, ForumFormat, ForumKind, ForumState, Venue},
};
use schemars::JsonSchema;
use serde::Serialize;

use crate::store::forums::Forum;

/// Whether one can sign up now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Registration {
    /// Yes.
    Open,
    /// Yes, but few places are left.
    FewPlaces,
    /// No place is free now; one can sign up for the waiting list.
    WaitingList,
    /// No place is free now, and there is no waiting list.
    Full,
    /// Registration opens later.
    NotOpen,
    /// Registration has closed.
    Closed,
    /// The forum is called off.
    Cancelled,
}

/// Places left up to which a forum says "few": so many, or a tenth of its capacity.
const FEW: u32 = 5;

/// Whether one can sign up to a forum at `now_ms`. A zone that is lost counts as closed.
pub(crate) fn registration_now(forum: &Forum, now_ms: i64) -> Registration {
    let Ok(terms) = forum.terms() else {
        return Registration::Closed;
    };
    match terms.open(now_ms) {
        Err(Refusal::Cancelled) => Registration::Cancelled,
        Err(Refusal::NotOpen { .. }) => Registration::NotOpen,
        Err(_) => Registration::Closed,
        Ok(()) => match forum.free_for_newcomers() {
            0 if forum.draft.waiting_list => Registration::WaitingList,
            0 => Registration::Full,
            free if free <= FEW.max(forum.draft.capacity / 10) => Registration::FewPlaces,
            _ => Registration::Open,
        },
    }
}

/// A forum, as the public knows it.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "Forum")]
pub(super) struct ForumFacts {
    /// Its id.
    pub(super) id: ForumId,
    /// Its name in addresses.
    pub(super) slug: String,
    /// What kind of gathering it is.
    pub(super) kind: ForumKind,
    /// Where it takes place.
    pub(super) format: ForumFormat,
    /// Whether it takes place.
    pub(super) state: ForumState,
    /// Whether one can sign up now.
    pub(super) registration: Registration,
    /// Whether only those may sign up who are invited or have a partner's code.
    pub(super) by_invitation_only: bool,
    /// The office that invites.
    pub(super) organizer: String,
    /// Its name.
    pub(super) title: LocalizedText,
    /// What it is about.
    pub(super) description: Option<LocalizedText>,
    /// The room, unless it is online.
    pub(super) venue: Option<Venue>,
    /// When it begins.
    pub(super) starts: Deadline,
    /// When it ends.
    pub(super) ends: Deadline,
    /// From when one can sign up; at once if null.
    pub(super) registration_opens: Option<Deadline>,
    /// Until when one can sign up.
    pub(super) registration_closes: Deadline,
    /// How long a place is held until the address is confirmed, in hours.
    pub(super) hold_hours: u32,
    /// How long places are kept for whoever is offered them from the waiting list, in hours.
    pub(super) offer_hours: u32,
    /// The languages of its pages and mails, the main one first.
    pub(super) languages: Vec<Language>,
    /// Whom to ask.
    pub(super) contact: ForumContact,
    /// Its public page.
    pub(super) url: String,
}

impl ForumFacts {
    pub(super) fn new(forum: Forum, now_ms: i64, url: String) -> Self {
        let registration = registration_now(&forum, now_ms);
        let draft = forum.draft;
        Self {
            id: forum.id,
            slug: draft.slug,
            kind: draft.kind,
            format: draft.format,
            state: draft.state,
            registration,
            by_invitation_only: draft.by_invitation_only,
            organizer: draft.organizer,
            title: draft.title,
            description: draft.description,
            venue: draft.venue,
            starts: draft.starts,
            ends: draft.ends,
            registration_opens: draft.registration_opens,
            registration_closes: draft.registration_closes,
            hold_hours: draft.hold_hours,
            offer_hours: draft.offer_hours,
            languages: draft.languages,
            contact: draft.contact,
            url,
        }
    }
}
