//! Inviting people to a forum.
//!
//! A list is taken page by page, each in a transaction of its own under the forum's lock: whatever stops
//! goes on with the same list, because inviting somebody twice changes nothing.

use std::collections::HashSet;

use kontor_contracts::{
    ConfirmToken, Envelope, EventId, InvitationId, Sequence, Worker,
    events::{Contact, ForumState, InvitationIssued},
};
use kontor_runtime::Process;
use kontor_store::{
    Database, StoreError, Tx,
    audit::{Action, Actor},
    columns::corrupt,
};
use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::{
    domain::InvitationState,
    intake::token_text,
    invitation_list::{BrokenRow, Listed},
    store::{
        forum_terms::{self, ForumTerms},
        invitations,
        invited::{self, NewInvitation},
        registrations,
    },
};

const INVITED: Action = Action::new("forum.invited");
/// People of one transaction: nobody who signs up to the forum waits longer than a moment.
const PAGE: usize = 500;
/// Broken rows that are named; more are counted.
const NAMED: usize = 1_000;

/// What inviting a list has done, or would do.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Invited {
    /// Whom an invitation goes to.
    pub invited: u32,
    /// Who was invited before, in this list or another.
    pub already_invited: u32,
    /// Who has signed up without an invitation.
    pub already_signed_up: u32,
    /// Rows that are not taken.
    pub broken: u32,
    /// The first of those, with what is wrong.
    pub rows: Vec<BrokenRow>,
}

impl Invited {
    /// How many rows it is about.
    pub const fn all(&self) -> u32 {
        self.invited + self.already_invited + self.already_signed_up + self.broken
    }

    fn broken(&mut self, row: BrokenRow) {
        self.broken += 1;
        if self.rows.len() < NAMED {
            self.rows.push(row);
        }
    }
}

/// Why nobody can be invited.
#[derive(Debug, thiserror::Error)]
pub enum InviteError {
    /// There is no such forum.
    #[error("there is no such forum")]
    UnknownForum,
    /// Its page cannot be opened by whoever is invited.
    #[error("the forum is not published")]
    NotPublished,
    /// It is called off.
    #[error("the forum is cancelled")]
    Cancelled,
    /// Whoever is invited could not sign up any more.
    #[error("registration has closed")]
    Closed,
    /// The database failed. What was done before stays done; the same list once more goes on.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl InviteError {
    /// The stable code in interfaces; none of trouble with the database.
    pub const fn code(&self) -> Option<&'static str> {
        match self {
            Self::UnknownForum => Some("unknown_forum"),
            Self::NotPublished => Some("not_published"),
            Self::Cancelled => Some("cancelled"),
            Self::Closed => Some("closed"),
            Self::Store(_) => None,
        }
    }
}

/// Invites everybody of a list to a forum, or says what that would do. `progress` hears after each page how
/// far it has come.
///
/// # Errors
/// [`InviteError`]. Who was invited before that is.
pub async fn invite(
    database: &Database,
    process: &Process,
    (actor, slug, dry): (Actor, &str, bool),
    rows: impl Iterator<Item = Result<Listed, BrokenRow>>,
    mut progress: impl FnMut(&Invited),
) -> Result<Invited, InviteError> {
    let (mut done, mut seen) = (Invited::default(), HashSet::new());
    let mut rows = rows.peekable();
    let inviting = Inviting {
        database,
        process,
        actor,
        slug,
        dry,
    };
    // Also of a list with nobody on it is said what is wrong with the forum.
    inviting.page(Vec::new(), &mut done).await?;
    while rows.peek().is_some() {
        let mut page = Vec::with_capacity(PAGE);
        for row in rows.by_ref().take(PAGE) {
            match row {
                Err(broken) => done.broken(broken),
                Ok(listed) if !seen.insert(listed.who.address.key.clone()) => {
                    done.already_invited += 1;
                }
                Ok(listed) => page.push(listed),
            }
        }
        inviting.page(page, &mut done).await?;
        progress(&done);
    }
    Ok(done)
}

/// A list on its way to a forum.
struct Inviting<'a> {
    database: &'a Database,
    process: &'a Process,
    actor: Actor,
    slug: &'a str,
    dry: bool,
}

