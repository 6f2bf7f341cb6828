//! The intake on both engines: what is written and told, and that capacity is exact.

use std::{collections::HashSet, future::Future};

use futures_util::future::join_all;
use jiff::SignedDuration;
use kontor_contracts::{RegistrationId, events::Participant};
use kontor_store::outbox;
use kontor_testkit::{FakeClock, TestDatabase, on_both_engines, process};
use uuid::Uuid;

use super::*;
use crate::{
    Applied, CalledOff, MIGRATIONS, apply_forum, cancel_registration,
    domain::{Consent, Purpose, SignUpBody, Standing, Taken, TypedContact, TypedParticipant},
    forum_file, registrations_of,
    store::{forums, registered, registrations, tokens},
    tasks::{expire_holds::expire_holds, forget_old},
};

const SETS: &[kontor_store::Migrations] = &[kontor_store::MIGRATIONS, MIGRATIONS];
const MONTH: Duration = Duration::from_hours(30 * 24);
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
        let forum = match apply_forum(&database, &process, draft, "http://office.example").await {
            Ok(Applied::Created { forum } | Applied::Unchanged { forum }) => forum,
            other => panic!("{other:?}"),
        };
        let intake = Intake::start(&process, database.clone(), share, GroupLimits::default());
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
        forums::all(&self.database).await.unwrap()[0].taken.all()
    }

    /// The places that the rows take, which must be what the counter says.
    async fn counted(&self) -> u32 {
        let tx = self.database.begin().await.unwrap();
        registrations::taken(&tx, self.forum).await.unwrap().all()
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
        admission: Admission::ALL,
    }))
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

/// A stranger's sign-up does not win over the owner's that comes later; what counts is never replaced.
#[tokio::test]
async fn the_later_sign_up_of_an_address_counts_until_one_is_confirmed() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 2).await;
        let stranger = office.told().await.pop().unwrap();
        office.clock.advance(SignedDuration::from_hours(1));
        assert!(matches!(
            office.sign_up("JAN@a.example", 1).await,
            Reply::CheckMail { .. }
        ));
        let told = office.told().await;
        assert_eq!(
            kinds(&told),
            ["registration.expired.v1", "registration.received.v1"]
        );
        assert_eq!((office.taken().await, office.counted().await), (1, 1));
        let confirm =
            |event: &serde_json::Value| office.intake.submit(Order::Confirm(secret_of(event)));
        let refusal = Refusal::ExpiredToken;
        assert_eq!(
            confirm(&stranger).await.unwrap(),
            Reply::Refused { refusal }
        );

        assert_eq!(confirm(&told[1]).await.unwrap(), Reply::Confirmed);
        assert_eq!(confirm(&told[1]).await.unwrap(), Reply::AlreadyConfirmed);
        // Full for everybody who asks for four, whether known or not; the owner is told all the same.
        let full = Reply::Refused {
            refusal: Refusal::Full { free: 3 },
        };
        office.told().await;
        assert_eq!(office.sign_up("jan@a.example", 4).await, full);
        assert_eq!(office.sign_up("new@a.example", 4).await, full);
        let again = office.told().await;
        assert_eq!(kinds(&again), ["registration.repeated.v1"]);

        office.sign_up("jan@a.example", 3).await;
        let told = office.told().await.pop().unwrap();
        assert_eq!(told["type"], "registration.repeated.v1");
        assert!(told["data"].get("token").is_none());
        assert_eq!(office.counted().await, 1, "what counts stays");
        office.close().await;
    })
    .await;
}

/// A second sign-up changes nothing, and its owner hears who was named in it and is not signed up.
#[tokio::test]
async fn whoever_is_named_in_a_second_sign_up_is_told_and_not_signed_up() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        office.sign_up("jan@a.example", 1).await;
        let link = secret_of(&office.told().await.pop().unwrap());
        office.intake.submit(Order::Confirm(link)).await.unwrap();
        office.told().await;
        let mut again = order(office.forum, "jan@a.example", 1, None);
        let Order::SignUp(order) = &mut again else {
            panic!("no sign-up");
        };
        for name in ["Ольга Петрова", "Aïcha Konaté"] {
            let name = name.to_owned();
            order.sign_up.participants.push(Participant { name });
        }
        office.intake.submit(again).await.unwrap();
        let told = office.told().await;
        assert_eq!(kinds(&told), ["registration.repeated.v1"]);
        let others = &told[0]["data"]["others"];
        assert_eq!(
            *others,
            serde_json::json!([{ "name": "Ольга Петрова" }, { "name": "Aïcha Konaté" }])
        );
        assert_eq!((office.taken().await, office.counted().await), (1, 1));
        office.close().await;
    })
    .await;
}

