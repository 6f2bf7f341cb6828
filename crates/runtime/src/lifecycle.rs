//! How a process starts its tasks and how it ends: the first signal stops softly (nothing new is
//! taken on, what is under way is finished), the second stops hard.

use std::{
    future::Future,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// How long a soft stop may take before it becomes a hard one.
pub const GRACE: Duration = Duration::from_secs(25);

/// What a task may fail with.
pub type TaskError = Box<dyn std::error::Error + Send + Sync>;

/// Why a process ended although nobody asked it to.
#[derive(Debug, thiserror::Error)]
pub enum StopError {
    /// A task ended with an error; the process cannot go on without it.
    #[error("{task} has failed")]
    Task {
        /// Name of the task.
        task: &'static str,
        /// What happened.
        #[source]
        source: TaskError,
    },
    /// A task panicked.
    #[error("{0} has panicked")]
    Panic(&'static str),
    /// Tasks did not finish within [`GRACE`] and were dropped.
    #[error("work under way was cut off: it did not end within {} seconds", GRACE.as_secs())]
    Aborted,
}

/// Owns the tasks of a process. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct Lifecycle {
    soft: CancellationToken,
    hard: CancellationToken,
    tasks: TaskTracker,
    failure: Arc<Mutex<Option<StopError>>>,
}

impl Lifecycle {
    /// A new process.
    pub fn new() -> Self {
        Self::default()
    }

    /// Fires when the process should take on nothing new and finish what is under way.
    pub fn stopping(&self) -> CancellationToken {
        self.soft.clone()
    }

    /// Asks the process to stop softly.
    pub fn stop(&self) {
        self.soft.cancel();
    }

    /// Starts a task that the process needs. The task should watch [`Self::stopping`]; when it ends
    /// with an error or panics, the whole process stops and says so.
    pub fn spawn<F>(&self, name: &'static str, task: F)
    where
        F: Future<Output = Result<(), TaskError>> + Send + 'static,
    {
        let (life, hard) = (self.clone(), self.hard.clone());
        let guarded = async move {
            let guard = PanicGuard {
                life: life.clone(),
                name,
                armed: true,
            };
            match hard.run_until_cancelled(task).await {
                Some(Err(source)) => life.fail(StopError::Task { task: name, source }),
                Some(Ok(())) => {}
                None => life.fail(StopError::Aborted),
            }
            guard.disarm();
        };
        self.tasks.spawn(guarded);
    }

    /// Runs until a signal comes or a task fails, then stops: softly, and hard after a second
    /// signal or [`GRACE`].
    ///
    /// # Errors
    /// [`StopError`] if the process ended for another reason than being asked to.
    pub async fn run(self) -> Result<(), StopError> {
        let mut signals = Signals::new();
        tokio::select! {
            () = signals.next() => tracing::info!("stopping; a second signal stops at once"),
            () = self.soft.cancelled() => {}
        }
        self.soft.cancel();
        self.tasks.close();
        tokio::select! {
            () = self.tasks.wait() => {}
            () = signals.next() => self.abort("a second signal").await,
            () = tokio::time::sleep(GRACE) => self.abort("the time for stopping is over").await,
        }
        let failure = self
            .failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        failure.map_or(Ok(()), Err)
    }

    /// Stops softly and waits until every task has ended. For tests and short commands.
    ///
    /// # Errors
    /// [`StopError`] if a task had failed.
    pub async fn shut_down(self) -> Result<(), StopError> {
        self.soft.cancel();
        self.run().await
    }

    async fn abort(&self, why: &str) {
        tracing::warn!(why, "stopping at once");
        self.hard.cancel();
        self.tasks.wait().await;
    }

    fn fail(&self, failure: StopError) {
        tracing::error!(error = %failure, cause = std::error::Error::source(&failure).map(tracing::field::display), "stopping");
        self.failure
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .get_or_insert(failure);
        self.soft.cancel();
    }
}

/// Turns a panic of a task into the end of the process, as an error would be.
struct PanicGuard {
    life: Lifecycle,
    name: &'static str,
    armed: bool,
}

impl PanicGuard {
    fn disarm(mut self) {
        self.armed = false;
    }
}

impl Drop for PanicGuard {
    fn drop(&mut self) {
        // A runtime that shuts down drops its tasks; only a panic counts.
        if self.armed && std::thread::panicking() {
            self.life.fail(StopError::Panic(self.name));
        }
    }
}

/// SIGTERM and SIGINT.
struct Signals {
    #[cfg(unix)]
    terminate: Option<tokio::signal::unix::Signal>,
}

impl Signals {
    fn new() -> Self {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Self {
                terminate: signal(SignalKind::terminate()).ok(),
            }
        }
        #[cfg(not(unix))]
        Self {}
    }

    async fn next(&mut self) {
        #[cfg(unix)]
        if let Some(terminate) = &mut self.terminate {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = tokio::signal::ctrl_c() => {}
            }
            return;
        }
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_soft_stop_waits_for_work_under_way() {
        let life = Lifecycle::new();
        let (stopping, done) = (life.stopping(), Arc::new(Mutex::new(false)));
        let seen = Arc::clone(&done);
        life.spawn("worker", async move {
            stopping.cancelled().await;
            tokio::task::yield_now().await;
            *seen.lock().unwrap() = true;
            Ok(())
        });
        life.shut_down().await.unwrap();
        assert!(*done.lock().unwrap());
    }

    #[tokio::test]
    async fn a_failed_task_stops_the_process_and_is_named() {
        let life = Lifecycle::new();
        let stopping = life.stopping();
        life.spawn("patient", async move {
            stopping.cancelled().await;
            Ok(())
        });
        life.spawn("relay", async { Err("disk full".into()) });
        let error = life.run().await.unwrap_err();
        assert_eq!(error.to_string(), "relay has failed");
    }

    /// Sends SIGTERM to this process, as `kill` does.
    #[cfg(unix)]
    fn terminate() {
        let id = std::process::id().to_string();
        let status = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status();
        assert!(status.unwrap().success());
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_first_signal_stops_softly_and_the_second_at_once() {
        let life = Lifecycle::new();
        let stopping = life.stopping();
        life.spawn("stubborn", std::future::pending());
        let signals = async {
            tokio::task::yield_now().await;
            terminate();
            stopping.cancelled().await;
            terminate();
        };
        let (ended, ()) = tokio::join!(life.run(), signals);
        assert!(matches!(ended, Err(StopError::Aborted)), "{ended:?}");
    }

    #[tokio::test]
    async fn a_panic_stops_the_process_and_is_named() {
        let life = Lifecycle::new();
        life.spawn("relay", async { panic!("boom") });
        assert_eq!(
            life.run().await.unwrap_err().to_string(),
            "relay has panicked"
        );
    }
}
