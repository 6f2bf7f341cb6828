//! The intake on both engines: what is written and told, and that capacity is exact.

mod crowds;
mod ending;
mod holding;
mod invitation_lists;
mod invited_groups;
mod keys;
mod passes;
mod people;
mod signing_up;
mod unnamed;
mod waiting;

use std::{collections::HashSet, future::Future, sync::Arc, time::Duration};

use futures_util::future::join_all;
use jiff::SignedDuration;
use kontor_book::{NotConfirmed, Refusal, Standing, Taken};
use kontor_contracts::RegistrationId;
use kontor_runtime::Clock as _;
use kontor_store::{
    audit::{self, Actor},
    outbox,
};
use kontor_testkit::{FakeClock, TestDatabase, on_both_engines, process};
use uuid::Uuid;

use super::*;
use crate::{
    Applied, CalledOff, MIGRATIONS, apply_forum, cancel_registration,
    domain::{Consent, Named, Purpose, SignUpBody, TypedContact, TypedParticipant},
    erase_person, forum_file, registrations_of,
    store::{
        changes, forum_terms,
        forums::{self, ForumName},
        holds, registered, tokens,
    },
    tasks::{expire_holds::expire_holds, forget_old},
};

const SETS: &[kontor_store::Migrations] =
    &[kontor_store::MIGRATIONS, audit::MIGRATIONS, MIGRATIONS];
const MONTH: Duration = Duration::from_hours(30 * 24);
const NOW: &str = "2027-01-15T12:00:00Z";

/// One process of an office.
struct Office {
    clock: Arc<FakeClock>,
    process: Process,
    database: Database,
    intake: Intake,
    forum: ForumId,
}

fn forum_text(capacity: u32) -> String {
    let sample = crate::SAMPLES[3].1;
    let text = crate::dated(sample, "2027-01-15".parse().unwrap());
    text.replace("capacity = 120", &format!("capacity = {capacity}"))
}

impl Office {
    async fn open(database: Database, capacity: u32) -> Self {
        let clock = FakeClock::at(NOW);
        Self::with(process(clock.clone()), clock, database, capacity).await
    }

    /// So many per cent of the places may be held without being confirmed.
    async fn with_share(database: Database, capacity: u32, share: u32) -> Self {
        let clock = FakeClock::at(NOW);
        Self::sharing(process(clock.clone()), clock, database, (capacity, share)).await
    }

    async fn with(
        process: Process,
        clock: Arc<FakeClock>,
        database: Database,
        capacity: u32,
    ) -> Self {
        Self::sharing(process, clock, database, (capacity, 100)).await
    }

    async fn sharing(
        process: Process,
        clock: Arc<FakeClock>,
        database: Database,
        (capacity, share): (u32, u32),
    ) -> Self {
        let draft = forum_file::parse(&forum_text(capacity)).unwrap();
        let forum = match apply_forum(
            &database,
            &process,
            Actor::CommandLine,
            draft,
            "http://office.example",
        )
        .await
        {
            Ok(Applied::Created { forum } | Applied::Unchanged { forum }) => forum,
            other => panic!("{other:?}"),
        };
        let intake = Intake::start(
            &process,
            database.clone(),
            Share::per_cent(share),
            GroupLimits::default(),
        );
        Self {
            clock,
            process,
            database,
            intake,
            forum,
        }
    }

    async fn sign_up(&self, email: &str, places: usize) -> Result<SignedUp, Refusal> {
        self.order(order(self.forum, email, places, None)).await
    }

    async fn order(&self, order: SignUpOrder) -> Result<SignedUp, Refusal> {
        match self.intake.sign_up(order).await {
            Ok(signed_up) => Ok(signed_up),
            Err(SignUpError::Refused(refusal)) => Err(refusal),
            Err(error) => panic!("{error:?}"),
        }
    }

    async fn confirm(&self, link: Hash) -> Result<Confirmed, NotConfirmed> {
        let (link, may_wait) = (Link::Confirm(link), false);
        self.press(ConfirmOrder { link, may_wait }).await
    }

    async fn press(&self, order: ConfirmOrder) -> Result<Confirmed, NotConfirmed> {
        match self.intake.confirm(order).await {
            Ok(confirmed) => Ok(confirmed),
            Err(ConfirmError::Refused(why)) => Err(why),
            Err(ConfirmError::NotTaken(error)) => panic!("{error:?}"),
        }
    }

    /// What the audit says was done to forums and sign-ups, oldest first.
    async fn audited(&self) -> Vec<String> {
        let entries = audit::entries(&self.database, audit::Wish::default(), 100).await;
        let mut actions: Vec<_> = entries.unwrap().into_iter().collect();
        actions.reverse();
        assert!(
            actions
                .iter()
                .all(|entry| entry.actor == Actor::CommandLine)
        );
        actions.into_iter().map(|entry| entry.action).collect()
    }

    async fn taken(&self) -> u32 {
        forums::all(&self.database).await.unwrap()[0].taken.all()
    }

    /// The places that the rows take, which must be what the counter says.
    async fn counted(&self) -> u32 {
        let tx = self.database.begin().await.unwrap();
        let (taken, _) = holds::taken(&tx, self.forum).await.unwrap();
        taken.all()
    }

    /// How many participants are kept, of all registrations.
    async fn people(&self) -> i64 {
        #[derive(sea_orm::FromQueryResult)]
        struct Row {
            n: i64,
        }
        let sql = "SELECT COUNT(*) AS n FROM participants";
        let row: Option<Row> = self.database.row(sql, []).await.unwrap();
        row.unwrap().n
    }

    /// What was told since the last time, oldest first.
    async fn told(&self) -> Vec<serde_json::Value> {
        let stream = self.database.stream();
        let rows = outbox::next(&self.database, stream, Uuid::nil(), 0, 10_000);
        let rows = rows.await.unwrap();
        let ids: Vec<_> = rows.iter().map(|row| row.id).collect();
        outbox::remove(&self.database, stream, &ids).await.unwrap();
        rows.iter()
            .map(|row| serde_json::from_str(&row.body).unwrap())
            .collect()
    }

    async fn close(self) {
        drop(self.intake);
        self.process.life.shut_down().await.unwrap();
    }
}

fn order(forum: ForumId, email: &str, places: usize, key: Option<IdempotencyKey>) -> SignUpOrder {
    let body = SignUpBody {
        contact: TypedContact {
            name: "Jan Müller".to_owned(),
            email: email.to_owned(),
            ..TypedContact::default()
        },
        participants: Some(vec![TypedParticipant::named("Li Wei".to_owned()); places]),
        unnamed: 0,
        consents: Vec::new(),
        waiting_list: false,
        code: None,
    };
    SignUpOrder {
        forum: ForumName::Id(forum),
        sign_up: body.check().unwrap(),
        revision: None,
        key,
        admission: Admission::ALL,
        pass: None,
        proved: false,
    }
}

fn secret_of(event: &serde_json::Value) -> Hash {
    token_hash(event["data"]["token"].as_str().unwrap()).unwrap()
}

fn kinds(told: &[serde_json::Value]) -> Vec<&str> {
    told.iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}

async fn on_both<R: Future<Output = ()>>(test: fn(Database) -> R) {
    on_both_engines("registrations", SETS, test).await;
}
