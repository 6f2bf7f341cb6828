//! Reminders from event to mail, on both engines: a world whose clock moves when a test says so.

mod api;
mod changes;
mod incomplete;
mod invited;
mod office;
mod pages;
mod rounds;
mod stopped;

use std::sync::Arc;

use jiff::Timestamp;
use kontor_bus::Handler;
use kontor_contracts::{
    Envelope, Event, EventId, InvitationId, RegistrationId, Sequence,
    events::{
        Contact, ForumPublished, RegistrationConfirmed, RegistrationReceived, RegistrationWaiting,
    },
};
use kontor_runtime::{Clock, Process};
use kontor_store::{Database, Work};
use kontor_testkit::FakeClock;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use super::office::SETS;
use crate::{
    domain::{MailState, Wanted},
    handlers::{Deps, KeepForum, SendAddressCheck, SendConfirmation, SendPlaceInLine},
    letter::{MailToWrite, compose, samples},
    reminders::{Remind, look_page, round_page, search_page},
    store::{
        Attempt, ClaimedMail, Command, KeptReminder, Marks, Record, claim_due, next_look,
        reminders_of,
    },
};

/// A mail that has left.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Left {
    kind: &'static str,
    /// Whose sign-up or invitation it is about; 0 for the organiser.
    who: u128,
    at: Timestamp,
    subject: String,
    text: String,
}

/// An office with people, whose mails leave at once.
struct World {
    database: Database,
    clock: Arc<FakeClock>,
    process: Process,
    remind: Remind,
    deps: Deps,
    forum: ForumPublished,
    sequence: i64,
    left: Vec<Left>,
    /// Whether mails leave.
    sends: bool,
}

