//! Sign-ups at a steady rate, each repeated until it is accepted, with a ledger of when that was.

use std::{
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use kontor_tests::http;

/// One sign-up every so often.
pub(crate) const PACE: Duration = Duration::from_millis(40);
const AGAIN: Duration = Duration::from_millis(100);

/// When each address was accepted.
pub(crate) type Ledger = BTreeMap<String, Instant>;

/// Sign-ups under way.
pub(crate) struct Load {
    accepted: Arc<Mutex<Ledger>>,
    over: Arc<AtomicBool>,
    task: tokio::task::JoinHandle<()>,
}

impl Load {
    /// Begins; `series` makes the addresses differ from those of others.
    pub(crate) fn begin(public: SocketAddr, forum: &str, series: &str) -> Self {
        let accepted = Arc::<Mutex<Ledger>>::default();
        let over = Arc::<AtomicBool>::default();
        let url = format!("http://{public}/api/v1/forums/{forum}/registrations");
        let task = run(url, series.to_owned(), accepted.clone(), over.clone());
        #[expect(clippy::disallowed_methods, reason = "no process of ours: a load")]
        let task = tokio::spawn(task);
        Self {
            accepted,
            over,
            task,
        }
    }

    /// Ends, and says who was accepted when.
    pub(crate) async fn end(self) -> Ledger {
        self.over.store(true, Ordering::SeqCst);
        self.task.await.expect("the load ends well");
        lock(&self.accepted).clone()
    }
}

async fn run(url: String, series: String, accepted: Arc<Mutex<Ledger>>, over: Arc<AtomicBool>) {
    let (client, mut ticks) = (http::client(), tokio::time::interval(PACE));
    for number in 0.. {
        ticks.tick().await;
        if over.load(Ordering::SeqCst) {
            return;
        }
        let email = format!("{series}.{number}@example.org");
        let body = serde_json::json!({ "contact": { "name": format!("Person {number}"), "email": email, "language": "en" } });
        let key = format!("{series}-{number}");
        loop {
            let request = client
                .post(&url)
                .header("idempotency-key", &key)
                .json(&body);
            let answer = request.send().await;
            if answer.is_ok_and(|answer| answer.status() == 202) {
                break;
            }
            tokio::time::sleep(AGAIN).await;
        }
        lock(&accepted).insert(email, Instant::now());
    }
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}
