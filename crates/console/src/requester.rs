//! Where a request comes from, as `access` wants to know it.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use kontor_access::Client;
use kontor_web::ClientAddress;

/// The client of a request.
pub(crate) struct Requester(pub(crate) Client);

impl<S: Send + Sync> FromRequestParts<S> for Requester {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Infallible> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, state).await?;
        let agent = parts.headers.get(header::USER_AGENT);
        let agent = agent
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        Ok(Self(Client { address, agent }))
    }
}
