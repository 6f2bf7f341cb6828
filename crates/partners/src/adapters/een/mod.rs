//! The Enterprise Europe Network's partner web service: paged JSON, read by time of last change.
//!
//! `GET {url}/profiles?PageIndex=1&PageSize=200&ComparisonDate=LastModified&SortOrder=ASC&FromDate=…`
//! with the key in `X-API-KEY`. The answer is `{"data":{"items":[…],"pagingInfo":{"hasNext":…}}}`.
//! Profiles that are no longer public come as *limited* rows without texts, so that partners can
//! let go of them.

mod adapter;
mod mapping;
mod page;
mod sample_network;
mod settings;
#[cfg(test)]
mod tests;

pub(crate) use adapter::Een;
pub use sample_network::{SAMPLE_NETWORK_KEY, sample_network_router};
pub(crate) use settings::{EenSettings, default_page_size, default_timeout};

#[cfg(test)]
crate::sync::tests::conformance::conformance!(kontor_testkit::networks::EenStub);
