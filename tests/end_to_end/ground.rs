//! Places to run the program in: one folder, or a fresh database and a fresh vhost.

use std::path::Path;

use kontor_testkit::{TestDatabase, rabbitmq};
use kontor_tests::{Kontor, MailServer, Settings, program};
use tempfile::TempDir;

/// The forum that the tests sign up to, from a file as an office would write it.
pub(crate) const FORUM: &str = "cooperation-forum";
const FILE: &str = include_str!("forum.toml");

/// Everything that one test stands on.
pub(crate) struct Ground {
    pub(crate) settings: Settings,
    pub(crate) mail: MailServer,
    folder: TempDir,
    servers: Option<(TestDatabase, rabbitmq::Vhost)>,
}

impl Ground {
    /// One folder with everything in it.
    pub(crate) async fn embedded() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings::embedded(folder.path());
        Self::with_mail(settings, folder, None).await
    }

    /// PostgreSQL and RabbitMQ, migrated.
    pub(crate) async fn servers() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (database, vhost) = (TestDatabase::postgres().await, rabbitmq::vhost());
        let settings = Settings::embedded(folder.path())
            .with("database.url", &database.url)
            .with("bus.url", &vhost.url);
        let ground = Self::with_mail(settings, folder, Some((database, vhost))).await;
        ground.succeed(&["migrate"]);
        ground
    }

    async fn with_mail(
        settings: Settings,
        folder: TempDir,
        servers: Option<(TestDatabase, rabbitmq::Vhost)>,
    ) -> Self {
        let mail = MailServer::start().await;
        let settings = settings
            .with("mailer.transport", "smtp")
            .with("mailer.smtp.host", mail.address.ip())
            .with("mailer.smtp.port", mail.address.port())
            .with("mailer.smtp.tls", "none");
        Self {
            settings,
            mail,
            folder,
            servers,
        }
    }

    /// Puts the forum online with so many places.
    pub(crate) fn forum(&self, capacity: u32) {
        self.apply(&FILE.replace("capacity = 100", &format!("capacity = {capacity}")));
    }

    /// Applies a forum's file.
    pub(crate) fn apply(&self, text: &str) -> String {
        let file = self.folder().join("forum.toml");
        std::fs::write(&file, text).unwrap();
        self.succeed(&["forum", "apply", "forum.toml"])
    }

    /// The forum's file as it is.
    pub(crate) fn file() -> &'static str {
        FILE
    }

    /// Starts a process and waits until it is ready.
    pub(crate) async fn start(&self, command: &str) -> Kontor {
        Kontor::start(&self.settings, self.folder(), &[command]).await
    }

    /// Runs a command that must succeed.
    pub(crate) fn succeed(&self, arguments: &[&str]) -> String {
        program::succeed(&self.settings, self.folder(), arguments)
    }

    /// Runs a command; what came of it.
    pub(crate) fn run(&self, arguments: &[&str]) -> std::process::Output {
        program::run(&self.settings, self.folder(), arguments)
    }

    /// The folder that everything runs in.
    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Pending and confirmed registrations of the forum, as the program lists them.
    pub(crate) fn places(&self) -> (u64, u64) {
        let list = self.succeed(&["forum", "list", "--json"]);
        let forums: serde_json::Value = serde_json::from_str(&list).unwrap();
        let counts = &forums[0]["registrations"];
        (
            counts["pending"].as_u64().unwrap(),
            counts["confirmed"].as_u64().unwrap(),
        )
    }

    /// The virtual host of the broker.
    pub(crate) fn vhost(&self) -> &rabbitmq::Vhost {
        self.servers.as_ref().map(|(_, vhost)| vhost).unwrap()
    }

    /// The PostgreSQL database.
    pub(crate) fn database(&self) -> &TestDatabase {
        self.servers.as_ref().map(|(database, _)| database).unwrap()
    }

    /// Removes what is outside of the folder.
    pub(crate) async fn remove(self) {
        if let Some((database, vhost)) = self.servers {
            database.drop_it().await;
            drop(vhost);
        }
    }
}
