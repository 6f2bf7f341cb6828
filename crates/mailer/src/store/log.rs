//! The mail log: reading, and the one thing that a person may do.

use jiff::Timestamp;
use kontor_contracts::{ForumId, MailId, Reach};
use kontor_runtime::timestamp;
use kontor_store::{
    Database, StoreError, Tx,
    audit::{Action, Actor},
};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::{
    forums::{about_forums_within, whole_forum},
    rows::{MAIL_COLUMNS, MailRow, count, of_known_kind, word},
};
use crate::{
    domain::{About, Known, MailKey, MailState},
    kinds::Facts,
};

/// Which mails to list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filter {
    /// Only in this state.
    pub(crate) state: Option<MailState>,
    /// Only of this kind.
    pub(crate) kind: Option<&'static str>,
    /// Only about this forum.
    pub(crate) forum: Option<ForumId>,
    /// Only about this.
    pub(crate) about: Option<About>,
    /// Only with all of these words in name, address or company.
    pub(crate) words: Vec<String>,
    /// Only about forums within this reach.
    pub(crate) within: Reach,
    /// Only older ones than this.
    pub(crate) before: Option<MailId>,
}

#[cfg(test)]
impl Default for Filter {
    /// Everything. Pages say whose reach it is.
    fn default() -> Self {
        Self {
            state: None,
            kind: None,
            forum: None,
            about: None,
            words: Vec::new(),
            within: Reach::All,
            before: None,
        }
    }
}

/// A mail in the log.
#[derive(Debug, Clone)]
pub(crate) struct LoggedMail {
    /// Which mail.
    pub(crate) id: MailId,
    /// Its business key.
    pub(crate) key: MailKey,
    /// The forum that it speaks of.
    pub(crate) forum: Option<ForumId>,
    /// What is known of the sign-up that it is about; without the forum.
    pub(crate) known: Known,
    /// What it is written from.
    pub(crate) facts: Facts,
    /// Where it is.
    pub(crate) state: MailState,
    /// When it is tried (again).
    pub(crate) due_at: Option<Timestamp>,
    /// How often the recipient's side has refused it for now.
    pub(crate) attempts: u32,
    /// How often something else stood in the way.
    pub(crate) interruptions: u32,
    /// The last answer.
    pub(crate) reply: Option<String>,
    /// When it was asked for.
    pub(crate) created_at: Timestamp,
    /// When it last changed.
    pub(crate) changed_at: Timestamp,
}

/// An attempt in the log.
#[derive(Debug, Clone)]
pub(crate) struct LoggedAttempt {
    /// When it ended.
    pub(crate) at: Timestamp,
    /// The state that followed.
    pub(crate) state: MailState,
    /// How far it came.
    pub(crate) phase: Option<String>,
    /// What the relay said, or what happened.
    pub(crate) reply: String,
}

/// A message as it was handed over.
#[derive(Debug, Clone, FromQueryResult)]
pub(crate) struct StoredMessage {
    /// Its subject.
    pub(crate) subject: String,
    /// Its bytes.
    pub(crate) message: Vec<u8>,
}

/// Mails, newest first; those of a kind that only a newer version knows are left out.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn list_mails(
    database: &Database,
    filter: &Filter,
    limit: usize,
) -> Result<Vec<LoggedMail>, StoreError> {
    let mut values: Vec<Value> = Vec::new();
    let mut conditions = vec![of_known_kind()];
    let mut only = |condition: &str, value: Option<Value>| {
        if let Some(value) = value {
            values.push(value);
            conditions.push(format!("{condition} ${}", values.len()));
        }
    };
    only("state =", filter.state.map(|state| state.word().into()));
    only("kind =", filter.kind.map(Into::into));
    only("forum =", filter.forum.map(|forum| forum.uuid().into()));
    only(
        "about =",
        filter.about.as_ref().map(|about| about.as_str().into()),
    );
    only("id <", filter.before.map(|mail| mail.uuid().into()));
    for word in &filter.words {
        // `!` escapes what LIKE would read as a pattern.
        let word = word
            .to_lowercase()
            .replace('!', "!!")
            .replace('%', "!%")
            .replace('_', "!_");
        values.push(format!("%{word}%").into());
        conditions.push(format!("search LIKE ${} ESCAPE '!'", values.len()));
    }
    if let Some((condition, names)) = about_forums_within(&filter.within, values.len() + 1) {
        conditions.push(condition);
        values.extend(names);
    }
    let condition = conditions.join(" AND ");
    values.push(i64::try_from(limit).unwrap_or(i64::MAX).into());
    let limit = values.len();
    let sql = format!(
        "SELECT {MAIL_COLUMNS} FROM mails WHERE {condition} ORDER BY id DESC LIMIT ${limit}"
    );
    let rows: Vec<MailRow> = database.rows(&sql, values).await?;
    rows.into_iter().map(logged).collect()
}

