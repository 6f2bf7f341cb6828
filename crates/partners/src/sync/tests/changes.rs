//! What a pull does with what a source says.

use kontor_contracts::events::RunCounts;
use kontor_store::{audit::Actor, outbox};
use kontor_testkit::{networks::een::profile, on_both_engines};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{EenOffice, OK, Pulled, SOURCE, counts};
use crate::store;

#[tokio::test]
async fn older_rows_never_overwrite_newer_ones() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.put(profile("A1", "2026-11-01T08:00:00Z"));
        assert_eq!(office.pull().await, OK);
        office
            .stub
            .set("A1", "title", json!("Old"), "2026-11-01T07:30:00Z");
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
async fn a_source_may_be_pulled_on_demand() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        assert_eq!(office.pull().await, OK);
        assert!(matches!(office.pull().await, Pulled::NotBefore(_)));
        let ask = async |source| {
            let (actor, id) = (Actor::System, office.worker.process().ids.next());
            store::request(&office.database, source, actor, id)
                .await
                .unwrap()
        };
        assert!(ask(SOURCE).await);
        assert!(!ask("other").await);
        assert_eq!(office.pull().await, OK);
    })
    .await;
}

#[tokio::test]
async fn the_events_are_what_the_contracts_say() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
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
