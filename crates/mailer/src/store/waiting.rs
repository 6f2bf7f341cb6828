//! What waits to be sent.

use kontor_contracts::Reach;
use kontor_store::{Database, StoreError};
use sea_orm::FromQueryResult;

use super::{
    forums::about_forums_within,
    rows::{count, word},
};
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

/// When the next mail is to be sent; before now, if it waits for the sender.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn next_due(database: &Database) -> Result<Option<i64>, StoreError> {
    #[derive(FromQueryResult)]
    struct Next {
        due_at: Option<i64>,
    }
    let sql = "SELECT MIN(due_at) AS due_at FROM mails WHERE due_at IS NOT NULL";
    let row: Option<Next> = database.row(sql, []).await?;
    Ok(row.and_then(|row| row.due_at))
}

/// How many mails were asked for after one instant and until another.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn written(
    database: &Database,
    after_ms: i64,
    until_ms: i64,
) -> Result<u64, StoreError> {
    #[derive(FromQueryResult)]
    struct Written {
        mails: i64,
    }
    let sql = "SELECT COUNT(*) AS mails FROM mails WHERE created_at > $1 AND created_at <= $2";
    let row: Option<Written> = database
        .row(sql, [after_ms.into(), until_ms.into()])
        .await?;
    Ok(row.map_or(0, |row| row.mails.unsigned_abs()))
}

#[derive(FromQueryResult)]
struct Row {
    state: String,
    interrupted: bool,
    mails: i64,
    oldest: i64,
}

/// What waits within somebody's reach, by state. A mail that only trouble of ours or of the relay keeps from leaving counts as
/// ready.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn waiting(
    database: &Database,
    reach: &Reach,
) -> Result<Vec<Waiting>, StoreError> {
    let (within, values) = match about_forums_within(reach, 1) {
        Some((condition, values)) => (format!("AND {condition} "), values),
        None => (String::new(), Vec::new()),
    };
    let sql = format!(
        "SELECT state, (state = 'deferred' AND attempts = 0) AS interrupted, \
               COUNT(*) AS mails, MIN(created_at) AS oldest FROM mails \
               WHERE (due_at IS NOT NULL OR lease_until IS NOT NULL) {within}\
               GROUP BY state, (state = 'deferred' AND attempts = 0)"
    );
    let rows: Vec<Row> = database.rows(&sql, values).await?;
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
