//! The relay into a quorum queue with confirms, against a raw lapin loop with the same window, on the
//! same broker, interleaved.

use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream::FuturesUnordered};
use kontor_testkit::rabbitmq;
use lapin::{
    BasicProperties, Channel, Confirmation, Connection, ConnectionProperties, ExchangeKind,
    options::{
        BasicPublishOptions, ConfirmSelectOptions, ExchangeDeclareOptions, QueueBindOptions,
        QueueDeclareOptions,
    },
    types::{AMQPValue, FieldTable},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, FromQueryResult, Statement,
};

use crate::{
    report::{Report, median},
    servers::Ground,
};

const COUNT: u32 = 100_000;
const WINDOW: usize = 512;
const STREAM: &str = "00000000-0000-7000-8000-000000000000";
/// An event that one queue listens to.
const KIND: &str = "registration.received.v1";
const RUNS: usize = 5;
/// Between two runs: the broker is still throwing away the queues of the last one.
const REST: Duration = Duration::from_secs(2);
/// How often the outbox is counted. Counting costs the database as much as relaying some hundred rows.
const LOOK: Duration = Duration::from_millis(400);

pub(crate) async fn run(report: &mut Report) {
    let (mut ours, mut alike, mut bare) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        alike.push(raw_loop(Route::Alike).await);
        ours.push(relay().await);
        bare.push(raw_loop(Route::Bare).await);
        println!(
            "relay {:.0}/s, raw loops {:.0}/s and {:.0}/s",
            ours[ours.len() - 1],
            alike[alike.len() - 1],
            bare[bare.len() - 1]
        );
    }
    // Each run is held against the raw loops right beside it: the machine changes in between.
    let share = |raw: &[f64]| median(ours.iter().zip(raw).map(|(ours, raw)| ours / raw).collect());
    let against = format!(
        "{:.2} of a raw lapin loop with the same window, route and properties ({:.0}/s); {:.2} of \
         one that goes straight to a plain quorum queue without properties ({:.0}/s)",
        share(&alike),
        median(alike.clone()),
        share(&bare),
        median(bare.clone()),
    );
    report.add(
        "relay into a quorum queue, messages/s",
        format!("{:.0}", median(ours.clone())),
        against,
    );
}

/// What the raw loop publishes to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Route {
    /// An exchange and a queue like the program's, with the properties that it sets.
    Alike,
    /// The default exchange and a queue with no arguments but its type.
    Bare,
}

impl Route {
    const fn exchange(self) -> &'static str {
        match self {
            Self::Alike => "raw.events",
            Self::Bare => "",
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Alike => KIND,
            Self::Bare => "raw",
        }
    }

    fn queue_arguments(self) -> FieldTable {
        let mut arguments = FieldTable::default();
        let mut text = |name: &str, value: &str| {
            arguments.insert(name.into(), AMQPValue::LongString(value.into()));
        };
        text("x-queue-type", "quorum");
        if self == Self::Alike {
            text("x-overflow", "reject-publish");
            text("x-dead-letter-exchange", "raw.dead");
            text("x-dead-letter-routing-key", "raw");
            text("x-dead-letter-strategy", "at-least-once");
            arguments.insert("x-delivery-limit".into(), AMQPValue::LongInt(50));
        }
        arguments
    }

    fn properties(self) -> BasicProperties {
        let bare = BasicProperties::default().with_delivery_mode(2);
        if self == Self::Bare {
            return bare;
        }
        bare.with_message_id("01990000-0000-7000-8000-000000000001".into())
            .with_type(KIND.into())
            .with_correlation_id("reg_01990000000070008000000000000001".into())
            .with_content_type("application/cloudevents+json".into())
    }

    async fn declare(self, channel: &Channel) {
        let durable = QueueDeclareOptions {
            durable: true,
            ..QueueDeclareOptions::default()
        };
        let arguments = self.queue_arguments();
        channel
            .queue_declare("raw".into(), durable, arguments)
            .await
            .expect("a queue");
        if self == Self::Alike {
            let (name, none) = (self.exchange().into(), FieldTable::default());
            let options = ExchangeDeclareOptions {
                durable: true,
                ..ExchangeDeclareOptions::default()
            };
            let declared = channel.exchange_declare(name, ExchangeKind::Direct, options, none);
            declared.await.expect("an exchange");
            let (from, none) = (self.exchange().into(), FieldTable::default());
            let bound = channel.queue_bind(
                "raw".into(),
                from,
                self.key().into(),
                QueueBindOptions::default(),
                none,
            );
            bound.await.expect("a binding");
        }
    }
}

