//! Letters to the staff: what waits for the mailer, and when it waits no longer.

use futures_util::future::join;
use jiff::SignedDuration;
use kontor_store::audit::Actor;

use super::{OTHER, PASSWORD, at, chosen, email, grant, here, on_both, secret};
use crate::{AccessError, Client, Delivery, NewAccount, Purpose, Subject};

const ANNA: &str = "anna@example.org";
const CLI: Actor = Actor::CommandLine;

fn in_french() -> Client {
    Client {
        language: "fr".parse().unwrap(),
        ..here()
    }
}

/// The row that is written is the same, but for what was typed; what follows from it comes later.
#[tokio::test]
async fn asking_writes_the_same_for_every_address_and_only_an_owner_gets_a_letter() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        let (ben, _) = invited(&office, "ben@example.org", &Delivery::Shown).await;
        let out = office.person("out@example.org", &["reader"]).await;
        office.access.disable(CLI, out).await.unwrap();
        let said = office.audited().await.len();
        for typed in [
            "ANNA@example.org",
            "ben@example.org",
            "out@example.org",
            "nobody@example.org",
            "no address",
        ] {
            office.access.ask_for_reset(typed, &here()).await.unwrap();
        }
        assert_eq!(office.audited().await.len(), said, "nothing is looked up");
        let letters = office.access.letters_due().await.unwrap();
        let seen: Vec<_> = letters.iter().map(|it| (it.account, it.subject)).collect();
        assert_eq!(seen, [(anna, Subject::Reset), (ben, Subject::Invitation)]);
        let open = office.access.open_link(secret(&letters[0])).await.unwrap();
        assert_eq!(open.purpose, Purpose::Reset);
        assert!(
            !format!("{letters:?}").contains(secret(&letters[0])),
            "masked"
        );
    })
    .await;
}

async fn invited(
    office: &super::Office,
    address: &str,
    delivery: &Delivery,
) -> (kontor_contracts::AccountId, crate::Link) {
    let new = NewAccount {
        name: "Ben".into(),
        email: email(address),
        grants: vec![grant("reader")],
        language: None,
    };
    office.access.add_account(CLI, new, delivery).await.unwrap()
}

