//! Drops the secrets of links that have served their purpose.

use std::{sync::Arc, time::Duration};

use kontor_runtime::lifecycle::TaskError;
use kontor_store::StoreError;

use super::PostOffice;
use crate::{
    compose::{MailToWrite, compose},
    store::{LoggedMail, drop_link, fill_in, known_of, message_of, with_spent_links},
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
        let mails = with_spent_links(&office.database, office.process.clock.now_ms()).await?;
        if mails.is_empty() {
            return Ok(());
        }
        for mail in mails {
            let masked = masked(office, &mail).await?;
            drop_link(&office.database, &mail, masked).await?;
        }
    }
}

/// The message as it was, with dots in place of the secret; nothing if it was never handed over, or
/// cannot be written any more.
async fn masked(office: &PostOffice, mail: &LoggedMail) -> Result<Option<Vec<u8>>, StoreError> {
    if message_of(&office.database, mail.id).await?.is_none() {
        return Ok(None);
    }
    let Some(known) = known_of(&office.database, mail).await? else {
        return Ok(None);
    };
    let to_write = MailToWrite {
        key: &mail.key,
        facts: &*mail.facts.masked(),
        known: &known,
        now: mail.changed_at,
    };
    let written = compose(&office.site, &office.sender, to_write);
    Ok(written.ok().map(|(_, message)| message.bytes))
}
