//! `forum.published.v1`: keeps what mails say about the forum, and lets mails go that waited for it.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{Envelope, events::ForumPublished};
use kontor_store::Tx;

use super::Deps;
use crate::store::{keep_forum, known_sequence};

/// So many changes of a forum may be missed at once.
const FARTHEST_JUMP: i64 = 100_000;

/// Keeps the forum.
pub(crate) struct KeepForum(pub(crate) Deps);

impl Handler<ForumPublished> for KeepForum {
    async fn handle(&self, tx: &Tx, event: &Envelope<ForumPublished>) -> Result<(), Failure> {
        // A number far ahead would keep every real change out for ever.
        let known = known_sequence(tx, event.data.forum).await;
        let known = known.map_err(Failure::store)?;
        if event.sequence.0 > known.saturating_add(FARTHEST_JUMP) {
            return Err(Failure::reject(format!(
                "sequence {} is too far ahead of {known}",
                event.sequence.0
            )));
        }
        keep_forum(tx, event).await.map_err(Failure::store)?;
        self.0.wake_after(tx);
        Ok(())
    }
}
