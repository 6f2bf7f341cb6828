//! What becomes of an invitation but its answer: whoever is invited declines, the office withdraws it, and it is
//! forgotten after its forum.

use std::time::Duration;

use jiff::Timestamp;
use kontor_contracts::{
    Envelope, EventId, InvitationId, Sequence, Worker,
    events::{InvitationDeclined, InvitationWithdrawn},
};
use kontor_runtime::Process;
use kontor_store::{
    Database, StoreError, Tx,
    audit::{Action, Actor},
};

use crate::{
    domain::InvitationState,
    invited_people::FoundInvitation,
    store::{
        forum_terms, forums,
        invitations::{self, Invitation},
        invited,
    },
};

const WITHDRAWN: Action = Action::new("invitation.withdrawn");

/// Whoever is invited does not come. The answer is how the invitation stands then; none of one that there is
/// not.
pub(crate) async fn decline(
    database: &Database,
    process: &Process,
    id: InvitationId,
) -> Result<Option<InvitationState>, StoreError> {
    let tx = database.begin().await?;
    let Some(invitation) = locked(&tx, id).await? else {
        return Ok(None);
    };
    if invitation.state != InvitationState::Invited {
        return Ok(Some(invitation.state));
    }
    end(&tx, process, &invitation, InvitationState::Declined).await?;
    tx.commit().await?;
    Ok(Some(InvitationState::Declined))
}

/// Why an invitation is not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// There is no such forum.
    #[error("there is no such forum")]
    UnknownForum,
    /// The forum has no such invitation.
    #[error("the forum has no such invitation")]
    UnknownInvitation,
    /// Whoever has signed up is called off, not uninvited.
    #[error("somebody has signed up by it; call their registration off instead")]
    Answered,
    /// The database failed; nothing is changed then.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The office withdraws an invitation of a forum: its link works no more, and nobody is reminded of it.
/// Withdrawing it again changes nothing.
///
/// # Errors
/// [`WithdrawError`]; nothing is changed then.
pub async fn withdraw_invitation(
    database: &Database,
    process: &Process,
    actor: Actor,
    (slug, id): (&str, InvitationId),
) -> Result<FoundInvitation, WithdrawError> {
    let tx = database.begin().await?;
    let forum = forum_terms::lock(&tx, [], [slug]).await?.pop();
    let forum = forum.ok_or(WithdrawError::UnknownForum)?;
    let found = invitations::find(&tx, id).await?;
    let found = found.filter(|found| found.forum == forum.id);
    let invitation = found.ok_or(WithdrawError::UnknownInvitation)?;
    match invitation.state {
        InvitationState::Invited | InvitationState::Declined => {}
        InvitationState::Answered => return Err(WithdrawError::Answered),
        InvitationState::Withdrawn => return Ok(invitation.into()),
    }
    end(&tx, process, &invitation, InvitationState::Withdrawn).await?;
    tx.audit(process.ids.next(), actor, WITHDRAWN, id).await?;
    let withdrawn = invitations::find(&tx, id).await?;
    tx.commit().await?;
    Ok(withdrawn.unwrap_or(invitation).into())
}

/// Forgets some of the invitations to forums that ended so long ago; says how many. Of those that nobody has
/// answered is told: nobody need remember them any more.
pub(crate) async fn forget_invitations(
    database: &Database,
    process: &Process,
    after: Duration,
    limit: u32,
) -> Result<usize, StoreError> {
    let now = process.clock.now();
    let before = now.saturating_sub(after).unwrap_or(Timestamp::MIN);
    let forums = forums::all(database).await?.into_iter();
    let over = forums.filter(|forum| {
        let ends = forum.draft.ends.instant();
        ends.is_ok_and(|ends| ends < before)
    });
    let over: Vec<_> = over.map(|forum| forum.id).collect();
    if over.is_empty() {
        return Ok(0);
    }
    let tx = database.begin().await?;
    let forgotten = invited::forget(&tx, &over, limit).await?;
    let open = [InvitationState::Invited, InvitationState::Declined];
    for gone in forgotten.iter().filter(|gone| open.contains(&gone.state)) {
        tx.publish(&Envelope::new(
            EventId::new(process.ids.next()),
            Worker::Registrations.source(),
            Sequence(gone.sequence + 1),
            now,
            InvitationWithdrawn {
                invitation: gone.invitation,
                forum: gone.forum,
            },
        ))?;
    }
    tx.commit().await?;
    Ok(forgotten.len())
}

/// An invitation, under the lock of its forum.
async fn locked(tx: &Tx, id: InvitationId) -> Result<Option<Invitation>, StoreError> {
    let Some(found) = invitations::find(tx, id).await? else {
        return Ok(None);
    };
    forum_terms::lock(tx, [found.forum], []).await?;
    invitations::find(tx, id).await
}

async fn end(
    tx: &Tx,
    process: &Process,
    invitation: &Invitation,
    state: InvitationState,
) -> Result<(), StoreError> {
    let (id, forum, now) = (invitation.id, invitation.forum, process.clock.now());
    invited::end(tx, id, state, now.as_millisecond()).await?;
    let (event, source) = (
        EventId::new(process.ids.next()),
        Worker::Registrations.source(),
    );
    let sequence = Sequence(invitation.sequence + 1);
    if state == InvitationState::Declined {
        let declined = InvitationDeclined {
            invitation: id,
            forum,
        };
        return tx.publish(&Envelope::new(event, source, sequence, now, declined));
    }
    let withdrawn = InvitationWithdrawn {
        invitation: id,
        forum,
    };
    tx.publish(&Envelope::new(event, source, sequence, now, withdrawn))
}
