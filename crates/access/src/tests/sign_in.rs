//! Signing in, staying signed in, and not.

use jiff::SignedDuration;
use kontor_store::audit::Actor;

use super::{OTHER, PASSWORD, here, on_both};
use crate::AccessError;

fn refused<T: std::fmt::Debug>(result: &Result<T, AccessError>) {
    assert!(matches!(result, Err(AccessError::Refused)), "{result:?}");
}

#[tokio::test]
async fn address_and_password_let_in_and_nothing_less() {
    on_both(|office| async move {
        office.person("anna@example.org", &["reader"]).await;
        let access = &office.access;
        refused(&access.sign_in("anna@example.org", OTHER, &here()).await);
        refused(
            &access
                .sign_in("nobody@example.org", PASSWORD, &here())
                .await,
        );
        refused(&access.sign_in("no address", PASSWORD, &here()).await);
        refused(&access.sign_in("anna@example.org", "", &here()).await);
        let cookie = office.cookie(" Anna@example.org ").await;
        let session = office.session(&cookie).await;
        assert_eq!(session.email.as_str(), "anna@example.org");
        assert!(!format!("{session:?}").contains("nna"), "{session:?}");
        for strange in ["", "x", &cookie[1..], &"a".repeat(43)] {
            assert!(
                access.session(strange).await.unwrap().is_none(),
                "{strange}"
            );
        }
        access.sign_out(&session).await.unwrap();
        assert!(access.session(&cookie).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn an_unused_session_ends_and_so_does_every_one_after_a_day() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["reader"]).await;
        let cookie = office.cookie("anna@example.org").await;
        let minutes = SignedDuration::from_mins;
        office.clock.advance(minutes(119));
        office.session(&cookie).await;
        office.clock.advance(minutes(119));
        office.session(&cookie).await;
        office.clock.advance(minutes(121));
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        let cookie = office.cookie("anna@example.org").await;
        for _ in 0..23 {
            office.clock.advance(minutes(60));
            office.session(&cookie).await;
        }
        office.clock.advance(minutes(60));
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        assert!(office.access.sessions_of(anna).await.unwrap().is_empty());
        assert_eq!(office.access.forget_old().await.unwrap(), 2);
    })
    .await;
}

#[tokio::test]
async fn that_a_session_is_used_is_noted_every_five_minutes() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["reader"]).await;
        let cookie = office.cookie("anna@example.org").await;
        let open = || async { office.access.sessions_of(anna).await.unwrap().remove(0) };
        let begun = open().await;
        assert_eq!(
            (begun.agent.as_str(), begun.created_ms),
            ("Firefox, Windows", begun.seen_ms)
        );
        office.clock.advance(SignedDuration::from_secs(299));
        office.session(&cookie).await;
        assert_eq!(open().await.seen_ms, begun.seen_ms);
        office.clock.advance(SignedDuration::from_secs(1));
        office.session(&cookie).await;
        assert_eq!(open().await.seen_ms, begun.seen_ms + 300_000);
    })
    .await;
}

#[tokio::test]
async fn a_new_password_ends_every_other_session() {
    on_both(|office| async move {
        office.person("anna@example.org", &["reader"]).await;
        let (mine, stolen) = (
            office.cookie("anna@example.org").await,
            office.cookie("anna@example.org").await,
        );
        let session = office.session(&mine).await;
        refused(
            &office
                .access
                .change_password(&session, OTHER, OTHER, &here())
                .await,
        );
        let weak = office
            .access
            .change_password(&session, PASSWORD, "AnnaMuster2027!", &here())
            .await;
        assert!(matches!(weak, Err(AccessError::Password(_))), "{weak:?}");
        office
            .access
            .change_password(&session, PASSWORD, OTHER, &here())
            .await
            .unwrap();
        office.session(&mine).await;
        assert!(office.access.session(&stolen).await.unwrap().is_none());
        refused(
            &office
                .access
                .sign_in("anna@example.org", PASSWORD, &here())
                .await,
        );
        office
            .access
            .sign_in("anna@example.org", OTHER, &here())
            .await
            .unwrap();
        office
            .access
            .confirm_password(&session, OTHER)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn one_session_can_be_ended_or_all_of_them() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["reader"]).await;
        let ben = office.person("ben@example.org", &["reader"]).await;
        let mut cookies = Vec::new();
        for _ in 0..3 {
            cookies.push(office.cookie("anna@example.org").await);
        }
        let first = office.session(&cookies[0]).await;
        let (actor, access) = (Actor::Staff(anna), &office.access);
        assert!(
            !access
                .end_session(Actor::Staff(ben), ben, first.id)
                .await
                .unwrap()
        );
        assert!(access.end_session(actor, anna, first.id).await.unwrap());
        assert!(access.session(&cookies[0]).await.unwrap().is_none());
        let kept = office.session(&cookies[1]).await;
        assert_eq!(
            access
                .end_sessions(actor, anna, Some(kept.id))
                .await
                .unwrap(),
            1
        );
        office.session(&cookies[1]).await;
        assert!(access.session(&cookies[2]).await.unwrap().is_none());
    })
    .await;
}
