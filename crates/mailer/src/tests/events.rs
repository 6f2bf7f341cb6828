//! What the mailer makes of events.

use std::sync::Arc;

use jiff::Timestamp;
use kontor_bus::Handler;
use kontor_contracts::{
    Envelope, Event, EventId, RegistrationId, Sequence,
    events::{
        RegistrationCancelled, RegistrationConfirmed, RegistrationExpired, RegistrationReceived,
        RegistrationRepeated,
    },
};
use kontor_runtime::Clock;
use kontor_store::Database;
use kontor_testkit::{FakeClock, on_both_engines};
use tokio::sync::Notify;
use uuid::Uuid;

use super::office::{SETS, erase};
use crate::{
    domain::{MailState, Wanted},
    handlers::{CloseMails, Deps, KeepForum, SendAddressCheck, SendAnswer, SendConfirmation},
    letter::samples,
    store::{Filter, claim_due, forget_people, list_mails, whole_forum},
};

pub(super) const NOON: &str = "2026-11-21T12:00:00Z";

pub(super) fn deps() -> (Deps, Arc<Notify>) {
    let wake = Arc::new(Notify::new());
    let process = kontor_testkit::process(FakeClock::at(NOON));
    (Deps::new(&process, &wake), wake)
}

/// Lets a handler react, twice, as a bus that delivers again would.
pub(super) async fn deliver<E: Event + Clone>(
    database: &Database,
    handler: &impl Handler<E>,
    at: &str,
    sequence: i64,
    event: &E,
) {
    let time: Timestamp = at.parse().unwrap();
    let id = EventId::new(Uuid::from_u128(5));
    let event = Envelope::new(id, "/test", Sequence(sequence), time, event.clone());
    for _ in 0..2 {
        let tx = database.begin().await.unwrap();
        handler.handle(&tx, &event).await.unwrap();
        tx.commit().await.unwrap();
    }
}

/// Kind, revision and state of every mail, oldest first.
pub(super) async fn mails(database: &Database) -> Vec<(&'static str, String, MailState)> {
    let mut mails = list_mails(database, &Filter::default(), 50).await.unwrap();
    mails.reverse();
    mails
        .into_iter()
        .map(|mail| (mail.key.kind, mail.key.revision, mail.state))
        .collect()
}

pub(super) fn registration() -> RegistrationId {
    RegistrationId::new(Uuid::from_u128(9))
}

pub(super) fn received() -> RegistrationReceived {
    let facts = samples::address_check("fr");
    RegistrationReceived {
        registration: registration(),
        forum: samples::forum().facts.forum,
        contact: facts.contact,
        participants: facts.participants,
        unnamed: 0,
        token: facts.asking.token.unwrap(),
        held: true,
        held_until: facts.asking.held_until,
        may_wait: false,
    }
}

pub(super) fn confirmed() -> RegistrationConfirmed {
    let facts = samples::confirmation("fr");
    RegistrationConfirmed {
        registration: registration(),
        forum: samples::forum().facts.forum,
        contact: facts.contact,
        participants: facts.participants,
        unnamed: 0,
        recipients: Vec::new(),
        confirmed_at: samples::now(),
        own_link: None,
    }
}

pub(super) fn repeated() -> RegistrationRepeated {
    RegistrationRepeated {
        recipient: None,
        link_replaced: false,
        registration: registration(),
        forum: samples::forum().facts.forum,
        contact: samples::confirmation("fr").contact,
        token: None,
        held: true,
        others: Vec::new(),
        unnamed: 0,
        held_until: None,
        waits: false,
        offer: None,
        own_link: None,
    }
}

#[tokio::test]
async fn a_sign_up_is_asked_once_and_a_confirmed_one_is_told_once() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, wake) = deps();
        deliver(
            &database,
            &SendAddressCheck(deps.clone()),
            NOON,
            1,
            &received(),
        )
        .await;
        wake.notified().await;
        let check = ("address_check", "1".to_owned());
        let asked = mails(&database).await;
        assert_eq!(asked, [(check.0, check.1.clone(), MailState::Ready)]);
        deliver(&database, &SendConfirmation(deps), NOON, 2, &confirmed()).await;
        let expected = [
            (check.0, check.1, MailState::Superseded),
            ("confirmation", "1".to_owned(), MailState::Ready),
        ];
        assert_eq!(mails(&database).await, expected);
    })
    .await;
}

#[tokio::test]
async fn an_expired_sign_up_is_not_asked_any_more() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        deliver(
            &database,
            &SendAddressCheck(deps.clone()),
            NOON,
            1,
            &received(),
        )
        .await;
        let expired = RegistrationExpired {
            registration: registration(),
            forum: samples::forum().facts.forum,
            offered_to: None,
            waited: None,
        };
        deliver(&database, &CloseMails(deps), NOON, 2, &expired).await;
        assert_eq!(mails(&database).await[0].2, MailState::Superseded);
    })
    .await;
}

