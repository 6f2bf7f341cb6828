//! The bus on RabbitMQ.

use kontor_runtime::{Process, health::Part};
use tokio_util::sync::CancellationToken;

use crate::{BusError, Message, Outcome, Queue, Stats, Subscription};

/// Most publishes of one process that wait for their confirm.
pub const CONFIRM_WINDOW: usize = 512;

#[derive(Debug, Clone)]
pub(crate) struct Engine {}

impl Engine {
    pub(crate) async fn open(
        url: &str,
        _: &Process,
        _: CancellationToken,
    ) -> Result<Self, BusError> {
        Err(BusError::Url(
            url.split(':').next().unwrap_or_default().to_owned(),
        ))
    }
    pub(crate) fn publish(
        &self,
        messages: Vec<Message>,
    ) -> impl Future<Output = Vec<Outcome>> + Send + use<> {
        async move { vec![Outcome::Unroutable; messages.len()] }
    }
    pub(crate) fn subscribe(&self, _: Queue, _: u16, _: Part) -> Subscription {
        Subscription::new().0
    }
    pub(crate) async fn stats(&self, _: Queue) -> Result<Stats, BusError> {
        Ok(Stats { ready: 0 })
    }
}

pub(crate) async fn check(url: &str) -> Result<(), BusError> {
    Err(BusError::Url(
        url.split(':').next().unwrap_or_default().to_owned(),
    ))
}
