//! Databases of the version that kept its position in columns of one interface, and positions of another.

use kontor_store::{Database, Migrations};
use kontor_testkit::{
    networks::{EenStub, Stub, een::Paging},
    on_both_engines,
};
use sea_orm::Value;
use uuid::Uuid;

use super::{EenOffice, FAILED, OK, SOURCE, all};
use crate::store;

/// The tables as that version left them.
const BEFORE: &[Migrations] = &[
    kontor_store::MIGRATIONS,
    Migrations {
        set: "partners",
        steps: store::MIGRATIONS.steps.split_at(2).0,
    },
];

/// Moments of the first of November, by the hour.
fn at(hour: i64) -> Value {
    let midnight = "2026-11-01T00:00:00Z".parse::<jiff::Timestamp>().unwrap();
    (midnight.as_millisecond() + hour * 3_600_000).into()
}

/// A source that has been pulled until `next_from`; with a run, `pages` of its window are in.
async fn pulled(database: &Database, next_from: Option<Value>, run: Option<Uuid>, pages: i64) {
    let tx = database.begin().await.unwrap();
    let sql = "INSERT INTO sources (name, lease_token, lease_until, due_at, attempts, next_from, \
        run, window_from, next_page, newest, opened, last_page, only_days, unordered, moved) \
        VALUES ($1, 7, 0, 0, 0, $2, $3, $4, $5, $6, $7, $8, $9, $10, $10)";
    let nothing = Value::BigInt(None);
    let values: [Value; 10] = [
        SOURCE.into(),
        next_from.unwrap_or(nothing.clone()),
        run.into(),
        run.map_or(nothing.clone(), |_| at(7)),
        (pages + 1).into(),
        run.map_or(nothing.clone(), |_| at(9)),
        run.map_or(nothing, |_| at(20)),
        run.map(|_| vec![0_u8; 32]).into(),
        run.is_none().into(),
        false.into(),
    ];
    tx.execute(sql, values).await.unwrap();
    if let Some(run) = run {
        let sql = "INSERT INTO sync_runs (id, source, started_at, pages, received, created, \
            updated, unchanged, withdrawn, rejected) VALUES ($1, $2, $3, $4, 20, 20, 0, 0, 0, 0)";
        let values: [Value; 4] = [run.into(), SOURCE.into(), at(20), pages.into()];
        tx.execute(sql, values).await.unwrap();
    }
    tx.commit().await.unwrap();
    database.migrate(crate::TEST_MIGRATIONS).await.unwrap();
}

fn pages(asked: &[Paging]) -> Vec<(usize, &str)> {
    asked
        .iter()
        .map(|asked| (asked.page, asked.from.as_str()))
        .collect()
}

#[tokio::test]
async fn a_run_under_way_goes_on_at_its_page_after_an_update() {
    on_both_engines("partners", BEFORE, async |database| {
        pulled(&database, None, Some(Uuid::from_u128(1)), 2).await;
        let office = EenOffice::open(database).await;
        office.stub.add(25, "2026-11-01T08:00:00Z");
        assert_eq!(office.pull().await, OK);
        let asked = office.stub.asked();
        assert_eq!(pages(&asked), [(3, "2026-11-01T07:00:00Z")]);
        let run = office.last_run().await;
        assert_eq!((run.pages, run.counts.received), (3, 25));
        // And the next begins an hour before the newest row that the old version has seen.
        assert_eq!(office.pull_later().await, OK);
        let asked = office.stub.asked();
        assert_eq!(pages(&asked)[1], (1, "2026-11-01T08:00:00Z"));
        assert_eq!(office.references().await, all::<EenStub>(25));
    })
    .await;
}

#[tokio::test]
async fn a_source_that_rests_begins_where_it_would_have_begun() {
    for (next_from, begin) in [
        (Some(at(5)), "2026-11-01T05:00:00Z"),
        (None, "1970-01-01T00:00:00Z"),
    ] {
        on_both_engines("partners", BEFORE, async |database| {
            pulled(&database, next_from.clone(), None, 0).await;
            let office = EenOffice::open(database).await;
            assert_eq!(office.pull().await, OK);
            assert_eq!(pages(&office.stub.asked()), [(1, begin)]);
        })
        .await;
    }
}

/// As after a change of the source's network under its old name.
#[tokio::test]
async fn a_position_of_another_interface_costs_one_run() {
    on_both_engines("partners", crate::TEST_MIGRATIONS, async |database| {
        let office = EenOffice::open(database).await;
        office.stub.add(3, "2026-11-01T08:00:00Z");
        let tx = office.database.begin().await.unwrap();
        let sql = "UPDATE sources SET position = $1";
        tx.execute(sql, [r#"{"token":"x"}"#.into()]).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(office.pull().await, FAILED);
        let problem = office.last_run().await.problem.unwrap();
        assert!(
            problem.starts_with("the stored position is not one"),
            "{problem}"
        );
        assert_eq!(office.pull_later().await, OK);
        assert_eq!(pages(&office.stub.asked()), [(1, "1970-01-01T00:00:00Z")]);
        assert_eq!(office.references().await, all::<EenStub>(3));
    })
    .await;
}
