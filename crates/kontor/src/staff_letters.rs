//! Brings letters to the staff from their accounts to the mailer: everything that waits and is not
//! taken. Runs wherever the mailer runs.

use std::time::Duration;

use kontor_access::{Access, AccessError, Letter, Subject};
use kontor_mailer::{StaffLetter, StaffSubject, queue_staff_letter};
use kontor_runtime::{Process, repeat_woken, timestamp};
use kontor_store::Database;

const NAME: &str = "staff_letters";
/// How often is looked for what another process has left; our own wakes us.
const LOOK: Duration = Duration::from_secs(2);

/// Starts bringing letters.
pub(crate) fn start(process: &Process, access: Access, mailer: Database) {
    let (life, process) = (process.life.clone(), process.clone());
    life.spawn(NAME, async move {
        let round = || async { bring(&process, &access, &mailer).await.map(|()| LOOK) };
        repeat_woken(NAME, &process, access.letters_waiting(), LOOK, round).await
    });
}

/// Brings all that wait. One that cannot be brought is told of and stays for the next round; the others go.
async fn bring(process: &Process, access: &Access, mailer: &Database) -> Result<(), AccessError> {
    for letter in access.letters_due().await? {
        let id = letter.id;
        if let Err(error) = hand_over(process, access, mailer, letter).await {
            tracing::warn!(task = NAME, letter = %id, %error, "a letter could not be brought yet");
        }
    }
    Ok(())
}

/// First kept by the mailer under the letter's own id, then taken: whatever dies between the two brings
/// it once more, and it is known already.
async fn hand_over(
    process: &Process,
    access: &Access,
    mailer: &Database,
    letter: Letter,
) -> Result<(), AccessError> {
    let id = letter.id;
    if let Some(letter) = written(letter) {
        queue_staff_letter(process, mailer, &letter).await?;
    }
    access.letter_taken(id).await
}

/// As the mailer wants it; nothing where it is for nobody to be written.
fn written(letter: Letter) -> Option<StaffLetter> {
    let until = timestamp(letter.until_ms);
    let link = letter.link.map(|link| link.reveal().to_owned());
    let subject = match (letter.subject, link) {
        (Subject::Invitation, Some(link)) => StaffSubject::Invitation(link, until),
        (Subject::Reset, Some(link)) => StaffSubject::Reset(link, until),
        (Subject::PasswordChanged, _) => StaffSubject::PasswordChanged(timestamp(letter.at_ms)),
        (Subject::Asked | Subject::Invitation | Subject::Reset, _) => return None,
    };
    Some(StaffLetter {
        id: letter.id,
        account: letter.account,
        name: letter.name,
        email: letter.email,
        language: letter.language,
        subject,
    })
}

#[cfg(test)]
mod tests {
    use kontor_access::{Delivery, NewAccount, Settings};
    use kontor_contracts::Worker;
    use kontor_store::audit::Actor;
    use kontor_testkit::{FakeClock, on_both_engines, process};

    use super::*;
    use crate::wiring::migrations;

    async fn invite(access: &Access, email: &str) {
        let new = NewAccount {
            name: "Anna".into(),
            email: email.parse().unwrap(),
            grants: Vec::new(),
            language: None,
        };
        let by_mail = Delivery::Mailed("de".parse().unwrap());
        let made = access.add_account(Actor::CommandLine, new, &by_mail).await;
        made.unwrap();
    }

    async fn on_both<F, R>(test: F)
    where
        F: Fn(Process, Access, Database) -> R,
        R: Future<Output = ()>,
    {
        // Both in one database: their tables have different names.
        let sets = [migrations(Worker::Mailer), kontor_access::MIGRATIONS].concat();
        on_both_engines("both", &sets, |database| {
            let process = process(FakeClock::at("2026-12-01T12:00:00Z"));
            let settings = Settings {
                console_url: "http://localhost:8081".into(),
                ..Settings::default()
            };
            let access = Access::new(&process, database.clone(), settings);
            test(process, access, database)
        })
        .await;
    }

    async fn run(database: &Database, sql: &str) {
        let tx = database.begin().await.unwrap();
        tx.execute(sql, []).await.unwrap();
        tx.commit().await.unwrap();
    }

    #[tokio::test]
    async fn a_letter_that_cannot_be_brought_does_not_hold_up_the_others() {
        on_both(|process, access, database| async move {
            for email in [
                "anna@office.example",
                "ben@office.example",
                "cleo@office.example",
            ] {
                invite(&access, email).await;
            }
            // The database takes Anna's mail, and then none but Cleo's.
            let cleo = access
                .account_of(&"cleo@office.example".parse().unwrap())
                .await;
            let refusal = format!(
                "CREATE UNIQUE INDEX refusal ON mails (kind) WHERE about <> 'account/{}'",
                cleo.unwrap().id
            );
            run(&database, &refusal).await;
            bring(&process, &access, &database).await.unwrap();
            let waiting = access.letters_due().await.unwrap();
            let left: Vec<_> = waiting.iter().map(|it| it.email.as_str()).collect();
            assert_eq!(left, ["ben@office.example"]);
            run(&database, "DROP INDEX refusal").await;
            bring(&process, &access, &database).await.unwrap();
            assert!(access.letters_due().await.unwrap().is_empty());
        })
        .await;
    }
}
