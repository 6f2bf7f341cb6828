//! The rules as examples, and the promises about capacity as properties over any interleaving.

mod changing;
mod interleavings;
mod passes;
mod rules;
mod waiting;

use kontor_contracts::{RegistrationId, events::ForumState};
use uuid::Uuid;

use crate::*;

const HOUR: i64 = 3_600_000;

fn terms() -> Terms {
    Terms {
        state: ForumState::Published,
        opens_ms: Some(1_000),
        closes_ms: 100 * HOUR,
        changes_close_ms: 120 * HOUR,
        capacity: 10,
        hold_ms: 48 * HOUR,
        offer_ms: Some(24 * HOUR),
        revision: 3,
        by_invitation_only: false,
    }
}

fn id(number: u128) -> RegistrationId {
    RegistrationId::new(Uuid::from_u128(number))
}

fn address(key: &str) -> Address {
    Address {
        key: key.to_owned(),
        domain: key.rsplit('@').next().unwrap_or_default().to_owned(),
    }
}

const fn asks(places: u32) -> Asked {
    Asked {
        places,
        revision: None,
        may_hold: true,
        may_ask: true,
        may_wait: false,
        pass: None,
        proved: false,
    }
}
