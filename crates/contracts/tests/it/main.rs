//! What travels between workers, as it is written down: a change here is a change of the contract.

#![cfg(test)]

mod documents;
mod wire;
