//! Where a request comes from, as `access` wants to know it.

use axum::{
    extract::FromRequestParts,
    http::{header, request::Parts},
};
use kontor_access::Client;
use kontor_web::{ClientAddress, Problem, Visitor};

/// The client of a request.
pub(crate) struct Requester(pub(crate) Client);

impl<S: Send + Sync> FromRequestParts<S> for Requester {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Ok(ClientAddress(address)) = ClientAddress::from_request_parts(parts, state).await;
        let agent = parts.headers.get(header::USER_AGENT);
        let agent = agent
            .and_then(|agent| agent.to_str().ok())
            .unwrap_or_default()
            .to_owned();
        let language = Visitor::from_request_parts(parts, state).await?.language;
        Ok(Self(Client {
            address,
            agent,
            language,
        }))
    }
}
