//! The worker as others see it: its API and pages through their routers, on both engines, with a
//! real bus behind the outbox.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod api;
mod bad_input;
mod changes;
mod codes;
mod confirm_page;
mod invitations;
mod limits;
mod office;
mod pages;
mod people;
mod publishing;
mod unnamed;
mod waiting;
