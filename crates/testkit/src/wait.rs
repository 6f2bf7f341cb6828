//! Waiting for a condition instead of for a time.

use std::time::Duration;

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(10);

/// Waits until a condition holds.
///
/// # Panics
/// If it does not hold within `deadline`; `what` is named.
pub async fn until(what: &str, deadline: Duration, mut condition: impl AsyncFnMut() -> bool) {
    let waiting = async {
        while !condition().await {
            tokio::time::sleep(LOOK).await;
        }
    };
    let held = tokio::time::timeout(deadline, waiting).await;
    assert!(
        held.is_ok(),
        "waited {} seconds in vain until {what}",
        deadline.as_secs()
    );
}
