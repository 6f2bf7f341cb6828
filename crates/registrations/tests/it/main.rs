//! The worker as others see it: its API and pages through their routers, on both engines, with a
//! real bus behind the outbox.

mod api;
mod bad_input;
mod office;
mod pages;
mod publishing;
