//! What people hear of a waiting list.

use kontor_contracts::events::{
    ForumState, OpenOffer, RegistrationCancelled, RegistrationExpired, RegistrationOffered,
    RegistrationRepeated, RegistrationWaiting,
};
use kontor_runtime::Clock;
use kontor_testkit::{FakeClock, on_both_engines};

use super::{
    events::{NOON, confirmed, deliver, deps, mails, received, registration, repeated},
    office::SETS,
};
use crate::{
    domain::MailState,
    handlers::{
        CloseMails, KeepForum, SendAddressCheck, SendAnswer, SendConfirmation, SendOffer,
        SendPlaceInLine,
    },
    letter::samples,
    store::claim_due,
};

fn waiting() -> RegistrationWaiting {
    let received = received();
    RegistrationWaiting {
        registration: registration(),
        forum: received.forum,
        contact: received.contact,
        participants: received.participants,
        unnamed: 0,
        position: 2,
        own_link: received.token,
    }
}

fn offered() -> RegistrationOffered {
    let received = received();
    RegistrationOffered {
        registration: registration(),
        forum: received.forum,
        contact: received.contact,
        participants: received.participants,
        unnamed: 0,
        until: "2026-11-23T12:00:00Z".parse().unwrap(),
        own_link: received.token,
    }
}

fn passed() -> RegistrationExpired {
    RegistrationExpired {
        registration: registration(),
        forum: received().forum,
        offered_to: Some(received().contact),
        waited: None,
    }
}

fn closed() -> RegistrationExpired {
    RegistrationExpired {
        offered_to: None,
        waited: Some(received().contact),
        ..passed()
    }
}

/// Which mails could leave now, and why the others no more.
async fn fates(database: &kontor_store::Database, now: &str) -> Vec<(&'static str, bool)> {
    let now = FakeClock::at(now).now();
    let now_ms = now.as_millisecond();
    let claimed = claim_due(database, now_ms, now_ms + 1, 50).await.unwrap();
    let mut fates: Vec<_> = claimed
        .iter()
        .map(|mail| {
            let wanted = mail.facts.wanted(&mail.known, now);
            (mail.key.kind, wanted == crate::domain::Wanted::Yes)
        })
        .collect();
    fates.sort_unstable();
    fates
}

#[tokio::test]
async fn each_step_is_told_once_and_what_it_overtakes_no_more() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let check = SendAddressCheck(deps.clone());
        deliver(&database, &check, NOON, 1, &received()).await;
        let line = SendPlaceInLine(deps.clone());
        deliver(&database, &line, NOON, 2, &waiting()).await;
        deliver(&database, &SendOffer(deps.clone()), NOON, 3, &offered()).await;
        let once = || "1".to_owned();
        assert_eq!(
            mails(&database).await,
            [
                ("address_check", once(), MailState::Superseded),
                ("waiting_list", once(), MailState::Ready),
                ("offer", once(), MailState::Ready),
            ]
        );
        let forum = samples::forum();
        deliver(&database, &KeepForum(deps), NOON, 1, &forum.facts).await;
        let overtaken = [("offer", true), ("waiting_list", false)];
        assert_eq!(fates(&database, NOON).await, overtaken);
    })
    .await;
}

#[tokio::test]
async fn an_offer_is_not_made_when_it_would_have_passed_or_was_taken() {
    for taken in [false, true] {
        on_both_engines("mailer", &SETS, async |database| {
            let (deps, _) = deps();
            let forum = samples::forum();
            deliver(&database, &KeepForum(deps.clone()), NOON, 1, &forum.facts).await;
            deliver(&database, &SendOffer(deps.clone()), NOON, 3, &offered()).await;
            if taken {
                let confirm = SendConfirmation(deps.clone());
                deliver(&database, &confirm, NOON, 4, &confirmed()).await;
                let left = [("confirmation", true), ("offer", false)];
                assert_eq!(fates(&database, NOON).await, left);
            } else {
                let left = fates(&database, "2026-11-23T12:00:00Z").await;
                assert_eq!(left, [("offer", false)]);
            }
        })
        .await;
    }
}

