//! The house itself: which crate may lean on which, whether documents speak the truth, whether the
//! files for other machines are whole.

#![cfg(test)]

mod alerts;
mod arrows;
mod circles;
mod commands;
mod compose;
mod documents;
mod guarantees;
mod routes;
mod sql;
mod time;
