//! Drops the secrets of links that have served their purpose.

use std::{sync::Arc, time::Duration};

use kontor_runtime::lifecycle::TaskError;
use kontor_store::StoreError;
use tokio::time::Instant;

use super::PostOffice;
use crate::{
    letter::{MailToWrite, compose},
    store::{Kept, Masked, SpentLink, drop_links, with_spent_links},
};

/// How often is looked.
const EVERY: Duration = Duration::from_secs(2);
/// How long that is put off while mails are being sent: they come first.
const AT_LAST: Duration = Duration::from_mins(1);

/// Runs until the process stops.
pub(super) async fn run(office: Arc<PostOffice>) -> Result<(), TaskError> {
    let stopping = office.process.life.stopping();
    let mut looked = Instant::now();
    loop {
        let worked = async {
            if is_time(office.held().is_empty(), looked.elapsed()) {
                looked = Instant::now();
                forget(&office).await?;
            }
            Ok::<_, StoreError>(())
        };
        if let Err(error) = worked.await {
            tracing::warn!(%error, "links that were used cannot be forgotten yet");
        }
        let pause = stopping.run_until_cancelled(tokio::time::sleep(EVERY));
        if pause.await.is_none() {
            return Ok(());
        }
    }
}

/// Whether it is time: nothing is being sent, or it was put off for long enough.
fn is_time(quiet: bool, put_off: Duration) -> bool {
    quiet || put_off >= AT_LAST
}

/// Forgets all that can be forgotten now.
async fn forget(office: &PostOffice) -> Result<(), StoreError> {
    loop {
        let spent = with_spent_links(&office.database, office.process.clock.now_ms()).await?;
        if spent.is_empty() {
            return Ok(());
        }
        let masked = spent.into_iter().map(|link| masked(office, link));
        drop_links(&office.database, masked.collect()).await?;
    }
}

/// The mail with dots in place of the secret: its facts, and the message as it was, unless it was never
/// handed over or cannot be written any more.
fn masked(office: &PostOffice, link: SpentLink) -> Masked {
    let SpentLink { mail, known } = link;
    let facts = mail.facts.masked();
    let message = known.and_then(|known| {
        let to_write = MailToWrite {
            key: &mail.key,
            facts: &*facts,
            known: &known,
            now: mail.changed_at,
        };
        let (letter, message) = compose(&office.site, &office.sender, to_write).ok()?;
        Some(Kept {
            subject: letter.subject,
            bytes: message.bytes,
        })
    });
    Masked {
        id: mail.id,
        facts,
        message,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_forgotten_when_it_is_quiet_and_at_last_all_the_same() {
        let a_while = Duration::from_secs(10);
        assert!(is_time(true, Duration::ZERO));
        assert!(!is_time(false, a_while));
        assert!(is_time(false, AT_LAST));
    }
}
