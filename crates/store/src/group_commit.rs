//! Group commit: many commands, one transaction, one `fsync`.
//!
//! One task takes what has queued up, lets the work apply all of it in one transaction, commits and
//! then answers everybody. While it commits, the next group gathers; nobody waits for a timer.

use std::{future::Future, sync::Arc};

use kontor_contracts::limits::MESSAGE_BYTES;
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{Database, StoreError, Tx};

/// What is done with a group of commands.
pub trait Work: Send + Sync + 'static {
    /// One request.
    type Command: Send + Sync + 'static;
    /// Its answer, given after the commit.
    type Reply: Send + 'static;

    /// Applies the commands, in order, and returns one reply for each.
    ///
    /// Must be safe to run again: a group that fails is rolled back and its commands are applied
    /// one by one, so that a bad one hurts nobody but itself.
    fn apply(
        &self,
        tx: &Tx,
        commands: &[Self::Command],
    ) -> impl Future<Output = Result<Vec<Self::Reply>, StoreError>> + Send;
}

/// How much is taken at once.
#[derive(Debug, Clone, Copy)]
pub struct GroupLimits {
    /// Most commands of one transaction.
    pub batch: usize,
    /// Most commands that wait; more are refused at once.
    pub queue: usize,
}

impl Default for GroupLimits {
    fn default() -> Self {
        Self {
            batch: 256,
            queue: MESSAGE_BYTES / 256,
        }
    }
}

/// Why a command was not carried out.
#[derive(Debug, thiserror::Error)]
pub enum GroupError {
    /// The database refused it, or is down.
    #[error(transparent)]
    Store(Arc<StoreError>),
    /// Too many commands wait already.
    #[error("too much is waiting to be written; try again in a moment")]
    Full,
    /// The process is stopping.
    #[error("the process is stopping")]
    Stopped,
}

type Queued<W> = (
    <W as Work>::Command,
    oneshot::Sender<Result<<W as Work>::Reply, Arc<StoreError>>>,
);

/// The entrance to the queue. Cheap to clone.
#[derive(Debug)]
pub struct GroupCommit<W: Work> {
    queue: mpsc::Sender<Queued<W>>,
}

impl<W: Work> Clone for GroupCommit<W> {
    fn clone(&self) -> Self {
        Self {
            queue: self.queue.clone(),
        }
    }
}

impl<W: Work> GroupCommit<W> {
    /// Makes the entrance and the task behind it. The caller starts the task; it ends when `stop`
    /// fires and everything that was accepted before is written, or when every entrance is dropped.
    pub fn new(
        database: Database,
        work: W,
        limits: GroupLimits,
        stop: CancellationToken,
    ) -> (Self, impl Future<Output = ()> + Send) {
        let (queue, waiting) = mpsc::channel(limits.queue);
        (
            Self { queue },
            run(database, work, waiting, limits.batch, stop),
        )
    }

    /// Hands a command in and waits until it is durable.
    ///
    /// # Errors
    /// [`GroupError`]; the command has then changed nothing.
    pub async fn submit(&self, command: W::Command) -> Result<W::Reply, GroupError> {
        let (reply, answer) = oneshot::channel();
        self.queue
            .try_send((command, reply))
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => GroupError::Full,
                mpsc::error::TrySendError::Closed(_) => GroupError::Stopped,
            })?;
        match answer.await {
            Ok(result) => result.map_err(GroupError::Store),
            Err(_) => Err(GroupError::Stopped),
        }
    }
}

async fn run<W: Work>(
    database: Database,
    work: W,
    mut waiting: mpsc::Receiver<Queued<W>>,
    batch: usize,
    stop: CancellationToken,
) {
    loop {
        let mut group = Vec::with_capacity(batch);
        tokio::select! {
            biased;
            taken = waiting.recv_many(&mut group, batch) => if taken == 0 { return },
            () = stop.cancelled(), if !waiting.is_closed() => { waiting.close(); continue }
        }
        let (commands, replies): (Vec<_>, Vec<_>) = group.into_iter().unzip();
        write(&database, &work, &commands, replies).await;
    }
}

async fn write<W: Work>(
    database: &Database,
    work: &W,
    commands: &[W::Command],
    replies: Vec<oneshot::Sender<Result<W::Reply, Arc<StoreError>>>>,
) {
    match attempt(database, work, commands).await {
        Ok(results) => {
            for (reply, result) in replies.into_iter().zip(results) {
                // Whoever asked may have gone away; the command counts all the same.
                drop(reply.send(Ok(result)));
            }
        }
        Err(error) if commands.len() == 1 || error.is_unavailable() => {
            let error = Arc::new(error);
            for reply in replies {
                drop(reply.send(Err(Arc::clone(&error))));
            }
        }
        Err(error) => {
            tracing::warn!(%error, commands = commands.len(), "a group failed; writing one by one");
            for (command, reply) in commands.iter().zip(replies) {
                let result = attempt(database, work, std::slice::from_ref(command)).await;
                drop(reply.send(result.map_err(Arc::new).and_then(first)));
            }
        }
    }
}

fn first<R>(mut results: Vec<R>) -> Result<R, Arc<StoreError>> {
    results.pop().ok_or_else(|| Arc::new(no_reply(1, 0)))
}

async fn attempt<W: Work>(
    database: &Database,
    work: &W,
    commands: &[W::Command],
) -> Result<Vec<W::Reply>, StoreError> {
    let tx = database.begin().await?;
    let replies = work.apply(&tx, commands).await?;
    if replies.len() != commands.len() {
        return Err(no_reply(commands.len(), replies.len()));
    }
    tx.commit().await?;
    Ok(replies)
}

fn no_reply(commands: usize, replies: usize) -> StoreError {
    let what = format!("{commands} commands got {replies} replies");
    StoreError::Query(sea_orm::DbErr::Custom(what))
}
