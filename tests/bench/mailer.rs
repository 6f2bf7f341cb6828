//! The mailer's database, looked at beside the program.

use std::{
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use kontor_testkit::TestDatabase;
use sea_orm::{ConnectionTrait, Database, DatabaseConnection, Statement};

use crate::servers::Ground;

const WAIT: Duration = Duration::from_mins(10);

/// A connection to it.
pub(crate) struct Mailer {
    pub(crate) connection: DatabaseConnection,
    pub(crate) is_postgres: bool,
}

impl Mailer {
    pub(crate) async fn open(ground: &Ground) -> Self {
        let is_postgres = ground.vhost.is_some();
        let url = if is_postgres {
            let TestDatabase { url, .. } = &ground.database;
            format!("{url}?options=-c%20search_path%3Dmailer")
        } else {
            let file = find(ground.path()).expect("the mailer's file");
            format!("sqlite://{}?mode=rw", file.display())
        };
        let connection = Database::connect(&url).await.expect("the database");
        Self {
            connection,
            is_postgres,
        }
    }

    /// What a statement finds; 0 for nothing.
    pub(crate) async fn number(&self, sql: &str) -> i64 {
        let backend = self.connection.get_database_backend();
        let row = self
            .connection
            .query_one_raw(Statement::from_string(backend, sql))
            .await
            .expect("an answer");
        row.and_then(|row| row.try_get_by_index(0).ok())
            .unwrap_or(0)
    }

    /// Waits until a statement finds so much.
    pub(crate) async fn settle(&self, sql: &str, least: i64) {
        let begun = Instant::now();
        while self.number(sql).await < least {
            assert!(begun.elapsed() < WAIT, "{sql}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }
}

/// The file of the mailer's database.
fn find(folder: &Path) -> Option<PathBuf> {
    let entries = std::fs::read_dir(folder).ok()?;
    let paths: Vec<_> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .collect();
    let here = paths.iter().find(|path| path.ends_with("mailer.sqlite"));
    here.cloned().or_else(|| {
        paths
            .iter()
            .filter(|path| path.is_dir())
            .find_map(|path| find(path))
    })
}
