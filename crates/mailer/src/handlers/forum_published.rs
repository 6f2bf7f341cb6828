//! `forum.published.v1`: keeps what mails say about the forum, lets mails go that waited for it, and plans
//! of what its people are reminded. What people go by and is otherwise now, everybody is told of: by
//! `tell_news`, who they are may be many.

use kontor_bus::{Failure, Handler};
use kontor_contracts::{
    Envelope,
    events::{ForumPublished, ForumState},
};
use kontor_store::{StoreError, Tx};

use super::Deps;
use crate::{
    domain::Forum,
    reminders::{begin_changes, replan},
    store::{forum_in, keep_forum, keep_version, tell_news},
};

/// So many changes of a forum may be missed at once.
const FARTHEST_JUMP: i64 = 100_000;

/// Keeps the forum.
pub(crate) struct KeepForum(pub(crate) Deps);

impl Handler<ForumPublished> for KeepForum {
    async fn handle(&self, tx: &Tx, event: &Envelope<ForumPublished>) -> Result<(), Failure> {
        // A number far ahead would keep every real change out for ever.
        let before = forum_in(tx, event.data.forum).await;
        let before = before.map_err(Failure::store)?;
        let known = before.as_ref().map_or(0, |before| before.sequence);
        if event.sequence.0 > known.saturating_add(FARTHEST_JUMP) {
            return Err(Failure::reject(format!(
                "sequence {} is too far ahead of {known}",
                event.sequence.0
            )));
        }
        if event.sequence.0 > known {
            let kept = self.keep(tx, event, before.as_ref()).await;
            kept.map_err(Failure::store)?;
        }
        let now_ms = self.0.now().as_millisecond();
        let kept = keep_version(tx, event, now_ms).await;
        let is_news = kept.map_err(Failure::store)? && event.sequence.0 > known;
        // A draft is nobody's business. Put online again, it is told as people last knew it.
        if is_news && event.data.state != ForumState::Draft {
            let told = tell_news(tx, event.data.forum, event.sequence.0).await;
            told.map_err(Failure::store)?;
        }
        self.0.wake_after(tx);
        Ok(())
    }
}

impl KeepForum {
    async fn keep(
        &self,
        tx: &Tx,
        event: &Envelope<ForumPublished>,
        before: Option<&Forum>,
    ) -> Result<(), StoreError> {
        keep_forum(tx, event).await?;
        let now = self.0.now();
        let forum = Forum {
            sequence: event.sequence.0,
            facts: event.data.clone(),
            changed_at: now.as_millisecond(),
            versions: Vec::new(),
        };
        if let Some(before) = before {
            begin_changes(tx, (before, &forum), now.as_millisecond()).await?;
        }
        replan(tx, &forum, now).await
    }
}