impl World {
    /// A forum on Monday, 1 March 2027, at ten in Berlin, for which registration closes four weeks
    /// before; published at this instant.
    async fn new(database: Database, now: &str) -> Self {
        let clock = FakeClock::at(now);
        let process = kontor_testkit::process(clock.clone());
        let wake = Arc::default();
        let mut world = Self {
            deps: Deps::new(&process, &wake),
            remind: Remind {
                database: database.clone(),
                clock: clock.clone(),
                ids: Arc::clone(&process.ids),
                wake,
            },
            database,
            clock,
            process,
            forum: samples::forum().facts,
            sequence: 0,
            left: Vec::new(),
            sends: true,
        };
        world.publish(|_| {}).await;
        world
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    async fn deliver<E: Event>(&self, handler: &impl Handler<E>, sequence: i64, event: E) {
        let id = EventId::new(self.process.ids.next());
        let event = Envelope::new(id, "/test", Sequence(sequence), self.now(), event);
        let tx = self.database.begin().await.unwrap();
        handler.handle(&tx, &event).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The office changes the forum.
    async fn publish(&mut self, change: impl FnOnce(&mut ForumPublished)) {
        change(&mut self.forum);
        self.sequence += 1;
        let handler = KeepForum(self.deps.clone());
        self.deliver(&handler, self.sequence, self.forum.clone())
            .await;
        self.work().await;
    }

    fn contact(who: u128, country: Option<&str>) -> Contact {
        Contact {
            email: format!("person-{who}@example.org").parse().unwrap(),
            country: country.map(|country| country.parse().unwrap()),
            ..samples::contact(&"en".parse().unwrap())
        }
    }

    fn confirmation(&self, who: u128, country: Option<&str>) -> RegistrationConfirmed {
        RegistrationConfirmed {
            registration: RegistrationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
            contact: Self::contact(who, country),
            participants: samples::participants(),
            unnamed: 0,
            recipients: Vec::new(),
            confirmed_at: self.now(),
            own_link: None,
        }
    }

    /// People 1 to `most` sign up together.
    async fn crowd(&mut self, most: u128, country: Option<&str>) {
        let handler = SendConfirmation(self.deps.clone());
        let tx = self.database.begin().await.unwrap();
        for who in 1..=most {
            let id = EventId::new(self.process.ids.next());
            let event = self.confirmation(who, country);
            let event = Envelope::new(id, "/test", Sequence(2), self.now(), event);
            handler.handle(&tx, &event).await.unwrap();
        }
        tx.commit().await.unwrap();
        self.work().await;
    }

    /// Somebody signs up, and confirms it at once.
    async fn confirmed(&mut self, who: u128, country: Option<&str>) {
        let event = self.confirmation(who, country);
        self.deliver(&SendConfirmation(self.deps.clone()), 2, event)
            .await;
        self.work().await;
    }

    /// Somebody is put on the waiting list.
    async fn listed(&mut self, who: u128) {
        let event = RegistrationWaiting {
            registration: RegistrationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
            contact: Self::contact(who, None),
            participants: samples::participants(),
            unnamed: 0,
            position: 1,
            own_link: samples::asking(true).token.unwrap(),
        };
        let handler = SendPlaceInLine(self.deps.clone());
        self.deliver(&handler, 2, event).await;
        self.work().await;
    }

    /// Somebody signs up, with a hold of two days.
    async fn received(&mut self, who: u128) {
        let facts = samples::address_check("en");
        let event = RegistrationReceived {
            registration: RegistrationId::new(Uuid::from_u128(who)),
            forum: self.forum.forum,
            contact: Self::contact(who, None),
            participants: facts.participants,
            unnamed: 0,
            token: facts.asking.token.unwrap(),
            held: true,
            may_wait: false,
            held_until: self.now() + jiff::SignedDuration::from_hours(48),
        };
        self.deliver(&SendAddressCheck(self.deps.clone()), 1, event)
            .await;
        self.work().await;
    }

    /// Time passes, and whatever is due is done.
    async fn pass_to(&mut self, instant: &str) {
        let to: Timestamp = instant.parse().unwrap();
        while let Some(next) = self.next().await.filter(|next| *next <= to) {
            self.stand_still_to(next.max(self.now()));
            self.work().await;
        }
        self.stand_still_to(to);
        self.work().await;
    }

    /// Time passes, and the program is off.
    fn stand_still_to(&self, to: Timestamp) {
        self.clock.advance(self.now().duration_until(to));
    }

    /// When something is due next.
    async fn next(&self) -> Option<Timestamp> {
        #[derive(FromQueryResult)]
        struct Due {
            at: Option<i64>,
        }
        let look = next_look(&self.database).await.unwrap();
        let sql = "SELECT MIN(due_at) AS at FROM mails WHERE due_at IS NOT NULL";
        let due: Option<Due> = self.database.row(sql, []).await.unwrap();
        let due = due.and_then(|due| due.at).filter(|_| self.sends);
        let next = look.into_iter().chain(due).min();
        next.map(kontor_runtime::timestamp)
    }

    /// Does everything that is due.
    async fn work(&mut self) {
        loop {
            let looked = look_page(&self.remind).await.unwrap();
            let searched = search_page(&self.remind).await.unwrap();
            if !(looked || searched || round_page(&self.remind).await.unwrap()) {
                break;
            }
        }
        if self.sends {
            self.send().await;
        }
    }

    /// Sends what is due, as a line does.
    async fn send(&mut self) {
        let now_ms = self.now().as_millisecond();
        let mails = claim_due(&self.database, now_ms, now_ms + 10_000, 5_000).await;
        for mail in mails.unwrap() {
            let record = match mail.facts.wanted(&mail.known, self.now()) {
                Wanted::Yes => self.leave(&mail),
                Wanted::Later(at) => {
                    assert!(at > self.now());
                    record(&mail, MailState::Ready, Some(at.as_millisecond()), now_ms)
                }
                Wanted::No(_) => record(&mail, MailState::Superseded, None, now_ms),
            };
            let tx = self.database.begin().await.unwrap();
            let held = Marks.apply(&tx, &[record]).await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(held, [true]);
        }
    }

    fn leave(&mut self, mail: &ClaimedMail) -> Command {
        let to_write = MailToWrite {
            key: &mail.key,
            facts: &*mail.facts,
            known: &mail.known,
            now: self.now(),
        };
        let (letter, _) = compose(&samples::site(), &samples::sender(), to_write).unwrap();
        self.left.push(Left {
            kind: mail.key.kind,
            who: number_of(mail.key.about.id()),
            at: self.now(),
            subject: letter.subject,
            text: letter.text,
        });
        record(mail, MailState::Sent, None, self.now().as_millisecond())
    }

    /// The mails of a kind that have left: whose, when and with which subject.
    fn sent(&self, kind: &str) -> Vec<(u128, String, String)> {
        let sent = self.left.iter().filter(|mail| mail.kind == kind);
        let sent = sent.map(|mail| (mail.who, mail.at.to_string(), mail.subject.clone()));
        sent.collect()
    }

    /// The reminder of a rule, as it is kept; of several moments the last.
    async fn kept(&self, rule: &str) -> KeptReminder {
        let kept = reminders_of(&self.database, &[self.forum.forum])
            .await
            .unwrap();
        let mut kept: Vec<_> = kept.into_iter().filter(|kept| kept.rule == rule).collect();
        kept.pop().unwrap()
    }
}

/// The number of whoever a mail is about; 0 for the organiser.
fn number_of(id: &str) -> u128 {
    let registration = id.parse().map(RegistrationId::uuid);
    let invitation = || id.parse().map(InvitationId::uuid);
    let found = registration.or_else(|_| invitation());
    found.map_or(0, |uuid| uuid.as_u128())
}

fn record(mail: &ClaimedMail, state: MailState, due_at: Option<i64>, now_ms: i64) -> Command {
    Command::Record(Box::new(Record {
        id: mail.id,
        fence: mail.fence,
        state,
        due_at,
        attempts: 0,
        interruptions: 0,
        uncertainties: 0,
        first_tried_at: Some(now_ms),
        now_ms,
        told: None,
        attempt: Some(Attempt {
            phase: Some("dot"),
            reply: "250 2.0.0 queued".into(),
        }),
    }))
}

const REMINDER: &str = "participant_reminder";
const CORRECTION: &str = "moment_corrected";
const TITLE: &str = "“Cooperation Forum *West Africa* & Partners”";

fn tomorrow(who: u128, at: &str) -> (u128, String, String) {
    (who, at.to_owned(), format!("Tomorrow: {TITLE}"))
}
