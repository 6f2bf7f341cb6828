//! Drops the secrets of links that have served their purpose.

use std::{sync::Arc, time::Duration};

use kontor_runtime::lifecycle::TaskError;
use kontor_store::StoreError;

use super::PostOffice;
use crate::{
    letter::{MailToWrite, compose},
    store::{Kept, Masked, SpentLink, drop_links, fill_in, with_spent_links},
};

/// How often is looked.
const EVERY: Duration = Duration::from_secs(2);

/// Runs until the process stops.
pub(super) async fn run(office: Arc<PostOffice>) -> Result<(), TaskError> {
    let stopping = office.process.life.stopping();
    let mut filled = false;
    loop {
        let worked = async {
            if !filled {
                filled = fill_in(&office.database).await.map(|_| true)?;
            }
            forget(&office).await
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
