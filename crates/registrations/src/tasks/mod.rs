//! What is due, not what happens: each task finds its work in the database, so that a process that
//! was down for a night does it the next morning.

pub(crate) mod agenda;
pub(crate) mod expire_holds;
pub(crate) mod forget_old;
