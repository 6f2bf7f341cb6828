//! Takes sign-ups to forums in: pages, API, double opt-in, exact capacity.

pub mod domain;
pub mod forum_file;
