//! The program is stopped at any await: nobody is lost, and nobody is reminded twice. A future that is
//! dropped where it waits is as dead as a process that is killed there; nothing of this is in the product.

use std::{
    collections::BTreeSet,
    pin::Pin,
    task::{Context, Poll},
};

use kontor_testkit::on_both_engines;

use super::*;
use crate::store::{Filter, list_mails};

/// More than one page of a round, and of a look.
const PEOPLE: u128 = 700;

/// The server takes a moment to undo what was stopped, and what is locked until then is nobody's work: only
/// after so many looks there is none.
const IDLE: u32 = 5;
const PAUSE: std::time::Duration = std::time::Duration::from_millis(100);

/// A future that ends at its `left`-th await.
struct Stopped<F> {
    future: Pin<Box<F>>,
    left: usize,
}

impl<F: Future> Future for Stopped<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.left == 0 {
            return Poll::Ready(None);
        }
        let polled = self.future.as_mut().poll(context);
        match polled {
            Poll::Ready(output) => Poll::Ready(Some(output)),
            Poll::Pending => {
                self.left -= 1;
                Poll::Pending
            }
        }
    }
}

/// Does work until there is none, and stops it at its first await, then at its second, and so on. Says
/// how often.
async fn stopped_everywhere<F>(work: impl Fn() -> F) -> usize
where
    F: Future<Output = Result<bool, kontor_store::StoreError>>,
{
    let (mut at, mut idle) = (0, 0);
    while idle < IDLE {
        let future = Box::pin(work());
        match (Stopped { future, left: at }).await.transpose().unwrap() {
            None => (at, idle) = (at + 1, 0),
            Some(true) => idle = 0,
            Some(false) => {
                idle += 1;
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
    at
}

async fn reminded(world: &World) -> Vec<u128> {
    let mut who = Vec::new();
    let mut filter = Filter::default();
    loop {
        let mails = list_mails(&world.database, &filter, 500).await.unwrap();
        let Some(last) = mails.last() else { return who };
        filter.before = Some(last.id);
        let reminders = mails.iter().filter(|mail| mail.key.kind == REMINDER);
        let registrations = reminders.filter_map(|mail| mail.key.about.as_registration());
        who.extend(registrations.map(|id| id.uuid().as_u128()));
    }
}

#[tokio::test]
async fn stopped_at_any_await_a_round_loses_nobody_and_reminds_nobody_twice() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.sends = false;
        world.crowd(PEOPLE, None).await;
        world.stand_still_to("2027-02-28T09:00:00Z".parse().unwrap());
        let stops = stopped_everywhere(|| round_page(&world.remind)).await;
        assert!(stops > 1, "{stops} awaits");
        let reminded = reminded(&world).await;
        assert_eq!(
            reminded.len(),
            reminded.iter().collect::<BTreeSet<_>>().len()
        );
        assert_eq!(reminded.len(), usize::try_from(PEOPLE).unwrap());
    })
    .await;
}

#[tokio::test]
async fn stopped_at_any_await_a_look_loses_nobody_and_reminds_nobody_twice() {
    on_both_engines("mailer", &SETS, |database| async move {
        let mut world = World::new(database, "2027-01-10T09:00:00Z").await;
        world.sends = false;
        // It is evening in Fiji when the round comes by: each has an hour of their own.
        world.crowd(PEOPLE, Some("FJ")).await;
        world.stand_still_to("2027-02-28T09:00:00Z".parse().unwrap());
        stopped_everywhere(|| round_page(&world.remind)).await;
        assert_eq!(reminded(&world).await, []);
        world.stand_still_to("2027-02-28T20:00:00Z".parse().unwrap());
        let stops = stopped_everywhere(|| look_page(&world.remind)).await;
        assert!(stops > 1, "{stops} awaits");
        let reminded = reminded(&world).await;
        assert_eq!(
            reminded.len(),
            reminded.iter().collect::<BTreeSet<_>>().len()
        );
        assert_eq!(reminded.len(), usize::try_from(PEOPLE).unwrap());
    })
    .await;
}