/// Confirmed publishes per second of a loop that does nothing else.
async fn raw_loop(route: Route) -> f64 {
    tokio::time::sleep(REST).await;
    let vhost = rabbitmq::vhost();
    let properties = ConnectionProperties::default();
    let connection = Connection::connect(&vhost.url, properties)
        .await
        .expect("RabbitMQ");
    let channel = connection.create_channel().await.expect("a channel");
    route.declare(&channel).await;
    channel
        .confirm_select(ConfirmSelectOptions::default())
        .await
        .expect("confirms");
    let body = vec![b'x'; 1_024];
    let publish = async || {
        #[expect(
            clippy::disallowed_methods,
            reason = "this is the raw limit that the bus is held against"
        )]
        let sent = channel.basic_publish(
            route.exchange().into(),
            route.key().into(),
            BasicPublishOptions {
                mandatory: true,
                ..BasicPublishOptions::default()
            },
            &body,
            route.properties(),
        );
        let confirmation = sent.await.expect("sent").await.expect("confirmed");
        assert!(
            matches!(confirmation, Confirmation::Ack(None)),
            "{confirmation:?}"
        );
    };
    let begun = Instant::now();
    let mut flying = FuturesUnordered::new();
    for _ in 0..COUNT {
        if flying.len() == WINDOW {
            flying.next().await;
        }
        flying.push(publish());
    }
    while flying.next().await.is_some() {}
    let rate = f64::from(COUNT) / begun.elapsed().as_secs_f64();
    drop(flying);
    connection.close(200, "done".into()).await.expect("closes");
    drop(vhost);
    rate
}

/// Messages per second from a full outbox to an empty one, by the built program.
async fn relay() -> f64 {
    let ground = Ground::servers().await;
    let database = connect(&ground.database.url).await;
    fill(&database).await;
    tokio::time::sleep(REST).await;
    let kontor = ground.start("registrations").await;
    let mut samples = Vec::new();
    loop {
        let left = left(&database).await;
        samples.push((Instant::now(), left));
        if left == 0 {
            break;
        }
        tokio::time::sleep(LOOK).await;
    }
    drop(kontor);
    database.close().await.expect("closes");
    ground.remove().await;
    between(&samples)
}

/// The rate between the first sample that shows progress and the last before the end: start-up does
/// not count, nor the time between the end and the sample that shows it.
fn between(samples: &[(Instant, i64)]) -> f64 {
    let mut under_way = samples
        .iter()
        .filter(|(_, left)| (1..i64::from(COUNT)).contains(left));
    let first = under_way.next().expect("progress");
    let last = under_way.next_back().expect("two samples");
    let seconds = (last.0 - first.0).as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a rate")]
    let rate = (first.1 - last.1) as f64 / seconds;
    rate
}

async fn connect(url: &str) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url.to_owned());
    options
        .max_connections(1)
        .sqlx_logging(false)
        .set_schema_search_path("registrations");
    Database::connect(options).await.expect("PostgreSQL")
}

/// Events of 1 KiB, of a kind that somebody listens to, with ids that rise as they do in life; left by
/// a process that is gone.
async fn fill(database: &DatabaseConnection) {
    let sql = format!(
        "INSERT INTO outbox (stream, id, kind, subject, body, created_at, not_before) \
         SELECT '{STREAM}'::uuid, ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '{KIND}', 'reg_' || n, rpad('{{\"n\":' || n || ',\"fill\":\"', 1022, 'x') || '\"}}', 0, 0 \
         FROM generate_series(1, {COUNT}) AS n"
    );
    // What is written now is not to be flushed while the relay is measured.
    for sql in [sql.as_str(), "CHECKPOINT"] {
        database
            .execute_unprepared(sql)
            .await
            .expect("the outbox is filled");
    }
}

async fn left(database: &DatabaseConnection) -> i64 {
    #[derive(FromQueryResult)]
    struct Left {
        n: i64,
    }
    let statement = Statement::from_string(
        database.get_database_backend(),
        "SELECT COUNT(*) AS n FROM outbox",
    );
    Left::find_by_statement(statement)
        .one(database)
        .await
        .expect("a count")
        .expect("a row")
        .n
}
