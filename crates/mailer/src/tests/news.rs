//! What becomes of an office's change: who gets which mail, and what of it they read.

mod invited;

use std::{collections::BTreeMap, sync::Arc, time::Duration};

use jiff::ToSpan;
use kontor_contracts::{
    RegistrationId,
    events::{
        ForumChange, ForumPublished, ForumState, RegistrationCancelled, RegistrationConfirmed,
        RegistrationReceived, RegistrationWaiting,
    },
};
use kontor_runtime::{Clock, Process};
use kontor_store::{Database, Work};
use kontor_testkit::{FakeClock, on_both_engines, process};
use uuid::Uuid;

use super::{
    events::{NOON, deliver},
    office::SETS,
};
use crate::{
    domain::{MailState, Wanted},
    handlers::{CloseMails, Deps, KeepForum, SendAddressCheck, SendConfirmation, SendPlaceInLine},
    letter::{MailToWrite, samples, write},
    store::{
        ClaimedMail, Command, Filter, Kept, Marks, Record, claim_due, come_late, list_mails,
        next_page,
    },
    tasks::{look_again, tell_some},
};

/// A forum and people, as the mailer hears of them.
struct World {
    database: Database,
    process: Process,
    deps: Deps,
    forum: ForumPublished,
    sequence: i64,
}

impl World {
    /// A forum online.
    async fn open(database: Database) -> Self {
        let forum = samples::forum().facts;
        let process = process(FakeClock::at(NOON));
        let deps = Deps::new(&process, &Arc::default());
        let world = Self {
            database,
            process,
            deps,
            forum,
            sequence: 1,
        };
        world.publish(1, &world.forum).await;
        world
    }

    async fn publish(&self, sequence: i64, forum: &ForumPublished) {
        let keeper = KeepForum(self.deps.clone());
        deliver(&self.database, &keeper, NOON, sequence, forum).await;
    }

    /// The office changes something, and says so or not.
    async fn change(&mut self, silent: bool, change: impl FnOnce(&mut ForumPublished)) {
        let event = self.changed(silent, change);
        self.publish(self.sequence, &event).await;
    }

    /// The event of a change.
    fn changed(
        &mut self,
        silent: bool,
        change: impl FnOnce(&mut ForumPublished),
    ) -> ForumPublished {
        let before = self.forum.particulars();
        self.forum.change = None;
        change(&mut self.forum);
        self.sequence += 1;
        let note = None;
        ForumPublished {
            change: Some(ForumChange {
                before,
                note,
                silent,
            }),
            ..self.forum.clone()
        }
    }

    async fn signs_up(&self, number: u128) {
        let facts = samples::address_check("en");
        let mut contact = facts.contact;
        contact.email = format!("p{number}@example.org").parse().unwrap();
        let received = RegistrationReceived {
            registration: registration(number),
            forum: self.forum.forum,
            contact,
            participants: facts.participants,
            unnamed: 0,
            token: facts.asking.token.unwrap(),
            held: true,
            may_wait: false,
            held_until: facts.asking.held_until,
        };
        let handler = SendAddressCheck(self.deps.clone());
        deliver(&self.database, &handler, NOON, 1, &received).await;
    }

    async fn confirms(&self, number: u128) {
        let facts = samples::confirmation("en");
        let mut contact = facts.contact;
        contact.email = format!("p{number}@example.org").parse().unwrap();
        let confirmed = RegistrationConfirmed {
            registration: registration(number),
            forum: self.forum.forum,
            contact,
            participants: facts.participants,
            unnamed: 0,
            recipients: Vec::new(),
            confirmed_at: samples::now(),
            own_link: None,
        };
        let handler = SendConfirmation(self.deps.clone());
        deliver(&self.database, &handler, NOON, 2, &confirmed).await;
    }

    /// Signed up, confirmed, and has the mails of it.
    async fn is_there(&self, number: u128) {
        self.signs_up(number).await;
        self.confirms(number).await;
        self.send().await;
    }

    /// Makes the mails of all changes.
    async fn tell(&self) {
        while tell_some(&self.database, &self.process, Duration::ZERO)
            .await
            .unwrap()
        {}
    }

