//! What the mailer does when something happens: one file per event.

mod forum_published;
mod registration_confirmed;
mod registration_expired;
mod registration_received;
mod registration_repeated;

use std::sync::Arc;

use kontor_bus::{Consumer, Failure};
use kontor_contracts::{ForumId, MailId, Worker, events};
use kontor_runtime::Process;
use kontor_store::Tx;
use tokio::sync::Notify;

pub(crate) use self::{
    forum_published::KeepForum, registration_confirmed::SendConfirmation,
    registration_expired::CloseAddressCheck, registration_received::SendAddressCheck,
    registration_repeated::SendAnswer,
};
use crate::{
    domain::{About, Person, Revision},
    kinds::{AddressCheck, AlreadyRegistered, AnyFacts, Kind},
    store::{NewMail, keep_person, queue_mail, supersede_unsent},
};

/// Everything that the mailer listens to.
pub(crate) fn consumer(process: &Process, wake: &Arc<Notify>) -> Consumer {
    let deps = Deps::new(process, wake);
    Consumer::new(Worker::Mailer)
        .on::<events::ForumPublished>(KeepForum(deps.clone()))
        .on::<events::RegistrationReceived>(SendAddressCheck(deps.clone()))
        .on::<events::RegistrationConfirmed>(SendConfirmation(deps.clone()))
        .on::<events::RegistrationRepeated>(SendAnswer(deps.clone()))
        .on::<events::RegistrationCancelled>(CloseAddressCheck(deps.clone()))
        .on::<events::RegistrationExpired>(CloseAddressCheck(deps))
}

/// The mails that ask for the address to be confirmed.
const ASKING: [&str; 2] = [AddressCheck::WORD, AlreadyRegistered::WORD];

/// What every handler needs.
#[derive(Clone)]
pub(crate) struct Deps {
    process: Process,
    wake: Arc<Notify>,
}

impl Deps {
    /// For handlers that wake those who send by `wake`.
    pub(crate) fn new(process: &Process, wake: &Arc<Notify>) -> Self {
        Self {
            process: process.clone(),
            wake: Arc::clone(wake),
        }
    }

    /// Queues a mail, and wakes those who send once it is committed.
    async fn queue(
        &self,
        tx: &Tx,
        (about, revision): (About, Revision),
        forum: ForumId,
        facts: &dyn AnyFacts,
    ) -> Result<(), Failure> {
        let mail = NewMail {
            id: MailId::new(self.process.ids.next()),
            key: &facts.key(about, revision),
            forum: Some(forum),
            facts,
            now_ms: self.process.clock.now_ms(),
        };
        if queue_mail(tx, mail).await.map_err(Failure::store)? {
            self.wake_after(tx);
        }
        Ok(())
    }

    /// Keeps how a sign-up stands after an event.
    async fn keep(&self, tx: &Tx, person: &Person<'_>) -> Result<(), Failure> {
        let now_ms = self.process.clock.now_ms();
        let kept = keep_person(tx, person, now_ms).await;
        kept.map_err(Failure::store)
    }

    /// Closes mails that ask for what is decided already.
    async fn close_asking(
        &self,
        tx: &Tx,
        registration: kontor_contracts::RegistrationId,
    ) -> Result<(), Failure> {
        let (about, now_ms) = (
            About::registration(registration),
            self.process.clock.now_ms(),
        );
        supersede_unsent(tx, &about, &ASKING, now_ms)
            .await
            .map_err(Failure::store)?;
        Ok(())
    }

    fn wake_after(&self, tx: &Tx) {
        let wake = Arc::clone(&self.wake);
        tx.after_commit(move || wake.notify_one());
    }
}
