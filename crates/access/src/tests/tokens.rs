//! Tokens of programs.

use std::time::Duration;

use jiff::SignedDuration;
use kontor_store::audit::Actor;

use super::{grant, on_both};
use crate::{AccessError, NewToken, Role, Scope};

const CLI: Actor = Actor::CommandLine;

fn token(grants: &[&str]) -> NewToken {
    NewToken {
        name: "Import of members".into(),
        grants: grants.iter().map(|text| grant(text)).collect(),
        life: Duration::from_hours(24),
    }
}

#[tokio::test]
async fn a_token_may_what_it_was_given_as_long_as_its_account_may() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["organiser"]).await;
        let access = &office.access;
        let (made, secret) = access
            .add_token(CLI, anna, token(&["organiser:forum/lunch"]))
            .await
            .unwrap();
        let caller = access.token_caller(secret.reveal()).await.unwrap().unwrap();
        let lunch: Scope = "forum/lunch".parse().unwrap();
        assert!(caller.may(Role::Organiser, &lunch) && caller.may(Role::Reader, &lunch));
        assert!(!caller.may(Role::Reader, &Scope::everywhere()));
        assert_eq!(caller.actor(), Actor::Token(made.id));
        access.grant(CLI, anna, &grant("reader")).await.unwrap();
        access.revoke(CLI, anna, &grant("organiser")).await.unwrap();
        let caller = access.token_caller(secret.reveal()).await.unwrap().unwrap();
        assert!(!caller.may(Role::Organiser, &lunch) && caller.may(Role::Reader, &lunch));
    })
    .await;
}

#[tokio::test]
async fn nobody_gives_a_token_more_than_they_have() {
    on_both(|office| async move {
        let anna = office
            .person("anna@example.org", &["organiser:forum/lunch", "reader"])
            .await;
        for wide in ["admin", "organiser", "organiser:forum/dinner"] {
            let refused = office
                .access
                .add_token(CLI, anna, token(&["reader", wide]))
                .await;
            assert!(
                matches!(refused, Err(AccessError::TooWide)),
                "{wide}: {refused:?}"
            );
        }
        let within = token(&["organiser:forum/lunch/door", "reader:source/een"]);
        office.access.add_token(CLI, anna, within).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_token_ends_by_time_or_when_it_is_revoked() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["reader"]).await;
        let ben = office.person("ben@example.org", &["reader"]).await;
        let access = &office.access;
        let (made, secret) = access
            .add_token(CLI, anna, token(&["reader"]))
            .await
            .unwrap();
        let (_, late) = access
            .add_token(CLI, anna, token(&["reader"]))
            .await
            .unwrap();
        let strange = access
            .revoke_token(Actor::Staff(ben), made.id, Some(ben))
            .await;
        assert!(matches!(strange, Err(AccessError::NoToken)), "{strange:?}");
        assert!(
            access
                .token_caller(secret.reveal())
                .await
                .unwrap()
                .is_some()
        );
        assert!(access.revoke_token(CLI, made.id, None).await.unwrap());
        assert!(!access.revoke_token(CLI, made.id, None).await.unwrap());
        assert!(
            access
                .token_caller(secret.reveal())
                .await
                .unwrap()
                .is_none()
        );
        assert!(access.token_caller(late.reveal()).await.unwrap().is_some());
        office.clock.advance(SignedDuration::from_hours(24));
        assert!(access.token_caller(late.reveal()).await.unwrap().is_none());
        for strange in [
            "",
            "kontor_",
            "kontor_0000000000000000000000000000000000000000000000000",
        ] {
            assert!(
                access.token_caller(strange).await.unwrap().is_none(),
                "{strange}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn that_a_token_is_used_is_noted_every_five_minutes() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["reader"]).await;
        let (_, secret) = office
            .access
            .add_token(CLI, anna, token(&["reader"]))
            .await
            .unwrap();
        let used = || async { office.access.tokens(Some(anna)).await.unwrap()[0].used_ms };
        assert_eq!(used().await, None);
        office.access.token_caller(secret.reveal()).await.unwrap();
        let first = used().await.unwrap();
        office.clock.advance(SignedDuration::from_secs(299));
        office.access.token_caller(secret.reveal()).await.unwrap();
        assert_eq!(used().await, Some(first));
        office.clock.advance(SignedDuration::from_secs(1));
        office.access.token_caller(secret.reveal()).await.unwrap();
        assert_eq!(used().await, Some(first + 300_000));
    })
    .await;
}
