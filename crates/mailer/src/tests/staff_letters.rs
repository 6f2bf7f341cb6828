//! Letters to the staff on their way to the log of mails.

use kontor_store::Database;
use kontor_testkit::{FakeClock, on_both_engines, process};
use uuid::Uuid;

use super::office::SETS;
use crate::{
    StaffLetter, StaffSubject,
    domain::MailState,
    queue_staff_letter,
    store::{Filter, claim_due, list_mails},
};

const NOON: &str = "2026-11-21T12:00:00Z";
const LINK: &str = "https://staff.office.example/console/link/Zm9v";

fn letter(number: u128, subject: StaffSubject) -> StaffLetter {
    StaffLetter {
        id: Uuid::from_u128(number),
        account: kontor_contracts::AccountId::new(Uuid::from_u128(7)),
        name: "Anna".into(),
        email: "anna@office.example".parse().unwrap(),
        language: "fr".parse().unwrap(),
        subject,
    }
}

fn reset(number: u128) -> StaffLetter {
    let until = "2026-11-21T16:00:00Z".parse().unwrap();
    letter(number, StaffSubject::Reset(LINK.into(), until))
}

async fn states(database: &Database) -> Vec<(&'static str, MailState)> {
    let mails = list_mails(database, &Filter::default(), 50).await.unwrap();
    mails
        .into_iter()
        .rev()
        .map(|mail| (mail.key.kind, mail.state))
        .collect()
}

#[tokio::test]
async fn a_letter_that_is_handed_over_twice_is_one_mail_and_a_newer_link_takes_its_place() {
    on_both_engines("mailer", &SETS, |database| async move {
        let clock = FakeClock::at(NOON);
        let process = process(clock.clone());
        for is_new in [true, false] {
            let queued = queue_staff_letter(&process, &database, &reset(1)).await;
            assert_eq!(queued.unwrap(), is_new);
        }
        assert_eq!(
            states(&database).await,
            [("account_link", MailState::Ready)]
        );
        let changed = letter(3, StaffSubject::PasswordChanged(NOON.parse().unwrap()));
        queue_staff_letter(&process, &database, &changed)
            .await
            .unwrap();
        queue_staff_letter(&process, &database, &reset(2))
            .await
            .unwrap();
        // The first once more, as after a crash: the newer one stays.
        queue_staff_letter(&process, &database, &reset(1))
            .await
            .unwrap();
        let expected = [
            ("account_link", MailState::Superseded),
            ("password_changed", MailState::Ready),
            ("account_link", MailState::Ready),
        ];
        assert_eq!(states(&database).await, expected);
        let now_ms = kontor_runtime::Clock::now_ms(&*clock);
        let claimed = claim_due(&database, now_ms, now_ms + 1, 10).await.unwrap();
        assert_eq!(claimed.len(), 2, "they wait for no forum");
        assert!(claimed[0].key.message_id("office.example").contains("acc_"));
    })
    .await;
}

/// Neither the log, nor what is shown of a person, nor a debugger has the secret.
#[tokio::test]
async fn the_link_of_a_letter_is_shown_to_nobody_but_its_reader() {
    on_both_engines("mailer", &SETS, |database| async move {
        let process = process(FakeClock::at(NOON));
        queue_staff_letter(&process, &database, &reset(1))
            .await
            .unwrap();
        let email = "anna@office.example".parse().unwrap();
        let shown = crate::show_person(&database, &email).await.unwrap();
        let json = serde_json::to_string(&shown).unwrap();
        assert!(json.contains("anna") && !json.contains("Zm9v"), "{json}");
        assert!(!format!("{:?}", reset(1)).contains("Zm9v"));
        let mails = list_mails(&database, &Filter::default(), 50).await.unwrap();
        assert!(!mails[0].facts.masked().json().unwrap().contains("Zm9v"));
    })
    .await;
}
