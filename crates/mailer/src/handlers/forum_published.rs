//! `forum.published.v1`: keeps what mails say about the forum, and lets mails go that waited for it.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::ForumPublished};
use kontor_store::Tx;

use super::Desk;
use crate::store::keep_forum;

/// Keeps the forum.
pub(crate) struct KeepForum(pub(crate) Desk);

impl Handler<ForumPublished> for KeepForum {
    async fn handle(&self, tx: &Tx, event: &Envelope<ForumPublished>) -> Result<(), Failure> {
        keep_forum(tx, event).await.map_err(Failure::store)?;
        self.0.wake_after(tx);
        Ok(())
    }
}