impl Inviting<'_> {
    /// Invites the people of a page, in a transaction.
    async fn page(&self, page: Vec<Listed>, done: &mut Invited) -> Result<(), InviteError> {
        let tx = self.database.begin().await?;
        let forum = open_forum(&tx, self.process, self.slug).await?;
        if page.is_empty() {
            return Ok(());
        }
        let keys = || page.iter().map(|listed| listed.who.address.key.as_str());
        let known = invitations::known(&tx, forum.id, keys()).await?;
        let signed_up = registrations::proved(&tx, forum.id, keys()).await?;
        let (mut new, mut again) = (Vec::new(), Vec::new());
        for listed in &page {
            let contact = listed.who.contact(&forum.main_language);
            match known.get(&listed.who.address.key) {
                Some(before) if before.state == InvitationState::Withdrawn => {
                    again.push((
                        self.with_secret(&forum, before.id, contact),
                        before.sequence + 1,
                    ));
                }
                Some(_) => done.already_invited += 1,
                None if signed_up.contains(&listed.who.address.key) => done.already_signed_up += 1,
                None => {
                    let id = InvitationId::new(self.process.ids.next());
                    new.push(self.with_secret(&forum, id, contact));
                }
            }
        }
        done.invited += u32::try_from(new.len() + again.len()).unwrap_or(u32::MAX);
        if self.dry {
            return Ok(());
        }
        self.write(&tx, new, again).await?;
        tx.commit().await?;
        Ok(())
    }

    fn with_secret(
        &self,
        forum: &ForumTerms,
        id: InvitationId,
        contact: Contact,
    ) -> (NewInvitation, [u8; 32]) {
        let secret = self.process.ids.secret();
        let invitation = NewInvitation {
            id,
            forum: forum.id,
            contact,
            hash: Sha256::digest(secret).into(),
        };
        (invitation, secret)
    }

    async fn write(
        &self,
        tx: &Tx,
        new: Vec<(NewInvitation, [u8; 32])>,
        again: Vec<((NewInvitation, [u8; 32]), i64)>,
    ) -> Result<(), StoreError> {
        if new.is_empty() && again.is_empty() {
            return Ok(());
        }
        let now_ms = self.process.clock.now_ms();
        for ((invitation, secret), sequence) in &again {
            invited::issue_again(tx, invitation, now_ms).await?;
            self.tell(tx, (invitation, secret), *sequence)?;
        }
        for (invitation, secret) in &new {
            self.tell(tx, (invitation, secret), 1)?;
        }
        let new: Vec<_> = new.into_iter().map(|(invitation, _)| invitation).collect();
        invited::insert(tx, &new, now_ms).await?;
        let (row, subject) = (self.process.ids.next(), format!("forum/{}", self.slug));
        tx.audit(row, self.actor, INVITED, subject).await
    }

    fn tell(
        &self,
        tx: &Tx,
        (invitation, secret): (&NewInvitation, &[u8; 32]),
        sequence: i64,
    ) -> Result<(), StoreError> {
        let token: Result<ConfirmToken, _> = token_text(secret).parse();
        let token = token.map_err(|error| corrupt("invitations", "hash", error))?;
        let event = InvitationIssued {
            invitation: invitation.id,
            forum: invitation.forum,
            contact: invitation.contact.clone(),
            token,
        };
        tx.publish(&Envelope::new(
            EventId::new(self.process.ids.next()),
            Worker::Registrations.source(),
            Sequence(sequence),
            self.process.clock.now(),
            event,
        ))
    }
}

/// A forum to which people can be invited, locked.
async fn open_forum(tx: &Tx, process: &Process, slug: &str) -> Result<ForumTerms, InviteError> {
    let found = forum_terms::lock(tx, [], [slug]).await?.pop();
    let forum = found.ok_or(InviteError::UnknownForum)?;
    match forum.terms.state {
        ForumState::Draft => return Err(InviteError::NotPublished),
        ForumState::Cancelled => return Err(InviteError::Cancelled),
        ForumState::Published => {}
    }
    if forum.terms.closes_ms <= process.clock.now_ms() {
        return Err(InviteError::Closed);
    }
    Ok(forum)
}
