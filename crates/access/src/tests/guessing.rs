//! Strangers who guess.

use futures_util::future::join_all;
use jiff::SignedDuration;
use kontor_contracts::AccountId;
use kontor_store::audit::Actor;

use super::{OTHER, Office, PASSWORD, at, here, on_both, settings};
use crate::{
    AccessError, Client, Delivery,
    attempts::{AfterSuccess, Count},
    domain::{attempt::ACCOUNT, secret::key},
};

const ANNA: &str = "anna@example.org";

async fn is_slowed(office: &Office, password: &str, client: &Client) -> bool {
    match office.access.sign_in(ANNA, password, client).await {
        Err(AccessError::Wait(_)) => true,
        Ok(_) | Err(AccessError::Refused) => false,
        Err(error) => panic!("{error}"),
    }
}

#[tokio::test]
async fn whoever_guesses_waits_longer_each_time_and_restarts_do_not_help() {
    on_both(|office| async move {
        office.person(ANNA, &["reader"]).await;
        for _ in 0..6 {
            assert!(!is_slowed(&office, OTHER, &here()).await);
        }
        assert!(is_slowed(&office, OTHER, &here()).await);
        let restarted = Office {
            access: office.elsewhere(settings()),
            ..office.clone()
        };
        assert!(
            is_slowed(&restarted, PASSWORD, &here()).await,
            "the right one waits too"
        );
        office.clock.advance(SignedDuration::from_secs(2));
        assert!(!is_slowed(&restarted, OTHER, &here()).await);
        office.clock.advance(SignedDuration::from_secs(2));
        assert!(is_slowed(&office, OTHER, &here()).await);
        office.clock.advance(SignedDuration::from_secs(2));
        assert!(!is_slowed(&office, PASSWORD, &here()).await);
        assert!(
            !is_slowed(&office, OTHER, &here()).await,
            "success forgets the failures"
        );
    })
    .await;
}

#[tokio::test]
async fn a_name_that_nobody_has_is_slowed_like_any_other() {
    on_both(|office| async move {
        for _ in 0..6 {
            let refused = office
                .access
                .sign_in("nobody@example.org", OTHER, &here())
                .await;
            assert!(matches!(refused, Err(AccessError::Refused)), "{refused:?}");
        }
        let slowed = office
            .access
            .sign_in("nobody@example.org", OTHER, &here())
            .await;
        assert!(matches!(slowed, Err(AccessError::Wait(_))), "{slowed:?}");
    })
    .await;
}

#[tokio::test]
async fn tries_at_once_are_counted_one_by_one() {
    on_both(|office| async move {
        office.person(ANNA, &["reader"]).await;
        let client = at("198.51.100.7");
        let tries = (0..20).map(|_| office.access.sign_in(ANNA, OTHER, &client));
        let results = join_all(tries).await;
        let compared = results
            .iter()
            .filter(|result| matches!(result, Err(AccessError::Refused)));
        assert_eq!(compared.count(), 6);
        let waited = results
            .iter()
            .filter(|result| matches!(result, Err(AccessError::Wait(_))));
        assert_eq!(waited.count(), 14);
    })
    .await;
}

#[tokio::test]
async fn whoever_has_chosen_a_new_password_does_not_wait_for_the_old_tries() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["reader"]).await;
        for _ in 0..6 {
            assert!(!is_slowed(&office, OTHER, &here()).await);
        }
        assert!(is_slowed(&office, OTHER, &here()).await);
        let reset = office
            .access
            .reset(Actor::CommandLine, anna, false, &Delivery::Shown)
            .await;
        let secret = reset.unwrap().secret;
        let client = here();
        let used = office
            .access
            .use_link(secret.reveal(), super::chosen(OTHER), &client);
        used.await.unwrap();
        office.access.sign_in(ANNA, OTHER, &client).await.unwrap();
    })
    .await;
}

/// A hundred tries from all over the world.
async fn storm(office: &Office) {
    let count = Count {
        key: key(&["account", ANNA]),
        limit: ACCOUNT,
        after: AfterSuccess::Clear,
    };
    for _ in 0..101 {
        office.access.count_try(&[count]).await.unwrap();
    }
}

#[tokio::test]
async fn strangers_elsewhere_do_not_keep_the_owner_out() {
    on_both(|office| async move {
        let anna: AccountId = office.person(ANNA, &["reader"]).await;
        storm(&office).await;
        assert!(
            is_slowed(&office, OTHER, &at("203.0.113.9")).await,
            "strangers wait"
        );
        assert!(
            !is_slowed(&office, PASSWORD, &here()).await,
            "the usual desk does not"
        );
        let hotel = at("203.0.113.10");
        assert!(is_slowed(&office, PASSWORD, &hotel).await);
        office.access.ask_for_reset(ANNA, &hotel).await.unwrap();
        let letter = office.letter().await;
        let used = office
            .access
            .use_link(super::secret(&letter), super::chosen(OTHER), &hotel)
            .await;
        assert_eq!(used.unwrap(), anna);
        assert!(
            !is_slowed(&office, OTHER, &hotel).await,
            "a reset makes the network a known one"
        );
    })
    .await;
}

#[tokio::test]
async fn reset_mails_are_few_and_no_answer_tells_who_has_an_account() {
    on_both(|office| async move {
        office.person(ANNA, &["reader"]).await;
        for address in [ANNA, "nobody@example.org"] {
            for _ in 0..4 {
                office.access.ask_for_reset(address, &here()).await.unwrap();
            }
            let asked = office.access.ask_for_reset(address, &here()).await;
            assert!(matches!(asked, Err(AccessError::Wait(_))), "{asked:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn tries_are_forgotten_after_a_day() {
    on_both(|office| async move {
        storm(&office).await;
        office.clock.advance(SignedDuration::from_hours(26));
        assert_eq!(office.access.forget_old().await.unwrap(), 1);
    })
    .await;
}
