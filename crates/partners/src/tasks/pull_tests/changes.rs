//! What a pull does with what a source says.

use kontor_contracts::events::RunCounts;
use kontor_runtime::Clock;
use kontor_store::outbox;
use kontor_testkit::{
    on_both_engines,
    partner_stub::{profile, reference},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{OK, Office, PARTIAL, Pulled, SOURCE, all, counts};
use crate::store::{self, Query};

#[tokio::test]
async fn a_first_pull_brings_everything_and_tells_it() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(35, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await, all(35));
        let run = office.last_run().await;
        assert_eq!(
            run.counts,
            RunCounts {
                created: 35,
                ..counts(35)
            }
        );
        assert_eq!((run.pages, run.problem), (4, None));
        assert_eq!(
            office.events().await,
            36,
            "one per listing and one for the run"
        );
        let asked = office.stub.requests();
        assert_eq!(asked[0].from, "1970-01-01T00:00:00Z");
        assert!(asked[0].user_agent.starts_with("kontor/"));
        // Due again in an hour, not before.
        assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
    })
    .await;
}

#[tokio::test]
async fn when_nothing_changed_nothing_is_written() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        let before = office.events().await;
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                unchanged: 25,
                ..counts(25)
            }
        );
        assert_eq!(
            office.events().await,
            before + 1,
            "only the end of the run is told"
        );
        let asked = office.stub.requests().pop().unwrap();
        assert_eq!(
            asked.from, "2026-11-01T07:00:25Z",
            "an hour behind the newest row"
        );
    })
    .await;
}

#[tokio::test]
async fn what_changed_is_updated_and_nothing_else() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(30, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        office.stub.change(
            &reference(7),
            "title",
            json!("A new title"),
            "2026-11-20T12:30:00Z",
        );
        office.stub.announce_clock("2026-11-20T13:00:00Z");
        assert_eq!(office.pull_later().await, OK);
        let run = office.last_run().await;
        assert_eq!(
            run.counts,
            RunCounts {
                updated: 1,
                unchanged: 29,
                ..counts(30)
            }
        );
        let words = Query {
            words: "NEW title".into(),
            ..Query::default()
        };
        let found = store::search(&office.database, &words, office.clock.now_ms(), 10)
            .await
            .unwrap();
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].reference, reference(7));
    })
    .await;
}

#[tokio::test]
async fn older_rows_never_overwrite_newer_ones() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        assert_eq!(office.pull().await, OK);
        office
            .stub
            .change("A1", "title", json!("Old"), "2026-11-01T07:30:00Z");
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                unchanged: 1,
                ..counts(1)
            }
        );
    })
    .await;
}

#[tokio::test]
async fn withdrawn_listings_leave_only_a_name_and_come_back_under_it() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(12, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        let (now, all_of) = (office.clock.now_ms(), Query::default());
        let first = store::search(&office.database, &all_of, now, 50)
            .await
            .unwrap();
        let id_of = |name: String| first.iter().find(|l| l.reference == name).unwrap().id;
        office.stub.limit(&reference(3), "2026-11-02T08:00:00Z");
        let expired = json!({"name": "EXPIRED"});
        office.stub.change(
            &reference(4),
            "profileStatus",
            expired,
            "2026-11-02T08:00:01Z",
        );
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.withdrawn, 2);
        assert_eq!(office.references().await.len(), 10);
        for (number, why) in [(3, "withdrawn"), (4, "expired")] {
            let left = store::find(&office.database, id_of(reference(number)))
                .await
                .unwrap();
            let store::State::Withdrawn { reason, .. } = left.unwrap().state else {
                panic!("still listed");
            };
            assert_eq!(store::reason_name(reason), why);
        }
        let kept = store::payloads(&office.database).await.unwrap();
        assert_eq!(kept, 10, "the rows as received are gone too");
        // Said again, it changes nothing; published again, it comes back as the same listing.
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.withdrawn, 0);
        office
            .stub
            .put(profile(&reference(3), "2026-11-03T08:00:00Z"));
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.last_run().await.counts.updated, 1);
        let back = store::find(&office.database, id_of(reference(3)))
            .await
            .unwrap()
            .unwrap();
        assert!(matches!(back.state, store::State::Listed(_)));
    })
    .await;
}

