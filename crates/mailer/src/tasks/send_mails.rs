//! One line: takes a claimed mail, writes it, sends it, settles it. Keeps its connection while
//! there is work.

use std::{sync::Arc, time::Duration};

use kontor_runtime::lifecycle::TaskError;
use tokio::sync::{Mutex, mpsc};

use super::PostOffice;
use crate::{
    domain::{Outcome, Wanted},
    letter::{ComposeError, MailToWrite, Message, compose, envelope},
    store::{ClaimedMail, Kept},
    transport::{HandedOut, Line},
};

/// How long a connection stays open without work.
const IDLE: Duration = Duration::from_secs(10);

/// Runs until no more mails come.
pub(super) async fn run(
    office: Arc<PostOffice>,
    mails: Arc<Mutex<mpsc::Receiver<ClaimedMail>>>,
) -> Result<(), TaskError> {
    let stopping = office.process.life.stopping();
    let mut line = Line::new(office.transport.clone());
    loop {
        let next = async { mails.lock().await.recv().await };
        let mail = if line.is_open() {
            let Ok(mail) = tokio::time::timeout(IDLE, next).await else {
                line.close().await;
                continue;
            };
            mail
        } else {
            next.await
        };
        let Some(mail) = mail else { break };
        if stopping.is_cancelled() || office.breaker.paused_until().is_some() {
            office.settle(&mail, &Outcome::NotTried);
        } else {
            let outcome = send(&office, &mut line, &mail).await;
            office.settle(&mail, &outcome);
        }
    }
    line.close().await;
    Ok(())
}

async fn send(office: &PostOffice, line: &mut Line, mail: &ClaimedMail) -> Outcome {
    let (message, keep) = match written(office, mail) {
        Ok(ready) => ready,
        Err(outcome) => return outcome,
    };
    let mark = office.mark(mail, keep);
    match line.send(mail.key.file_name(), &message, mark).await {
        HandedOut::Ended(outcome) => outcome,
        HandedOut::Withdrawn => Outcome::NotTried,
    }
}

/// The message, and what of it must be kept with the mark.
fn written(office: &PostOffice, mail: &ClaimedMail) -> Result<(Message, Option<Kept>), Outcome> {
    if let Some(bytes) = &mail.message {
        let to = &mail.facts.contact().email;
        let envelope = envelope(&office.sender, to).map_err(cannot)?;
        let bytes = bytes.clone();
        return Ok((Message { envelope, bytes }, None));
    }
    let now = office.process.clock.now();
    match mail.facts.wanted(&mail.known, now) {
        Wanted::Yes => {}
        Wanted::Later(at) => return Err(Outcome::TooEarly(now.duration_until(at).unsigned_abs())),
        Wanted::No(reason) => return Err(Outcome::Unwanted(reason)),
    }
    let mail = MailToWrite {
        key: &mail.key,
        facts: &*mail.facts,
        known: &mail.known,
        now,
    };
    let (letter, message) = compose(&office.site, &office.sender, mail).map_err(cannot)?;
    let keep = Some(Kept {
        subject: letter.subject,
        bytes: message.bytes.clone(),
    });
    Ok((message, keep))
}

fn cannot(error: ComposeError) -> Outcome {
    match error {
        ComposeError::Unsendable(reason) => Outcome::Unsendable(reason),
        error => {
            tracing::error!(%error, "a mail cannot be written");
            Outcome::Unwritable(error.to_string())
        }
    }
}
