//! Syncs company listings with partner networks' databases.