/// Kinds and reasons of the mails that could leave now, oldest first.
async fn wanted(database: &Database) -> Vec<(&'static str, Wanted)> {
    let clock = FakeClock::at(NOON);
    super::office::publish_forum(database, &*clock).await;
    let now_ms = clock.now_ms();
    let mails = claim_due(database, now_ms, now_ms + 1, 10).await.unwrap();
    let wanted = mails.iter().map(|mail| {
        let wanted = mail.facts.wanted(&mail.known, clock.now());
        (mail.key.kind, wanted)
    });
    wanted.collect()
}

/// A message that failed and waits is overtaken by its successors: what it says is old by then.
#[tokio::test]
async fn an_older_event_that_comes_late_asks_for_nothing() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let (check, send) = (SendAddressCheck(deps.clone()), SendConfirmation(deps));
        deliver(&database, &send, NOON, 2, &confirmed()).await;
        deliver(&database, &check, NOON, 1, &received()).await;
        let late = Wanted::No("the address is confirmed already");
        assert_eq!(
            wanted(&database).await,
            [("confirmation", Wanted::Yes), ("address_check", late)]
        );
    })
    .await;
}

#[tokio::test]
async fn a_sign_up_that_is_over_is_not_confirmed_by_a_late_event() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let (check, send) = (
            SendAddressCheck(deps.clone()),
            SendConfirmation(deps.clone()),
        );
        let cancelled = RegistrationCancelled {
            recipients: Vec::new(),
            signed_up_by: None,
            by_recipient: false,
            registration: registration(),
            forum: samples::forum().facts.forum,
            by: None,
            participants: Vec::new(),
            unnamed: 0,
        };
        deliver(&database, &CloseMails(deps), NOON, 3, &cancelled).await;
        deliver(&database, &send, NOON, 2, &confirmed()).await;
        deliver(&database, &check, NOON, 1, &received()).await;
        let over = Wanted::No("the sign-up is over");
        assert_eq!(
            wanted(&database).await,
            [("confirmation", over), ("address_check", over)]
        );
        // Nothing older has said who it was.
        let email = received().contact.email;
        let known = crate::known_of_person(&database, &email).await.unwrap();
        assert!(known.is_empty());
    })
    .await;
}

#[tokio::test]
async fn what_is_known_of_a_person_is_shown_and_erased_with_their_mails() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let send = SendConfirmation(deps.clone());
        deliver(&database, &send, NOON, 2, &confirmed()).await;
        let email = confirmed().contact.email;
        let known = async || {
            let known = crate::known_of_person(&database, &email).await.unwrap();
            let states = known.into_iter().map(|person| person.state);
            states.collect::<Vec<_>>()
        };
        assert_eq!(known().await, ["confirmed"]);
        let expired = RegistrationExpired {
            registration: registration(),
            forum: samples::forum().facts.forum,
            offered_to: None,
            waited: None,
        };
        deliver(&database, &CloseMails(deps), NOON, 3, &expired).await;
        assert_eq!(known().await, ["over"], "who it is stays known");
        let later = FakeClock::at("2027-11-21T12:00:00Z").now_ms();
        assert_eq!(forget_people(&database, later, 10).await.unwrap(), 0);
        assert_eq!(erase(&database, &email).await, 1);
        assert!(known().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn who_never_confirmed_is_forgotten_with_the_last_mail() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let expired = RegistrationExpired {
            registration: registration(),
            forum: samples::forum().facts.forum,
            offered_to: None,
            waited: None,
        };
        deliver(&database, &CloseMails(deps), NOON, 3, &expired).await;
        let then = FakeClock::at(NOON).now_ms();
        assert_eq!(forget_people(&database, then, 10).await.unwrap(), 0);
        assert_eq!(forget_people(&database, then + 1, 10).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test]
async fn the_owner_of_a_mailbox_is_told_at_most_once_a_day() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let answer = SendAnswer(deps);
        for at in [NOON, "2026-11-21T23:59:59Z", "2026-11-22T00:00:01Z"] {
            deliver(&database, &answer, at, 1, &repeated()).await;
        }
        let days: Vec<_> = mails(&database)
            .await
            .into_iter()
            .map(|mail| mail.1)
            .collect();
        assert_eq!(days, ["2026-11-21", "2026-11-22"]);
    })
    .await;
}

/// Whoever has ended the old links would have none without this mail.
#[tokio::test]
async fn who_replaces_their_link_gets_the_new_one_each_time() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let answer = SendAnswer(deps);
        deliver(&database, &answer, NOON, 3, &repeated()).await;
        let mut replaced = repeated();
        replaced.link_replaced = true;
        for sequence in [4, 5] {
            deliver(&database, &answer, NOON, sequence, &replaced).await;
        }
        assert_eq!(mails(&database).await.len(), 3);
    })
    .await;
}

#[tokio::test]
async fn an_older_forum_that_comes_late_changes_nothing() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, wake) = deps();
        let keeper = KeepForum(deps);
        let (mut new, mut old) = (samples::forum().facts, samples::forum().facts);
        (new.slug, old.slug) = ("new".into(), "old".into());
        deliver(&database, &keeper, NOON, 7, &new).await;
        wake.notified().await;
        deliver(&database, &keeper, NOON, 6, &old).await;
        let kept = whole_forum(&database, new.forum).await.unwrap().unwrap();
        assert_eq!((kept.sequence, kept.facts.slug.as_str()), (7, "new"));
    })
    .await;
}
