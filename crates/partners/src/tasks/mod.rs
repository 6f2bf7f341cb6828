//! What is due: pulling the sources.

mod pull_sources;

pub(crate) use pull_sources::{PullSources, Wake};