/// One mail, unless only a newer version knows its kind.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn find_mail(
    database: &Database,
    id: MailId,
) -> Result<Option<LoggedMail>, StoreError> {
    let sql = format!(
        "SELECT {MAIL_COLUMNS} FROM mails WHERE id = $1 AND {}",
        of_known_kind()
    );
    let row: Option<MailRow> = database.row(&sql, [id.uuid().into()]).await?;
    row.map(logged).transpose()
}

/// The attempts of a mail, newest first.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn attempts_of(
    database: &Database,
    id: MailId,
) -> Result<Vec<LoggedAttempt>, StoreError> {
    #[derive(FromQueryResult)]
    struct Row {
        at: i64,
        state: String,
        phase: Option<String>,
        reply: String,
    }
    // More than any schedule makes; a mail that was interrupted for months shows its last ones.
    let sql = "SELECT at, state, phase, reply FROM mail_attempts WHERE mail = $1 \
               ORDER BY fence DESC LIMIT 200";
    let rows: Vec<Row> = database.rows(sql, [id.uuid().into()]).await?;
    let attempt = |row: Row| {
        Ok(LoggedAttempt {
            at: timestamp(row.at),
            state: word("state", &row.state)?,
            phase: row.phase,
            reply: row.reply,
        })
    };
    rows.into_iter().map(attempt).collect()
}

/// The message of a mail, if it was ever handed over.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn message_of(
    database: &Database,
    id: MailId,
) -> Result<Option<StoredMessage>, StoreError> {
    let sql = "SELECT subject, message FROM mail_messages WHERE mail = $1";
    database.row(sql, [id.uuid().into()]).await
}

/// What is known of the things that a mail speaks of; nothing while its forum has not arrived.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn known_of(
    database: &Database,
    mail: &LoggedMail,
) -> Result<Option<Known>, StoreError> {
    let known = |forum| Known {
        forum,
        ..mail.known.clone()
    };
    let Some(forum) = mail.forum else {
        return Ok(Some(known(None)));
    };
    let forum = whole_forum(database, forum).await?;
    Ok(forum.map(|forum| known(Some(forum))))
}

/// That somebody has sent a mail again.
const SENT_AGAIN: Action = Action::new("mail.sent_again");

/// Who asks for a change, with a fresh id for the row of the audit.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    /// Who.
    pub(crate) actor: Actor,
    /// The row's id.
    pub(crate) audit: Uuid,
}

impl Asker {
    /// Notes that a mail was sent again, if and only if the transaction commits.
    pub(super) async fn note(self, tx: &Tx, mail: MailId) -> Result<(), StoreError> {
        tx.audit(self.audit, self.actor, SENT_AGAIN, mail).await
    }
}

/// Sends a mail again whose fate is failed or unknown. `false` if it is in another state by now.
///
/// # Errors
/// [`StoreError`] by what can be done about it.
pub(crate) async fn send_again(
    database: &Database,
    id: MailId,
    asker: Asker,
    now_ms: i64,
) -> Result<bool, StoreError> {
    let tx = database.begin().await?;
    let sql = "UPDATE mails SET state = 'ready', due_at = $2, attempts = 0, interruptions = 0, \
               first_tried_at = NULL, changed_at = $2 \
               WHERE id = $1 AND state IN ('failed', 'uncertain')";
    let changed = tx.execute(sql, [id.uuid().into(), now_ms.into()]).await?;
    if changed > 0 {
        asker.note(&tx, id).await?;
    }
    tx.commit().await?;
    Ok(changed > 0)
}

pub(super) fn logged(row: MailRow) -> Result<LoggedMail, StoreError> {
    Ok(LoggedMail {
        id: MailId::new(row.id),
        key: row.key()?,
        forum: row.forum.map(ForumId::new),
        known: row.known(None)?,
        facts: row.facts()?,
        state: word("state", &row.state)?,
        due_at: row.due_at.map(timestamp),
        attempts: count(row.attempts),
        interruptions: count(row.interruptions),
        reply: row.reply,
        created_at: timestamp(row.created_at),
        changed_at: timestamp(row.changed_at),
    })
}
