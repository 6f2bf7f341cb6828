//! Letting people in and shutting them out.

use futures_util::future::join;
use kontor_store::audit::Actor;

use super::{PASSWORD, email, grant, here, on_both};
use crate::{AccessError, AccountState, Delivery, NewAccount, NewToken, Role, Scope};

const CLI: Actor = Actor::CommandLine;

#[tokio::test]
async fn one_address_is_one_account_however_it_is_written() {
    on_both(|office| async move {
        office.person("anna@example.org", &["reader"]).await;
        let again = NewAccount {
            name: "Anna".into(),
            email: email("Anna@EXAMPLE.org"),
            grants: Vec::new(),
            language: None,
        };
        let refused = office
            .access
            .add_account(CLI, again, &Delivery::Shown)
            .await;
        assert!(matches!(refused, Err(AccessError::Exists)), "{refused:?}");
        let found = office
            .access
            .account_of(&email("ANNA@example.org"))
            .await
            .unwrap();
        assert_eq!(
            (found.name.as_str(), found.state),
            ("Anna Muster", AccountState::Active)
        );
        assert_eq!(found.grants, [grant("reader")]);
        assert!(!format!("{found:?}").contains("nna"), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn the_last_administrator_stays_one() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["admin"]).await;
        assert!(office.access.has_admin().await.unwrap());
        let invited = NewAccount {
            name: "Not here yet".into(),
            email: email("ben@example.org"),
            grants: vec![grant("admin")],
            language: None,
        };
        office
            .access
            .add_account(CLI, invited, &Delivery::Shown)
            .await
            .unwrap();
        for refused in [
            office.access.disable(CLI, anna).await,
            office.access.revoke(CLI, anna, &grant("admin")).await,
        ] {
            assert!(
                matches!(refused, Err(AccessError::LastAdmin)),
                "{refused:?}"
            );
        }
        office.person("cleo@example.org", &["admin"]).await;
        assert!(
            office
                .access
                .revoke(CLI, anna, &grant("admin"))
                .await
                .unwrap()
        );
        assert!(
            !office
                .access
                .revoke(CLI, anna, &grant("admin"))
                .await
                .unwrap()
        );
    })
    .await;
}

#[tokio::test]
async fn of_two_administrators_who_shut_each_other_out_one_stays() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["admin"]).await;
        let ben = office.person("ben@example.org", &["admin"]).await;
        let admin = grant("admin");
        let (first, second) = join(
            office.access.disable(Actor::Staff(ben), anna),
            office.access.revoke(Actor::Staff(anna), ben, &admin),
        )
        .await;
        assert!(first.is_ok() != second.is_ok(), "{first:?} {second:?}");
        assert!(office.access.has_admin().await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn whoever_is_disabled_is_out_at_once_and_comes_back_without_old_sessions() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["organiser"]).await;
        let cookie = office.cookie("anna@example.org").await;
        let new = NewToken {
            name: "import".into(),
            grants: vec![grant("reader")],
            life: std::time::Duration::from_hours(1),
        };
        let (_, token) = office.access.add_token(CLI, anna, new).await.unwrap();
        let link = office
            .access
            .reset(CLI, anna, false, &Delivery::Shown)
            .await
            .unwrap();
        assert!(office.access.disable(CLI, anna).await.unwrap());
        assert!(!office.access.disable(CLI, anna).await.unwrap());
        let refused = office
            .access
            .sign_in("anna@example.org", PASSWORD, &here())
            .await;
        assert!(matches!(refused, Err(AccessError::Refused)), "{refused:?}");
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        assert!(
            office
                .access
                .token_caller(token.reveal())
                .await
                .unwrap()
                .is_none()
        );
        let open = office.access.open_link(link.secret.reveal()).await;
        assert!(matches!(open, Err(AccessError::NoLink)));
        let reset = office
            .access
            .reset(CLI, anna, false, &Delivery::Shown)
            .await;
        assert!(matches!(reset, Err(AccessError::Disabled)));
        assert!(office.access.enable(CLI, anna).await.unwrap());
        assert!(!office.access.enable(CLI, anna).await.unwrap());
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        office.cookie("anna@example.org").await;
    })
    .await;
}

