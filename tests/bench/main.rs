//! Benchmarks of the built program, each as a ratio against a raw limit measured in the same run.
//! `docs/PERFORMANCE.md` holds what was measured and the command that repeats it.
//!
//! `cargo run --profile dist -p kontor-tests --bin kontor-bench -- signups latency mail relay idle changes sync reminders`

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "a benchmark speaks, and stops where its ground is missing"
)]

mod changes;
mod idle;
mod latency;
mod load;
mod mail;
mod mailer;
mod relay;
mod reminders;
mod report;
mod servers;
mod signups;
mod sync;

use report::Report;

#[tokio::main]
async fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let all = [
        "signups",
        "latency",
        "mail",
        "relay",
        "idle",
        "changes",
        "sync",
        "reminders",
    ];
    let mut report = Report::default();
    for name in all
        .into_iter()
        .filter(|name| wanted.is_empty() || wanted.iter().any(|w| w == name))
    {
        println!("== {name}");
        match name {
            "signups" => signups::run(&mut report).await,
            "latency" => latency::run(&mut report).await,
            "mail" => mail::run(&mut report).await,
            "relay" => relay::run(&mut report).await,
            "idle" => idle::run(&mut report).await,
            "reminders" => reminders::run(&mut report).await,
            "changes" => changes::run(&mut report).await,
            _ => sync::run(&mut report).await,
        }
    }
    println!("\n{report}");
}
