//! The bus, driven through its public interface.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "helpers of tests fail as tests do"
)]

mod conformance;
mod contract;
mod faults;
mod load;
mod relays;
mod support;
mod worker;
