//! Rows that are written together, and cannot be told from rows that were written one by one.

use kontor_store::{Database, Insert, StoreError, Tx};
use kontor_testkit::on_both_engines;
use sea_orm::FromQueryResult;
use uuid::Uuid;

use crate::transactions::TABLES;

const COLUMNS: &[&str] = &["id", "name", "n", "ok"];
/// The newest counts.
const KEEP: Insert = Insert {
    table: "things",
    columns: COLUMNS,
    ending: " ON CONFLICT (id) DO UPDATE SET name = excluded.name, n = excluded.n \
             WHERE things.n < excluded.n",
};
/// A second one is a fault.
const ADD: Insert = Insert {
    table: "things",
    columns: COLUMNS,
    ending: "",
};

#[derive(FromQueryResult)]
struct Row {
    name: String,
}

async fn gather(tx: &Tx, insert: &'static Insert, id: u128, n: i64) -> Result<(), StoreError> {
    let id = Uuid::from_u128(id);
    let row = vec![id.into(), format!("{n}").into(), n.into(), true.into()];
    tx.gather(insert, id.to_string(), row).await
}

const NAMES: &str = "SELECT name FROM things ORDER BY id";

async fn names(database: &Database) -> Vec<String> {
    let rows: Vec<Row> = database.rows(NAMES, []).await.unwrap();
    rows.into_iter().map(|row| row.name).collect()
}

#[tokio::test]
async fn what_is_gathered_is_there_after_the_commit_and_not_without_it() {
    on_both_engines("test", &[TABLES], |database| async move {
        let tx = database.begin().await.unwrap();
        gather(&tx, &KEEP, 9, 9).await.unwrap();
        drop(tx);
        assert_eq!(names(&database).await, Vec::<String>::new());

        let tx = database.begin().await.unwrap();
        for n in (1..=300).rev() {
            gather(&tx, &KEEP, n, i64::try_from(n).unwrap())
                .await
                .unwrap();
        }
        tx.commit().await.unwrap();
        let all: Vec<_> = (1..=300).map(|n| n.to_string()).collect();
        assert_eq!(names(&database).await, all);
    })
    .await;
}

#[tokio::test]
async fn the_next_statement_sees_what_was_gathered() {
    on_both_engines("test", &[TABLES], |database| async move {
        let tx = database.begin().await.unwrap();
        gather(&tx, &KEEP, 1, 1).await.unwrap();
        let seen: Vec<Row> = tx.rows(NAMES, []).await.unwrap();
        assert_eq!(seen.len(), 1);
        gather(&tx, &KEEP, 2, 2).await.unwrap();
        assert!(
            tx.row::<Row>("SELECT name FROM things WHERE n = 2", [])
                .await
                .unwrap()
                .is_some()
        );
        gather(&tx, &KEEP, 3, 3).await.unwrap();
        let changed = tx.execute("UPDATE things SET name = 'x'", []).await;
        assert_eq!(changed.unwrap(), 3);
        tx.commit().await.unwrap();
        assert_eq!(names(&database).await, ["x", "x", "x"]);
    })
    .await;
}

#[tokio::test]
async fn one_row_that_is_touched_often_ends_as_if_one_after_the_other() {
    on_both_engines("test", &[TABLES], |database| async move {
        let tx = database.begin().await.unwrap();
        for n in [1, 5, 3] {
            gather(&tx, &KEEP, 7, n).await.unwrap();
        }
        tx.commit().await.unwrap();
        assert_eq!(names(&database).await, ["5"]);
    })
    .await;
}

#[tokio::test]
async fn a_gathered_row_that_cannot_be_fails_the_transaction() {
    on_both_engines("test", &[TABLES], |database| async move {
        let tx = database.begin().await.unwrap();
        gather(&tx, &ADD, 1, 1).await.unwrap();
        gather(&tx, &ADD, 2, 2).await.unwrap();
        tx.commit().await.unwrap();

        let tx = database.begin().await.unwrap();
        gather(&tx, &ADD, 3, 3).await.unwrap();
        gather(&tx, &ADD, 1, 4).await.unwrap();
        let failed = tx.commit().await;
        assert!(matches!(failed, Err(StoreError::Conflict(_))), "{failed:?}");
        assert_eq!(names(&database).await, ["1", "2"]);
    })
    .await;
}
