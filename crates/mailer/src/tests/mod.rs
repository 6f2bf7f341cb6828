//! The whole way of a mail, from a row that is due to a relay's answer, against a real SMTP server
//! on a real socket that says what the test wants it to say.

mod events;
mod office;
mod old_relays;
mod pages;
mod relay;
mod sending;
mod strangers;
mod tls;
