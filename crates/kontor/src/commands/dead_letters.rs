//! `kontor dead-letters`: what could not be handled, in the databases of all workers.

use kontor_contracts::{EventId, Worker};
use kontor_runtime::{Process, timestamp};
use kontor_store::{
    Database, StoreError,
    audit::{Action, Actor},
    parked::{self, Parked},
};
use serde::Serialize;
use uuid::Uuid;

use crate::{
    cli::DeadLetters,
    config::Config,
    output::{self, Exit, Outcome, say},
    wiring,
};

const REPLAYED: Action = Action::new("message.replayed");

/// The most that `replay --all` gives back in one go.
const REPLAY_MAX: u32 = 100_000;

/// A line of the list. Carries no message, and so no personal data.
#[derive(Debug, Serialize)]
struct Line {
    id: String,
    worker: String,
    kind: String,
    subject: String,
    attempts: i64,
    failed_at: String,
    reason: String,
}

impl From<Parked> for Line {
    fn from(parked: Parked) -> Self {
        Self {
            id: EventId::new(parked.message_id).to_string(),
            worker: parked.consumer,
            kind: parked.kind,
            subject: parked.subject,
            attempts: parked.attempts,
            failed_at: timestamp(parked.last_failed_at).to_string(),
            reason: parked.reason,
        }
    }
}

pub(crate) async fn run(config: &Config, command: DeadLetters) -> Outcome {
    match command {
        DeadLetters::List {
            worker,
            limit,
            output,
        } => {
            let workers = worker.map_or(Worker::ALL.to_vec(), |worker| vec![worker.into()]);
            let mut letters = all(config, &workers, limit).await?;
            letters.truncate(limit as usize);
            let lines: Vec<Line> = letters.into_iter().map(Line::from).collect();
            output::list(
                output.json,
                &lines,
                &[
                    "ID",
                    "WORKER",
                    "KIND",
                    "SUBJECT",
                    "TRIES",
                    "FAILED AT",
                    "REASON",
                ],
                |line| {
                    let Line {
                        id,
                        worker,
                        kind,
                        subject,
                        attempts,
                        failed_at,
                        reason,
                    } = line;
                    let tries = attempts.to_string();
                    [id, worker, kind, subject, &tries, failed_at, reason]
                        .map(String::clone)
                        .to_vec()
                },
            )
        }
        DeadLetters::Show { id, output } => show(config, &id, output.json).await,
        DeadLetters::Replay { id: Some(id), .. } => replay(config, &id).await,
        DeadLetters::Replay { id: None, .. } => replay_all(config).await,
    }
}

async fn all(config: &Config, workers: &[Worker], limit: u32) -> Result<Vec<Parked>, Exit> {
    let mut letters = Vec::new();
    for worker in workers {
        let database = wiring::open_migrated(config, *worker).await?;
        letters.extend(parked::dead_letters(&database, None, limit).await?);
        database.close().await;
    }
    letters.sort_by_key(|letter| std::cmp::Reverse(letter.last_failed_at));
    Ok(letters)
}

async fn find(config: &Config, id: &str) -> Result<(Database, Parked), Exit> {
    let id: EventId = id.parse().map_err(|error| {
        Exit::refused(
            anyhow::Error::new(error).context(format!("{id:?} is not the id of a message")),
        )
    })?;
    for worker in Worker::ALL {
        let database = wiring::open_migrated(config, worker).await?;
        if let Some(letter) = parked::dead_letter(&database, id.uuid()).await? {
            return Ok((database, letter));
        }
        database.close().await;
    }
    Err(Exit::not_found(format_args!(
        "there is no dead letter {id}; kontor dead-letters list shows all"
    )))
}

/// One with its message.
#[derive(Debug, Serialize)]
struct Whole {
    #[serde(flatten)]
    line: Line,
    first_failed_at: String,
    /// As JSON; as a text if it is none.
    message: serde_json::Value,
}

async fn show(config: &Config, id: &str, json: bool) -> Outcome {
    let (_, letter) = find(config, id).await?;
    let message = serde_json::from_slice(&letter.body)
        .unwrap_or_else(|_| String::from_utf8_lossy(&letter.body).into_owned().into());
    let whole = Whole {
        first_failed_at: timestamp(letter.first_failed_at).to_string(),
        line: Line::from(letter),
        message,
    };
    if json {
        return output::json(&whole);
    }
    let line = &whole.line;
    say(format_args!(
        "{}  {} for {}",
        line.id, line.kind, line.worker
    ));
    say(format_args!("subject:  {}", line.subject));
    say(format_args!(
        "attempts: {}, first failed {}, last {}",
        line.attempts, whole.first_failed_at, line.failed_at
    ));
    say(format_args!("reason:   {}\n", line.reason));
    match &whole.message {
        serde_json::Value::String(text) => say(text),
        message => say(serde_json::to_string_pretty(message)?),
    }
    Ok(())
}

async fn replay(config: &Config, id: &str) -> Outcome {
    let (database, letter) = find(config, id).await?;
    give_back(&database, &Process::new(), letter.message_id).await?;
    say(format_args!(
        "{id} will be tried again by {}",
        letter.consumer
    ));
    Ok(())
}

/// `false` if it was given back by somebody else in the meantime.
async fn give_back(database: &Database, process: &Process, id: Uuid) -> Result<bool, StoreError> {
    let tx = database.begin().await?;
    let given_back = parked::replay(&tx, id, process.clock.now_ms()).await?;
    if given_back {
        let (row, message) = (process.ids.next(), EventId::new(id));
        tx.audit(row, Actor::CommandLine, REPLAYED, message).await?;
    }
    tx.commit().await?;
    Ok(given_back)
}

async fn replay_all(config: &Config) -> Outcome {
    let (process, mut replayed) = (Process::new(), 0);
    for worker in Worker::ALL {
        let database = wiring::open_migrated(config, worker).await?;
        for letter in parked::dead_letters(&database, None, REPLAY_MAX).await? {
            replayed += u32::from(give_back(&database, &process, letter.message_id).await?);
        }
        database.close().await;
    }
    say(format_args!("{replayed} will be tried again"));
    Ok(())
}
