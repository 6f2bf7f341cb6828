//! One-time links.

use futures_util::future::join;
use jiff::SignedDuration;
use kontor_store::audit::Actor;

use super::{OTHER, Office, PASSWORD, chosen, email, grant, here, on_both};
use crate::{AccessError, AccountState, Chosen, Delivery, Link, NewAccount, Purpose};

const CLI: Actor = Actor::CommandLine;

async fn invitation(office: &Office) -> Link {
    let new = NewAccount {
        name: "Anna Muster".into(),
        email: email("anna@example.org"),
        grants: vec![grant("admin")],
        language: None,
    };
    office
        .access
        .add_account(CLI, new, &Delivery::Shown)
        .await
        .unwrap()
        .1
}

fn gone<T: std::fmt::Debug>(result: &Result<T, AccessError>) {
    assert!(matches!(result, Err(AccessError::NoLink)), "{result:?}");
}

#[tokio::test]
async fn an_invitation_lets_in_once() {
    on_both(|office| async move {
        let link = invitation(&office).await;
        let text = link.secret.reveal();
        assert_eq!(
            link.address(),
            format!("https://staff.office.example/console/link/{text}")
        );
        assert!(!format!("{link:?}").contains(text));
        let open = office.access.open_link(text).await.unwrap();
        let account = open.account.unwrap();
        assert_eq!(
            (open.purpose, account.state),
            (Purpose::Invitation, AccountState::Invited)
        );
        assert!(
            !office.access.has_admin().await.unwrap(),
            "invited is not in"
        );
        let weak = office
            .access
            .use_link(text, chosen("anna.muster 2027"), &here())
            .await;
        assert!(matches!(weak, Err(AccessError::Password(_))), "{weak:?}");
        office
            .access
            .use_link(text, chosen(PASSWORD), &here())
            .await
            .unwrap();
        gone(&office.access.open_link(text).await);
        gone(&office.access.use_link(text, chosen(OTHER), &here()).await);
        office.cookie("anna@example.org").await;
        assert!(office.access.has_admin().await.unwrap());
        for strange in ["", "x", &"a".repeat(43)] {
            gone(&office.access.open_link(strange).await);
        }
    })
    .await;
}

#[tokio::test]
async fn of_two_who_use_a_link_at_once_one_gets_it() {
    on_both(|office| async move {
        let link = invitation(&office).await;
        let text = link.secret.reveal();
        let client = here();
        let (first, second) = join(
            office.access.use_link(text, chosen(PASSWORD), &client),
            office.access.use_link(text, chosen(OTHER), &client),
        )
        .await;
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        let password = if first.is_ok() { PASSWORD } else { OTHER };
        office
            .access
            .sign_in("anna@example.org", password, &client)
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_new_link_takes_the_place_of_the_older_one() {
    on_both(|office| async move {
        let older = invitation(&office).await;
        let anna = office
            .access
            .account_of(&email("anna@example.org"))
            .await
            .unwrap()
            .id;
        let newer = office
            .access
            .reset(CLI, anna, false, &Delivery::Shown)
            .await
            .unwrap();
        assert_eq!(newer.purpose, Purpose::Invitation);
        gone(&office.access.open_link(older.secret.reveal()).await);
        office
            .access
            .use_link(newer.secret.reveal(), chosen(PASSWORD), &here())
            .await
            .unwrap();
        let cookie = office.cookie("anna@example.org").await;
        let reset = office
            .access
            .reset(CLI, anna, false, &Delivery::Shown)
            .await
            .unwrap();
        assert_eq!(reset.purpose, Purpose::Reset);
        office.session(&cookie).await;
        office
            .access
            .use_link(reset.secret.reveal(), chosen(OTHER), &here())
            .await
            .unwrap();
        assert!(office.access.session(&cookie).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_link_ends_in_time() {
    on_both(|office| async move {
        let link = invitation(&office).await;
        office.clock.advance(SignedDuration::from_hours(7 * 24));
        gone(&office.access.open_link(link.secret.reveal()).await);
        gone(
            &office
                .access
                .use_link(link.secret.reveal(), chosen(PASSWORD), &here())
                .await,
        );
        office.clock.advance(SignedDuration::from_hours(25));
        assert_eq!(office.access.forget_old().await.unwrap(), 1);
    })
    .await;
}

fn first(name: &str, address: &str) -> Chosen {
    Chosen {
        password: PASSWORD.into(),
        first: Some((name.into(), email(address))),
    }
}

#[tokio::test]
async fn the_first_administrator_lets_themselves_in_and_is_the_only_one() {
    on_both(|office| async move {
        let link = office.access.first_admin_link(CLI).await.unwrap().unwrap();
        let text = link.secret.reveal();
        assert!(
            office
                .access
                .open_link(text)
                .await
                .unwrap()
                .account
                .is_none()
        );
        gone(
            &office
                .access
                .use_link(text, chosen(PASSWORD), &here())
                .await,
        );
        let client = here();
        let (one, two) = join(
            office
                .access
                .use_link(text, first("Anna", "anna@example.org"), &client),
            office
                .access
                .use_link(text, first("Ben", "ben@example.org"), &client),
        )
        .await;
        assert!(one.is_ok() != two.is_ok(), "{one:?} {two:?}");
        assert_eq!(office.access.accounts().await.unwrap().len(), 1);
        assert!(office.access.first_admin_link(CLI).await.unwrap().is_none());
    })
    .await;
}

#[tokio::test]
async fn a_first_link_is_worth_nothing_once_there_is_an_administrator() {
    on_both(|office| async move {
        let link = office.access.first_admin_link(CLI).await.unwrap().unwrap();
        office.person("anna@example.org", &["admin"]).await;
        gone(
            &office
                .access
                .use_link(
                    link.secret.reveal(),
                    first("Ben", "ben@example.org"),
                    &here(),
                )
                .await,
        );
        assert_eq!(office.access.accounts().await.unwrap().len(), 1);
    })
    .await;
}