/// Two requests with fifty invented people each held a whole forum for two days.
#[tokio::test]
async fn invented_people_do_not_keep_out_whoever_confirms() {
    on_both(|database| async {
        let office = Office::with_share(database, 100, 50).await;
        let held = async |email: &str, places| {
            let reply = office.sign_up(email, places).await;
            assert!(matches!(reply, Reply::CheckMail { .. }), "{reply:?}");
            let told = office.told().await.pop().unwrap();
            (told["data"]["held"].as_bool().unwrap(), secret_of(&told))
        };
        assert!(held("a@evil.example", 50).await.0);
        for n in 0..5 {
            let (held, _) = held(&format!("b@evil{n}.example"), 50).await;
            assert!(!held, "beyond the share");
        }
        assert_eq!((office.taken().await, office.counted().await), (50, 50));
        let mut late = None;
        for n in 0..51 {
            let (held, link) = held(&format!("honest{n}@company{n}.example"), 1).await;
            assert!(!held);
            let answer = office.intake.submit(Order::Confirm(link)).await.unwrap();
            if n < 50 {
                assert_eq!(answer, Reply::Confirmed, "{n}");
            } else {
                let refusal = Refusal::Full { free: 0 };
                assert_eq!(answer, Reply::Refused { refusal });
                late = Some(link);
            }
        }
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        // Whoever came too late gets a place with the same link when the office calls invented people off.
        let evil = "a@evil.example".parse().unwrap();
        let invented = registrations_of(&office.database, &evil).await;
        let id = invented.unwrap()[0].id;
        let off = cancel_registration(&office.database, &office.process, id);
        assert_eq!(off.await.unwrap(), CalledOff::Cancelled { places: 50 });
        let answer = office.intake.submit(Order::Confirm(late.unwrap())).await;
        assert_eq!(answer.unwrap(), Reply::Confirmed);
        office.close().await;
    })
    .await;
}

/// Of what may be held, one domain gets half, whatever stands before it.
#[tokio::test]
async fn one_domain_holds_half_of_the_share_at_most() {
    on_both(|database| async {
        let office = Office::with_share(database, 400, 50).await;
        let held = async |email: &str| {
            office.sign_up(email, 50).await;
            let told = office.told().await.pop().unwrap();
            told["data"]["held"].as_bool().unwrap()
        };
        assert!(held("a@x1.evil.example").await);
        assert!(held("a@x2.evil.example").await);
        assert!(!held("a@x3.evil.example").await);
        assert!(held("a@honest.example").await);
        assert_eq!((office.taken().await, office.counted().await), (150, 150));
        office.close().await;
    })
    .await;
}

/// The mail to somebody who signs up once more must not say that places are held which are not.
#[tokio::test]
async fn whoever_holds_nothing_is_told_so_again() {
    on_both(|database| async {
        let office = Office::with_share(database, 10, 50).await;
        for (email, places, held) in [("a@x.example", 6, false), ("b@y.example", 4, true)] {
            office.sign_up(email, places).await;
            office.told().await;
            let refused = office.sign_up(email, 11).await;
            assert!(matches!(refused, Reply::Refused { .. }), "{refused:?}");
            let told = office.told().await.pop().unwrap();
            assert_eq!(told["type"], "registration.repeated.v1");
            assert_eq!(told["data"]["held"], held, "{email}");
        }
        office.close().await;
    })
    .await;
}

#[tokio::test]
async fn the_office_calls_a_sign_up_off_and_its_places_are_free() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 3).await;
        let told = office.told().await.pop().unwrap();
        let id: RegistrationId = told["data"]["registration"]
            .as_str()
            .unwrap()
            .parse()
            .unwrap();
        office
            .intake
            .submit(Order::Confirm(secret_of(&told)))
            .await
            .unwrap();
        office.told().await;
        let cancel = async || {
            cancel_registration(&office.database, &office.process, id)
                .await
                .unwrap()
        };
        assert_eq!(cancel().await, CalledOff::Cancelled { places: 3 });
        assert_eq!(kinds(&office.told().await), ["registration.cancelled.v1"]);
        assert_eq!((office.taken().await, office.counted().await), (0, 0));
        assert_eq!(cancel().await, CalledOff::Ended, "twice changes nothing");
        let email = "JAN@a.example".parse().unwrap();
        let found = registrations_of(&office.database, &email).await.unwrap();
        assert_eq!((found[0].state, found[0].places), ("cancelled", 3));
        let unknown = RegistrationId::new(Uuid::nil());
        let answer = cancel_registration(&office.database, &office.process, unknown).await;
        assert_eq!(answer.unwrap(), CalledOff::Unknown);
        office.close().await;
    })
    .await;
}