#[tokio::test]
async fn who_lets_an_offer_pass_or_calls_it_off_is_told_and_nobody_else() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let over = CloseMails(deps.clone());
        let never = RegistrationExpired {
            offered_to: None,
            ..passed()
        };
        deliver(&database, &over, NOON, 3, &never).await;
        let mut off = RegistrationCancelled {
            recipients: Vec::new(),
            signed_up_by: None,
            by_recipient: false,
            registration: registration(),
            forum: received().forum,
            by: None,
            participants: Vec::new(),
            unnamed: 0,
        };
        deliver(&database, &over, NOON, 4, &off).await;
        assert!(
            mails(&database).await.is_empty(),
            "the office says it itself"
        );
        deliver(&database, &over, NOON, 5, &passed()).await;
        off.by = Some(received().contact);
        deliver(&database, &over, NOON, 6, &off).await;
        let once = || "1".to_owned();
        assert_eq!(
            mails(&database).await,
            [
                ("offer_passed", once(), MailState::Ready),
                ("called_off", once(), MailState::Ready),
            ]
        );
        let forum = samples::forum();
        deliver(&database, &KeepForum(deps), NOON, 1, &forum.facts).await;
        let both = [("called_off", true), ("offer_passed", true)];
        assert_eq!(
            fates(&database, NOON).await,
            both,
            "also about what is over"
        );
    })
    .await;
}

/// Whoever has waited until registration closed is told that it was in vain, and hears no more of places;
/// of a forum that is called off they hear that, and of one that is over nothing.
#[tokio::test]
async fn who_waits_until_registration_closes_is_told_so_once() {
    let late = "2099-01-01T12:00:00Z";
    for (is_off, at, goes) in [
        (false, NOON, true),
        (true, NOON, false),
        (false, late, false),
    ] {
        on_both_engines("mailer", &SETS, async |database| {
            let (deps, _) = deps();
            let mut forum = samples::forum().facts;
            deliver(&database, &KeepForum(deps.clone()), NOON, 1, &forum).await;
            let line = SendPlaceInLine(deps.clone());
            deliver(&database, &line, NOON, 2, &waiting()).await;
            let over = CloseMails(deps.clone());
            deliver(&database, &over, NOON, 3, &closed()).await;
            deliver(&database, &over, NOON, 3, &closed()).await;
            if is_off {
                forum.state = ForumState::Cancelled;
                deliver(&database, &KeepForum(deps), NOON, 2, &forum).await;
            }
            let left = fates(&database, at).await;
            assert_eq!(left, [("no_places", goes), ("waiting_list", false)]);
        })
        .await;
    }
}

/// Whoever asks again while an offer stands is told of the offer: it is what they can lose.
#[tokio::test]
async fn who_asks_again_while_an_offer_stands_gets_the_offer_again() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        deliver(&database, &SendOffer(deps.clone()), NOON, 3, &offered()).await;
        let again = RegistrationRepeated {
            recipient: None,
            link_replaced: false,
            offer: Some(OpenOffer {
                places: 2,
                until: offered().until,
            }),
            own_link: Some(received().token),
            ..repeated()
        };
        deliver(&database, &SendAnswer(deps.clone()), NOON, 4, &again).await;
        let forum = samples::forum();
        deliver(&database, &KeepForum(deps), NOON, 1, &forum.facts).await;
        assert_eq!(fates(&database, NOON).await, [("offer", true); 2]);
    })
    .await;
}

/// Nobody is told that their places went to others at a forum that does not take place.
#[tokio::test]
async fn an_offer_that_passes_at_a_forum_that_is_off_is_nobodys_news() {
    on_both_engines("mailer", &SETS, |database| async move {
        let (deps, _) = deps();
        let over = CloseMails(deps.clone());
        deliver(&database, &over, NOON, 3, &passed()).await;
        let mut forum = samples::forum().facts;
        forum.state = ForumState::Cancelled;
        deliver(&database, &KeepForum(deps), NOON, 1, &forum).await;
        assert_eq!(fates(&database, NOON).await, [("offer_passed", false)]);
    })
    .await;
}
