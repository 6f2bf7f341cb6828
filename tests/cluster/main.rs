//! What happens to an office on a cluster of three RabbitMQ nodes when something happens to the
//! nodes: how long mails stop, whether any is lost or comes twice, and what `/readyz` says.
//!
//! `tests/cluster/run` gives it the versions of RabbitMQ, a PostgreSQL and the built program. It is
//! no test of the usual run: it takes ten minutes for each version.

#![expect(
    clippy::print_stdout,
    clippy::expect_used,
    reason = "it speaks, and stops where its ground is missing"
)]

mod events;
mod load;
mod office;
mod table;

use std::process::ExitCode;

use office::Office;
use table::Table;

#[tokio::main]
async fn main() -> ExitCode {
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    let mut office = Office::open().await;
    let version = office.version().await;
    println!("== RabbitMQ {version}, three nodes");
    let mut table = Table::default();
    for event in events::Event::ALL {
        if wanted.is_empty() || wanted.iter().any(|name| name == event.name()) {
            let row = events::observe(&mut office, event).await;
            println!("{row}");
            table.add(row);
        }
    }
    println!("\nRabbitMQ {version}\n\n{table}");
    office.remove().await;
    if table.holds() {
        ExitCode::SUCCESS
    } else {
        println!("A limit was not kept.");
        ExitCode::FAILURE
    }
}
