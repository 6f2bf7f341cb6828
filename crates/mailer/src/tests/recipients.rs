//! Those whom a contact has named with an own address: their mails, their calendar entry, and that they
//! are somebody of their own for changes of the forum and reminders.

use std::sync::Arc;

use kontor_contracts::{
    RecipientId,
    events::{Participant, Recipient, RegistrationCancelled, RegistrationChanged},
};
use kontor_runtime::Clock;
use kontor_store::Database;
use kontor_testkit::{FakeClock, on_both_engines};
use uuid::Uuid;

use super::{
    events::{NOON, confirmed, deliver, deps, received, registration},
    office::SETS,
};
use crate::{
    domain::Known,
    handlers::{CloseMails, Deps, KeepForum, SendChange, SendConfirmation},
    letter::{MailToWrite, samples, write},
    store::{claim_due, people_of},
};

fn id(number: u128) -> RecipientId {
    RecipientId::new(Uuid::from_u128(number))
}

fn participant(name: &str, number: u128) -> Participant {
    Participant {
        name: name.to_owned(),
        recipient: Some(id(number)),
    }
}

fn recipient(number: u128, email: &str) -> Recipient {
    Recipient {
        id: id(number),
        email: email.parse().unwrap(),
        language: "fr".parse().unwrap(),
        own_link: Some(received().token),
        takes_part_already: false,
    }
}

/// Li Wei and Li Na have one address; Jan takes part already.
async fn delegation(database: &Database) -> Deps {
    let (deps, _) = deps();
    let forum = samples::forum();
    deliver(database, &KeepForum(deps.clone()), NOON, 1, &forum.facts).await;
    let mut event = confirmed();
    event.participants = vec![
        participant("Li Wei", 1),
        participant("Li Na", 1),
        participant("Jan", 2),
    ];
    event.recipients = vec![
        recipient(1, "li@b.example"),
        Recipient {
            takes_part_already: true,
            ..recipient(2, "jan@c.example")
        },
    ];
    deliver(database, &SendConfirmation(deps.clone()), NOON, 2, &event).await;
    deps
}

/// What leaves now: to whom, of what kind, the text, the calendar entry.
async fn letters(database: &Database) -> Vec<(String, &'static str, String, Option<String>)> {
    let now = FakeClock::at(NOON).now();
    let now_ms = now.as_millisecond();
    let site = samples::site();
    let claimed = claim_due(database, now_ms, now_ms + 1, 50).await.unwrap();
    let mut letters: Vec<_> = claimed
        .iter()
        .map(|mail| {
            let known = Known {
                forum: Some(Arc::new(samples::forum())),
                ..mail.known.clone()
            };
            let letter = write(
                &site,
                MailToWrite {
                    key: &mail.key,
                    facts: &*mail.facts,
                    known: &known,
                    now,
                },
            );
            let letter = letter.unwrap();
            let to = mail.facts.contact().email.as_str().to_owned();
            let entry = letter.calendar.map(|calendar| calendar.text);
            (to, mail.key.kind, letter.text, entry)
        })
        .collect();
    // They leave: who is written to next about the same waits for that.
    let sql = "UPDATE mails SET state = 'sent', lease_until = NULL WHERE state = 'claimed'";
    let tx = database.begin().await.unwrap();
    tx.execute(sql, []).await.unwrap();
    tx.commit().await.unwrap();
    letters.sort();
    letters
}

