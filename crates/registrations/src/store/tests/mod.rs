//! The store by itself.

mod upgrade;
