//! The second factor.

use futures_util::future::join;
use jiff::SignedDuration;
use kontor_contracts::AccountId;
use kontor_runtime::Clock;
use kontor_store::audit::Actor;

use super::{Office, PASSWORD, here, on_both, settings};
use crate::{
    AccessError, Delivery, Role, Scope, SecondFactor, Settings, Stage,
    domain::totp::{STEP_MS, code},
    store::factors,
};

const ANNA: &str = "anna@example.org";

/// What an authenticator would show.
async fn shown(office: &Office, account: AccountId) -> String {
    let factor = factors::find(&office.database, account)
        .await
        .unwrap()
        .unwrap();
    code(&factor.secret, office.clock.now_ms() / STEP_MS)
}

/// Sets one up; returns the recovery codes.
async fn set_up(office: &Office, account: AccountId) -> Vec<String> {
    let cookie = office.cookie(ANNA).await;
    let session = office.session(&cookie).await;
    let new = office
        .access
        .begin_factor(&session, "Kontor")
        .await
        .unwrap();
    assert!(new.uri.contains(&new.secret) && !format!("{new:?}").contains(&new.secret));
    let again = office
        .access
        .unfinished_factor(&session, "Kontor")
        .await
        .unwrap();
    assert_eq!(again.unwrap().secret, new.secret);
    let wrong = office
        .access
        .confirm_factor(&session, "000000", &here())
        .await;
    assert!(matches!(wrong, Err(AccessError::WrongCode)), "{wrong:?}");
    let typed = shown(office, account).await;
    let (codes, started) = office
        .access
        .confirm_factor(&session, &typed, &here())
        .await
        .unwrap();
    assert!(
        office.access.session(&cookie).await.unwrap().is_none(),
        "the old cookie ends"
    );
    office.session(started.secret.reveal()).await;
    office.clock.advance(SignedDuration::from_secs(30));
    codes.0
}

/// Signs in with the password; returns the cookie that still needs the code.
async fn half(office: &Office) -> String {
    let started = office
        .access
        .sign_in(ANNA, PASSWORD, &here())
        .await
        .unwrap();
    assert_eq!(started.stage, Stage::Code);
    started.secret.reveal().to_owned()
}

#[tokio::test]
async fn a_password_alone_may_nothing_where_there_is_a_second_factor() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        set_up(&office, anna).await;
        let cookie = half(&office).await;
        let session = office.session(&cookie).await;
        assert!(!session.may(Role::Reader, &Scope::everywhere()));
        assert!(matches!(
            office.access.begin_factor(&session, "x").await,
            Err(AccessError::NoSession)
        ));
        let change = office
            .access
            .change_password(&session, PASSWORD, "Regen Wolke Tisch Lampe", &here())
            .await;
        assert!(matches!(change, Err(AccessError::NoSession)), "{change:?}");
        let typed = shown(&office, anna).await;
        let full = office
            .access
            .enter_code(&session, &typed, &here())
            .await
            .unwrap();
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        let session = office.session(full.secret.reveal()).await;
        assert!(session.may(Role::Admin, &Scope::everywhere()));
        let exists = office.access.begin_factor(&session, "x").await;
        assert!(matches!(exists, Err(AccessError::FactorExists)));
    })
    .await;
}

#[tokio::test]
async fn a_code_works_once_also_at_once() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        set_up(&office, anna).await;
        let sessions = [
            half(&office).await,
            half(&office).await,
            half(&office).await,
        ];
        let [one, two, three] = [
            office.session(&sessions[0]).await,
            office.session(&sessions[1]).await,
            office.session(&sessions[2]).await,
        ];
        let (typed, client) = (shown(&office, anna).await, here());
        let (first, second) = join(
            office.access.enter_code(&one, &typed, &client),
            office.access.enter_code(&two, &typed, &client),
        )
        .await;
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let replayed = office.access.enter_code(&three, &typed, &client).await;
        assert!(
            matches!(replayed, Err(AccessError::WrongCode)),
            "{replayed:?}"
        );
        office.clock.advance(SignedDuration::from_secs(30));
        let typed = shown(&office, anna).await;
        office
            .access
            .enter_code(&three, &typed, &client)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_end_the_old() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        let codes = set_up(&office, anna).await;
        assert_eq!(codes.len(), 10);
        let session = office.session(&half(&office).await).await;
        let typed = codes[0].to_lowercase().replace('-', " ");
        let full = office
            .access
            .enter_code(&session, &typed, &here())
            .await
            .unwrap();
        let again = office.session(&half(&office).await).await;
        let refused = office.access.enter_code(&again, &typed, &here()).await;
        assert!(
            matches!(refused, Err(AccessError::WrongCode)),
            "{refused:?}"
        );
        let full = office.session(full.secret.reveal()).await;
        let renewed = office.access.renew_recovery_codes(&full).await.unwrap().0;
        let refused = office.access.enter_code(&again, &codes[1], &here()).await;
        assert!(
            matches!(refused, Err(AccessError::WrongCode)),
            "{refused:?}"
        );
        office
            .access
            .enter_code(&again, &renewed[1], &here())
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn whoever_guesses_codes_waits() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        set_up(&office, anna).await;
        let session = office.session(&half(&office).await).await;
        for _ in 0..6 {
            let wrong = office.access.enter_code(&session, "000000", &here()).await;
            assert!(matches!(wrong, Err(AccessError::WrongCode)), "{wrong:?}");
        }
        let typed = shown(&office, anna).await;
        let slowed = office.access.enter_code(&session, &typed, &here()).await;
        assert!(matches!(slowed, Err(AccessError::Wait(_))), "{slowed:?}");
    })
    .await;
}

#[tokio::test]
async fn where_it_is_required_whoever_has_none_sets_one_up_first() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        let required = Settings {
            second_factor: SecondFactor::Required,
            ..settings()
        };
        let access = office.elsewhere(required);
        let started = access.sign_in(ANNA, PASSWORD, &here()).await.unwrap();
        assert_eq!(started.stage, Stage::Enrolment);
        let session = access
            .session(started.secret.reveal())
            .await
            .unwrap()
            .unwrap();
        assert!(!session.may(Role::Reader, &Scope::everywhere()));
        access.begin_factor(&session, "Kontor").await.unwrap();
        let typed = shown(&office, anna).await;
        let (_, full) = access
            .confirm_factor(&session, &typed, &here())
            .await
            .unwrap();
        let session = access.session(full.secret.reveal()).await.unwrap().unwrap();
        assert!(session.may(Role::Admin, &Scope::everywhere()));
    })
    .await;
}

#[tokio::test]
async fn whoever_has_lost_it_gets_in_by_a_reset_without_it() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        set_up(&office, anna).await;
        let link = office
            .access
            .reset(Actor::CommandLine, anna, false, &Delivery::Shown)
            .await
            .unwrap();
        office
            .access
            .use_link(link.secret.reveal(), super::chosen(PASSWORD), &here())
            .await
            .unwrap();
        half(&office).await;
        let link = office
            .access
            .reset(Actor::CommandLine, anna, true, &Delivery::Shown)
            .await
            .unwrap();
        office
            .access
            .use_link(link.secret.reveal(), super::chosen(PASSWORD), &here())
            .await
            .unwrap();
        office.cookie(ANNA).await;
    })
    .await;
}
