//! What the tasks share: the way out, the breaker, marks and results, and which mails are held.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use kontor_contracts::MailId;
use kontor_runtime::Process;
use kontor_smtp::Phase;
use kontor_store::{Database, GroupCommit, GroupError};
use kontor_web::Site;
use tokio::sync::Notify;

use crate::{
    breaker::{Breaker, Recipient},
    domain::{Decision, MailRecord, MailState, Others, Outcome, RetrySchedule, decide},
    letter::Sender,
    reminders::Remind,
    store::{Attempt, ClaimedMail, Command, Kept, Marks, Record},
    transport::Transport,
};

/// How long a claim lasts if its process dies. Three renewals may fail before it ends.
pub(super) const LEASE_MS: i64 = 10_000;
/// How long a result that could not be written waits before the next try.
const RECORD_AGAIN: Duration = Duration::from_millis(500);

/// Everything that sending needs.
pub(crate) struct PostOffice {
    /// Time, ids, tasks.
    pub(crate) process: Process,
    /// The mailer's database.
    pub(crate) database: Database,
    /// Templates and texts.
    pub(crate) site: Site,
    /// Who writes.
    pub(crate) sender: Sender,
    /// When to try again.
    pub(crate) schedule: RetrySchedule,
    /// The way out.
    pub(crate) transport: Transport,
    /// Whether it is paused.
    pub(crate) breaker: Breaker,
    /// Marks and results.
    pub(crate) marks: GroupCommit<Marks>,
    /// Wakes whoever claims.
    pub(crate) wake: Arc<Notify>,
    /// The claims of this process.
    pub(crate) held: Mutex<HashMap<MailId, i64>>,
}

impl PostOffice {
    /// What reminding needs.
    pub(crate) fn remind(&self) -> Remind {
        Remind {
            database: self.database.clone(),
            clock: Arc::clone(&self.process.clock),
            ids: Arc::clone(&self.process.ids),
            wake: Arc::clone(&self.wake),
        }
    }

    /// The end of a lease that begins now.
    pub(crate) fn lease_until(&self) -> i64 {
        self.process.steady.now_ms() + LEASE_MS
    }

    /// Remembers claims, so that their leases are renewed.
    pub(crate) fn hold(&self, mails: &[ClaimedMail]) {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.extend(mails.iter().map(|mail| (mail.id, mail.fence)));
    }

    /// The claims of this process.
    pub(crate) fn held(&self) -> Vec<(MailId, i64)> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.iter().map(|(id, fence)| (*id, *fence)).collect()
    }

    /// What becomes of a mail.
    pub(crate) fn decide(&self, record: MailRecord, outcome: &Outcome, others: Others) -> Decision {
        decide(
            record,
            outcome,
            others,
            self.schedule,
            self.process.ids.fraction(),
        )
    }

    /// What the relay answers to others, and what this outcome adds to it.
    fn others(&self, mail: &ClaimedMail, outcome: &Outcome) -> Others {
        match outcome {
            Outcome::Refused(Phase::Recipient, reply) => {
                let recipient = Recipient {
                    key: &mail.facts.contact().email.key(),
                    is_proved: mail.facts.policy().to_proved,
                };
                return self.breaker.refused(recipient, reply);
            }
            Outcome::Accepted(_) => self.breaker.took_a_recipient(),
            Outcome::Refused(phase, _) | Outcome::Lost(phase, _) if *phase > Phase::Recipient => {
                self.breaker.took_a_recipient();
            }
            _ => {}
        }
        Others::Taken
    }

    /// Marks a mail as handed over; `false` if the claim is lost or the mark cannot be written, and
    /// the final dot must not be sent.
    pub(crate) async fn mark(&self, mail: &ClaimedMail, keep: Option<Kept>) -> bool {
        let command = Command::HandOver {
            id: mail.id,
            fence: mail.fence,
            message: keep,
        };
        self.marks.submit(command).await.unwrap_or_else(|error| {
            tracing::warn!(mail = %mail.id, %error, "the hand-over cannot be marked");
            false
        })
    }

    /// Writes the outcome of an attempt down, in a task of its own: the line goes on with the next
    /// mail. The task tries until it is written; only then the claim is let go.
    pub(crate) fn settle(self: &Arc<Self>, mail: &ClaimedMail, outcome: &Outcome) {
        let others = self.others(mail, outcome);
        let decision = self.decide(mail.record, outcome, others);
        match &decision.trouble {
            Some(trouble) => self.breaker.pause(trouble, tokio::time::Instant::now()),
            None if matches!(outcome, Outcome::Accepted(_)) => self.breaker.succeeded(),
            None => {}
        }
        count(mail, &decision, self.process.clock.now_ms());
        let record = self.record(mail, outcome, &decision);
        let office = Arc::clone(self);
        self.process.life.spawn("record_mail", async move {
            office.write(record).await;
            Ok(())
        });
    }

    fn record(&self, mail: &ClaimedMail, outcome: &Outcome, decision: &Decision) -> Record {
        let now_ms = self.process.clock.now_ms();
        let attempt = outcome.logged().map(|(phase, reply)| Attempt {
            phase: phase.map(Phase::word),
            reply,
        });
        let again_in = decision
            .again_in
            .map(|wait| i64::try_from(wait.as_millis()).unwrap_or(i64::MAX));
        Record {
            id: mail.id,
            fence: mail.fence,
            state: decision.state,
            due_at: again_in.map(|wait| now_ms.saturating_add(wait)),
            attempts: decision.record.attempts,
            interruptions: decision.record.interruptions,
            uncertainties: decision.record.uncertainties,
            first_tried_at: mail.first_tried_at.or(attempt.as_ref().map(|_| now_ms)),
            now_ms,
            attempt,
            told: (mail.tells.filter(|_| decision.state == MailState::Sent))
                .map(|sequence| (mail.key.about.clone(), sequence)),
        }
    }

    async fn write(&self, record: Record) {
        loop {
            match self
                .marks
                .submit(Command::Record(Box::new(record.clone())))
                .await
            {
                Ok(true) => break,
                Ok(false) => {
                    tracing::warn!(mail = %record.id, "the claim was lost; the result is not written");
                    break;
                }
                Err(GroupError::Stopped) => return,
                Err(error) => {
                    tracing::warn!(mail = %record.id, %error, "the result is not written yet");
                    tokio::time::sleep(RECORD_AGAIN).await;
                }
            }
        }
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.remove(&record.id);
        if record.due_at.is_some_and(|due| due <= record.now_ms) {
            self.wake.notify_one();
        }
    }
}

fn count(mail: &ClaimedMail, decision: &Decision, now_ms: i64) {
    let (kind, state) = (mail.key.kind, decision.state.word());
    metrics::counter!("kontor_mails_total", "kind" => kind, "state" => state).increment(1);
    if decision.state == MailState::Sent
        && let Some((seconds, nanos)) = mail.id.uuid().get_timestamp().map(|at| at.to_unix())
    {
        let asked_for_ms = seconds * 1_000 + u64::from(nanos / 1_000_000);
        let delay_ms = u64::try_from(now_ms)
            .unwrap_or_default()
            .saturating_sub(asked_for_ms);
        metrics::histogram!("kontor_mail_delay_seconds").record(Duration::from_millis(delay_ms));
    }
}
