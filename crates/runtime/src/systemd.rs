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

#[cfg(all(test, unix))]
mod tests {
    use std::{os::unix::net::UnixDatagram, process::Command};

    use super::*;

    #[tokio::test]
    async fn elsewhere_nothing_happens() {
        let life = Lifecycle::new();
        follow(&life);
        life.shut_down().await.unwrap();
    }

    /// Runs the test above again, in a process that systemd seems to have started.
    #[test]
    fn systemd_hears_of_ready_and_stopping() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notify");
        let socket = UnixDatagram::bind(&path).unwrap();
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "systemd::tests::elsewhere_nothing_happens"])
            .env("NOTIFY_SOCKET", &path)
            .output()
            .unwrap();
        assert!(child.status.success());
        socket.set_nonblocking(true).unwrap();
        let mut buffer = [0; 64];
        for expected in ["READY=1\n", "STOPPING=1\n"] {
            let read = socket.recv(&mut buffer).unwrap();
            assert_eq!(std::str::from_utf8(&buffer[..read]).unwrap(), expected);
        }
    }
}
