//! The bus, driven through its public interface.

mod support;
mod working;
