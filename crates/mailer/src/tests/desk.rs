//! The mail desk at the command line: what is listed, what is shown of one mail, and what comes of sending it
//! again. The console's pages do the same by the same functions: `pages`.

use kontor_contracts::MailId;
use kontor_runtime::{Clock, Process};
use kontor_store::{
    Database,
    audit::{self, Actor},
};
use kontor_testkit::{FakeClock, on_both_engines, process};
use uuid::Uuid;

use super::{
    office::{SETS, publish_forum, queue, queue_asking},
    pages::fail_first,
};
use crate::{
    LogError, LogWish, NotSentAgain, list_log, send_mail_again, show_mail, store::find_mail,
};

const NOW: &str = "2026-11-21T12:00:00Z";

struct Desk {
    database: Database,
    process: Process,
}

impl Desk {
    /// A forum, confirmations 1 to 3 and an address check, 4.
    async fn open(database: Database) -> Self {
        let clock = FakeClock::at(NOW);
        publish_forum(&database, &*clock).await;
        for number in 1..=3 {
            queue(&database, &*clock, number, "anna@example.org").await;
        }
        queue_asking(&database, 4, "ben@example.org").await;
        Self {
            database,
            process: process(clock),
        }
    }

    async fn set(&self, number: u128, state: &str) {
        let due = if state == "ready" { "1" } else { "NULL" };
        let sql = format!("UPDATE mails SET state = '{state}', due_at = {due} WHERE id = $1");
        let tx = self.database.begin().await.unwrap();
        tx.execute(&sql, [id(number).uuid().into()]).await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn list(&self, wish: LogWish) -> Result<Vec<MailId>, LogError> {
        let mails = list_log(&self.database, &wish).await?;
        Ok(mails.into_iter().map(|mail| mail.id).collect())
    }

    async fn resend(&self, number: u128) -> Result<crate::MailSentAgain, NotSentAgain> {
        send_mail_again(
            &self.database,
            &self.process,
            Actor::CommandLine,
            id(number),
        )
        .await
    }

    /// What the audit says was sent again.
    async fn noted(&self) -> Vec<String> {
        let rows = audit::entries(&self.database, audit::Wish::default(), 10).await;
        let rows = rows.unwrap().into_iter();
        rows.map(|row| format!("{} {}", row.action, row.subject))
            .collect()
    }
}

fn id(number: u128) -> MailId {
    MailId::new(Uuid::from_u128(number))
}

fn all() -> LogWish {
    LogWish {
        limit: 50,
        ..LogWish::default()
    }
}

#[tokio::test]
async fn mails_are_listed_by_forum_state_and_kind_the_newest_first() {
    on_both_engines("mailer", &SETS, |database| async move {
        let desk = Desk::open(database).await;
        desk.set(2, "sent").await;
        assert_eq!(desk.list(all()).await.unwrap(), [4, 3, 2, 1].map(id));
        let two = LogWish { limit: 2, ..all() };
        assert_eq!(desk.list(two).await.unwrap(), [4, 3].map(id));
        let of = |forum: &str, state: &str, kind: &str| {
            let some = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
            LogWish {
                forum: some(forum),
                state: some(state),
                kind: some(kind),
                ..all()
            }
        };
        for (wish, found) in [
            (of("westafrika-2027", "", ""), vec![4, 3, 2, 1]),
            (of("", "sent", ""), vec![2]),
            (of("", "", "address_check"), vec![4]),
            (of("westafrika-2027", "ready", "confirmation"), vec![3, 1]),
            (of("", "failed", ""), vec![]),
        ] {
            let found: Vec<_> = found.into_iter().map(id).collect();
            assert_eq!(desk.list(wish.clone()).await.unwrap(), found, "{wish:?}");
        }
        for (wish, code, names) in [
            (of("nowhere", "", ""), "unknown_forum", "westafrika-2027"),
            (of("", "lost", ""), "unknown_state", "superseded"),
            (of("", "", "newsletter"), "unknown_kind", "address_check"),
        ] {
            let error = desk.list(wish).await.unwrap_err();
            assert_eq!(error.code(), code);
            assert!(error.to_string().contains(names), "{error}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_mail_is_shown_with_its_facts_its_attempts_and_no_secret() {
    on_both_engines("mailer", &SETS, |database| async move {
        let desk = Desk::open(database).await;
        fail_first(&desk.database).await;
        let show = async |number| {
            let shown = show_mail(&desk.database, &desk.process, id(number)).await;
            serde_json::to_value(shown.unwrap()).unwrap()
        };
        let failed = show(1).await;
        assert_eq!(failed["state"], "failed");
        assert_eq!(failed["attempt_log"][0]["reply"], "554 5.7.1 <b>spam</b>");
        assert_eq!(failed["facts"]["contact"]["email"], "anna@example.org");
        let asking = show(4).await;
        assert!(asking["due_at"].is_string(), "{asking}");
        assert!(!asking.to_string().contains("Zm9v_YmFy"), "{asking}");
        let nobody = show_mail(&desk.database, &desk.process, id(99)).await;
        assert_eq!(nobody.unwrap_err().code(), "unknown_mail");
    })
    .await;
}

/// Each state has its own answer, and what was done, and only that, is in the audit.
#[tokio::test]
async fn a_mail_is_sent_again_by_its_state_or_it_is_said_why_not() {
    on_both_engines("mailer", &SETS, |database| async move {
        let desk = Desk::open(database).await;
        fail_first(&desk.database).await;
        let put_back = desk.resend(1).await.unwrap();
        assert_eq!((put_back.id, put_back.copy_of), (id(1), None));
        let mail = find_mail(&desk.database, id(1)).await.unwrap().unwrap();
        assert_eq!((mail.state.word(), mail.attempts), ("ready", 0));

        desk.set(2, "sent").await;
        let copy = desk.resend(2).await.unwrap();
        assert_eq!(copy.copy_of, Some(id(2)));
        let mail = find_mail(&desk.database, copy.id).await.unwrap().unwrap();
        assert_eq!(
            (mail.state.word(), mail.key.revision.as_str()),
            ("ready", "1.2")
        );
        let mut noted = desk.noted().await;
        noted.sort();
        let mut wanted = [id(1), copy.id].map(|id| format!("mail.sent_again {id}"));
        wanted.sort();
        assert_eq!(noted, wanted);

        for (number, state, code, says) in [
            (3, "ready", "mail_under_way", "kontor mail show"),
            (3, "handed_over", "mail_under_way", "handed_over"),
            (3, "superseded", "mail_not_needed", "newer mail"),
            (4, "sent", "mail_link_gone", "gets a new one"),
            (99, "sent", "unknown_mail", "kontor mail list"),
        ] {
            desk.set(number, state).await;
            let why_not = desk.resend(number).await.unwrap_err();
            assert_eq!(why_not.code(), code, "{why_not}");
            assert!(why_not.to_string().contains(says), "{why_not}");
        }
        assert_eq!(desk.noted().await.len(), 2, "what is refused is not noted");
    })
    .await;
}

/// What was not wanted any more is not sent, and the reason is that of the log.
#[tokio::test]
async fn a_mail_that_nobody_wants_any_more_says_why() {
    on_both_engines("mailer", &SETS, |database| async move {
        let desk = Desk::open(database).await;
        // The link of the address check has ended.
        desk.set(4, "superseded").await;
        let later = FakeClock::at("2027-01-01T00:00:00Z");
        assert!(later.now_ms() > desk.process.clock.now_ms());
        let process = process(later);
        let shown = show_mail(&desk.database, &process, id(4)).await.unwrap();
        let said = "its link would no longer have worked";
        assert_eq!(shown.not_needed.as_deref(), Some(said));
        let sent = send_mail_again(&desk.database, &process, Actor::CommandLine, id(4)).await;
        let error = sent.unwrap_err();
        assert!(error.to_string().contains(said), "{error}");
    })
    .await;
}
