//! The two marks that make sending exact, for all connections in one transaction: *handed over*,
//! just before the final dot, and the result after it.

use std::collections::HashSet;

use kontor_contracts::MailId;
use kontor_store::{StoreError, Tx, Work};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use super::rows::tuples;
use crate::domain::MailState;

/// A change to a mail that somebody holds.
#[derive(Debug)]
pub(crate) enum Command {
    /// The relay has the whole message but for the final dot.
    HandOver {
        /// Which mail.
        id: MailId,
        /// The claim it is held by.
        fence: i64,
        /// Subject and bytes, unless they are kept already.
        message: Option<Kept>,
    },
    /// The attempt has ended.
    Record(Box<Record>),
}

/// A message as it is handed over.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// Its subject.
    pub(crate) subject: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
}

/// How an attempt ended, and what becomes of the mail.
#[derive(Debug, Clone)]
pub(crate) struct Record {
    /// Which mail.
    pub(crate) id: MailId,
    /// The claim it is held by.
    pub(crate) fence: i64,
    /// Its next state.
    pub(crate) state: MailState,
    /// When it may be taken again.
    pub(crate) due_at: Option<i64>,
    /// Attempts refused for now by the recipient.
    pub(crate) attempts: u32,
    /// Attempts ended by trouble of others.
    pub(crate) interruptions: u32,
    /// Attempts with an unknown end.
    pub(crate) uncertainties: u32,
    /// When the first attempt was.
    pub(crate) first_tried_at: Option<i64>,
    /// Now, in milliseconds.
    pub(crate) now_ms: i64,
    /// The line for the log of attempts, if anything was tried.
    pub(crate) attempt: Option<Attempt>,
}

/// A line of the log of attempts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Attempt {
    /// How far it came.
    pub(crate) phase: Option<&'static str>,
    /// What the relay said, or what happened.
    pub(crate) reply: String,
}

/// Writes marks and results; each reply says whether the claim still held.
#[derive(Debug)]
pub(crate) struct Ledger;

impl Work for Ledger {
    type Command = Command;
    type Reply = bool;

    async fn apply(&self, tx: &Tx, commands: &[Command]) -> Result<Vec<bool>, StoreError> {
        let granted = hand_over(tx, commands).await?;
        let records: Vec<&Record> = commands.iter().filter_map(record_of).collect();
        let recorded = record(tx, &records).await?;
        let held = |command: &Command| match command {
            Command::HandOver { id, .. } => granted.contains(&id.uuid()),
            Command::Record(record) => recorded.contains(&record.id.uuid()),
        };
        Ok(commands.iter().map(held).collect())
    }
}

const fn record_of(command: &Command) -> Option<&Record> {
    match command {
        Command::Record(record) => Some(record),
        Command::HandOver { .. } => None,
    }
}

#[derive(FromQueryResult)]
struct Touched {
    id: Uuid,
}

fn ids(rows: Vec<Touched>) -> HashSet<Uuid> {
    rows.into_iter().map(|row| row.id).collect()
}

async fn hand_over(tx: &Tx, commands: &[Command]) -> Result<HashSet<Uuid>, StoreError> {
    let marks: Vec<_> = commands
        .iter()
        .filter_map(|command| match command {
            Command::HandOver { id, fence, message } => Some((id.uuid(), *fence, message)),
            Command::Record(_) => None,
        })
        .collect();
    if marks.is_empty() {
        return Ok(HashSet::new());
    }
    let claims = marks
        .iter()
        .map(|(id, fence, _)| vec![Value::from(*id), Value::from(*fence)]);
    let (rows, values) = filled_up(claims.collect());
    let sql = format!(
        "WITH held(id, fence) AS (VALUES {}) UPDATE mails SET state = 'handed_over' FROM held \
         WHERE mails.id = held.id AND mails.fence = held.fence AND mails.state = 'claimed' \
         RETURNING mails.id AS id",
        tuples(1, 2, rows)
    );
    let granted = ids(tx.rows(&sql, values).await?);
    let messages = marks.into_iter().filter_map(|(id, _, message)| {
        let kept = message.as_ref().filter(|_| granted.contains(&id))?;
        Some(vec![
            id.into(),
            kept.subject.as_str().into(),
            kept.bytes.clone().into(),
        ])
    });
    let ending = " ON CONFLICT (mail) DO UPDATE SET subject = excluded.subject, \
                  message = excluded.message";
    tx.insert(
        "mail_messages",
        &["mail", "subject", "message"],
        messages.collect(),
        ending,
    )
    .await?;
    Ok(granted)
}

/// Writes results, if the claims still hold.
pub(super) async fn record(tx: &Tx, records: &[&Record]) -> Result<HashSet<Uuid>, StoreError> {
    const COLUMNS: usize = 10;
    if records.is_empty() {
        return Ok(HashSet::new());
    }
    let (rows, values) = filled_up(records.iter().map(|record| row(record)).collect());
    let sql = format!(
        "WITH ended(id, fence, state, due_at, attempts, interruptions, uncertainties, \
         first_tried_at, now, reply) AS (VALUES {}) \
         UPDATE mails SET state = ended.state, due_at = ended.due_at, attempts = ended.attempts, \
         interruptions = ended.interruptions, uncertainties = ended.uncertainties, \
         first_tried_at = ended.first_tried_at, changed_at = ended.now, \
         reply = COALESCE(ended.reply, mails.reply), lease_until = NULL \
         FROM ended WHERE mails.id = ended.id AND mails.fence = ended.fence \
         AND mails.state IN ('claimed', 'handed_over') RETURNING mails.id AS id",
        tuples(1, COLUMNS, rows)
    );
    let touched = ids(tx.rows(&sql, values).await?);
    let lines = records
        .iter()
        .filter_map(|record| line(record, &touched))
        .collect();
    let columns = ["mail", "fence", "at", "state", "phase", "reply"];
    tx.insert("mail_attempts", &columns, lines, " ON CONFLICT DO NOTHING")
        .await?;
    Ok(touched)
}

fn row(record: &Record) -> Vec<Value> {
    vec![
        record.id.uuid().into(),
        record.fence.into(),
        record.state.word().into(),
        record.due_at.into(),
        i64::from(record.attempts).into(),
        i64::from(record.interruptions).into(),
        i64::from(record.uncertainties).into(),
        record.first_tried_at.into(),
        record.now_ms.into(),
        record
            .attempt
            .as_ref()
            .map(|attempt| attempt.reply.clone())
            .into(),
    ]
}

fn line(record: &Record, touched: &HashSet<Uuid>) -> Option<Vec<Value>> {
    let attempt = record
        .attempt
        .as_ref()
        .filter(|_| touched.contains(&record.id.uuid()))?;
    Some(vec![
        record.id.uuid().into(),
        record.fence.into(),
        record.now_ms.into(),
        record.state.word().into(),
        attempt.phase.map(str::to_owned).into(),
        attempt.reply.as_str().into(),
    ])
}

/// Repeats the last row up to a power of two, so that few statements are prepared.
fn filled_up(mut rows: Vec<Vec<Value>>) -> (usize, Vec<Value>) {
    if let Some(last) = rows.last().cloned() {
        rows.resize(rows.len().next_power_of_two(), last);
    }
    (rows.len(), rows.into_iter().flatten().collect())
}
