//! The relay into a quorum queue with confirms, against a raw lapin loop with the same window, on the
//! same broker, interleaved.

use std::time::{Duration, Instant};

use futures_util::{StreamExt, stream::FuturesUnordered};
use kontor_testkit::rabbitmq;
use lapin::{
    BasicProperties, Confirmation, Connection, ConnectionProperties,
    options::{BasicPublishOptions, ConfirmSelectOptions, QueueDeclareOptions},
    types::{AMQPValue, FieldTable},
};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, FromQueryResult, Statement,
};

use crate::{
    report::{Report, median},
    servers::Ground,
};

const COUNT: u32 = 40_000;
const WINDOW: usize = 512;
const RUNS: usize = 3;

pub(crate) async fn run(report: &mut Report) {
    let (mut ours, mut raw) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        raw.push(raw_loop().await);
        ours.push(relay().await);
    }
    let (ours, raw) = (median(ours), median(raw));
    let ratio = format!(
        "{:.2} of a raw lapin loop, window {WINDOW} ({raw:.0}/s)",
        ours / raw
    );
    report.add(
        "relay into a quorum queue, messages/s",
        format!("{ours:.0}"),
        ratio,
    );
}

/// Confirmed publishes per second of a loop that does nothing else.
async fn raw_loop() -> f64 {
    let vhost = rabbitmq::vhost();
    let connection = Connection::connect(&vhost.url, ConnectionProperties::default())
        .await
        .expect("RabbitMQ");
    let channel = connection.create_channel().await.expect("a channel");
    let mut arguments = FieldTable::default();
    arguments.insert(
        "x-queue-type".into(),
        AMQPValue::LongString("quorum".into()),
    );
    let options = QueueDeclareOptions {
        durable: true,
        ..QueueDeclareOptions::default()
    };
    channel
        .queue_declare("raw".into(), options, arguments)
        .await
        .expect("a queue");
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
            "".into(),
            "raw".into(),
            BasicPublishOptions {
                mandatory: true,
                ..BasicPublishOptions::default()
            },
            &body,
            BasicProperties::default().with_delivery_mode(2),
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
    let kontor = ground.start("registrations").await;
    let mut samples = Vec::new();
    loop {
        let left = left(&database).await;
        samples.push((Instant::now(), left));
        if left == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    drop(kontor);
    database.close().await.expect("closes");
    ground.remove().await;
    between(&samples)
}

/// The rate between the first sample that shows progress and the last: start-up does not count.
fn between(samples: &[(Instant, i64)]) -> f64 {
    let first = samples
        .iter()
        .find(|(_, left)| *left < i64::from(COUNT))
        .expect("progress");
    let last = samples.last().expect("an end");
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

/// Events of 1 KiB, of a kind that somebody listens to.
async fn fill(database: &DatabaseConnection) {
    let sql = format!(
        "INSERT INTO outbox (id, kind, subject, body, created_at, lease_until, attempts) \
         SELECT gen_random_uuid(), 'registration.received.v1', 'reg_' || n, rpad('{{\"n\":' || n || ',\"fill\":\"', 1022, 'x') || '\"}}', 0, 0, 0 \
         FROM generate_series(1, {COUNT}) AS n"
    );
    database
        .execute_unprepared(&sql)
        .await
        .expect("the outbox is filled");
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
