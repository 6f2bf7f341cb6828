//! All of it on both engines, as pages and commands call it.

mod accounts;
mod factors;
mod guessing;
mod letters;
mod links;
mod sign_in;
mod tokens;

use std::{future::Future, sync::Arc};

use kontor_contracts::{AccountId, EmailAddress};
use kontor_runtime::Process;
use kontor_store::{
    Database,
    audit::{self, Actor, Wish},
};
use kontor_testkit::{FakeClock, on_both_engines, process};

use crate::{
    Access, Chosen, Client, Delivery, Grant, Letter, MIGRATIONS, NewAccount, Session, Settings,
    Stage,
};

const PASSWORD: &str = "correct horse battery staple";
const OTHER: &str = "Zug Mond Lampe Käse Regen";

/// An office with nobody in it yet.
#[derive(Clone)]
struct Office {
    access: Access,
    clock: Arc<FakeClock>,
    database: Database,
    process: Process,
}

async fn on_both<F, R>(test: F)
where
    F: Fn(Office) -> R,
    R: Future<Output = ()>,
{
    on_both_engines("access", MIGRATIONS, |database| {
        let clock = FakeClock::at("2027-01-15T12:00:00Z");
        let process = process(clock.clone());
        let access = Access::new(&process, database.clone(), settings());
        test(Office {
            access,
            clock,
            database,
            process,
        })
    })
    .await;
}

fn settings() -> Settings {
    Settings {
        console_url: "https://staff.office.example/".into(),
        ..Settings::default()
    }
}

fn email(text: &str) -> EmailAddress {
    text.parse().unwrap()
}

fn grant(text: &str) -> Grant {
    text.parse().unwrap()
}

/// Somebody at an address of the office's network, or at another one.
fn at(address: &str) -> Client {
    Client {
        address: address.parse().unwrap(),
        agent: "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Firefox/140.0".into(),
        language: "de".parse().unwrap(),
    }
}

fn here() -> Client {
    at("192.0.2.1")
}

impl Office {
    /// The same office as another process sees it.
    fn elsewhere(&self, settings: Settings) -> Access {
        Access::new(&self.process, self.database.clone(), settings)
    }

    /// Somebody who has an account and has chosen [`PASSWORD`].
    async fn person(&self, address: &str, grants: &[&str]) -> AccountId {
        let new = NewAccount {
            name: "Anna Muster".into(),
            email: email(address),
            grants: grants.iter().map(|text| grant(text)).collect(),
            language: None,
        };
        let (id, link) = self
            .access
            .add_account(Actor::CommandLine, new, &Delivery::Shown)
            .await
            .unwrap();
        self.access
            .use_link(link.secret.reveal(), chosen(PASSWORD), &here())
            .await
            .unwrap();
        id
    }

    /// Signs somebody in who has no second factor; returns the cookie.
    async fn cookie(&self, address: &str) -> String {
        let started = self
            .access
            .sign_in(address, PASSWORD, &here())
            .await
            .unwrap();
        assert_eq!(started.stage, Stage::Full);
        started.secret.reveal().to_owned()
    }

    /// The link in the only letter that waits.
    async fn letter(&self) -> Letter {
        let mut letters = self.access.letters_due().await.unwrap();
        assert_eq!(letters.len(), 1, "{letters:?}");
        letters.remove(0)
    }

    async fn session(&self, cookie: &str) -> Session {
        self.access
            .session(cookie)
            .await
            .unwrap()
            .expect("signed in")
    }

    /// What the audit says, oldest first.
    async fn audited(&self) -> Vec<String> {
        let entries = audit::entries(&self.database, Wish::default(), 100)
            .await
            .unwrap();
        let said = entries.into_iter().rev().map(|entry| {
            let kind = entry.actor.kind();
            assert!(!entry.subject.contains('@'));
            format!("{kind} {}", entry.action)
        });
        said.collect()
    }
}

/// What the page of a link in a letter is asked for by.
fn secret(letter: &Letter) -> &str {
    let link = letter.link.as_ref().unwrap().reveal();
    link.rsplit_once('/').unwrap().1
}

fn chosen(password: &str) -> Chosen {
    Chosen {
        password: password.into(),
        first: None,
    }
}
