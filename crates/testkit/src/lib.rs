//! What tests stand on: real databases, real brokers, a real mail sink, partner networks,
//! and a clock that stands where the test puts it. Nothing here is part of the product.
#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test kit panics when the test's ground is missing, and that is its documentation"
)]

pub mod clock;
pub mod databases;
pub mod networks;
pub mod ports;
pub mod rabbitmq;
pub mod smtp_sink;
pub mod wait;

pub use clock::{FakeClock, SeededEntropy, process};
pub use databases::{TestDatabase, on_both_engines};