    async fn claim(&self) -> Vec<ClaimedMail> {
        let now_ms = FakeClock::at(NOON).now_ms();
        let mails = claim_due(&self.database, now_ms, now_ms + 1_000, 100);
        let mails = mails.await.unwrap();
        look_again(&self.database, &mails).await.unwrap();
        mails
    }

    /// Sends what is due until nothing is; says what went, by whom it is about.
    async fn send(&self) -> Vec<String> {
        let mut sent = Vec::new();
        loop {
            let mails = self.claim().await;
            if mails.is_empty() {
                sent.sort_unstable();
                return sent;
            }
            for mail in mails {
                if self.settle(&mail).await {
                    let number = mail.key.about.as_registration();
                    let number = number.map_or(0, |registration| registration.uuid().as_u128());
                    sent.push(format!("{number} {}", mail.key.kind));
                }
            }
        }
    }

    /// Sends a claimed mail, or closes it if nobody wants it.
    async fn settle(&self, mail: &ClaimedMail) -> bool {
        let wanted = mail.facts.wanted(&mail.known, samples::now());
        let hand_over = Command::HandOver {
            id: mail.id,
            fence: mail.fence,
            message: None::<Kept>,
        };
        let is_wanted = wanted == Wanted::Yes;
        if is_wanted && !self.apply(hand_over).await {
            return false;
        }
        let state = if is_wanted {
            MailState::Sent
        } else {
            MailState::Superseded
        };
        self.apply(record(mail, state)).await && is_wanted
    }

    async fn apply(&self, command: Command) -> bool {
        let tx = self.database.begin().await.unwrap();
        let held = Marks.apply(&tx, &[command]).await.unwrap();
        tx.commit().await.unwrap();
        held == [true]
    }

    /// How many mails there are of each kind and state.
    async fn count(&self) -> BTreeMap<String, usize> {
        let mails = list_mails(&self.database, &Filter::default(), 10_000).await;
        let mut count = BTreeMap::new();
        for mail in mails.unwrap() {
            let name = format!("{} {}", mail.key.kind, mail.state.word());
            *count.entry(name).or_default() += 1;
        }
        count
    }
}

fn registration(number: u128) -> RegistrationId {
    RegistrationId::new(Uuid::from_u128(number))
}

fn record(mail: &ClaimedMail, state: MailState) -> Command {
    let told = mail.tells.filter(|_| state == MailState::Sent);
    Command::Record(Box::new(Record {
        id: mail.id,
        fence: mail.fence,
        state,
        due_at: None,
        attempts: 0,
        interruptions: 0,
        uncertainties: 0,
        first_tried_at: None,
        now_ms: 0,
        attempt: None,
        told: told.map(|sequence| (mail.key.about.clone(), sequence)),
    }))
}

/// Moves it by so many days.
fn by_days(days: i64) -> impl FnOnce(&mut ForumPublished) {
    move |forum| {
        for moment in [&mut forum.starts, &mut forum.ends] {
            moment.local = moment.local.saturating_add(days.days());
        }
    }
}

fn cancel(forum: &mut ForumPublished) {
    forum.state = ForumState::Cancelled;
}

/// What the one mail that is due says.
async fn text(world: &World) -> String {
    let mails = world.claim().await;
    let [mail] = &*mails else { panic!("{mails:?}") };
    let to_write = MailToWrite {
        key: &mail.key,
        facts: &*mail.facts,
        known: &mail.known,
        now: samples::now(),
    };
    let letter = write(&samples::site(), to_write).unwrap();
    world.settle(mail).await;
    letter.text
}

async fn worlds<R: Future<Output = ()>>(test: impl Fn(World) -> R) {
    on_both_engines("mailer", &SETS, async |database| {
        test(World::open(database).await).await;
    })
    .await;
}

#[tokio::test]
async fn who_has_confirmed_is_told_old_and_new_once() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.signs_up(2).await;
        world.send().await;
        world.change(false, by_days(1)).await;
        world.tell().await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("Before: Monday, 1 March 2027"), "{text}");
        assert!(text.contains("Now: Tuesday, 2 March 2027"), "{text}");
        assert_eq!(world.send().await, Vec::<String>::new());
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
    })
    .await;
}

