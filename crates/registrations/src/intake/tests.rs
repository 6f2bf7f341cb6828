//! The intake on both engines: what is written and told, and that capacity is exact.

use std::{collections::HashSet, future::Future};

use futures_util::future::join_all;
use jiff::SignedDuration;
use kontor_contracts::RegistrationId;
use kontor_store::outbox;
use kontor_testkit::{FakeClock, TestDatabase, on_both_engines, process};
use uuid::Uuid;

use super::*;
use crate::{
    Applied, MIGRATIONS, apply_forum,
    domain::{Consent, Purpose, SignUpBody, TypedContact, TypedParticipant},
    forum_file,
    store::{forums, registered, registrations, tokens},
    tasks::{expire_holds::expire_holds, forget_old},
};

const SETS: &[kontor_store::Migrations] = &[kontor_store::MIGRATIONS, MIGRATIONS];
const NOW: &str = "2027-01-15T12:00:00Z";

/// One process at the desk.
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

    async fn with(
        process: Process,
        clock: Arc<FakeClock>,
        database: Database,
        capacity: u32,
    ) -> Self {
        let draft = forum_file::parse(&forum_text(capacity)).unwrap();
        let forum = match apply_forum(&database, &process, draft, "http://office.example").await {
            Ok(Applied::Created { forum } | Applied::Unchanged { forum }) => forum,
            other => panic!("{other:?}"),
        };
        let url = "http://office.example/confirm/".to_owned();
        let intake = Intake::start(&process, database.clone(), url, GroupLimits::default());
        Self {
            clock,
            process,
            database,
            intake,
            forum,
        }
    }

    async fn sign_up(&self, email: &str, places: usize) -> Reply {
        self.intake
            .submit(order(self.forum, email, places, None))
            .await
            .unwrap()
    }

    async fn taken(&self) -> u32 {
        forums::all(&self.database).await.unwrap()[0].taken
    }

    /// The places that the rows take, which must be what the counter says.
    async fn counted(&self) -> u32 {
        let tx = self.database.begin().await.unwrap();
        registrations::taken(&tx, self.forum).await.unwrap()
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

fn order(forum: ForumId, email: &str, places: usize, key: Option<IdempotencyKey>) -> Order {
    let body = SignUpBody {
        contact: TypedContact {
            name: "Jan Müller".to_owned(),
            email: email.to_owned(),
            ..TypedContact::default()
        },
        participants: Some(vec![
            TypedParticipant {
                name: "Li Wei".to_owned()
            };
            places
        ]),
        consents: Vec::new(),
    };
    Order::SignUp(Box::new(SignUpOrder {
        forum: ForumName::Id(forum),
        sign_up: body.check().unwrap(),
        revision: None,
        key,
    }))
}

fn secret_of(event: &serde_json::Value) -> Hash {
    let url = event["data"]["confirm_url"].as_str().unwrap();
    token_hash(url.strip_prefix("http://office.example/confirm/").unwrap()).unwrap()
}

fn kinds(told: &[serde_json::Value]) -> Vec<&str> {
    told.iter()
        .map(|event| event["type"].as_str().unwrap())
        .collect()
}

async fn on_both<R: Future<Output = ()>>(test: fn(Database) -> R) {
    on_both_engines("registrations", SETS, test).await;
}

#[tokio::test]
async fn a_sign_up_is_held_told_and_confirmed_once() {
    on_both(|database| async {
        let office = Office::open(database, 120).await;
        assert_eq!(kinds(&office.told().await), ["forum.published.v1"]);
        assert!(matches!(
            office.sign_up("jan@a.example", 3).await,
            Reply::CheckMail { hold_hours: 48, .. }
        ));
        assert_eq!((office.taken().await, office.counted().await), (3, 3));
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.received.v1"]);
        assert_eq!(told[0]["data"]["held_until"], "2027-01-17T12:00:00Z");
        assert_eq!(
            told[0]["data"]["contact"]["language"], "de",
            "the forum's main language"
        );

        let hash = secret_of(&told[0]);
        let confirm = || office.intake.submit(Order::Confirm(hash));
        assert_eq!(confirm().await.unwrap(), Reply::Confirmed);
        assert_eq!(confirm().await.unwrap(), Reply::AlreadyConfirmed);
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.confirmed.v1"]);
        assert_eq!(told[0]["sequence"], "0000000000000000002");
        assert_eq!((office.taken().await, office.counted().await), (3, 3));
        let invented = office.intake.submit(Order::Confirm([7; 32])).await.unwrap();
        assert_eq!(
            invented,
            Reply::Refused {
                refusal: Refusal::UnknownToken
            }
        );
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn a_second_sign_up_changes_nothing_and_tells_the_owner() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 2).await;
        let first = office.told().await.pop().unwrap();
        office.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(
            office.sign_up("JAN@a.example", 1).await,
            Reply::CheckMail { .. }
        ));
        let again = office.told().await.pop().unwrap();
        assert_eq!(again["type"], "registration.repeated.v1");
        assert_eq!(again["data"]["held_until"], first["data"]["held_until"]);
        assert_eq!(again["data"]["contact"]["email"], "jan@a.example");
        assert_eq!(office.counted().await, 2);

        // Full for everybody who asks for three, whether known or not; the owner is told all the same.
        let full = Reply::Refused {
            refusal: Refusal::Full { free: 2 },
        };
        assert_eq!(office.sign_up("jan@a.example", 3).await, full);
        assert_eq!(office.sign_up("new@a.example", 3).await, full);
        assert_eq!(kinds(&office.told().await), ["registration.repeated.v1"]);

        // The fresh link is as good as the first.
        let confirmed = office
            .intake
            .submit(Order::Confirm(secret_of(&again)))
            .await
            .unwrap();
        assert_eq!(confirmed, Reply::Confirmed);
        let first_link = office
            .intake
            .submit(Order::Confirm(secret_of(&first)))
            .await
            .unwrap();
        assert_eq!(first_link, Reply::AlreadyConfirmed);
        office.told().await;
        office.sign_up("jan@a.example", 1).await;
        let told = office.told().await.pop().unwrap();
        assert_eq!(told["type"], "registration.repeated.v1");
        assert!(told["data"].get("confirm_url").is_none());
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_not_confirmed_in_time_is_given_back() {
    on_both(|database| async {
        let office = Office::open(database, 2).await;
        office.sign_up("jan@a.example", 2).await;
        let link = secret_of(&office.told().await.pop().unwrap());
        office.clock.advance(SignedDuration::from_hours(48));
        let late = office.intake.submit(Order::Confirm(link)).await.unwrap();
        assert_eq!(
            late,
            Reply::Refused {
                refusal: Refusal::ExpiredToken
            }
        );
        assert_eq!(kinds(&office.told().await), ["registration.expired.v1"]);
        assert_eq!((office.taken().await, office.counted().await), (0, 0));

        // The same address, and others, find the places free at once, without waiting for the task.
        office.sign_up("jan@a.example", 2).await;
        office.clock.advance(SignedDuration::from_hours(48));
        office.sign_up("other@a.example", 2).await;
        let told = office.told().await;
        let expected = [
            "registration.received.v1",
            "registration.expired.v1",
            "registration.received.v1",
        ];
        assert_eq!(kinds(&told), expected);

        office.clock.advance(SignedDuration::from_hours(48));
        let now_ms = office.clock.now_ms();
        let expired = expire_holds(&office.database, &office.intake, now_ms)
            .await
            .unwrap();
        assert_eq!(expired, 1);
        assert_eq!(
            expire_holds(&office.database, &office.intake, now_ms)
                .await
                .unwrap(),
            0
        );
        assert_eq!((office.taken().await, office.counted().await), (0, 0));
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn an_idempotency_key_answers_the_same_request_the_same_way() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        let key = |body: &str| IdempotencyKey::new("k-1", "POST", "/x", body.as_bytes());
        let send = |email: &str, key| {
            office
                .intake
                .submit(order(office.forum, email, 1, Some(key)))
        };
        let first = send("jan@a.example", key("one")).await.unwrap();
        assert_eq!(send("jan@a.example", key("one")).await.unwrap(), first);
        assert_eq!(
            send("eve@a.example", key("two")).await.unwrap(),
            Reply::KeyReused
        );
        let twins = join_all([
            send("jan@a.example", key("one")),
            send("jan@a.example", key("one")),
        ]);
        assert!(twins.await.into_iter().all(|reply| reply.unwrap() == first));
        let received = office.told().await;
        assert_eq!(received.len(), 2, "the forum, and one sign-up");

        office.clock.advance(SignedDuration::from_hours(25));
        assert_ne!(
            send("eve@a.example", key("two")).await.unwrap(),
            Reply::KeyReused
        );
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn old_keys_and_links_are_forgotten_and_places_recounted() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        let key = IdempotencyKey::new("k-1", "POST", "/x", b"one");
        let sign_up = order(office.forum, "jan@a.example", 1, Some(key));
        office.intake.submit(sign_up).await.unwrap();
        let now_ms = office.clock.now_ms();
        assert_eq!(
            forget_old::forget_old(&office.database, now_ms)
                .await
                .unwrap(),
            0
        );
        let later = now_ms + 40 * 24 * 3_600_000;
        assert_eq!(
            forget_old::forget_old(&office.database, later)
                .await
                .unwrap(),
            2
        );
        let tx = office.database.begin().await.unwrap();
        assert!(tokens::find(&tx, []).await.unwrap().is_empty());
        drop(tx);

        assert!(
            forget_old::recount_places(&office.database)
                .await
                .unwrap()
                .is_empty()
        );
        let tx = office.database.begin().await.unwrap();
        forums::set_taken(&tx, office.forum, 7).await.unwrap();
        tx.commit().await.unwrap();
        let wrong = forget_old::recount_places(&office.database).await.unwrap();
        assert_eq!(wrong, [office.forum]);
        assert_eq!(office.taken().await, 1);
        office.close().await;
    })
    .await;
}

#[derive(sea_orm::FromQueryResult)]
struct ConsentsRow {
    consents: String,
}

#[tokio::test]
async fn what_was_agreed_to_is_kept_with_its_words() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        let mut agreed = order(office.forum, "jan@a.example", 1, None);
        if let Order::SignUp(order) = &mut agreed {
            order.sign_up.consents = vec![Consent {
                purpose: Purpose::News,
                text: "Tell me about further forums".to_owned(),
            }];
        }
        office.intake.submit(agreed).await.unwrap();
        let kept = office
            .database
            .row("SELECT consents FROM registrations", [])
            .await;
        let kept: ConsentsRow = kept.unwrap().unwrap();
        let expected = r#"[{"purpose":"news","text":"Tell me about further forums"}]"#;
        assert_eq!(kept.consents, expected);
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn two_thousand_at_once_on_a_hundred_places_are_exactly_a_hundred() {
    on_both(|database| async {
        let office = Office::open(database, 100).await;
        let everybody = (0..2000).map(|n| {
            let order = order(office.forum, &format!("p{n}@a.example"), 1, None);
            office.intake.submit(order)
        });
        check(&office, join_all(everybody).await, 100).await;
        assert_eq!(office.told().await.len(), 101);
        office.close().await;
    })
    .await;
}

async fn check(office: &Office, replies: Vec<Result<Reply, GroupError>>, places: usize) {
    let replies: Vec<_> = replies.into_iter().map(Result::unwrap).collect();
    let accepted = replies
        .iter()
        .filter(|reply| matches!(reply, Reply::CheckMail { .. }))
        .count();
    assert_eq!(accepted, places);
    let full = Reply::Refused {
        refusal: Refusal::Full { free: 0 },
    };
    assert_eq!(
        replies.iter().filter(|reply| **reply == full).count(),
        replies.len() - places
    );
    let places = u32::try_from(places).unwrap();
    assert_eq!(
        (office.taken().await, office.counted().await),
        (places, places)
    );
}

#[tokio::test]
async fn two_processes_at_once_do_not_overbook() {
    let place = TestDatabase::postgres().await;
    let open = || Database::open(&place.url, "registrations");
    let database = open().await.unwrap();
    database.migrate(SETS).await.unwrap();
    let one = Office::open(database, 100).await;
    let clock = FakeClock::at(NOW);
    let other = kontor_runtime::Ids::new(clock.clone(), Arc::new(kontor_runtime::SystemEntropy));
    let other = Process::with(clock.clone(), other);
    let two = Office::with(other, clock, open().await.unwrap(), 100).await;
    // Every address comes to both processes, and some twice to each.
    let everybody = (0..2000).flat_map(|n| {
        let order = || order(one.forum, &format!("p{}@a.example", n % 1500), 1, None);
        [one.intake.submit(order()), two.intake.submit(order())]
    });
    let replies: Vec<_> = join_all(everybody)
        .await
        .into_iter()
        .map(Result::unwrap)
        .collect();
    assert!(
        replies
            .iter()
            .any(|reply| matches!(reply, Reply::CheckMail { .. }))
    );
    assert_eq!((one.taken().await, one.counted().await), (100, 100));
    let all = registered::newest_of_forum(&one.database, one.forum, None, 10_000)
        .await
        .unwrap();
    assert_eq!(all.len(), 100);
    let addresses: HashSet<_> = all.iter().map(|r| r.contact.email.key()).collect();
    let ids: HashSet<RegistrationId> = all.iter().map(|r| r.id).collect();
    assert_eq!((addresses.len(), ids.len()), (100, 100));
    two.database.close().await;
    two.close().await;
    one.database.close().await;
    one.close().await;
    place.drop_it().await;
}