#[tokio::test]
async fn each_address_gets_one_mail_with_its_own_entry_and_link() {
    on_both_engines("mailer", &SETS, |database| async move {
        delegation(&database).await;
        let letters = letters(&database).await;
        let kinds: Vec<_> = letters.iter().map(|letter| letter.1).collect();
        assert_eq!(kinds, ["confirmation", "signed_up", "signed_up"]);
        let (_, _, text, entry) = &letters[2];
        assert_eq!(letters[2].0, "li@b.example");
        assert!(text.contains("Li Wei") && text.contains("Li Na"), "{text}");
        assert!(text.contains("/me/"), "{text}");
        assert!(text.contains("vous a inscrit"), "in their language: {text}");
        let entry = entry.as_ref().unwrap();
        assert!(entry.contains("METHOD:REQUEST"), "{entry}");
        assert!(entry.contains(&format!("UID:{}", id(1))), "{entry}");
        // Who takes part already hears of it and has one entry, not two.
        let (to, _, text, entry) = &letters[1];
        assert_eq!((to.as_str(), entry), ("jan@c.example", &None));
        assert!(text.contains("Vous participez déjà"), "{text}");
        let known = people_of(&database, "li@b.example").await.unwrap();
        assert_eq!(known[0].state, "confirmed");
        assert!(
            people_of(&database, "jan@c.example")
                .await
                .unwrap()
                .is_empty()
        );
    })
    .await;
}

#[tokio::test]
async fn who_is_taken_off_hears_of_it_and_loses_the_entry_and_the_contact_is_told() {
    on_both_engines("mailer", &SETS, |database| async move {
        let deps = delegation(&database).await;
        letters(&database).await;
        let event = RegistrationChanged {
            registration: registration(),
            forum: received().forum,
            contact: received().contact,
            participants_before: vec![participant("Li Wei", 1), participant("Jan", 2)],
            participants: vec![participant("Jan", 2), participant("Mia", 3)],
            unnamed: 0,
            unnamed_before: 0,
            added: vec![recipient(3, "mia@d.example")],
            removed: vec![Recipient {
                own_link: None,
                ..recipient(1, "li@b.example")
            }],
            by_recipient: false,
            has_places: true,
            own_link: received().token,
        };
        deliver(&database, &SendChange(deps), NOON, 3, &event).await;
        let letters = letters(&database).await;
        let kinds: Vec<_> = letters
            .iter()
            .map(|(to, kind, ..)| (to.as_str(), *kind))
            .collect();
        let contact = received().contact.email;
        let mut expected = [
            (contact.as_str(), "registration_changed"),
            ("li@b.example", "taken_off"),
            ("mia@d.example", "signed_up"),
        ];
        expected.sort_unstable();
        assert_eq!(kinds, expected);
        let of = |wanted: &str| {
            letters
                .iter()
                .find(|(_, kind, ..)| *kind == wanted)
                .unwrap()
        };
        let entry = of("taken_off").3.as_ref().unwrap();
        assert!(entry.contains("METHOD:CANCEL"), "{entry}");
        assert!(
            entry.contains(&format!("UID:{}", id(1))),
            "the same entry: {entry}"
        );
        let text = &of("registration_changed").2;
        assert!(text.contains("Mia") && text.contains("Li Wei"), "{text}");
        let known = people_of(&database, "li@b.example").await.unwrap();
        assert_eq!(known[0].state, "over", "no more reminders");
    })
    .await;
}

#[tokio::test]
async fn all_of_them_hear_that_the_registration_is_called_off() {
    on_both_engines("mailer", &SETS, |database| async move {
        let deps = delegation(&database).await;
        letters(&database).await;
        let jan = Recipient {
            takes_part_already: true,
            ..recipient(2, "jan@c.example")
        };
        let event = RegistrationCancelled {
            registration: registration(),
            forum: received().forum,
            by: Some(received().contact),
            participants: vec![participant("Li Wei", 1), participant("Jan", 2)],
            unnamed: 0,
            recipients: vec![recipient(1, "li@b.example"), jan],
            signed_up_by: Some(received().contact),
            by_recipient: false,
        };
        deliver(&database, &CloseMails(deps), NOON, 3, &event).await;
        let letters = letters(&database).await;
        let mut kinds: Vec<_> = letters.iter().map(|letter| letter.1).collect();
        kinds.sort_unstable();
        assert_eq!(
            kinds,
            ["called_off", "taken_off"],
            "Jan takes part all the same"
        );
    })
    .await;
}
