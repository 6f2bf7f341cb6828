//! What end-to-end tests and benchmarks stand on: the built program as a child process, a foreign
//! mail server and mail reader, and a real browser. Nothing here calls Kontor's code.

#![expect(
    clippy::expect_used,
    clippy::missing_panics_doc,
    reason = "a test stops where its ground is missing, and says so"
)]

pub mod browser;
pub mod http;
pub mod mail;
pub mod program;

pub use browser::Browser;
pub use kontor_testkit::ports;
pub use mail::MailServer;
pub use program::{Kontor, Settings};
