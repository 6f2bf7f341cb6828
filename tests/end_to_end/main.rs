//! The built program, driven from outside: sign-ups travel from a form to an inbox, over embedded
//! files and over RabbitMQ and PostgreSQL, past a foreign mail server and through a real browser.

#![cfg(test)]

mod api;
mod audited;
mod bad_input;
mod browser;
mod changes;
mod command_line;
mod console;
mod console_media;
mod console_pages;
mod crawler;
mod dead_letters;
mod delegations;
mod demo;
mod demo_clock;
mod deployed;
mod distributed;
mod elsewhere;
mod embedded;
mod faults;
mod ground;
mod invitations;
mod journey;
mod linked;
mod listening;
mod mail_desk;
mod matrix;
mod metrics;
mod missing_names;
#[path = "../offices/mod.rs"]
mod offices;
mod people;
mod person;
mod proxied;
mod reminders;
mod secrets;
mod sign_in;
mod staff;
mod viewport;
mod waiting;
mod yesterday;
