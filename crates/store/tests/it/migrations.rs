//! Bringing tables up to date, and refusing those that do not fit.

use kontor_store::{Migration, Migrations, StoreError};
use kontor_testkit::on_both_engines;

const ONE: Migration = Migration {
    version: 1,
    name: "one",
    sql: "CREATE TABLE one (\n a TEXT\n);\n",
};
const TWO: Migration = Migration {
    version: 2,
    name: "two",
    sql: "CREATE TABLE two (\n a TEXT\n);\n",
};
const OTHER: Migration = Migration {
    version: 1,
    name: "one",
    sql: "CREATE TABLE one (\n b TEXT\n);\n",
};

const OLD: Migrations = Migrations {
    set: "m",
    steps: &[ONE],
};
const NEW: Migrations = Migrations {
    set: "m",
    steps: &[ONE, TWO],
};
const EDITED: Migrations = Migrations {
    set: "m",
    steps: &[OTHER],
};

#[tokio::test]
async fn steps_are_applied_once_and_in_order() {
    on_both_engines("test", &[], |database| async move {
        assert!(!database.is_migrated(&[NEW]).await.unwrap());
        database.migrate(&[OLD]).await.unwrap();
        assert!(database.is_migrated(&[OLD]).await.unwrap());
        assert!(!database.is_migrated(&[NEW]).await.unwrap());
        database.migrate(&[NEW]).await.unwrap();
        database.migrate(&[NEW]).await.unwrap();
        assert!(database.is_migrated(&[NEW]).await.unwrap());
    })
    .await;
}

#[tokio::test]
async fn several_processes_may_migrate_at_once() {
    on_both_engines("test", &[], |database| async move {
        let sets = [NEW];
        let all = (0..4).map(|_| database.migrate(&sets));
        for result in futures_util::future::join_all(all).await {
            result.unwrap();
        }
    })
    .await;
}

#[tokio::test]
async fn a_newer_or_edited_database_is_refused() {
    on_both_engines("test", &[NEW], |database| async move {
        let error = database.migrate(&[OLD]).await.unwrap_err();
        assert!(
            matches!(
                error,
                StoreError::Newer {
                    found: 2,
                    known: 1,
                    ..
                }
            ),
            "{error:?}"
        );
        assert!(error.to_string().contains("run the newer program"));
        let error = database.is_migrated(&[OLD]).await.unwrap_err();
        assert!(matches!(error, StoreError::Newer { .. }), "{error:?}");
    })
    .await;
    on_both_engines("test", &[OLD], |database| async move {
        let error = database.migrate(&[EDITED]).await.unwrap_err();
        assert!(
            matches!(error, StoreError::Changed { version: 1, .. }),
            "{error:?}"
        );
    })
    .await;
}
