//! What the mailer does when something happens: one file per event.

mod forum_published;
mod invitation_issued;
mod invitation_over;
mod recipients;
mod registration_changed;
mod registration_confirmed;
mod registration_offered;
mod registration_over;
mod registration_received;
mod registration_repeated;
mod registration_waiting;

use std::{sync::Arc, time::Duration};

use jiff::SignedDuration;
use kontor_bus::{Consumer, Failure};
use kontor_contracts::{ForumId, MailId, Worker, events};
use kontor_runtime::Process;
use kontor_store::Tx;
use tokio::sync::Notify;

pub(crate) use self::{
    forum_published::KeepForum, invitation_issued::SendInvitation,
    invitation_over::CloseInvitation, registration_changed::SendChange,
    registration_confirmed::SendConfirmation, registration_offered::SendOffer,
    registration_over::CloseMails, registration_received::SendAddressCheck,
    registration_repeated::SendAnswer, registration_waiting::SendPlaceInLine,
};
use crate::{
    domain::{About, Person, Revision},
    kinds::{AddressCheck, AlreadyRegistered, AnyFacts, Kind},
    store::{NewMail, keep_person, queue_mail, queue_merged, supersede_unsent},
};

/// Everything that the mailer listens to.
pub(crate) fn consumer(process: &Process, wake: &Arc<Notify>, pause: Duration) -> Consumer {
    let deps = Deps::new(process, wake).pausing(pause);
    Consumer::new(Worker::Mailer)
        .on::<events::ForumPublished>(KeepForum(deps.clone()))
        .on::<events::RegistrationReceived>(SendAddressCheck(deps.clone()))
        .on::<events::RegistrationConfirmed>(SendConfirmation(deps.clone()))
        .on::<events::RegistrationRepeated>(SendAnswer(deps.clone()))
        .on::<events::RegistrationWaiting>(SendPlaceInLine(deps.clone()))
        .on::<events::RegistrationOffered>(SendOffer(deps.clone()))
        .on::<events::InvitationIssued>(SendInvitation(deps.clone()))
        .on::<events::InvitationAnswered>(CloseInvitation(deps.clone()))
        .on::<events::InvitationDeclined>(CloseInvitation(deps.clone()))
        .on::<events::InvitationWithdrawn>(CloseInvitation(deps.clone()))
        .on::<events::RegistrationChanged>(SendChange(deps.clone()))
        .on::<events::RegistrationCancelled>(CloseMails(deps.clone()))
        .on::<events::RegistrationExpired>(CloseMails(deps))
}

/// The mails that ask for the address to be confirmed.
const ASKING: [&str; 2] = [AddressCheck::WORD, AlreadyRegistered::WORD];

/// What every handler needs.
#[derive(Clone)]
pub(crate) struct Deps {
    process: Process,
    wake: Arc<Notify>,
    /// How long mails wait that may become one with the next.
    pause: SignedDuration,
}

impl Deps {
    /// For handlers that wake those who send by `wake`.
    pub(crate) fn new(process: &Process, wake: &Arc<Notify>) -> Self {
        Self {
            process: process.clone(),
            wake: Arc::clone(wake),
            pause: SignedDuration::ZERO,
        }
    }

    /// The same, where mails that may become one with the next wait for so long.
    pub(crate) fn pausing(self, pause: Duration) -> Self {
        let pause = SignedDuration::try_from(pause).unwrap_or(SignedDuration::MAX);
        Self { pause, ..self }
    }

    /// Queues a mail, and wakes those who send once it is committed.
    async fn queue(
        &self,
        tx: &Tx,
        (about, revision): (About, Revision),
        forum: ForumId,
        facts: &dyn AnyFacts,
    ) -> Result<(), Failure> {
        let now_ms = self.process.clock.now_ms();
        let mail = NewMail {
            id: MailId::new(self.process.ids.next()),
            key: &facts.key(about, revision),
            forum: Some(forum),
            facts,
            now_ms,
        };
        let queued = if facts.merges() {
            let pause_ms = i64::try_from(self.pause.as_millis()).unwrap_or(i64::MAX);
            queue_merged(tx, mail, now_ms.saturating_add(pause_ms)).await
        } else {
            queue_mail(tx, mail).await
        };
        queued.map_err(Failure::store)?;
        self.wake_after(tx);
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

    fn now(&self) -> jiff::Timestamp {
        self.process.clock.now()
    }

    fn wake_after(&self, tx: &Tx) {
        let wake = Arc::clone(&self.wake);
        tx.after_commit(move || wake.notify_one());
    }
}