/// Where to join online is for those who have a place, and only they have an entry in a calendar.
#[tokio::test]
async fn who_waits_for_a_place_is_told_but_for_the_link() {
    worlds(async |mut world| {
        let facts = samples::confirmation("en");
        let waiting = RegistrationWaiting {
            registration: registration(1),
            forum: world.forum.forum,
            contact: facts.contact,
            participants: facts.participants,
            unnamed: 0,
            position: 1,
            own_link: samples::asking(true).token.unwrap(),
        };
        let handler = SendPlaceInLine(world.deps.clone());
        deliver(&world.database, &handler, NOON, 2, &waiting).await;
        assert_eq!(world.send().await, ["1 waiting_list"]);
        let other_link = |forum: &mut ForumPublished| {
            forum.online_url = Some("https://meet.example.org/other".to_owned());
        };
        world.change(false, other_link).await;
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
        world.change(false, by_days(1)).await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("You are on the waiting list"), "{text}");
        assert!(text.contains("Now: Tuesday, 2 March 2027"), "{text}");
        assert!(
            !text.contains("meet.example.org") && !text.contains("calendar"),
            "{text}"
        );
    })
    .await;
}

#[tokio::test]
async fn two_changes_before_the_mail_leaves_make_one_mail_of_both() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.change(false, by_days(1)).await;
        world.tell().await;
        world.change(false, by_days(1)).await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("Before: Monday, 1 March 2027"), "{text}");
        assert!(text.contains("Now: Wednesday, 3 March 2027"), "{text}");
        assert_eq!(world.send().await, Vec::<String>::new());
        // Who was told both knows both: the next one begins there.
        world.change(false, by_days(1)).await;
        world.tell().await;
        let text = self::text(&world).await;
        assert!(text.contains("Before: Wednesday, 3 March 2027"), "{text}");
    })
    .await;
}

/// A mail that a line holds, and that is not at the relay yet, still waits: its dot is not sent.
#[tokio::test]
async fn a_second_change_takes_a_claimed_mail_back() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.change(false, by_days(1)).await;
        world.tell().await;
        let claimed = world.claim().await.remove(0);
        world.change(false, by_days(1)).await;
        world.tell().await;
        assert!(!world.settle(&claimed).await);
        assert_eq!(world.send().await, ["1 forum_changed"]);
    })
    .await;
}

/// While a mail is between dot and answer nobody knows what its reader knows.
#[tokio::test]
async fn a_change_waits_for_the_mail_before_it_to_the_same_person() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.change(false, by_days(1)).await;
        world.tell().await;
        let claimed = world.claim().await.remove(0);
        let hand_over = Command::HandOver {
            id: claimed.id,
            fence: claimed.fence,
            message: None,
        };
        assert!(world.apply(hand_over).await);
        world.change(false, by_days(1)).await;
        world.tell().await;
        assert!(world.claim().await.is_empty());
        assert!(world.apply(record(&claimed, MailState::Sent)).await);
        let text = text(&world).await;
        assert!(text.contains("Before: Tuesday, 2 March 2027"), "{text}");
    })
    .await;
}

#[tokio::test]
async fn a_change_that_is_taken_back_makes_no_mail() {
    worlds(async |mut world| {
        world.is_there(1).await;
        for days in [1, -1] {
            world.change(false, by_days(days)).await;
            world.tell().await;
        }
        assert_eq!(world.send().await, Vec::<String>::new());
        world.change(false, cancel).await;
        world.tell().await;
        world
            .change(false, |forum| forum.state = ForumState::Published)
            .await;
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn nobody_hears_of_a_misprint_or_of_a_draft() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.change(true, |forum| forum.venue = None).await;
        world.tell().await;
        world
            .change(false, |forum| {
                forum.state = ForumState::Draft;
                forum.ends.local = forum.ends.local.saturating_add(1.hours());
            })
            .await;
        world.tell().await;
        assert_eq!(world.send().await, Vec::<String>::new());
        world
            .change(false, |forum| forum.state = ForumState::Published)
            .await;
        world.tell().await;
        let text = text(&world).await;
        assert!(!text.contains("Town Hall"), "{text}");
    })
    .await;
}

