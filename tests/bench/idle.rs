//! What the single program costs while nothing happens, and how soon it is ready.

use std::time::{Duration, Instant};

use kontor_tests::{Kontor, http};

use crate::{
    report::{Report, median},
    servers::Ground,
};

const RUNS: usize = 5;
const SETTLE: Duration = Duration::from_secs(10);

pub(crate) async fn run(report: &mut Report) {
    let ground = Ground::embedded();
    ground.forum(100);
    let (mut ready_ms, mut resident_mb) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let begun = Instant::now();
        let kontor = Kontor::launch(&ground.settings, ground.path(), &["up"]);
        let (client, url) = (http::client(), kontor.url("/readyz"));
        while !http::is_up(&client, &url).await {
            tokio::time::sleep(Duration::from_millis(5)).await;
            assert!(
                begun.elapsed() < Duration::from_secs(30),
                "not ready:\n{}",
                kontor.log()
            );
        }
        ready_ms.push(begun.elapsed().as_secs_f64() * 1_000.0);
        tokio::time::sleep(SETTLE).await;
        resident_mb.push(resident(kontor.id()));
    }
    report.add(
        "idle `kontor up`, resident MB",
        format!("{:.1}", median(resident_mb)),
        "goal under 60",
    );
    report.add(
        "`kontor up` ready after ms",
        format!("{:.0}", median(ready_ms)),
        "goal under 1,000",
    );
    ground.remove().await;
}

/// Resident memory of a process in MB (`/proc/PID/status`, `VmRSS`).
pub(crate) fn resident(id: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).expect("Linux");
    let line = status
        .lines()
        .find(|line| line.starts_with("VmRSS:"))
        .expect("VmRSS");
    let kib: f64 = line
        .split_whitespace()
        .nth(1)
        .and_then(|n| n.parse().ok())
        .expect("a number");
    kib * 1_024.0 / 1_000_000.0
}
