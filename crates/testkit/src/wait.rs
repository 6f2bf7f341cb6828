//! Waiting for a condition instead of for a time.

use std::time::Duration;

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Waits until a condition holds.
///
/// # Panics
/// If it does not hold within `deadline`; `what` is named.
pub async fn until(what: &str, deadline: Duration, condition: impl AsyncFnMut() -> bool) {
    let held = reached(deadline, condition).await;
    assert!(
        held,
        "waited {} seconds in vain until {what}",
        deadline.as_secs()
    );
}

/// Waits until a condition holds, or the time is over; returns whether it does.
pub async fn reached(deadline: Duration, mut condition: impl AsyncFnMut() -> bool) -> bool {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(LOOK).await;
        }
    };
    tokio::time::timeout(deadline, waiting).await.is_ok()
}
