//! Serves the sample office of the tests on the address given (127.0.0.1:8099 if none), to look at
//! the shell in a browser and to measure it.

use kontor_runtime::{Process, metrics::Metrics, telemetry};
use kontor_web::{NoAccounts, Peers, Rate, public, serve, staff_health_routes};

#[path = "../tests/it/sample.rs"]
mod sample;

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    telemetry::init(&telemetry::Settings::default())?;
    let (process, metrics) = (Process::new(), Metrics::install());
    let address = std::env::args()
        .nth(1)
        .unwrap_or_else(|| "127.0.0.1:8099".to_owned());
    let listener = tokio::net::TcpListener::bind(address).await?;
    let mut settings = sample::settings();
    settings.rate = Rate::OFF;
    let routes = sample::routes().merge(staff_health_routes(&process.health, &metrics));
    serve(
        "http",
        listener,
        public(&sample::site(settings)?, routes, &NoAccounts::gate()),
        Peers::unlimited(),
        &process.life,
    );
    metrics.keep_flat(&process.life);
    Ok(process.life.run().await?)
}
