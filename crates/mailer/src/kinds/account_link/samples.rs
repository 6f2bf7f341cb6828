//! Links that the body is tried with.

use kontor_contracts::events::Contact;

use super::{AccountLink, Reason};
use crate::kinds::{
    Occasion,
    samples::{SECRET, link_until},
};

pub(super) fn samples(to: &Contact) -> Vec<AccountLink> {
    let sample = |reason| AccountLink {
        contact: to.clone(),
        reason,
        link: Some(format!(
            "https://staff.kontor.example/console/link/{SECRET}"
        )),
        until: link_until(),
    };
    vec![sample(Reason::Invitation), sample(Reason::Reset)]
}

/// The link still works.
pub(super) fn on(sample: AccountLink, occasion: &Occasion) -> AccountLink {
    AccountLink {
        until: occasion.link_until(),
        ..sample
    }
}
