//! One message to its handler. Whatever goes wrong comes out as a [`Failure`]: bytes that are no
//! event, a handler that fails, takes too long or panics.

use std::{any::Any, panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use kontor_contracts::RawEnvelope;
use kontor_store::Tx;

use super::Runner;
use crate::{BODY_MAX, Delivery, Failure};

/// How long a handler may take, in milliseconds. It only talks to its database.
pub(super) const HANDLER_TIME_MS: i64 = 30_000;
const HANDLER_TIME: Duration = Duration::from_millis(HANDLER_TIME_MS.unsigned_abs());

#[derive(Debug, thiserror::Error)]
enum Mishap {
    #[error("the handler took longer than {} seconds", HANDLER_TIME.as_secs())]
    Slow,
    #[error("the handler panicked: {0}")]
    Panic(String),
    #[error(
        "the message has {0} bytes, more than the {BODY_MAX} of any event: only its beginning is kept"
    )]
    Huge(usize),
}

/// A message that is too large to be an event, whatever its beginning looks like.
pub(super) fn refuse_huge(delivery: &Delivery) -> Result<(), Failure> {
    if delivery.size > BODY_MAX {
        return Err(Failure::reject(Mishap::Huge(delivery.size)));
    }
    Ok(())
}

impl Runner {
    pub(super) async fn attempt(&self, tx: &Tx, body: &[u8]) -> Result<(), Failure> {
        let envelope = RawEnvelope::from_json(body).map_err(Failure::reject)?;
        // The transaction is rolled back after a panic, so nothing half done can be seen.
        let handled = AssertUnwindSafe(self.consumer.handle(tx, envelope)).catch_unwind();
        match tokio::time::timeout(HANDLER_TIME, handled).await {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => Err(Failure::retry(Mishap::Panic(said(&*panic)))),
            Err(_) => Err(Failure::retry(Mishap::Slow)),
        }
    }
}

fn said(panic: &(dyn Any + Send)) -> String {
    let text = panic
        .downcast_ref::<&str>()
        .map(|text| (*text).to_owned())
        .or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "without a word".to_owned())
}
