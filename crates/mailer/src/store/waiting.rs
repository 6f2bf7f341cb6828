//! What waits to be sent.

use kontor_store::{Database, StoreError};
use sea_orm::FromQueryResult;

use super::rows::{count, word};
use crate::domain::MailState;

/// The mails of one state that are on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Their state.
    pub(crate) state: MailState,
    /// How many.
    pub(crate) mails: u32,
    /// When the oldest of them was asked for.
    pub(crate) oldest_ms: i64,
}

impl Waiting {
    /// Whether they wait for us or the relay, not for a recipient who is refused for now.
    pub(crate) const fn waits_for_us(self) -> bool {
        matches!(
            self.state,
            MailState::Ready | MailState::Claimed | MailState::HandedOver
        )
    }
}

#[derive(FromQueryResult)]
struct Row {
    state: String,
    interrupted: bool,
    mails: i64,
    oldest: i64,
}

/// What waits, by state. A mail that only trouble of ours or of the relay keeps from leaving counts as
/// ready.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn waiting(database: &Database) -> Result<Vec<Waiting>, StoreError> {
    let sql = "SELECT state, (state = 'deferred' AND attempts = 0) AS interrupted, \
               COUNT(*) AS mails, MIN(created_at) AS oldest FROM mails \
               WHERE due_at IS NOT NULL OR lease_until IS NOT NULL \
               GROUP BY state, (state = 'deferred' AND attempts = 0)";
    let rows: Vec<Row> = database.rows(sql, []).await?;
    let mut found: Vec<Waiting> = Vec::new();
    for row in rows {
        let state = if row.interrupted {
            MailState::Ready
        } else {
            word("state", &row.state)?
        };
        let mails = count(row.mails);
        match found.iter_mut().find(|line| line.state == state) {
            Some(line) => {
                line.mails = line.mails.saturating_add(mails);
                line.oldest_ms = line.oldest_ms.min(row.oldest);
            }
            None => found.push(Waiting {
                state,
                mails,
                oldest_ms: row.oldest,
            }),
        }
    }
    Ok(found)
}
