//! The two marks that make sending exact, for all connections in one transaction: *handed over*,
//! just before the final dot, and the result after it.

use std::collections::HashSet;

use kontor_contracts::MailId;
use kontor_store::{StoreError, Tx, Work, values};
use sea_orm::{FromQueryResult, Value};
use uuid::Uuid;

use crate::domain::{About, MailState};

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
    /// The sign-up whose people know the forum as of a sequence by this mail.
    pub(crate) told: Option<(About, i64)>,
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
pub(crate) struct Marks;

impl Work for Marks {
    type Command = Command;
    type Reply = bool;

    async fn apply(&self, tx: &Tx, commands: &[Command]) -> Result<Vec<bool>, StoreError> {
        let held = change(tx, commands.iter().map(row).collect()).await?;
        keep_messages(
            tx,
            commands.iter().filter_map(|c| message(c, &held)).collect(),
        )
        .await?;
        log(tx, commands.iter().filter_map(record_of), &held).await?;
        keep_told(tx, commands.iter().filter_map(record_of), &held).await?;
        Ok(commands.iter().map(|c| held.contains(&id(c))).collect())
    }
}

const fn record_of(command: &Command) -> Option<&Record> {
    match command {
        Command::Record(record) => Some(record),
        Command::HandOver { .. } => None,
    }
}

const fn id(command: &Command) -> Uuid {
    match command {
        Command::HandOver { id, .. } => id.uuid(),
        Command::Record(record) => record.id.uuid(),
    }
}

#[derive(FromQueryResult)]
struct Touched {
    id: Uuid,
}

/// Writes marks and results in one statement, where the claims still hold; a mark leaves the columns
/// alone that it has no value for.
async fn change(tx: &Tx, rows: Vec<Vec<Value>>) -> Result<HashSet<Uuid>, StoreError> {
    if rows.is_empty() {
        return Ok(HashSet::new());
    }
    let (done, values) = values(1, rows);
    let sql = format!(
        "WITH done(id, fence, state, due_at, attempts, interruptions, uncertainties, \
         first_tried_at, now, reply) AS (VALUES {done}) \
         UPDATE mails SET state = done.state, due_at = done.due_at, \
         attempts = COALESCE(done.attempts, mails.attempts), \
         interruptions = COALESCE(done.interruptions, mails.interruptions), \
         uncertainties = COALESCE(done.uncertainties, mails.uncertainties), \
         first_tried_at = COALESCE(done.first_tried_at, mails.first_tried_at), \
         changed_at = COALESCE(done.now, mails.changed_at), \
         reply = COALESCE(done.reply, mails.reply), \
         lease_until = CASE done.state WHEN 'handed_over' THEN mails.lease_until END \
         FROM done WHERE mails.id = done.id AND mails.fence = done.fence \
         AND (mails.state = 'claimed' OR mails.state = 'handed_over' AND done.state <> 'handed_over') \
         RETURNING mails.id AS id"
    );
    let touched: Vec<Touched> = tx.rows(&sql, values).await?;
    Ok(touched.into_iter().map(|row| row.id).collect())
}

fn row(command: &Command) -> Vec<Value> {
    match command {
        Command::HandOver { id, fence, .. } => {
            let nothing = Value::BigInt(None);
            let mut row = vec![
                id.uuid().into(),
                (*fence).into(),
                MailState::HandedOver.word().into(),
            ];
            row.resize(9, nothing);
            row.push(Value::String(None));
            row
        }
        Command::Record(record) => record_row(record),
    }
}

fn message(command: &Command, held: &HashSet<Uuid>) -> Option<Vec<Value>> {
    match command {
        Command::HandOver { id, message, .. } => {
            let kept = message.as_ref().filter(|_| held.contains(&id.uuid()))?;
            Some(vec![
                id.uuid().into(),
                kept.subject.as_str().into(),
                kept.bytes.clone().into(),
            ])
        }
        Command::Record(_) => None,
    }
}

/// Keeps messages (mail, subject, bytes), in place of those that are kept already.
pub(super) async fn keep_messages(tx: &Tx, rows: Vec<Vec<Value>>) -> Result<(), StoreError> {
    let columns = ["mail", "subject", "message"];
    let ending = " ON CONFLICT (mail) DO UPDATE SET subject = excluded.subject, \
                  message = excluded.message";
    tx.insert("mail_messages", &columns, rows, ending).await?;
    Ok(())
}

/// Writes results, if the claims still hold.
pub(super) async fn record(tx: &Tx, records: &[&Record]) -> Result<HashSet<Uuid>, StoreError> {
    let held = change(
        tx,
        records.iter().map(|record| record_row(record)).collect(),
    )
    .await?;
    log(tx, records.iter().copied(), &held).await?;
    Ok(held)
}

/// Writes the attempts of those that still held their claims into the log.
async fn log(
    tx: &Tx,
    records: impl Iterator<Item = &Record>,
    held: &HashSet<Uuid>,
) -> Result<(), StoreError> {
    let columns = ["mail", "fence", "at", "state", "phase", "reply"];
    let lines = records.filter_map(|record| line(record, held)).collect();
    tx.insert("mail_attempts", &columns, lines, " ON CONFLICT DO NOTHING")
        .await?;
    Ok(())
}

/// Keeps what people know of their forums by mails that have arrived.
async fn keep_told(
    tx: &Tx,
    records: impl Iterator<Item = &Record>,
    held: &HashSet<Uuid>,
) -> Result<(), StoreError> {
    let told = records.filter(|record| held.contains(&record.id.uuid()));
    let told = told.filter_map(|record| record.told.as_ref());
    let told: Vec<[Value; 2]> = told
        .map(|(about, sequence)| [about.as_str().into(), (*sequence).into()])
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let (told, values) = values(1, told);
    let sql = format!(
        "WITH told(about, sequence) AS (VALUES {told}) UPDATE people SET told = told.sequence \
         FROM told WHERE people.about = told.about \
         AND (people.told IS NULL OR people.told < told.sequence)"
    );
    tx.execute(&sql, values).await?;
    Ok(())
}

fn record_row(record: &Record) -> Vec<Value> {
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
