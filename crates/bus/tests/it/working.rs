//! From the outbox of one worker to the handler of another.

use crate::support::{Kind, Mailer, Script, until};

async fn an_event_in_the_outbox_reaches_its_handler_once(kind: Kind) {
    let place = kind.place();
    let script = Script::agreeable();
    let mailer = Mailer::new(kind, &place.url, &script).await;
    mailer.tell((1..=1_000).map(|n| (n, n % 10))).await;
    until("all are handled", async || script.handled().len() >= 1_000).await;
    let mut handled = script.handled();
    handled.sort_unstable();
    assert_eq!(handled, (1..=1_000).collect::<Vec<_>>());
    until("the outbox is empty", async || {
        kontor_store::outbox::backlog(&mailer.database)
            .await
            .unwrap()
            .rows
            == 0
    })
    .await;
    until("all parts are well", async || {
        mailer.rig.process.health.is_ready()
    })
    .await;
    mailer.stop().await;
}

#[tokio::test]
async fn embedded() {
    an_event_in_the_outbox_reaches_its_handler_once(Kind::Embedded).await;
}

#[tokio::test]
async fn amqp() {
    an_event_in_the_outbox_reaches_its_handler_once(Kind::Amqp).await;
}
