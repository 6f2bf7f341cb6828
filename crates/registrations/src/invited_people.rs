//! Listing who is invited, for the office.

use jiff::Timestamp;
use kontor_contracts::{InvitationId, events::Contact};
use kontor_runtime::timestamp;
use kontor_store::{Database, StoreError};
use schemars::JsonSchema;
use serde::Serialize;

use crate::{
    domain::InvitationState,
    invitation_list::LIST_ROWS,
    store::{
        forums::{self, ForumName},
        invitations::{self, Invitation, InvitationCounts},
    },
};

/// An invitation in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(rename = "Invitation")]
pub struct FoundInvitation {
    /// Its number.
    pub id: InvitationId,
    /// How it stands.
    pub state: InvitationState,
    /// Who is invited, as the list said.
    pub contact: Contact,
    /// When they were invited.
    #[schemars(with = "String")]
    pub invited_at: Timestamp,
    /// When it was answered, declined or withdrawn.
    #[schemars(with = "Option<String>")]
    pub answered_at: Option<Timestamp>,
}

impl From<Invitation> for FoundInvitation {
    fn from(found: Invitation) -> Self {
        Self {
            id: found.id,
            state: found.state,
            contact: found.contact,
            invited_at: timestamp(found.invited_ms),
            answered_at: found.answered_ms.map(timestamp),
        }
    }
}

/// Those who were invited to a forum, and how many stand how.
#[derive(Debug, Clone, Serialize)]
pub struct InvitedBefore {
    /// How many.
    pub counts: InvitationCounts,
    /// Who, in the order in which they were invited.
    pub invitations: Vec<FoundInvitation>,
}

/// Everybody who was invited to a forum; `None` if there is no such forum.
///
/// # Errors
/// [`StoreError`] if the database cannot be read.
pub async fn list_invitations(
    database: &Database,
    slug: &str,
) -> Result<Option<InvitedBefore>, StoreError> {
    let name = ForumName::Slug(slug.to_owned());
    let Some(forum) = forums::find(database, &name).await? else {
        return Ok(None);
    };
    let forum = forum.id;
    let counts = invitations::counts(database, forum).await?;
    // As many as a list may have: whoever invites in several can page through the API.
    let limit = u32::try_from(LIST_ROWS).unwrap_or(u32::MAX);
    let found = invitations::of_forum(database, forum, None, limit).await?;
    let invitations = found.into_iter().map(FoundInvitation::from).collect();
    Ok(Some(InvitedBefore {
        counts,
        invitations,
    }))
}
