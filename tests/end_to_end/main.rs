//! The built program, driven from outside: sign-ups travel from a form to an inbox, over embedded
//! files and over RabbitMQ and PostgreSQL, past a foreign mail server and through a real browser.

#![cfg(test)]

mod api;
mod bad_input;
mod browser;
mod command_line;
mod console;
mod crawler;
mod dead_letters;
mod demo;
mod deployed;
mod distributed;
mod embedded;
mod faults;
mod ground;
mod journey;
mod listening;
mod metrics;
mod person;
mod secrets;
mod staff;
mod viewport;
