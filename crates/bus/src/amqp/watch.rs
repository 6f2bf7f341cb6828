//! Whether the queues of a worker have a majority of their nodes. One that has none takes nothing and
//! gives nothing, and all connections stand: only who asks hears it.
//!
//! What is asked for is a dead letter. Even to say that there is none, a quorum queue needs its
//! majority; declaring or counting it does not. The other queue of the worker lies on the same nodes,
//! but looking for messages there would count as a delivery of each that is found.

use std::time::Duration;

use kontor_contracts::Worker;
use kontor_runtime::health::Part;
use lapin::{
    Channel,
    options::{BasicGetOptions, BasicNackOptions},
};
use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::{connection::Broker, declare::topology};
use crate::{Queue, error::told};

/// How often it is asked.
const EVERY: Duration = Duration::from_secs(5);
/// Longest wait for the answer. The election of a new leader takes less.
const ANSWER: Duration = Duration::from_secs(5);

/// What watches the queues of one worker.
pub(super) struct Watch {
    pub(super) broker: Broker,
    pub(super) part: Part,
    pub(super) closing: CancellationToken,
    pub(super) worker: Worker,
}

impl Watch {
    /// Watches until the bus closes. A question that stays without an answer blocks its channel for
    /// more than a minute, so the next one is asked on a new connection.
    pub(super) async fn run(self) {
        let watching = async {
            loop {
                if let Some(reason) = self.look().await {
                    self.part.down(reason);
                    sleep(EVERY).await;
                }
            }
        };
        self.closing.run_until_cancelled(watching).await;
    }

    /// Asks until something is wrong, and says what; nothing if it is only that the connection broke,
    /// for what that means shows on the next one.
    async fn look(&self) -> Option<String> {
        let name = format!("watch of {}", self.worker.name());
        let connection = match self.broker.connect(&name).await {
            Ok(connection) => connection,
            Err(error) => return Some(told(&error)),
        };
        let channel = match topology(&self.broker, &connection).await {
            Ok(channel) => channel,
            Err(trouble) => return Some(trouble.to_string()),
        };
        let mut worked = false;
        loop {
            match timeout(ANSWER, ask(&channel, Queue::Dead(self.worker))).await {
                Ok(Ok(())) => self.part.up(),
                Ok(Err(_)) if worked => return None,
                Ok(Err(error)) => return Some(error.to_string()),
                Err(_) => return Some(no_majority(self.worker)),
            }
            worked = true;
            sleep(EVERY).await;
        }
    }
}

/// Asks a queue for a message, and gives it back.
async fn ask(channel: &Channel, queue: Queue) -> lapin::Result<()> {
    let name = queue.to_string().into();
    let found = channel.basic_get(name, BasicGetOptions::default()).await?;
    let Some(found) = found else { return Ok(()) };
    let requeue = BasicNackOptions {
        requeue: true,
        ..BasicNackOptions::default()
    };
    channel.basic_nack(found.delivery_tag, requeue).await
}

fn no_majority(worker: Worker) -> String {
    let (queue, seconds) = (Queue::Of(worker), ANSWER.as_secs());
    format!(
        "{queue} has not answered within {seconds} seconds: most of the nodes that hold it are down \
         or cannot see one another"
    )
}
