//! Configuration, telemetry, lifecycle, health, metrics, clock and ids of every Kontor process.
