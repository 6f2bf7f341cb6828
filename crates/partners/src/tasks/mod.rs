//! What is due: pulling the sources.

mod pull_source;
mod pull_sources;

pub(crate) use pull_source::{PullSource, describe_metrics};
pub(crate) use pull_sources::{PullSources, Wake};

#[cfg(test)]
mod pull_tests;
