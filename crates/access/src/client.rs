//! Who is at the door, and the session that begins there.

use std::{fmt, net::IpAddr};

use kontor_contracts::Language;
use kontor_store::audit::Action;

use crate::{Secret, Stage};

pub(crate) const BEGUN: Action = Action::new("session.begun");

/// Where a request comes from.
#[derive(Clone)]
pub struct Client {
    /// Its address, past the proxies that are trusted.
    pub address: IpAddr,
    /// Its header `User-Agent`.
    pub agent: String,
    /// The language of the page.
    pub language: Language,
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Client(masked)")
    }
}

/// A session that was begun.
#[derive(Debug, Clone)]
pub struct Started {
    /// What goes into the cookie.
    pub secret: Secret,
    /// How far it is; anything but [`Stage::Full`] lasts ten minutes.
    pub stage: Stage,
}
