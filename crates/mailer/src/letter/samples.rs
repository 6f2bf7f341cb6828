//! A site, a sender and facts that the crate's tests write mails from.

use std::sync::Arc;

use kontor_contracts::events::Participant;
use kontor_web::Site;

use super::{MailToWrite, Sender, compose};
pub(crate) use crate::kinds::samples::{asking, contact, forum, now, own_link};
use crate::{
    PARTS,
    domain::{Forum, Known, MailKey},
    kinds::{
        AccountLink, AddressCheck, AlreadyRegistered, Confirmation, ForumCancelled, ForumChanged,
        Kind, PasswordChanged, Reason,
    },
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
        ..Known::default()
    }
}

pub(crate) fn participants() -> Vec<Participant> {
    ["Anna Müller-Söhne", "株式会社 <b>*x*</b>"]
        .map(|name| Participant::through_contact(name.into()))
        .into()
}

pub(crate) fn address_check(language: &str) -> AddressCheck {
    AddressCheck {
        contact: contact(&language.parse().unwrap()),
        participants: participants(),
        unnamed: 0,
        asking: asking(true),
    }
}

pub(crate) fn confirmation(language: &str) -> Confirmation {
    Confirmation {
        contact: contact(&language.parse().unwrap()),
        participants: participants(),
        unnamed: 0,
        own_link: None,
    }
}

/// The same with the link to one's own registration, as it is sent.
pub(crate) fn confirmation_with_link(language: &str) -> Confirmation {
    Confirmation {
        own_link: Some(own_link()),
        ..confirmation(language)
    }
}

pub(crate) fn already_registered(language: &str, pending: bool) -> AlreadyRegistered {
    AlreadyRegistered {
        contact: contact(&language.parse().unwrap()),
        asking: pending.then(|| asking(true)),
        others: Vec::new(),
        unnamed: 0,
        waits: false,
        own_link: None,
    }
}

pub(crate) fn forum_changed(language: &str, takes_part: bool) -> ForumChanged {
    ForumChanged {
        contact: contact(&language.parse().unwrap()),
        takes_part,
        since: 1,
    }
}

pub(crate) fn forum_cancelled(language: &str) -> ForumCancelled {
    ForumCancelled::samples(contact(&language.parse().unwrap())).remove(0)
}

pub(crate) fn account_link(language: &str, reason: Reason) -> AccountLink {
    let mut samples = AccountLink::samples(contact(&language.parse().unwrap()));
    samples.retain(|sample| sample.reason == reason);
    samples.remove(0)
}

pub(crate) fn password_changed(language: &str) -> PasswordChanged {
    PasswordChanged::samples(contact(&language.parse().unwrap())).remove(0)
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
