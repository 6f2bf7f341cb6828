//! The office: three nodes, a database, a mail server, and the three workers as three processes.

use std::{net::SocketAddr, time::Duration};

use kontor_testkit::{
    TestDatabase,
    rabbitmq::{Cluster, Node},
    smtp_sink::{Listening, SmtpSink},
    wait,
};
use kontor_tests::{Kontor, Settings, http, program};
use tempfile::TempDir;

/// The forum that everybody signs up to.
pub(crate) const FORUM: &str = "cooperation-forum";
const FILE: &str = include_str!("../end_to_end/forum.toml");
const PATIENCE: Duration = Duration::from_mins(3);

/// Everything that an event can happen to.
pub(crate) struct Office {
    pub(crate) cluster: Cluster,
    pub(crate) mail: Listening,
    pub(crate) registrations: Kontor,
    pub(crate) mailer: Kontor,
    pub(crate) partners: Kontor,
    settings: Settings,
    folder: TempDir,
    database: TestDatabase,
}

impl Office {
    /// Starts everything.
    pub(crate) async fn open() -> Self {
        let (cluster, mail) = (Cluster::start().await, SmtpSink::start().await);
        let (database, folder) = (
            TestDatabase::postgres().await,
            tempfile::tempdir().expect("a folder"),
        );
        let nodes = serde_json::json!(cluster.urls());
        let settings = Settings::embedded(folder.path())
            .with("database.url", &database.url)
            .with("bus.url", nodes)
            .with("site.rate.per_minute", 0)
            .with("site.rate.burst", 0)
            .with("mailer.transport", "smtp")
            .with("mailer.smtp.host", mail.address.ip())
            .with("mailer.smtp.port", mail.address.port())
            .with("mailer.smtp.tls", "none");
        program::succeed(&settings, folder.path(), &["migrate"]);
        let forum = FILE.replace("capacity = 100", "capacity = 100000");
        std::fs::write(folder.path().join("forum.toml"), forum).expect("the forum's file");
        program::succeed(&settings, folder.path(), &["forum", "apply", "forum.toml"]);
        let start = async |worker| Kontor::start(&settings, folder.path(), &[worker]).await;
        let (registrations, mailer, partners) = (
            start("registrations").await,
            start("mailer").await,
            start("partners").await,
        );
        Self {
            cluster,
            mail,
            registrations,
            mailer,
            partners,
            settings,
            folder,
            database,
        }
    }

    /// One more mailer.
    pub(crate) async fn another_mailer(&self) -> Kontor {
        Kontor::start(&self.settings, self.folder.path(), &["mailer"]).await
    }

    /// The version of the nodes.
    pub(crate) async fn version(&self) -> String {
        let version = self.cluster.nodes[0].ctl(&["version"]).await;
        version.trim().to_owned()
    }

    /// Waits until all nodes know one another and the workers are ready.
    pub(crate) async fn settle(&self) {
        for node in &self.cluster.nodes {
            wait::until("the cluster is whole", PATIENCE, async || {
                running(node).await == Some(3)
            })
            .await;
        }
        wait::until("the workers are ready", PATIENCE, async || {
            self.unready().await.is_empty()
        })
        .await;
    }

    /// Moves the connections of all workers to the first node.
    pub(crate) async fn gather(&self) {
        let [_, others @ ..] = &self.cluster.nodes;
        let drops = "L = rabbit_networking:local_connections(), \
                     [rabbit_networking:close_connection(P, \"gathered\") || P <- L], length(L).";
        wait::until("all are at one node", PATIENCE, async || {
            let dropped = others.each_ref_eval(drops).await;
            // Time to connect again, so that the next look sees where.
            tokio::time::sleep(Duration::from_secs(6)).await;
            dropped == 0
        })
        .await;
        self.settle().await;
    }

    /// The workers that are not ready.
    pub(crate) async fn unready(&self) -> Vec<&'static str> {
        let client = http::client();
        let all = [
            ("registrations", self.registrations.public),
            ("mailer", self.mailer.public),
            ("partners", self.partners.public),
        ];
        let mut unready = Vec::new();
        for (worker, address) in all {
            if !is_ready(&client, address).await {
                unready.push(worker);
            }
        }
        unready
    }

    /// Removes what is outside of the folder.
    pub(crate) async fn remove(self) {
        drop((self.registrations, self.mailer, self.partners));
        self.database.drop_it().await;
    }
}

async fn is_ready(client: &reqwest::Client, address: SocketAddr) -> bool {
    http::is_up(client, &format!("http://{address}/readyz")).await
}

/// How many nodes a node sees.
async fn running(node: &Node) -> Option<usize> {
    let status = node
        .try_ctl(&["cluster_status", "--formatter", "json"])
        .await?;
    let status: serde_json::Value = serde_json::from_str(&status).ok()?;
    status["running_nodes"].as_array().map(Vec::len)
}

trait Eval {
    async fn each_ref_eval(&self, expression: &str) -> u64;
}

impl Eval for [Node; 2] {
    /// Runs an expression on each and adds up the results.
    async fn each_ref_eval(&self, expression: &str) -> u64 {
        let [one, two] = self;
        let arguments = ["eval", expression];
        let (one, two) = tokio::join!(one.ctl(&arguments), two.ctl(&arguments));
        let number = |text: String| text.trim().parse::<u64>().unwrap_or(u64::MAX / 2);
        number(one) + number(two)
    }
}
