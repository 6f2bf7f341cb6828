//! What lets somebody sign up where not everybody may.

use kontor_contracts::{CodeId, InvitationId};

/// By what somebody signs up, if not as everybody may.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Pass {
    /// A personal invitation: good for one registration. One that waits for its address to be confirmed
    /// gives way to the next, so that a slip in the address costs nobody their invitation.
    Invitation(InvitationId),
    /// A partner's code: good for some registrations and places. Whoever waits for a confirmation counts
    /// until the hold ends: a code is no secret among strangers, as the form of an open forum is.
    Code(CodeId),
}

/// How much a pass is good for, and how much of that is used by registrations that have not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Allowance {
    /// Most registrations; any number if absent.
    pub most_uses: Option<u32>,
    /// Most places of all of them; any number if absent.
    pub most_places: Option<u32>,
    /// How many there are.
    pub uses: u32,
    /// How many places they are for.
    pub places: u32,
}

impl Allowance {
    /// What an invitation is good for. Its registrations are all in the book, which counts by those.
    pub const INVITATION: Self = Self {
        most_uses: None,
        most_places: None,
        uses: 0,
        places: 0,
    };

    /// Whether one more registration of so many places may come by it.
    pub const fn admits(&self, places: u32) -> bool {
        let uses_left = match self.most_uses {
            Some(most) => self.uses < most,
            None => true,
        };
        let places_left = match self.most_places {
            Some(most) => self.places.saturating_add(places) <= most,
            None => true,
        };
        uses_left && places_left
    }

    /// How many places are left; none of a limit that there is not.
    pub fn places_left(&self) -> Option<u32> {
        self.most_places
            .map(|most| most.saturating_sub(self.places))
    }
}
