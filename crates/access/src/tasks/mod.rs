//! What is due, not what happens.

pub(crate) mod forget_old;
