//! Writes and sends mail: address checks, confirmations, calendar entries, and their recorded fate.