/// The confirmation that waits says how it is now, and whoever reads it need not be told twice.
#[tokio::test]
async fn a_confirmation_that_waits_tells_the_change_by_itself() {
    worlds(async |mut world| {
        world.signs_up(1).await;
        world.confirms(1).await;
        world.change(false, by_days(1)).await;
        world.tell().await;
        assert_eq!(world.send().await, ["1 confirmation"]);
        let count = world.count().await;
        assert_eq!(count["forum_changed superseded"], 1, "{count:?}");
    })
    .await;
}

#[tokio::test]
async fn cancelling_tells_everybody_and_closes_what_asks_or_promises() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.signs_up(2).await;
        world.signs_up(3).await;
        world.confirms(3).await;
        world.signs_up(4).await;
        let called_off = RegistrationCancelled {
            recipients: Vec::new(),
            signed_up_by: None,
            by_recipient: false,
            registration: registration(4),
            forum: world.forum.forum,
            by: None,
            participants: Vec::new(),
            unnamed: 0,
        };
        let handler = CloseMails(world.deps.clone());
        deliver(&world.database, &handler, NOON, 2, &called_off).await;
        world.change(false, cancel).await;
        world.tell().await;
        let told = [
            "1 forum_cancelled",
            "2 forum_cancelled",
            "3 forum_cancelled",
        ];
        assert_eq!(world.send().await, told);
        let count = world.count().await;
        assert_eq!(count["address_check superseded"], 4, "{count:?}");
        assert_eq!(count["confirmation superseded"], 1, "{count:?}");
    })
    .await;
}

/// Different subjects may overtake each other: the sign-up was taken before the forum was called off, and is
/// heard of after everybody was told.
#[tokio::test]
async fn who_signed_up_at_the_last_moment_hears_that_the_forum_is_off() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.change(false, cancel).await;
        world.tell().await;
        assert_eq!(world.send().await, ["1 forum_cancelled"]);
        world.signs_up(2).await;
        assert_eq!(world.send().await, Vec::<String>::new());
        world.tell().await;
        assert_eq!(world.send().await, ["2 forum_cancelled"]);
    })
    .await;
}

#[tokio::test]
async fn a_forum_that_takes_place_after_all_is_told_to_those_who_heard_otherwise() {
    worlds(async |mut world| {
        world.is_there(1).await;
        world.change(false, cancel).await;
        world.tell().await;
        assert_eq!(world.send().await, ["1 forum_cancelled"]);
        world
            .change(false, |forum| forum.state = ForumState::Published)
            .await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("going ahead after all"), "{text}");
    })
    .await;
}

/// An event that failed and was tried again comes after its successor.
#[tokio::test]
async fn changes_that_come_in_the_wrong_order_make_one_mail_of_both() {
    worlds(async |mut world| {
        world.is_there(1).await;
        let first = world.changed(false, by_days(1));
        let second = world.changed(false, |forum| forum.online_url = None);
        world.publish(3, &second).await;
        world.tell().await;
        world.publish(2, &first).await;
        world.tell().await;
        let text = text(&world).await;
        assert!(text.contains("Before: Monday, 1 March 2027"), "{text}");
        assert!(text.contains("Link to join"), "{text}");
        assert_eq!(world.send().await, Vec::<String>::new());
    })
    .await;
}

/// The page with its mails and how far it has come is one transaction: what dies in it never was.
#[tokio::test]
async fn a_process_that_dies_between_pages_loses_nobody_and_tells_nobody_twice() {
    worlds(async |mut world| {
        for number in 1..=1_100 {
            world.signs_up(number).await;
        }
        world.change(false, cancel).await;
        let told = tell_some(&world.database, &world.process, Duration::ZERO).await;
        assert!(told.unwrap());
        let tx = world.database.begin().await.unwrap();
        let page = next_page(&tx, i64::MAX).await.unwrap().unwrap();
        assert_eq!(page.listeners[0].about.id(), registration(501).to_string());
        drop(tx);
        // One more time round changes nothing either.
        let forum = (world.forum.forum, world.sequence);
        come_late(&world.database, [forum].into_iter())
            .await
            .unwrap();
        world.tell().await;
        let count = world.count().await;
        assert_eq!(count["forum_cancelled ready"], 1_100, "{count:?}");
        assert_eq!(count["address_check superseded"], 1_100, "{count:?}");
    })
    .await;
}
