//! Several mails to one person: one after the other in the order of what happened, and one of several where
//! an office corrects itself at once.

use std::{sync::Arc, time::Duration};

use jiff::{SignedDuration, ToSpan};
use kontor_contracts::{
    MailId, RegistrationId,
    events::{
        ForumChange, ForumPublished, Participant, RegistrationChanged, RegistrationConfirmed,
    },
};
use kontor_runtime::{Clock, Process};
use kontor_store::{Database, Work};
use kontor_testkit::{FakeClock, on_both_engines, process};
use uuid::Uuid;

use super::{
    events::{NOON, deliver},
    office::{SETS, publish_forum},
};
use crate::{
    domain::{About, MailState, Revision},
    handlers::{Deps, KeepForum, SendChange, SendConfirmation},
    kinds::{AnyFacts, CalledOff},
    letter::samples,
    store::{
        ClaimedMail, Command, Filter, Marks, NewMail, Record, claim_due, list_mails, queue_mail,
    },
    tasks::tell_some,
};

const PAUSE: Duration = Duration::from_mins(2);

fn registration(number: u128) -> RegistrationId {
    RegistrationId::new(Uuid::from_u128(number))
}

/// Queues mail `id` about sign-up 1.
async fn queue(database: &Database, id: u128, facts: &dyn AnyFacts) {
    let mail = NewMail {
        id: MailId::new(Uuid::from_u128(id)),
        key: &facts.key(About::registration(registration(1)), Revision::Once),
        forum: Some(samples::forum().facts.forum),
        facts,
        now_ms: 1_000,
    };
    let tx = database.begin().await.unwrap();
    queue_mail(&tx, mail).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(database: &Database, now_ms: i64) -> Vec<ClaimedMail> {
    claim_due(database, now_ms, i64::MAX, 10).await.unwrap()
}

fn numbers(mails: &[ClaimedMail]) -> Vec<u128> {
    mails.iter().map(|mail| mail.id.uuid().as_u128()).collect()
}

/// Notes how an attempt ended.
async fn end(database: &Database, mail: &ClaimedMail, state: MailState, due_at: Option<i64>) {
    let record = Command::Record(Box::new(Record {
        id: mail.id,
        fence: mail.fence,
        state,
        due_at,
        attempts: 0,
        interruptions: 0,
        uncertainties: u32::from(state == MailState::Uncertain),
        first_tried_at: None,
        now_ms: 2_000,
        attempt: None,
        told: None,
    }));
    let tx = database.begin().await.unwrap();
    assert_eq!(Marks.apply(&tx, &[record]).await.unwrap(), [true]);
    tx.commit().await.unwrap();
}

fn called_off() -> CalledOff {
    let confirmation = samples::confirmation("en");
    CalledOff {
        contact: confirmation.contact,
        participants: confirmation.participants,
        unnamed: 0,
        by_others: false,
    }
}

#[tokio::test]
async fn mails_about_one_thing_leave_one_after_the_other() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish_forum(&database, &*FakeClock::at(NOON)).await;
        queue(&database, 1, &samples::confirmation("en")).await;
        let first = claim(&database, 5_000).await;
        assert_eq!(numbers(&first), [1]);
        queue(&database, 2, &called_off()).await;
        assert_eq!(numbers(&claim(&database, 5_000).await), [0; 0], "under way");
        // Somebody else, about the same, waits for nobody.
        let mut other = called_off();
        other.contact.email = "other@example.org".parse().unwrap();
        queue(&database, 3, &other).await;
        assert_eq!(numbers(&claim(&database, 5_000).await), [3]);

        // Nobody knows whether it has arrived: it goes once more before the next.
        end(&database, &first[0], MailState::Uncertain, Some(60_000)).await;
        assert_eq!(numbers(&claim(&database, 59_000).await), [0; 0]);
        let again = claim(&database, 60_000).await;
        assert_eq!(numbers(&again), [1]);
        end(&database, &again[0], MailState::Sent, None).await;
        assert_eq!(numbers(&claim(&database, 60_000).await), [2]);
    })
    .await;
}

