//! `kontor healthcheck`: asks the running process on this machine whether it is alive. For container
//! health checks, where no other client is at hand.

use std::time::Duration;

use anyhow::{Context, ensure};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::{config::Config, output::Outcome};

const WAIT: Duration = Duration::from_secs(3);

pub(crate) async fn run(config: &Config) -> Outcome {
    // The staff's listener is on this machine, and no crowd of visitors stands in front of it.
    let address = config.staff.listen;
    let answer = tokio::time::timeout(WAIT, ask(address)).await;
    let answer = answer.context("no answer within three seconds")?;
    let status = answer.with_context(|| format!("nothing answers at http://{address}/healthz"))?;
    ensure_ok(&status).map_err(Into::into)
}

fn ensure_ok(status: &str) -> anyhow::Result<()> {
    ensure!(
        status.starts_with("HTTP/1.1 200"),
        "the process answers {status:?}"
    );
    Ok(())
}

pub(crate) async fn ask(address: std::net::SocketAddr) -> std::io::Result<String> {
    let mut stream = tokio::net::TcpStream::connect(address).await?;
    let request = format!("GET /healthz HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).await?;
    let mut answer = Vec::new();
    stream.take(1024).read_to_end(&mut answer).await?;
    Ok(String::from_utf8_lossy(&answer)
        .lines()
        .next()
        .unwrap_or_default()
        .to_owned())
}
