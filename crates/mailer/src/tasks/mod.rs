//! What runs by itself: one task claims what is due, several lines send it, one keeps leases, and
//! marks and results of all are written together.

mod agenda;
mod claim_mails;
mod forget_links;
mod forget_mails;
mod keep_leases;
mod post_office;
mod remind;
mod send_mails;
mod tell_news;
mod watch;

use std::sync::Arc;

use kontor_store::{GroupCommit, GroupLimits};
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;

pub(crate) use agenda::tell;
pub(crate) use post_office::PostOffice;
#[cfg(test)]
pub(crate) use {claim_mails::look_again, tell_news::tell_some};

use crate::{settings::Settings, store::Marks};

/// Marks and results of one transaction, and how many may wait.
pub(crate) const MARKS_LIMITS: GroupLimits = GroupLimits {
    batch: 256,
    queue: 4_096,
};

/// Starts writing the marks of a process. It ends by itself when the last task that writes to it ends, so
/// that what is under way at a soft stop is still recorded.
pub(crate) fn start_marks(
    process: &kontor_runtime::Process,
    database: kontor_store::Database,
) -> GroupCommit<Marks> {
    let never = CancellationToken::new();
    let (marks, run) = GroupCommit::new(database, Marks, MARKS_LIMITS, never);
    process.life.spawn("mail_marks", async move {
        run.await;
        Ok(())
    });
    marks
}

/// Starts sending: so many lines as there are connections, and what serves them.
pub(crate) fn start(office: PostOffice, settings: &Settings) {
    watch::describe_metrics();
    let life = office.process.life.clone();
    let office = Arc::new(office);
    let (queue, mails) = mpsc::channel(claim_mails::AHEAD);
    let mails = Arc::new(Mutex::new(mails));
    life.spawn("claim_mails", claim_mails::run(Arc::clone(&office), queue));
    life.spawn("keep_leases", keep_leases::run(Arc::clone(&office)));
    life.spawn("forget_links", forget_links::run(Arc::clone(&office)));
    life.spawn(
        "tell_news",
        tell_news::run(Arc::clone(&office), settings.pause()),
    );
    let forget = forget_mails::run(Arc::clone(&office), settings.forget_unconfirmed());
    life.spawn("forget_mails", forget);
    life.spawn("watch_mails", watch::run(Arc::clone(&office)));
    life.spawn("remind", remind::run(Arc::clone(&office)));
    for _ in 0..settings.connections {
        life.spawn(
            "send_mails",
            send_mails::run(Arc::clone(&office), Arc::clone(&mails)),
        );
    }
}