/// What is refused for now, left to a person, or of a kind that only a newer version knows stops nobody.
#[tokio::test]
async fn whoever_waits_for_long_stops_nobody() {
    on_both_engines("mailer", &SETS, |database| async move {
        publish_forum(&database, &*FakeClock::at(NOON)).await;
        for (number, state, due) in [
            (1, MailState::Deferred, Some(3_600_000)),
            (2, MailState::Uncertain, None),
            (3, MailState::Failed, None),
        ] {
            let mut facts = samples::confirmation("en");
            facts.contact.email = format!("p{number}@example.org").parse().unwrap();
            queue(&database, number, &facts).await;
            let mails = claim(&database, 5_000).await;
            end(&database, &mails[0], state, due).await;
            let mut next = called_off();
            next.contact.email = facts.contact.email.clone();
            queue(&database, 10 + number, &next).await;
            assert_eq!(numbers(&claim(&database, 5_000).await), [10 + number]);
        }
        let strange = samples::confirmation("en");
        queue(&database, 20, &strange).await;
        let tx = database.begin().await.unwrap();
        let sql = "UPDATE mails SET kind = 'of_tomorrow' WHERE id = $1";
        let id = MailId::new(Uuid::from_u128(20));
        tx.execute(sql, [id.uuid().into()]).await.unwrap();
        tx.commit().await.unwrap();
        queue(&database, 21, &called_off()).await;
        assert_eq!(numbers(&claim(&database, 5_000).await), [21]);
    })
    .await;
}

/// A forum, somebody who has confirmed, and an office that changes its mind.
struct World {
    database: Database,
    clock: Arc<FakeClock>,
    process: Process,
    deps: Deps,
    forum: ForumPublished,
    sequence: i64,
}

impl World {
    async fn open(database: Database) -> Self {
        let clock = FakeClock::at(NOON);
        let process = process(clock.clone());
        let deps = Deps::new(&process, &Arc::default());
        let mut world = Self {
            forum: samples::forum().facts,
            database,
            clock,
            process,
            deps,
            sequence: 0,
        };
        world.publish(None).await;
        let facts = samples::confirmation("en");
        let confirmed = RegistrationConfirmed {
            registration: registration(1),
            forum: world.forum.forum,
            contact: facts.contact,
            participants: facts.participants,
            unnamed: 0,
            recipients: Vec::new(),
            confirmed_at: samples::now(),
            own_link: None,
        };
        let handler = SendConfirmation(world.deps.clone());
        deliver(&world.database, &handler, NOON, 1, &confirmed).await;
        let tx = world.database.begin().await.unwrap();
        let sql = "UPDATE mails SET state = 'sent', due_at = NULL";
        tx.execute(sql, []).await.unwrap();
        tx.commit().await.unwrap();
        world.pass(3_600);
        world
    }

    async fn publish(&mut self, change: Option<ForumChange>) {
        self.sequence += 1;
        let event = ForumPublished {
            change,
            ..self.forum.clone()
        };
        let keeper = KeepForum(self.deps.clone());
        deliver(&self.database, &keeper, NOON, self.sequence, &event).await;
    }

    /// The office moves the forum by so many days.
    async fn move_by(&mut self, days: i64) {
        let before = self.forum.particulars();
        let starts = &mut self.forum.starts;
        starts.local = starts.local.saturating_add(days.days());
        let change = ForumChange {
            before,
            note: None,
            silent: false,
        };
        self.publish(Some(change)).await;
    }

    fn pass(&self, seconds: i64) {
        self.clock.advance(SignedDuration::from_secs(seconds));
    }

    /// Tells whoever is to be told by now; says how many mails of news there are.
    async fn news(&self) -> usize {
        while tell_some(&self.database, &self.process, PAUSE)
            .await
            .unwrap()
        {}
        let filter = Filter {
            kind: Some("forum_changed"),
            ..Filter::default()
        };
        list_mails(&self.database, &filter, 10).await.unwrap().len()
    }
}

