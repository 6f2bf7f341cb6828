//! What a mail is about.

use std::fmt;

use kontor_contracts::{AccountId, ForumId, InvitationId, RecipientId, RegistrationId};

/// What a mail is about, as `<noun>/<id>`: `registration/reg_0199…`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct About(String);

const REGISTRATION: &str = "registration/";
const INVITATION: &str = "invitation/";
const RECIPIENT: &str = "recipient/";

impl About {
    /// About a sign-up: a mail to its contact, and to nobody else.
    pub(crate) fn registration(id: RegistrationId) -> Self {
        Self(format!("{REGISTRATION}{id}"))
    }

    /// About an invitation: to whoever is invited.
    pub(crate) fn invitation(id: InvitationId) -> Self {
        Self(format!("{INVITATION}{id}"))
    }

    /// Whether it is an invitation.
    pub(crate) fn is_invitation(&self) -> bool {
        self.0.starts_with(INVITATION)
    }

    /// About what concerns somebody whom the contact of a sign-up has named: a mail to them.
    pub(crate) fn recipient(id: RecipientId) -> Self {
        Self(format!("{RECIPIENT}{id}"))
    }

    /// About the account of one of the staff.
    pub(crate) fn account(id: AccountId) -> Self {
        Self(format!("account/{id}"))
    }

    /// About a forum: to those who run it.
    pub(crate) fn forum(id: ForumId) -> Self {
        Self(format!("forum/{id}"))
    }

    /// As it is stored.
    pub(crate) const fn stored(text: String) -> Self {
        Self(text)
    }

    /// The whole text.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The id alone; ids of different things begin differently.
    pub(crate) fn id(&self) -> &str {
        self.0.split_once('/').map_or(&*self.0, |(_, id)| id)
    }

    /// Where the page is of whoever it is about.
    pub(crate) fn own_path(&self) -> &'static str {
        if self.0.starts_with(RECIPIENT) {
            "/me/"
        } else {
            "/my/"
        }
    }

    /// Whether there is one whom mails about it go to, and nobody else.
    pub(crate) fn is_of_one(&self) -> bool {
        [REGISTRATION, RECIPIENT]
            .iter()
            .any(|noun| self.0.starts_with(noun))
    }

    /// The sign-up, if it is one.
    pub(crate) fn as_registration(&self) -> Option<RegistrationId> {
        self.0.strip_prefix(REGISTRATION)?.parse().ok()
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
