//! Databases, brokers, mail sinks, partner stubs and clocks for tests.
