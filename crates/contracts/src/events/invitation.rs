//! The life of an invitation.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::registration::Contact;
use crate::{ConfirmToken, Event, ForumId, InvalidField, InvitationId, RegistrationId};

/// An address is invited to a forum. Invited again after it was withdrawn, it has another secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvitationIssued {
    /// The invitation.
    pub invitation: InvitationId,
    /// What for.
    pub forum: ForumId,
    /// Who is invited, as the office has them on its list.
    pub contact: Contact,
    /// The secret of their personal link.
    pub token: ConfirmToken,
}

impl Event for InvitationIssued {
    const TYPE: &'static str = "invitation.issued.v1";

    fn subject(&self) -> String {
        self.invitation.to_string()
    }

    fn check(&self) -> Result<(), InvalidField> {
        self.contact.check()
    }
}

/// Whoever is invited has signed up, and the address that signed up is proved; or somebody has by their
/// link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvitationAnswered {
    /// The invitation.
    pub invitation: InvitationId,
    /// What for.
    pub forum: ForumId,
    /// The sign-up that answers it.
    pub registration: RegistrationId,
}

impl Event for InvitationAnswered {
    const TYPE: &'static str = "invitation.answered.v1";

    fn subject(&self) -> String {
        self.invitation.to_string()
    }
}

/// Whoever is invited does not come. They may still sign up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvitationDeclined {
    /// The invitation.
    pub invitation: InvitationId,
    /// What for.
    pub forum: ForumId,
}

impl Event for InvitationDeclined {
    const TYPE: &'static str = "invitation.declined.v1";

    fn subject(&self) -> String {
        self.invitation.to_string()
    }
}

/// The office has withdrawn an invitation, or it is kept no more since its forum is over; its link works no
/// more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InvitationWithdrawn {
    /// The invitation.
    pub invitation: InvitationId,
    /// What for.
    pub forum: ForumId,
}

impl Event for InvitationWithdrawn {
    const TYPE: &'static str = "invitation.withdrawn.v1";

    fn subject(&self) -> String {
        self.invitation.to_string()
    }
}