#[tokio::test]
async fn what_is_merely_absent_stays() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(12, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        for number in 1..=12 {
            office.stub.remove(&reference(number));
        }
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(office.references().await, all(12));
    })
    .await;
}

#[tokio::test]
async fn bad_rows_are_kept_aside_and_stop_nothing() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.add(20, "2026-11-01T08:00:00Z");
        for number in [2, 13] {
            let odd = json!({"code": "XX"});
            office.stub.change(
                &reference(number),
                "profileType",
                odd,
                "2026-11-01T08:00:02Z",
            );
        }
        assert_eq!(office.pull().await, PARTIAL);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                created: 18,
                rejected: 2,
                ..counts(20)
            }
        );
        let aside = store::rejected(&office.database, SOURCE, 10).await.unwrap();
        assert_eq!(aside.len(), 2);
        assert_eq!(aside[0].stage, "map");
        assert_eq!(
            aside[0].rule,
            "profileType \"XX\" is none of BO, BR, TO, TR, RDR"
        );
        assert!(aside[0].payload.contains("\"XX\""));
        // The same rows again are the same rows; a better one takes its place.
        assert_eq!(office.pull_later().await, PARTIAL);
        office
            .stub
            .put(profile(&reference(2), "2026-11-02T08:00:00Z"));
        office.pull_later().await;
        let aside = store::rejected(&office.database, SOURCE, 10).await.unwrap();
        assert_eq!(
            aside.iter().map(|row| row.key.as_str()).collect::<Vec<_>>(),
            [reference(13)]
        );
    })
    .await;
}

#[tokio::test]
async fn many_rows_of_one_moment_stay_right() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::with(database, |settings| settings.page_size = 200).await;
        for number in 1..=900 {
            office.stub.put(profile(&reference(number), "2026-11-19"));
        }
        assert_eq!(office.pull().await, OK);
        assert_eq!(office.references().await.len(), 900);
        assert_eq!(office.last_run().await.counts.created, 900);
        // The window reaches a day back, because the source tells only the day.
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(
            office.last_run().await.counts,
            RunCounts {
                unchanged: 900,
                ..counts(900)
            }
        );
        assert_eq!(
            office.stub.requests().pop().unwrap().from,
            "2026-11-18T00:00:00Z"
        );
    })
    .await;
}

#[tokio::test]
async fn a_source_may_be_pulled_on_demand() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        assert_eq!(office.pull().await, OK);
        assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
        assert!(store::request(&office.database, SOURCE).await.unwrap());
        assert!(!store::request(&office.database, "other").await.unwrap());
        assert_eq!(office.pull().await, OK);
    })
    .await;
}

#[tokio::test]
async fn the_events_are_what_the_contracts_say() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = Office::open(database).await;
        office.stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        assert_eq!(office.pull().await, OK);
        office.stub.limit("A1", "2026-11-02T08:00:00Z");
        assert_eq!(office.pull_later().await, OK);
        let stream = office.database.stream();
        let rows = outbox::next(&office.database, stream, Uuid::nil(), 0, 10);
        let rows = rows.await.unwrap();
        let bodies: Vec<Value> = rows
            .iter()
            .map(|row| serde_json::from_str(&row.body).unwrap())
            .collect();
        let kinds: Vec<_> = bodies
            .iter()
            .map(|body| body["type"].as_str().unwrap())
            .collect();
        let (upserted, finished, withdrawn) = (
            "listing.upserted.v1",
            "sync_run.finished.v1",
            "listing.withdrawn.v1",
        );
        assert_eq!(kinds, [upserted, finished, withdrawn, finished]);
        assert_eq!(bodies[0]["data"]["new"], true);
        assert_eq!(bodies[0]["subject"], bodies[2]["subject"]);
        assert!(bodies[0]["sequence"].as_str() < bodies[2]["sequence"].as_str());
        assert_eq!(bodies[2]["data"]["reason"], "withdrawn");
        assert_eq!(bodies[3]["data"]["counts"]["withdrawn"], 1);
    })
    .await;
}
