//! Messages between workers, on an embedded file or RabbitMQ, behind one contract.
