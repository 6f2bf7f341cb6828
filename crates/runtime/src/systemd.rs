//! Tells systemd that the process is ready and that it is stopping (`Type=notify`, `sd_notify(3)`).
//! Elsewhere this does nothing.

use sd_notify::NotifyState;

use crate::Lifecycle;

/// Tells that the process is ready now, and later, when it begins to stop, that it is stopping.
pub fn follow(life: &Lifecycle) {
    tell(NotifyState::Ready);
    let stopping = life.stopping();
    life.spawn("systemd", async move {
        stopping.cancelled().await;
        tell(NotifyState::Stopping);
        Ok(())
    });
}

fn tell(state: NotifyState<'_>) {
    if let Err(error) = sd_notify::notify(&[state]) {
        tracing::warn!(%error, "systemd could not be told");
    }
}
