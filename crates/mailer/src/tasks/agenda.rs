//! What is due at the mailer: mails that wait for their time, and reminders.

use jiff::Timestamp;
use kontor_runtime::{Agenda, Awaited, Found, millis, timestamp};
use kontor_store::Database;

use crate::store::{next_due, next_look, written};

/// Says what this worker waits for.
pub(crate) fn tell(agenda: &Agenda, database: &Database) {
    agenda.add(Mails(database.clone()));
}

/// Mails that are to be sent.
#[derive(Debug)]
struct Mails(Database);

impl Awaited for Mails {
    fn kind(&self) -> &'static str {
        "mail"
    }

    fn next(&self, _: Timestamp) -> Found<'_, Option<Timestamp>> {
        Box::pin(async {
            // Those that wait, and those that reminders will make.
            let due = [next_due(&self.0).await?, next_look(&self.0).await?];
            Ok(due.into_iter().flatten().min().map(timestamp))
        })
    }

    fn done(&self, after: Timestamp, until: Timestamp) -> Found<'_, u64> {
        Box::pin(async move { Ok(written(&self.0, millis(after), millis(until)).await?) })
    }
}
