//! A site, a sender and facts that the crate's tests write mails from.

use std::sync::Arc;

use kontor_contracts::events::Participant;
use kontor_web::Site;

use super::{MailToWrite, Sender, compose};
pub(crate) use crate::kinds::samples::{asking, contact, forum, now};
use crate::{
    PARTS,
    domain::{Forum, Known, MailKey},
    kinds::{AddressCheck, AlreadyRegistered, Confirmation},
};

pub(crate) fn site() -> Site {
    Site::new(kontor_web::Settings::default(), &[&PARTS]).unwrap()
}

pub(crate) fn office() -> kontor_web::Office {
    site().office(&kontor_contracts::Language::english())
}

pub(crate) fn sender() -> Sender {
    Sender::new("Kontor Nordstadt", &"forum@kontor.example".parse().unwrap()).unwrap()
}

/// What is known when there is this forum.
pub(crate) fn known(forum: Forum) -> Known {
    Known {
        forum: Some(Arc::new(forum)),
        person: None,
    }
}

pub(crate) fn participants() -> Vec<Participant> {
    ["Anna Müller-Söhne", "株式会社 <b>*x*</b>"]
        .map(|name| Participant { name: name.into() })
        .into()
}

pub(crate) fn address_check(language: &str) -> AddressCheck {
    AddressCheck {
        contact: contact(&language.parse().unwrap()),
        participants: participants(),
        asking: asking(true),
    }
}

pub(crate) fn confirmation(language: &str) -> Confirmation {
    Confirmation {
        contact: contact(&language.parse().unwrap()),
        participants: participants(),
    }
}

pub(crate) fn already_registered(language: &str, pending: bool) -> AlreadyRegistered {
    AlreadyRegistered {
        contact: contact(&language.parse().unwrap()),
        asking: pending.then(|| asking(true)),
        others: Vec::new(),
    }
}

/// The bytes of a German confirmation.
pub(crate) fn message(key: &MailKey) -> Vec<u8> {
    let mail = MailToWrite {
        key,
        facts: &confirmation("de"),
        known: &known(forum()),
        now: now(),
    };
    compose(&site(), &sender(), mail).unwrap().1.bytes
}
