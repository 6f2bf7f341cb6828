//! The provider's document about itself (OpenID Connect Discovery 1.0, 4).

use reqwest::Url;
use serde::Deserialize;

use crate::error::OidcError;

/// Where it lies below the issuer.
const PATH: &str = "/.well-known/openid-configuration";

/// What is used of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Document {
    issuer: String,
    pub(crate) authorization_endpoint: Endpoint,
    pub(crate) token_endpoint: Endpoint,
    pub(crate) jwks_uri: Endpoint,
    pub(crate) userinfo_endpoint: Option<Endpoint>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    /// RFC 9207: whether answers name their issuer.
    #[serde(default)]
    pub(crate) authorization_response_iss_parameter_supported: bool,
}

/// An address in the document.
#[derive(Debug, Clone, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct Endpoint(pub(crate) Url);

impl TryFrom<String> for Endpoint {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse().map(Self).map_err(|_| "not an address")
    }
}

/// Where the document of an issuer lies.
pub(crate) fn address(issuer: &Url) -> Result<Url, OidcError> {
    let text = format!("{}{PATH}", issuer.as_str().trim_end_matches('/'));
    text.parse()
        .map_err(|_| OidcError::Unusable("has an address that cannot be used".to_owned()))
}

impl Document {
    /// Refuses a document of somebody else (4.3), and one that leads to where others listen in.
    pub(crate) fn check(&self, issuer: &str) -> Result<(), OidcError> {
        let unusable = |reason: &str| Err(OidcError::Unusable(reason.to_owned()));
        if self.issuer != issuer {
            return unusable(
                "calls itself by another name than access.oidc.issuer; they must be equal to the last sign",
            );
        }
        let all = [
            Some(&self.authorization_endpoint),
            Some(&self.token_endpoint),
            Some(&self.jwks_uri),
            self.userinfo_endpoint.as_ref(),
        ];
        if all
            .into_iter()
            .flatten()
            .all(|endpoint| is_safe(&endpoint.0))
        {
            return Ok(());
        }
        unusable("names an address without https")
    }

    /// Whether the secret goes into a header, as it does unless it is said otherwise (Discovery, 3).
    pub(crate) fn takes_basic(&self) -> bool {
        let methods = self.token_endpoint_auth_methods_supported.as_deref();
        methods.is_none_or(|all| all.iter().any(|method| method == "client_secret_basic"))
    }
}

/// Over TLS, or on this machine.
pub(crate) fn is_safe(url: &Url) -> bool {
    let here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    url.scheme() == "https" || (url.scheme() == "http" && here)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(issuer: &str, token: &str) -> Document {
        let document = json!({
            "issuer": issuer, "authorization_endpoint": "https://id.example/auth",
            "token_endpoint": token, "jwks_uri": "https://keys.example/",
        });
        serde_json::from_value(document).unwrap()
    }

    #[test]
    fn a_document_of_another_or_without_tls_is_refused() {
        let issuer = "https://id.example/realms/office";
        let good = document(issuer, "https://id.example/token");
        good.check(issuer).unwrap();
        assert!(good.takes_basic());
        assert!(good.check("https://id.example/realms/office/").is_err());
        assert!(
            document(issuer, "http://id.example/token")
                .check(issuer)
                .is_err()
        );
        assert!(
            document(issuer, "http://127.0.0.1:4/token")
                .check(issuer)
                .is_ok()
        );
        let at = address(&issuer.parse().unwrap()).unwrap();
        assert_eq!(at.path(), "/realms/office/.well-known/openid-configuration");
    }
}
