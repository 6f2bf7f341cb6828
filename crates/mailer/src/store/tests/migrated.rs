//! A database as older versions made it, with mails in every state, goes on.

use super::*;

/// The tables as they were when mails knew only sign-ups.
const BEFORE: [Migrations; 2] = [
    kontor_store::MIGRATIONS,
    Migrations {
        set: MIGRATIONS.set,
        steps: &[MIGRATIONS.steps[0], MIGRATIONS.steps[1]],
    },
];

/// Facts as the old version wrote them.
const FACTS: &str = r#"{"contact":{"name":"Anna","email":"anna@example.org","language":"de"},"participants":[{"name":"Anna"}],"held_until":null,"held":true}"#;
const ASKING: &str = r#"{"contact":{"name":"Anna","email":"anna@example.org","language":"de"},"participants":[],"token":"Zm9v_YmFy-0123456789abcdefghijklmnopqrstuvw","held_until":"2027-03-01T12:00:00Z","held":true}"#;

/// One mail for each state, as the old version wrote it; the last one has not got its recipient yet.
async fn fill(database: &Database) {
    let sql = "INSERT INTO mails (id, registration, kind, revision, forum, facts, state, due_at, \
               lease_until, fence, attempts, interruptions, uncertainties, first_tried_at, \
               created_at, changed_at, recipient, search) \
               VALUES ($1, $2, $3, '1', $4, $5, $6, $7, $8, 3, 1, 2, $9, $10, $10, $10, $11, 'anna')";
    let tx = database.begin().await.unwrap();
    for (at, state) in MailState::ALL.into_iter().enumerate() {
        let number = 1 + at as u128;
        let due = matches!(state, MailState::Ready | MailState::Deferred);
        let leased = matches!(state, MailState::Claimed | MailState::HandedOver);
        let asks = matches!(state, MailState::Ready | MailState::Superseded);
        let recipient = if state == MailState::Superseded {
            ""
        } else {
            "anna@example.org"
        };
        let values = [
            mail_id(number).uuid().into(),
            Uuid::from_u128(0xabcd_0000 + number).into(),
            if asks {
                "address_check"
            } else {
                "confirmation"
            }
            .into(),
            samples::forum().facts.forum.uuid().into(),
            if asks { ASKING } else { FACTS }.into(),
            state.word().into(),
            due.then_some(NOW).into(),
            leased.then_some(NOW).into(),
            i64::from(state == MailState::Uncertain).into(),
            NOW.into(),
            recipient.into(),
        ];
        tx.execute(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn registration(number: u128) -> RegistrationId {
    RegistrationId::new(Uuid::from_u128(0xabcd_0000 + number))
}

async fn migrated(database: &Database) {
    publish(database, 1, "forum").await;
    fill(database).await;
    database.migrate(&SETS).await.unwrap();
}

#[tokio::test]
async fn mails_of_every_state_are_what_they_were_after_the_migration() {
    on_both_engines("mailer", &BEFORE, |database| async move {
        migrated(&database).await;
        for (at, state) in MailState::ALL.into_iter().enumerate() {
            let number = 1 + at as u128;
            let mail = find_mail(&database, mail_id(number))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(mail.state, state);
            assert_eq!(mail.key.about, About::registration(registration(number)));
            assert_eq!((mail.attempts, mail.interruptions), (1, 2));
            assert_eq!(mail.forum, Some(samples::forum().facts.forum));
            let (kind, id) = (mail.key.kind, registration(number));
            let name = format!("<{kind}.{id}.1@office.example>");
            assert_eq!(mail.key.message_id("office.example"), name);
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_due_is_sent_and_what_was_held_is_taken_back_after_the_migration() {
    on_both_engines("mailer", &BEFORE, |database| async move {
        migrated(&database).await;
        let due = claim_due(&database, NOW, LEASE, 10).await.unwrap();
        let states: Vec<_> = due.iter().map(|mail| mail.id.uuid().as_u128()).collect();
        assert_eq!(states, [1, 5], "ready and deferred");
        assert!(due.iter().all(|mail| mail.fence == 4));
        let marks: Vec<_> = due.iter().map(handed_over).collect();
        assert_eq!(apply(&database, &marks).await, [true; 2]);
        let ends: Vec<_> = due.iter().map(sent).collect();
        assert_eq!(apply(&database, &ends).await, [true; 2]);
        let later = NOW + 60_000;
        assert_eq!(recover_expired(&database, later, lost).await.unwrap(), 2);
        assert_eq!(state(&database, 2).await, MailState::Ready);
        assert_eq!(state(&database, 3).await, MailState::Uncertain);
        assert!(
            send_again(&database, mail_id(6), asker(), later)
                .await
                .unwrap()
        );
        assert!(
            send_again(&database, mail_id(7), asker(), later)
                .await
                .unwrap()
        );
    })
    .await;
}

/// What was asked for before is not asked for again: the old key is the new one, also where the
/// recipient had to be filled in.
#[tokio::test]
async fn no_mail_of_before_is_queued_a_second_time() {
    on_both_engines("mailer", &BEFORE, |database| async move {
        migrated(&database).await;
        let again = async |number: u128| {
            let mut facts = samples::confirmation("de");
            facts.contact.email = "anna@example.org".parse().unwrap();
            let mut asking = samples::address_check("de");
            asking.contact = facts.contact.clone();
            let asks = matches!(number, 1 | 8);
            let facts: &dyn AnyFacts = if asks { &asking } else { &facts };
            let key = facts.key(About::registration(registration(number)), Revision::Once);
            assert!(
                !queue_as(&database, mail_id(number + 50), &key).await,
                "{number}"
            );
        };
        // As each start does, before it listens.
        assert_eq!(fill_in(&database).await.unwrap(), 1);
        for number in 1..=8 {
            again(number).await;
        }
        let anna = mails_to(&database, "anna@example.org").await.unwrap();
        assert_eq!(anna.len(), 8);
    })
    .await;
}
