//! Measures what waits, for how long, and whether the relay takes it: for `/metrics`.

use std::{sync::Arc, time::Duration};

use kontor_contracts::Reach;
use kontor_runtime::{lifecycle::TaskError, repeat};
use kontor_store::StoreError;

use super::PostOffice;
use crate::{domain::MailState, kinds::KINDS, store::waiting};

/// How often is counted.
const EVERY: Duration = Duration::from_secs(5);
/// The states in which a mail waits.
const WAITING: [MailState; 5] = [
    MailState::Ready,
    MailState::Claimed,
    MailState::HandedOver,
    MailState::Deferred,
    MailState::Uncertain,
];

/// Says what is measured of mails; each counter is there from the start with 0, because an alarm for
/// its growth does not see one appear.
pub(super) fn describe_metrics() {
    metrics::describe_counter!("kontor_mails_total", "Mails that reached a state, by kind.");
    metrics::describe_histogram!(
        "kontor_mail_delay_seconds",
        "From the wish for a mail to the relay's yes."
    );
    metrics::describe_gauge!("kontor_mails_waiting", "Mails on their way, by state.");
    metrics::describe_gauge!(
        "kontor_mail_oldest_seconds",
        "Age of the oldest mail that waits for us: not refused by its recipient for now."
    );
    metrics::describe_gauge!("kontor_mail_relay_up", "1 if the relay takes mail, else 0.");
    for kind in KINDS {
        for state in MailState::ALL {
            let labels = [("kind", kind.word()), ("state", state.word())];
            metrics::counter!("kontor_mails_total", &labels).increment(0);
        }
    }
}

/// Runs until the process stops.
pub(super) async fn run(office: Arc<PostOffice>) -> Result<(), TaskError> {
    repeat("watch_mails", &office.process, EVERY, || async {
        let found = waiting(&office.database, &Reach::All).await?;
        measure(&found, office.process.clock.now_ms());
        Ok::<_, StoreError>(EVERY)
    })
    .await
}

fn measure(found: &[crate::store::Waiting], now_ms: i64) {
    for state in WAITING {
        let mails = found.iter().find(|line| line.state == state);
        let mails = mails.map_or(0, |line| line.mails);
        metrics::gauge!("kontor_mails_waiting", "state" => state.word()).set(f64::from(mails));
    }
    let oldest = found.iter().filter(|line| line.waits_for_us());
    let oldest = oldest.map(|line| line.oldest_ms).min().unwrap_or(now_ms);
    let age = u64::try_from(now_ms.saturating_sub(oldest)).unwrap_or(0);
    metrics::gauge!("kontor_mail_oldest_seconds").set(Duration::from_millis(age).as_secs_f64());
}
