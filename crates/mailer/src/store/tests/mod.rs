//! The tables on both engines.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use kontor_contracts::{
    Actor, Envelope, EventId, ForumId, MailId, Reach, RegistrationId, Sequence,
    events::ForumPublished,
};
use kontor_smtp::Phase;
use kontor_store::{Database, Work};
use kontor_testkit::on_both_engines;
use uuid::Uuid;

use super::*;
use crate::{
    domain::{
        About, Decision, MailKey, MailRecord, MailState, Others, Outcome, RetrySchedule, Revision,
        decide,
    },
    kinds::{AddressCheck, AnyFacts, Confirmation, Facts, Kind},
    letter::samples,
};

const NOW: i64 = 1_800_000_000_000;
const LEASE: i64 = NOW + 30_000;
const SETS: [Migrations; 3] = [
    kontor_store::MIGRATIONS,
    kontor_store::audit::MIGRATIONS,
    MIGRATIONS,
];

fn mail_id(number: u128) -> MailId {
    MailId::new(Uuid::from_u128(number))
}

/// Somebody at the command line; each time with a row of its own.
fn asker() -> Asker {
    static ROWS: AtomicU64 = AtomicU64::new(1);
    let at = ROWS.fetch_add(1, Ordering::Relaxed);
    let id = uuid::Builder::from_unix_timestamp_millis(at, &[0; 10]);
    Asker {
        actor: Actor::CommandLine,
        audit: id.into_uuid(),
    }
}

fn about(number: u128) -> About {
    About::registration(RegistrationId::new(Uuid::from_u128(number)))
}

fn facts(kind: &str) -> Facts {
    if kind == Confirmation::WORD {
        Arc::new(samples::confirmation("de"))
    } else {
        Arc::new(samples::address_check("de"))
    }
}

fn key(number: u128, kind: &'static str) -> MailKey {
    let facts = facts(kind);
    facts.key(about(number), Revision::Once)
}

async fn queue(database: &Database, number: u128, kind: &'static str) -> bool {
    queue_as(database, mail_id(number), &key(number, kind)).await
}

/// Queues a mail and says whether that made one.
async fn queue_as(database: &Database, id: MailId, key: &MailKey) -> bool {
    let is_there = async || find_mail(database, id).await.unwrap().is_some();
    let before = is_there().await;
    let mail = NewMail {
        id,
        key,
        forum: Some(samples::forum().facts.forum),
        facts: &*facts(key.kind),
        now_ms: NOW,
    };
    let tx = database.begin().await.unwrap();
    queue_mail(&tx, mail).await.unwrap();
    tx.commit().await.unwrap();
    !before && is_there().await
}

fn published(sequence: i64, slug: &str) -> Envelope<ForumPublished> {
    let mut facts = samples::forum().facts;
    facts.slug = slug.to_owned();
    let id = EventId::new(Uuid::from_u128(1));
    let time = jiff::Timestamp::UNIX_EPOCH;
    Envelope::new(id, "/kontor/registrations", Sequence(sequence), time, facts)
}

async fn publish(database: &Database, sequence: i64, slug: &str) {
    let tx = database.begin().await.unwrap();
    keep_forum(&tx, &published(sequence, slug)).await.unwrap();
    tx.commit().await.unwrap();
}

async fn apply(database: &Database, commands: &[Command]) -> Vec<bool> {
    let tx = database.begin().await.unwrap();
    let replies = Marks.apply(&tx, commands).await.unwrap();
    tx.commit().await.unwrap();
    replies
}

async fn state(database: &Database, number: u128) -> MailState {
    find_mail(database, mail_id(number))
        .await
        .unwrap()
        .unwrap()
        .state
}

fn handed_over(mail: &ClaimedMail) -> Command {
    Command::HandOver {
        id: mail.id,
        fence: mail.fence,
        message: Some(Kept {
            subject: "Subject".into(),
            bytes: b"bytes\r\n".to_vec(),
        }),
    }
}

fn sent(mail: &ClaimedMail) -> Command {
    Command::Record(Box::new(Record {
        id: mail.id,
        fence: mail.fence,
        state: MailState::Sent,
        due_at: None,
        attempts: 0,
        interruptions: 0,
        uncertainties: 0,
        first_tried_at: Some(NOW),
        now_ms: NOW,
        told: None,
        attempt: Some(Attempt {
            phase: Some("dot"),
            reply: "250 2.0.0 queued".into(),
        }),
    }))
}

fn lost(record: MailRecord) -> Decision {
    let outcome = Outcome::Lost(Phase::Dot, "ended".into());
    decide(
        record,
        &outcome,
        Others::Taken,
        RetrySchedule::default(),
        0.5,
    )
}

mod life;
mod log;
mod migrated;
