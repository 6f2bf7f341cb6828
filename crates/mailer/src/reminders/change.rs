//! A moment of a forum has changed: whoever was told the old one by a mail is found, mail by mail, and
//! looked at. What is corrected then, and when, the look decides.

use kontor_contracts::{Deadline, events::ForumState};
use kontor_reminders::Anchor;
use kontor_store::{StoreError, Tx};
use uuid::Uuid;

use super::Remind;
use crate::{
    domain::{Forum, MailState, moment_of},
    kinds::Tells,
    store::{MomentChange, Telling, add_looks, forum_in, keep_change, next_change, telling_after},
};

/// Mails of one page.
const PAGE: usize = 1_024;

/// Begins to look for those who were told moments that are otherwise now.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn begin_changes(
    tx: &Tx,
    (before, after): (&Forum, &Forum),
    now_ms: i64,
) -> Result<(), StoreError> {
    for anchor in Anchor::ALL {
        let moved = moment_of(&before.facts, anchor) != moment_of(&after.facts, anchor);
        if moved && after.facts.state == ForumState::Published {
            let change = MomentChange {
                forum: after.facts.forum,
                anchor,
                look_at: Some(now_ms),
                page_after: Uuid::nil(),
            };
            keep_change(tx, &change).await?;
        }
    }
    Ok(())
}

/// Does one page of such a search; says whether there was one.
///
/// # Errors
/// [`StoreError`]; the page is done again then.
pub(crate) async fn search_page(remind: &Remind) -> Result<bool, StoreError> {
    let tx = remind.database.begin().await?;
    let now_ms = remind.clock.now_ms();
    let Some(mut change) = next_change(&tx, now_ms).await? else {
        return Ok(false);
    };
    change.look_at = None;
    if let Some(forum) = forum_in(&tx, change.forum).await? {
        let mails = telling_after(&tx, change.forum, change.page_after, PAGE).await?;
        let moment = moment_of(&forum.facts, change.anchor);
        let mistaken = mails
            .iter()
            .filter(|mail| mail.may_mislead(change.anchor, moment));
        let looks = mistaken.map(|mail| (mail.about.clone(), now_ms));
        add_looks(&tx, looks.collect()).await?;
        if let Some(last) = mails.last().filter(|_| mails.len() == PAGE) {
            (change.look_at, change.page_after) = (Some(now_ms), last.id);
        }
    }
    keep_change(&tx, &change).await?;
    tx.commit().await?;
    Ok(true)
}

impl Telling {
    /// Whether somebody may know by it what is no longer so.
    fn may_mislead(&self, anchor: Anchor, moment: &Deadline) -> bool {
        let told = self.facts.tells().and_then(Tells::told);
        let differs = told.is_some_and(|told| told.anchor == anchor && told.moment != *moment);
        differs && !matches!(self.state, MailState::Failed | MailState::Superseded)
    }
}