#[tokio::test]
async fn a_role_that_is_taken_is_gone_from_sessions_at_once() {
    on_both(|office| async move {
        let anna = office
            .person("anna@example.org", &["organiser:forum/lunch", "reader"])
            .await;
        let cookie = office.cookie("anna@example.org").await;
        let lunch: Scope = "forum/lunch".parse().unwrap();
        let session = office.session(&cookie).await;
        assert!(session.may(Role::Organiser, &lunch));
        assert!(session.may(Role::Reader, &Scope::everywhere()));
        assert!(!session.may(Role::Organiser, &Scope::everywhere()));
        office
            .access
            .revoke(CLI, anna, &grant("organiser:forum/lunch"))
            .await
            .unwrap();
        let session = office.session(&cookie).await;
        assert!(!session.may(Role::Organiser, &lunch));
        assert!(session.may(Role::Reader, &lunch));
    })
    .await;
}

#[tokio::test]
async fn every_change_is_in_the_audit_and_no_person_is() {
    on_both(|office| async move {
        let anna = office.person("anna@example.org", &["admin"]).await;
        let ben = office.person("ben@example.org", &["reader"]).await;
        let staff = Actor::Staff(anna);
        office
            .access
            .grant(staff, ben, &grant("organiser:source/een"))
            .await
            .unwrap();
        office
            .access
            .grant(staff, ben, &grant("organiser:source/een"))
            .await
            .unwrap();
        office
            .access
            .revoke(staff, ben, &grant("reader"))
            .await
            .unwrap();
        office.access.disable(staff, ben).await.unwrap();
        office.access.enable(staff, ben).await.unwrap();
        office.cookie("ben@example.org").await;
        let all = office.audited().await;
        let [added, role, link, set] = [
            "command_line account.added",
            "command_line role.granted",
            "command_line link.made",
            "staff password.set",
        ];
        assert_eq!(all[..8], [added, role, link, set, added, role, link, set]);
        let rest = [
            "staff role.granted",
            "staff role.revoked",
            "staff account.disabled",
            "staff account.enabled",
            "staff session.begun",
        ];
        assert_eq!(all[8..], rest);
    })
    .await;
}

#[tokio::test]
async fn an_account_is_erased_with_all_that_belongs_to_it_and_the_last_administrator_stays() {
    on_both(|office| async move {
        let (anna, ben) = (email("anna@example.org"), email("ben@example.org"));
        let id = office.person("anna@example.org", &["admin"]).await;
        let cookie = office.cookie("anna@example.org").await;
        let new = NewToken {
            name: "import".into(),
            grants: vec![grant("reader")],
            life: std::time::Duration::from_hours(1),
        };
        office.access.add_token(CLI, id, new).await.unwrap();
        office
            .access
            .ask_for_reset("anna@example.org", &here())
            .await
            .unwrap();
        let last = office.access.erase_person(CLI, &anna).await;
        assert!(matches!(last, Err(AccessError::LastAdmin)), "{last:?}");
        let shown = office.access.show_person(&anna).await.unwrap().unwrap();
        assert_eq!((shown.sessions, shown.tokens.len()), (1, 1));
        office.person("ben@example.org", &["admin"]).await;
        assert!(office.access.erase_person(CLI, &anna).await.unwrap());
        assert!(!office.access.erase_person(CLI, &anna).await.unwrap());
        assert!(office.access.show_person(&anna).await.unwrap().is_none());
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        assert!(office.access.letters_due().await.unwrap().is_empty());
        assert!(office.access.show_person(&ben).await.unwrap().is_some());
    })
    .await;
}
