//! The adapter for the Enterprise Europe Network's partner web service: paged JSON, read by time of
//! last change.
//!
//! `GET {url}/profiles?PageIndex=1&PageSize=200&ComparisonDate=LastModified&SortOrder=ASC&FromDate=…`
//! with the key in `X-API-KEY`. The answer is `{"data":{"items":[…],"pagingInfo":{"hasNext":…}}}`.
//! Profiles that are no longer public come as *limited* rows without texts, so that partners can
//! let go of them.

mod client;
mod fields;
mod mapping;
mod mend;
mod page;
mod retry_after;
mod rows;
mod sample_network;

pub(crate) use client::{EenClient, FetchError, Fetched};
pub(crate) use page::Next;
pub use sample_network::{SAMPLE_NETWORK_KEY, sample_network_router};
