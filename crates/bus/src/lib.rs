//! Messages between workers, on an embedded file or on RabbitMQ, behind one contract.
//!
//! A worker writes events into its outbox ([`kontor_store::Tx::publish`]); the relay brings them to
//! the bus; the runner of each worker that listens takes them from its queue, calls the handler in a
//! transaction together with the inbox, and only then settles. No other code publishes or settles.

mod address;
mod amqp;
mod backoff;
mod bus;
mod contract;
mod embedded;
mod error;
mod failure;
mod handler;
mod relay;
mod runner;
mod topology;

pub use address::Address;
pub use amqp::CONFIRM_WINDOW;
pub use bus::{Bus, Publishing};
pub use contract::{
    BODY_MAX, Delivery, Message, Outcome, Queue, Settlement, Settler, Stale, Stats, Subscription,
    Token,
};
pub use error::{BusError, Cause};
pub use failure::Failure;
pub use handler::{Consumer, Handler};
pub use topology::DELIVERIES_MAX;
