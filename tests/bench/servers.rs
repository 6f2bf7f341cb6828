//! What the benchmarks run on: a fresh database or folder, a fresh vhost, the program, a big forum.

use std::path::Path;

use kontor_testkit::{TestDatabase, rabbitmq};
use kontor_tests::{Kontor, Settings, program};
use tempfile::TempDir;

/// The forum that everybody signs up to.
pub(crate) const FORUM: &str = "bench";

/// Everything that one run stands on.
pub(crate) struct Ground {
    /// Settings that point to it.
    pub(crate) settings: Settings,
    /// Working folder of the processes.
    pub(crate) folder: TempDir,
    /// The database.
    pub(crate) database: TestDatabase,
    /// The vhost, unless the bus is embedded.
    pub(crate) vhost: Option<rabbitmq::Vhost>,
}

impl Ground {
    /// One folder with everything in it.
    pub(crate) fn embedded() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = quiet(Settings::embedded(folder.path()));
        Self {
            settings,
            folder,
            database: TestDatabase::sqlite(),
            vhost: None,
        }
    }

    /// PostgreSQL and RabbitMQ.
    pub(crate) async fn servers() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (database, vhost) = (TestDatabase::postgres().await, rabbitmq::vhost());
        let settings = quiet(Settings::embedded(folder.path()))
            .with("database.url", &database.url)
            .with("bus.url", &vhost.url);
        program::succeed(&settings, folder.path(), &["migrate"]);
        Self {
            settings,
            folder,
            database,
            vhost: Some(vhost),
        }
    }

    /// Puts a forum online.
    pub(crate) fn forum(&self, capacity: u32) {
        let file = self.folder.path().join("forum.toml");
        std::fs::write(&file, forum_file(capacity)).expect("the forum's file");
        let file = file.display().to_string();
        program::succeed(
            &self.settings,
            self.folder.path(),
            &["forum", "apply", &file],
        );
    }

    /// Starts the program and waits until it is ready.
    pub(crate) async fn start(&self, command: &str) -> Kontor {
        Kontor::start(&self.settings, self.folder.path(), &[command]).await
    }

    /// Removes everything.
    pub(crate) async fn remove(self) {
        self.database.drop_it().await;
        if let Some(vhost) = self.vhost {
            drop(vhost);
        }
    }

    /// Where its files are.
    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }
}

fn quiet(settings: Settings) -> Settings {
    settings
        .with("log.level", "warn")
        .with("site.rate.per_minute", 0)
        .with("site.rate.burst", 0)
        .with("site.connections_per_client", 10_000)
}

fn forum_file(capacity: u32) -> String {
    include_str!("forum.toml").replace("{{capacity}}", &capacity.to_string())
}
