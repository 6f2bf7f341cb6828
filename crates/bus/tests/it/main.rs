//! The bus, driven through its public interface.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail as tests do"
)]

mod certificates;
mod conformance;
mod contract;
mod faults;
mod load;
mod nodes;
mod relays;
mod rights;
mod support;
mod worker;
