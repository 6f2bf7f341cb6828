//! Who changed what.

use kontor_contracts::{AccountId, ApiTokenId};
use kontor_store::{
    Database, StoreError,
    audit::{self, Action, Actor, Wish},
};
use kontor_testkit::on_both_engines;
use uuid::{Builder, Uuid};

const PUBLISHED: Action = Action::new("forum.published");
const CANCELLED: Action = Action::new("forum.cancelled");

/// An id of the given millisecond.
fn id(at: u8) -> Uuid {
    Builder::from_unix_timestamp_millis(u64::from(at), &[at; 10]).into_uuid()
}

async fn subjects(database: &Database, wish: Wish<'_>, limit: u32) -> Vec<String> {
    let entries = audit::entries(database, wish, limit).await.unwrap();
    entries.into_iter().map(|entry| entry.subject).collect()
}

#[tokio::test]
async fn a_change_is_in_the_audit_if_and_only_if_it_commits() {
    on_both_engines("test", &[audit::MIGRATIONS], |database| async move {
        let actors = [
            Actor::Staff(AccountId::new(Uuid::from_u128(1))),
            Actor::Token(ApiTokenId::new(Uuid::from_u128(2))),
            Actor::CommandLine,
            Actor::System,
        ];
        let tx = database.begin().await.unwrap();
        for (at, actor) in (1..).zip(actors) {
            tx.audit(id(at), actor, PUBLISHED, "forum_1").await.unwrap();
        }
        tx.commit().await.unwrap();
        let dropped = database.begin().await.unwrap();
        dropped
            .audit(id(9), Actor::System, CANCELLED, "forum_1")
            .await
            .unwrap();
        drop(dropped);
        let entries = audit::entries(&database, Wish::default(), 10)
            .await
            .unwrap();
        let read: Vec<_> = entries.iter().rev().map(|entry| entry.actor).collect();
        assert_eq!(read, actors);
        let last = &entries[0];
        assert_eq!((last.at_ms, last.action.as_str()), (4, "forum.published"));
    })
    .await;
}

#[tokio::test]
async fn the_audit_is_read_page_by_page_and_by_subject() {
    on_both_engines("test", &[audit::MIGRATIONS], |database| async move {
        let tx = database.begin().await.unwrap();
        for at in 1..=6 {
            let subject = if at % 2 == 0 {
                "forum/even"
            } else {
                "forum/odd"
            };
            tx.audit(id(at), Actor::System, PUBLISHED, subject)
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let before = |at| Wish {
            before: Some(id(at)),
            ..Wish::default()
        };
        assert_eq!(
            subjects(&database, Wish::default(), 2).await,
            ["forum/even", "forum/odd"]
        );
        assert_eq!(
            subjects(&database, before(5), 3).await,
            ["forum/even", "forum/odd", "forum/even"]
        );
        let odd = Wish {
            subject: Some("forum/odd"),
            before: Some(id(5)),
        };
        assert_eq!(subjects(&database, odd, 10).await.len(), 2);
        assert_eq!(audit::forget_before(&database, 5, 3).await.unwrap(), 3);
        assert_eq!(audit::forget_before(&database, 5, 3).await.unwrap(), 1);
        assert_eq!(subjects(&database, Wish::default(), 10).await.len(), 2);
    })
    .await;
}

#[tokio::test]
async fn a_person_s_name_does_not_get_into_the_audit() {
    on_both_engines("test", &[audit::MIGRATIONS], |database| async move {
        let tx = database.begin().await.unwrap();
        let refused = tx
            .audit(id(1), Actor::System, PUBLISHED, "anna@example.org")
            .await;
        assert!(matches!(
            refused,
            Err(StoreError::Corrupt {
                column: "subject",
                ..
            })
        ));
    })
    .await;
}