#[tokio::test]
async fn what_an_office_corrects_within_two_minutes_is_one_mail() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::open(database).await;
        world.move_by(7).await;
        assert_eq!(world.news().await, 0);
        world.pass(100);
        world.move_by(1).await;
        world.pass(119);
        assert_eq!(world.news().await, 0, "two minutes after the last word");
        world.pass(2);
        assert_eq!(world.news().await, 1);
        let mails = claim(&world.database, world.clock.now_ms()).await;
        assert_eq!(mails.len(), 1);
        let news = mails[0].known.news(0).unwrap();
        assert_eq!(news.now().starts.local.date().day(), 9, "by eight days");
    })
    .await;
}

#[tokio::test]
async fn what_an_office_takes_back_within_two_minutes_is_no_mail() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::open(database).await;
        world.move_by(7).await;
        world.pass(60);
        world.move_by(-7).await;
        world.pass(600);
        assert_eq!(world.news().await, 0);
    })
    .await;
}

fn people(names: &[&str]) -> Vec<Participant> {
    let typed = names.iter().map(|name| (*name).to_owned());
    typed.map(Participant::through_contact).collect()
}

impl World {
    /// The contact says who comes, in place of whom.
    async fn comes(&self, sequence: i64, before: &[&str], now: &[&str]) {
        let facts = samples::confirmation("en");
        let changed = RegistrationChanged {
            registration: registration(1),
            forum: self.forum.forum,
            contact: facts.contact,
            participants_before: people(before),
            participants: people(now),
            unnamed: 0,
            unnamed_before: 0,
            added: Vec::new(),
            removed: Vec::new(),
            by_recipient: false,
            has_places: true,
            own_link: samples::own_link().token.unwrap(),
        };
        let handler = SendChange(self.deps.clone().pausing(PAUSE));
        deliver(&self.database, &handler, NOON, sequence, &changed).await;
    }

    /// What is due about the people of the sign-up: those of before and those of now.
    async fn told_of_people(&self) -> Vec<String> {
        let mails = claim(&self.database, self.clock.now_ms()).await;
        for mail in &mails {
            end(&self.database, mail, MailState::Sent, None).await;
        }
        let said = mails.iter().map(|mail| {
            let facts: serde_json::Value =
                serde_json::from_str(&mail.facts.json().unwrap()).unwrap();
            let names = |field: &str| {
                let people = facts[field].as_array().unwrap().iter();
                let names = people.map(|person| person["name"].as_str().unwrap());
                names.collect::<Vec<_>>().join("+")
            };
            format!("{} -> {}", names("before"), names("participants"))
        });
        said.collect()
    }
}

/// Whoever corrects a group in three steps hears of it once, with who came before the first.
#[tokio::test]
async fn who_comes_is_told_once_for_several_changes_within_two_minutes() {
    on_both_engines("mailer", &SETS, |database| async move {
        let world = World::open(database).await;
        world.comes(2, &["A"], &["A", "B"]).await;
        world.pass(60);
        assert_eq!(world.told_of_people().await, [""; 0], "it waits");
        world.comes(3, &["A", "B"], &["A", "C"]).await;
        world.pass(100);
        world.comes(4, &["A", "C"], &["C"]).await;
        world.pass(119);
        assert_eq!(world.told_of_people().await, [""; 0], "still");
        world.pass(2);
        assert_eq!(world.told_of_people().await, ["A -> C"]);
        // What has left is told, and the next change is another mail.
        world.comes(5, &["C"], &["D"]).await;
        world.pass(121);
        assert_eq!(world.told_of_people().await, ["C -> D"]);
    })
    .await;
}

/// Messages overtake each other: an older change takes nothing from a newer one.
#[tokio::test]
async fn a_change_that_comes_late_does_not_take_the_place_of_a_newer_one() {
    on_both_engines("mailer", &SETS, |database| async move {
        let world = World::open(database).await;
        world.comes(3, &["A", "B"], &["A", "C"]).await;
        world.comes(2, &["A"], &["A", "B"]).await;
        world.pass(121);
        let mut told = world.told_of_people().await;
        told.sort();
        assert_eq!(told, ["A -> A+B", "A+B -> A+C"]);
    })
    .await;
}
