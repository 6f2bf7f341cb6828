//! Makes one mail for each person of a change that an office made, in pages: a page with its mails and how
//! far that has come is one transaction, so that whatever dies leaves neither a gap nor a second mail.

use std::{sync::Arc, time::Duration};

use kontor_contracts::MailId;
use kontor_runtime::{Process, lifecycle::TaskError, repeat};
use kontor_store::{Database, StoreError, Tx};

use super::PostOffice;
use crate::{
    domain::{Known, PersonState, Revision, Wanted, known_version},
    kinds::{Facts, ForumCancelled, ForumChanged},
    store::{Listener, NewMail, Page, next_page, page_is_told, queue_mail},
};

/// How often is looked for something to tell.
const EVERY: Duration = Duration::from_secs(1);

/// Runs until the process stops.
pub(super) async fn run(office: Arc<PostOffice>, pause: Duration) -> Result<(), TaskError> {
    repeat("tell_news", &office.process, EVERY, || async {
        let more = tell_some(&office.database, &office.process, pause).await?;
        office.wake.notify_one();
        Ok::<_, StoreError>(if more { Duration::ZERO } else { EVERY })
    })
    .await
}

/// Tells some people of some forum that has not changed for a pause; `false` if there was nobody left. What an
/// office corrects at once is one mail, or none.
pub(crate) async fn tell_some(
    database: &Database,
    process: &Process,
    pause: Duration,
) -> Result<bool, StoreError> {
    let pause_ms = i64::try_from(pause.as_millis()).unwrap_or(i64::MAX);
    let since_ms = process.clock.now_ms().saturating_sub(pause_ms);
    let tx = database.begin().await?;
    let Some(page) = next_page(&tx, since_ms).await? else {
        return Ok(false);
    };
    let more = page_is_told(&tx, &page, process.clock.now_ms()).await?;
    for listener in &page.listeners {
        tell(&tx, process, &page, listener).await?;
    }
    tx.commit().await?;
    Ok(more)
}

/// Queues the mail to one person, if there is anything new to them.
async fn tell(tx: &Tx, process: &Process, page: &Page, to: &Listener) -> Result<(), StoreError> {
    let facts = facts(page, to);
    let known = Known {
        forum: Some(Arc::clone(&page.forum)),
        person: Some(to.state),
        told: to.told,
        ..Known::default()
    };
    if facts.wanted(&known, process.clock.now()) != Wanted::Yes {
        return Ok(());
    }
    let key = facts.key(to.about.clone(), Revision::Change(page.sequence));
    let mail = NewMail {
        id: MailId::new(process.ids.next()),
        key: &key,
        forum: Some(page.forum.facts.forum),
        facts: &*facts,
        now_ms: process.clock.now_ms(),
    };
    queue_mail(tx, mail).await
}

fn facts(page: &Page, to: &Listener) -> Facts {
    let since = known_version(&page.forum.versions, to.told, to.heard_at);
    let (contact, takes_part) = (to.contact.clone(), to.takes_part);
    if page.forum.is_off() {
        let confirmed = to.state == PersonState::Confirmed;
        Arc::new(ForumCancelled {
            contact,
            confirmed,
            takes_part,
            since,
        })
    } else {
        Arc::new(ForumChanged {
            contact,
            takes_part,
            since,
        })
    }
}
