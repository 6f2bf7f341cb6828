//! The commands, one file each.

pub(crate) mod audit;
pub(crate) mod config;
pub(crate) mod dead_letters;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod forum;
pub(crate) mod healthcheck;
pub(crate) mod mail;
pub(crate) mod manual;
pub(crate) mod migrate;
pub(crate) mod person;
pub(crate) mod registration;
pub(crate) mod reminders;
pub(crate) mod routes;
pub(crate) mod sources;
pub(crate) mod staff;
pub(crate) mod token;
pub(crate) mod up;