/// People who never agreed, and whom a stranger may have typed, are not kept.
#[tokio::test]
async fn who_never_confirmed_is_forgotten_after_the_stated_days() {
    on_both(|database| async {
        let office = Office::open(database, 4).await;
        office.sign_up("jan@a.example", 1).await;
        office.sign_up("eva@a.example", 1).await;
        let told = office.told().await;
        let confirm = Order::Confirm(secret_of(told.last().unwrap()));
        office.intake.submit(confirm).await.unwrap();
        office.clock.advance(SignedDuration::from_hours(49));
        let expired = expire_holds(&office.database, &office.intake, office.clock.now_ms());
        assert_eq!(expired.await.unwrap(), 1);
        let of = async |email: &str| {
            let email = email.parse().unwrap();
            registrations_of(&office.database, &email)
                .await
                .unwrap()
                .len()
        };
        let forget = async |days: i64| {
            let later = office.clock.now_ms() + days * 24 * 3_600_000;
            forget_old::forget_old(&office.database, later, MONTH)
                .await
                .unwrap();
        };
        forget(28).await;
        assert_eq!(
            (of("jan@a.example").await, of("eva@a.example").await),
            (1, 1)
        );
        forget(31).await;
        assert_eq!(
            (of("jan@a.example").await, of("eva@a.example").await),
            (0, 1)
        );
        office.close().await;
    })
    .await;
}

/// Addresses that were kept under an older form of their key have the one of today.
#[tokio::test]
async fn old_keys_of_addresses_are_brought_along() {
    on_both(|database| async {
        let office = Office::open(database, 9).await;
        office.sign_up("b@müller.example", 1).await;
        let tx = office.database.begin().await.unwrap();
        let old = "UPDATE registrations SET email_key = 'b@müller.example'";
        tx.execute(old, []).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(registrations::rekey(&office.database).await.unwrap(), 1);
        assert_eq!(registrations::rekey(&office.database).await.unwrap(), 0);
        let email = "b@xn--mller-kva.example".parse().unwrap();
        let found = registrations_of(&office.database, &email).await.unwrap();
        assert_eq!(found.len(), 1);
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
            forget_old::forget_old(&office.database, now_ms, MONTH)
                .await
                .unwrap(),
            0
        );
        let later = now_ms + 40 * 24 * 3_600_000;
        assert_eq!(
            forget_old::forget_old(&office.database, later, MONTH)
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
        let wrong = Taken {
            confirmed: 3,
            held: 4,
        };
        forums::set_taken(&tx, office.forum, wrong).await.unwrap();
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
        for reply in join_all(everybody).await {
            assert!(matches!(reply.unwrap(), Reply::CheckMail { .. }));
        }
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        assert_eq!(confirm_all(&office, 2000).await, 100);
        assert_eq!((office.taken().await, office.counted().await), (100, 100));
        office.close().await;
    })
    .await;
}

/// Follows the link of everybody who was told, all at once; says how many are in.
async fn confirm_all(office: &Office, expected: usize) -> usize {
    let told = office.told().await;
    let asked = told
        .iter()
        .filter(|event| event["type"] == "registration.received.v1");
    let links: Vec<_> = asked.map(secret_of).collect();
    assert_eq!(links.len(), expected);
    let answers = links
        .into_iter()
        .map(|link| office.intake.submit(Order::Confirm(link)));
    let answers = join_all(answers).await.into_iter().map(Result::unwrap);
    let (confirmed, refused): (Vec<_>, Vec<_>) =
        answers.partition(|answer| *answer == Reply::Confirmed);
    let full = Reply::Refused {
        refusal: Refusal::Full { free: 0 },
    };
    assert!(refused.iter().all(|answer| *answer == full));
    confirmed.len()
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
    for reply in join_all(everybody).await {
        assert!(matches!(reply.unwrap(), Reply::CheckMail { .. }));
    }
    assert_eq!((one.taken().await, one.counted().await), (100, 100));
    let all = registered::newest_of_forum(&one.database, one.forum, None, 10_000)
        .await
        .unwrap();
    let live = all.iter().filter(|r| r.standing != Standing::Expired);
    let addresses: Vec<_> = live.map(|r| r.contact.email.key()).collect();
    let different: HashSet<_> = addresses.iter().collect();
    assert_eq!((addresses.len(), different.len()), (1500, 1500));
    two.database.close().await;
    two.close().await;
    one.database.close().await;
    one.close().await;
    place.drop_it().await;
}
