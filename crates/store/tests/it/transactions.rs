//! What a transaction does and does not leave behind.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use kontor_store::{Database, Migration, Migrations, StoreError, list};
use kontor_testkit::on_both_engines;
use sea_orm::FromQueryResult;
use uuid::Uuid;

pub(crate) const TABLES: Migrations = Migrations {
    set: "test",
    steps: &[Migration {
        version: 1,
        name: "things",
        sql: "CREATE TABLE things (\n id UUID NOT NULL PRIMARY KEY,\n name TEXT NOT NULL,\n n BIGINT NOT NULL,\n ok BOOLEAN NOT NULL,\n raw BYTEA\n);\n",
    }],
};

#[derive(Debug, PartialEq, FromQueryResult)]
struct Thing {
    id: Uuid,
    name: String,
    n: i64,
    ok: bool,
    raw: Option<Vec<u8>>,
}

async fn count(database: &Database) -> i64 {
    #[derive(FromQueryResult)]
    struct Count {
        n: i64,
    }
    database
        .row::<Count>("SELECT COUNT(*) AS n FROM things", [])
        .await
        .unwrap()
        .unwrap()
        .n
}

#[tokio::test]
async fn every_type_survives_both_engines() {
    on_both_engines("test", &[TABLES], |database| async move {
        let tx = database.begin().await.unwrap();
        let id = Uuid::from_u128(7);
        let row = vec![
            id.into(),
            "株式会社".into(),
            i64::MAX.into(),
            true.into(),
            vec![0_u8, 255].into(),
        ];
        tx.insert("things", &["id", "name", "n", "ok", "raw"], vec![row], "")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let (ids, values) = list(1, [Uuid::nil().into(), id.into(), Uuid::max().into()]);
        let sql = format!("SELECT id, name, n, ok, raw FROM things WHERE id IN {ids}");
        let things = database.rows::<Thing>(&sql, values).await.unwrap();
        let expected = Thing {
            id,
            name: "株式会社".into(),
            n: i64::MAX,
            ok: true,
            raw: Some(vec![0, 255]),
        };
        assert_eq!(things, [expected]);
    })
    .await;
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing_and_runs_no_hook() {
    on_both_engines("test", &[TABLES], |database| async move {
        let ran = Arc::new(AtomicU32::new(0));
        for commit in [false, true] {
            let tx = database.begin().await.unwrap();
            let row = vec![Uuid::nil().into(), "a".into(), 1_i64.into(), false.into()];
            tx.insert("things", &["id", "name", "n", "ok"], vec![row], "")
                .await
                .unwrap();
            let ran = Arc::clone(&ran);
            tx.after_commit(move || {
                ran.fetch_add(1, Ordering::SeqCst);
            });
            if commit {
                tx.commit().await.unwrap();
            } else {
                drop(tx);
            }
            assert_eq!(count(&database).await, i64::from(commit));
        }
        assert_eq!(ran.load(Ordering::SeqCst), 1);
    })
    .await;
}

#[tokio::test]
async fn many_rows_go_in_at_once_and_a_double_one_is_a_conflict() {
    on_both_engines("test", &[TABLES], |database| async move {
        let row = |n: i64| {
            vec![
                Uuid::from_u64_pair(0, n.cast_unsigned()).into(),
                "a".into(),
                n.into(),
                true.into(),
            ]
        };
        let columns = ["id", "name", "n", "ok"];
        let tx = database.begin().await.unwrap();
        assert_eq!(
            tx.insert("things", &columns, (0..1_000).map(row).collect(), "")
                .await
                .unwrap(),
            1_000
        );
        let again = (995..1_005).map(row).collect();
        assert_eq!(
            tx.insert("things", &columns, again, " ON CONFLICT DO NOTHING")
                .await
                .unwrap(),
            5
        );
        tx.commit().await.unwrap();
        let tx = database.begin().await.unwrap();
        let error = tx
            .insert("things", &columns, vec![row(3)], "")
            .await
            .unwrap_err();
        assert!(matches!(error, StoreError::Conflict(_)), "{error:?}");
    })
    .await;
}

/// Keeps the promise "every writing transaction is immediate": with a plain `BEGIN`, SQLite fails
/// most of these instead of making them wait.
#[tokio::test]
async fn reading_and_then_writing_never_fails_under_contention() {
    on_both_engines("test", &[TABLES], |database| async move {
        let tx = database.begin().await.unwrap();
        let row = vec![Uuid::nil().into(), "a".into(), 0_i64.into(), true.into()];
        tx.insert("things", &["id", "name", "n", "ok"], vec![row], "")
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let add = async |database: &Database| {
            for _ in 0..25 {
                let tx = database.begin().await.unwrap();
                let sql = format!(
                    "SELECT id, name, n, ok, raw FROM things{}",
                    tx.engine().for_update()
                );
                let thing = tx.row::<Thing>(&sql, []).await.unwrap().unwrap();
                tx.execute("UPDATE things SET n = $1", [(thing.n + 1).into()])
                    .await
                    .unwrap();
                tx.commit().await.unwrap();
            }
        };
        futures_util::future::join_all((0..8).map(|_| add(&database))).await;
        let thing = database
            .row::<Thing>("SELECT id, name, n, ok, raw FROM things", [])
            .await;
        assert_eq!(thing.unwrap().unwrap().n, 200);
    })
    .await;
}

#[tokio::test]
async fn a_url_that_is_no_database_is_refused_with_the_remedy() {
    for url in [
        "mysql://root@127.0.0.1/x",
        "sqlite:",
        "sqlite::memory:",
        "data",
    ] {
        let error = Database::open(url, "test").await.unwrap_err();
        assert!(
            error
                .to_string()
                .contains("use sqlite:FOLDER or postgres://"),
            "{url}: {error}"
        );
    }
    let error = Database::open("postgres://nobody@127.0.0.1:1/x", "test")
        .await
        .unwrap_err();
    assert!(error.is_unavailable(), "{error:?}");
}

#[tokio::test]
async fn what_is_deleted_on_sqlite_is_overwritten() {
    #[derive(sea_orm::FromQueryResult)]
    struct Setting {
        secure_delete: i64,
    }
    let place = kontor_testkit::TestDatabase::sqlite();
    let database = Database::open(&place.url, "test").await.unwrap();
    let set = database.row::<Setting>("PRAGMA secure_delete", []).await;
    assert_eq!(set.unwrap().unwrap().secure_delete, 1);
    database.close().await;
    place.drop_it().await;
}
