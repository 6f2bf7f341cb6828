//! Lets one of the staff in: an invitation, or the link to a new password.

mod samples;

use jiff::Timestamp;
use kontor_contracts::events::Contact;
use serde::{Deserialize, Serialize};

use super::{Kind, Link, Occasion, link::MASKED};
use crate::{
    domain::{AWAITED, Known, Policy, Uncertain, Wanted},
    letter::{ComposeError, OfficeValues, Writing, escaped},
};

/// Why somebody gets a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Reason {
    /// An account was made for them.
    Invitation,
    /// They, or somebody, said that their password is forgotten.
    Reset,
}

/// Who is let in, and by which link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct AccountLink {
    /// Who is written to.
    pub(crate) contact: Contact,
    /// Why.
    pub(crate) reason: Reason,
    /// The whole address with its secret: the console's is not that of the site. Gone once the mail is
    /// sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<String>,
    /// Until when it works.
    pub(crate) until: Timestamp,
}

/// What the body shows.
#[derive(Debug, Serialize)]
pub(crate) struct Values {
    #[serde(flatten)]
    office: OfficeValues,
    name: String,
    reason: Reason,
    link: String,
    until: String,
}

impl Kind for AccountLink {
    const WORD: &'static str = "account_link";
    const BODY: (&'static str, &'static str) = ("mailer/account_link.md", include_str!("body.md"));
    const POLICY: Policy = Policy {
        rank: AWAITED,
        uncertain: Uncertain::Again,
        // Whoever invites may have mistyped.
        to_proved: false,
    };
    const OF_FORUM: bool = false;
    type Values = Values;

    fn contact(&self) -> &Contact {
        &self.contact
    }

    fn link(&self) -> Option<Link> {
        Some(Link {
            secret_until: self.link.as_ref().map(|_| self.until),
            is_needed: true,
            variable: "link",
            // Of a masked one only the dots are left.
            path: if self.link.is_some() {
                "/console/link/"
            } else {
                MASKED
            },
        })
    }

    fn masked(&self) -> Self {
        Self {
            link: None,
            ..self.clone()
        }
    }

    fn wanted(&self, _: &Known, now: Timestamp) -> Wanted {
        if self.until <= now {
            return Wanted::No("its link would no longer have worked");
        }
        Wanted::Yes
    }

    fn subject(&self, writing: &Writing<'_>) -> Result<String, ComposeError> {
        writing.subject_of_office(match self.reason {
            Reason::Invitation => "mail-invitation-subject",
            Reason::Reset => "mail-reset-subject",
        })
    }

    fn values(&self, writing: &Writing<'_>) -> Result<Values, ComposeError> {
        Ok(Values {
            office: writing.office_values(),
            name: escaped(&self.contact.name),
            reason: self.reason,
            link: self.link.clone().unwrap_or_else(|| MASKED.to_owned()),
            until: writing.moment(self.until),
        })
    }

    fn samples(to: Contact) -> Vec<Self> {
        samples::samples(&to)
    }

    fn on(self, occasion: &mut Occasion) -> Self {
        samples::on(self, occasion)
    }
}