#[tokio::test]
async fn a_letter_comes_until_it_is_taken_and_two_who_answer_at_once_make_one_link() {
    on_both(|office| async move {
        office.person(ANNA, &["admin"]).await;
        office.access.ask_for_reset(ANNA, &here()).await.unwrap();
        let (one, two) = join(office.access.letters_due(), office.access.letters_due()).await;
        for letters in [one.unwrap(), two.unwrap()] {
            assert!(letters.len() <= 1);
        }
        let letter = office.letter().await;
        assert_eq!(office.letter().await.id, letter.id, "as after a crash");
        office.access.open_link(secret(&letter)).await.unwrap();
        office.access.letter_taken(letter.id).await.unwrap();
        assert!(office.access.letters_due().await.unwrap().is_empty());
        let made = office.audited().await;
        let made = made.iter().filter(|said| *said == "system link.made");
        assert_eq!(made.count(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_reset_by_mail_works_once_ends_the_sessions_and_says_so_by_mail() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["admin"]).await;
        let cookie = office.cookie(ANNA).await;
        office.access.ask_for_reset(ANNA, &here()).await.unwrap();
        let letter = office.letter().await;
        office.access.letter_taken(letter.id).await.unwrap();
        let used = office
            .access
            .use_link(secret(&letter), chosen(OTHER), &here())
            .await;
        assert_eq!(used.unwrap(), anna);
        assert!(office.access.session(&cookie).await.unwrap().is_none());
        let again = office
            .access
            .use_link(secret(&letter), chosen(PASSWORD), &here())
            .await;
        assert!(matches!(again, Err(AccessError::NoLink)), "{again:?}");
        let told = office.letter().await;
        assert_eq!(
            (told.subject, told.account),
            (Subject::PasswordChanged, anna)
        );
        assert!(told.link.is_none());
    })
    .await;
}

#[tokio::test]
async fn whoever_changes_the_password_themselves_is_told_too_and_whoever_first_chooses_one_is_not()
{
    on_both(|office| async move {
        office.person(ANNA, &["admin"]).await;
        assert!(office.access.letters_due().await.unwrap().is_empty());
        let cookie = office.cookie(ANNA).await;
        let session = office.session(&cookie).await;
        office
            .access
            .change_password(&session, PASSWORD, OTHER, &here())
            .await
            .unwrap();
        assert_eq!(office.letter().await.subject, Subject::PasswordChanged);
    })
    .await;
}

/// A newer link, a new password and being shut out each end the older link, and its letter with it.
#[tokio::test]
async fn a_letter_whose_link_has_ended_is_not_written() {
    on_both(|office| async move {
        let anna = office.person(ANNA, &["reader"]).await;
        office.person("ben@example.org", &["admin"]).await;
        let mailed = Delivery::Mailed("de".parse().unwrap());
        office
            .access
            .reset(CLI, anna, false, &mailed)
            .await
            .unwrap();
        let older = office.letter().await;
        office
            .access
            .reset(CLI, anna, false, &mailed)
            .await
            .unwrap();
        let newer = office.letter().await;
        assert_ne!(older.id, newer.id);
        office
            .access
            .reset(CLI, anna, false, &Delivery::Shown)
            .await
            .unwrap();
        assert!(office.access.letters_due().await.unwrap().is_empty());
        office
            .access
            .reset(CLI, anna, false, &mailed)
            .await
            .unwrap();
        office.access.disable(CLI, anna).await.unwrap();
        assert!(office.access.letters_due().await.unwrap().is_empty());
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_nobody_took_in_time_is_forgotten_with_its_secret() {
    on_both(|office| async move {
        office.person(ANNA, &["reader"]).await;
        office.access.ask_for_reset(ANNA, &here()).await.unwrap();
        office.letter().await;
        office
            .access
            .ask_for_reset("nobody@example.org", &at("203.0.113.9"))
            .await
            .unwrap();
        office.clock.advance(SignedDuration::from_hours(5));
        assert!(office.access.letters_due().await.unwrap().is_empty());
        assert!(office.access.forget_old().await.unwrap() >= 2);
    })
    .await;
}

/// The page on which a stranger asks does not choose the language of a known reader.
#[tokio::test]
async fn a_letter_is_in_the_reader_s_language_where_that_is_known() {
    on_both(|office| async move {
        office.person(ANNA, &["reader"]).await;
        office
            .access
            .ask_for_reset(ANNA, &in_french())
            .await
            .unwrap();
        assert_eq!(office.letter().await.language.as_str(), "de");
        invited(&office, "ben@example.org", &Delivery::Shown).await;
        office
            .access
            .ask_for_reset("ben@example.org", &in_french())
            .await
            .unwrap();
        let letters = office.access.letters_due().await.unwrap();
        assert_eq!(letters[1].language.as_str(), "fr");
        let started = office
            .access
            .sign_in(ANNA, PASSWORD, &in_french())
            .await
            .unwrap();
        office
            .access
            .session(started.secret.reveal())
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            office.access.letters_due().await.unwrap()[0]
                .language
                .as_str(),
            "fr"
        );
    })
    .await;
}

#[tokio::test]
async fn a_letter_that_cannot_be_read_holds_up_no_other() {
    on_both(|office| async move {
        for address in ["anna@example.org", "ben@example.org"] {
            let new = NewAccount {
                name: "Anna Muster".into(),
                email: email(address),
                grants: Vec::new(),
                language: None,
            };
            let by_mail = Delivery::Mailed("de".parse().unwrap());
            let made = office.access.add_account(CLI, new, &by_mail);
            made.await.unwrap();
        }
        let first = office.access.letters_due().await.unwrap().remove(0);
        let tx = office.database.begin().await.unwrap();
        let sql = "UPDATE letters SET language = '§' WHERE id = $1";
        tx.execute(sql, [first.id.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.letter().await.email, email("ben@example.org"));
    })
    .await;
}
