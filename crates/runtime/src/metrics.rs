//! The process's metrics: whoever has something to count uses the `metrics` crate's macros; what
//! was counted is rendered here in the Prometheus text format. There is no listener and no push.

use std::{sync::OnceLock, time::Duration};

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use metrics_process::Collector;

use crate::Lifecycle;

/// Buckets of every `*_seconds` histogram: from half a millisecond to half a minute.
const SECONDS: [f64; 15] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// How often samples are folded into their histograms. Without it they would pile up in memory for
/// as long as nobody asks for `/metrics`.
const UPKEEP: Duration = Duration::from_secs(5);

static INSTALLED: OnceLock<Metrics> = OnceLock::new();

/// The metrics of this process. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct Metrics {
    handle: PrometheusHandle,
    process: Collector,
}

impl std::fmt::Debug for Metrics {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Metrics")
    }
}

impl Metrics {
    /// Makes this process count. The second call gives the same metrics as the first.
    pub fn install() -> Self {
        INSTALLED.get_or_init(Self::new).clone()
    }

    fn new() -> Self {
        let builder = PrometheusBuilder::new();
        let builder = builder
            .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
            .unwrap_or_else(|_| PrometheusBuilder::new());
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::warn!("another recorder of metrics is installed; /metrics will be empty");
        }
        let process = Collector::default();
        process.describe();
        describe();
        Self { handle, process }
    }

    /// Keeps the memory of histograms flat until the process stops.
    pub fn keep_flat(&self, life: &Lifecycle) {
        let (handle, stopping) = (self.handle.clone(), life.stopping());
        life.spawn("metrics", async move {
            let mut tick = tokio::time::interval(UPKEEP);
            while stopping.run_until_cancelled(tick.tick()).await.is_some() {
                handle.run_upkeep();
            }
            Ok(())
        });
    }

    /// All metrics in the Prometheus text format 0.0.4.
    pub fn render(&self) -> String {
        self.process.collect();
        self.handle.render()
    }
}

fn describe() {
    metrics::describe_gauge!(
        "kontor_build_info",
        "1; its label is the version of the program."
    );
    metrics::gauge!("kontor_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_counted_is_rendered() {
        let metrics = Metrics::install();
        metrics::counter!("kontor_test_total", "kind" => "a").increment(2);
        metrics::histogram!("kontor_test_seconds").record(0.003);
        let text = Metrics::install().render();
        assert!(text.contains("kontor_test_total{kind=\"a\"} 2"), "{text}");
        assert!(
            text.contains("kontor_test_seconds_bucket{le=\"0.005\"} 1"),
            "{text}"
        );
        for name in [
            "process_start_time_seconds",
            "process_cpu_seconds_total",
            "process_resident_memory_bytes",
            "process_open_fds",
            "kontor_build_info",
        ] {
            assert!(
                text.contains(&format!("# HELP {name} ")),
                "{name} in {text}"
            );
        }
        drop(metrics);
    }
}
