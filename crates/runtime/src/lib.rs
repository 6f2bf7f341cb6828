//! What every Kontor process stands on: configuration, telemetry, lifecycle, health, metrics, and
//! the three things that code must never take from the air: time, ids and randomness.

mod agenda;
pub mod backoff;
mod clock;
pub mod config;
pub mod health;
mod ids;
pub mod lifecycle;
pub mod metrics;
mod process;
mod repeat;
pub mod systemd;
pub mod telemetry;

pub use agenda::{Agenda, Awaited, Found};
pub use clock::{Clock, Moves, SystemClock, millis, timestamp};
pub use health::Health;
pub use ids::{Entropy, Ids, SystemEntropy};
pub use lifecycle::Lifecycle;
pub use process::Process;
pub use repeat::{repeat, repeat_woken};
