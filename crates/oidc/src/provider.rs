//! The two steps of signing in at a provider: the way there, and what follows on the way back.

use std::fmt;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use reqwest::{Client, StatusCode, Url};
use serde::Deserialize;

use crate::{
    claims::{Claims, Expected, Identity, Person, VerifiedEmail},
    discovery::{self, Document},
    error::OidcError,
    http,
    journey::Journey,
    token,
};

/// Where one signs in, and who we are there.
#[derive(Clone)]
pub struct Settings {
    /// The provider, exactly as it calls itself.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there; empty for a client without one.
    pub client_secret: String,
    /// Our page to which it sends people back.
    pub redirect_uri: String,
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Settings")
            .field("issuer", &self.issuer)
            .finish_non_exhaustive()
    }
}

/// A provider.
#[derive(Debug)]
pub struct Provider {
    settings: Settings,
    issuer: Url,
    client: Client,
}

/// What the provider says on the way back, as it stands in the address.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub struct Returned {
    state: String,
    code: String,
    error: Option<String>,
    iss: Option<String>,
}

impl fmt::Debug for Returned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Returned(…)")
    }
}

/// The answer of the token endpoint.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
    access_token: Option<String>,
}

/// What the provider's page about a person says.
#[derive(Deserialize)]
struct About {
    sub: String,
    #[serde(flatten)]
    person: Person,
}

const NOTHING_ELSE: fn(StatusCode) -> Option<OidcError> = |_| None;

impl Provider {
    /// A provider with these settings.
    ///
    /// # Errors
    /// [`OidcError`] if it cannot be asked from here, or has an address that cannot be used.
    pub fn new(settings: Settings) -> Result<Self, OidcError> {
        let issuer = settings.issuer.parse().ok().filter(discovery::is_safe);
        let issuer = issuer
            .ok_or_else(|| OidcError::Unusable("has an address that cannot be used".to_owned()))?;
        Ok(Self {
            issuer,
            client: http::client()?,
            settings,
        })
    }

    /// Asks for the provider's document and keys: whether anybody could sign in now.
    ///
    /// # Errors
    /// [`OidcError`] says why not.
    pub async fn check(&self) -> Result<(), OidcError> {
        let document = self.document().await?;
        let keys = self.client.get(document.jwks_uri.0);
        http::json::<crate::keys::KeySet>(keys, "keys", NOTHING_ELSE).await?;
        Ok(())
    }

    /// The address of the provider's page, where somebody goes to sign in.
    ///
    /// # Errors
    /// [`OidcError::Unavailable`], [`OidcError::Unusable`].
    pub async fn depart(&self, journey: &Journey) -> Result<String, OidcError> {
        let mut url = self.document().await?.authorization_endpoint.0;
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.settings.client_id)
            .append_pair("redirect_uri", &self.settings.redirect_uri)
            .append_pair("scope", "openid email profile")
            .append_pair("state", &journey.state())
            .append_pair("nonce", &journey.nonce())
            .append_pair("code_challenge", &journey.challenge())
            .append_pair("code_challenge_method", "S256");
        Ok(url.into())
    }

    /// Who has come back. Asks the provider nothing unless this browser is the one that left.
    ///
    /// # Errors
    /// [`OidcError`] says why nobody is signed in.
    pub async fn arrive(
        &self,
        journey: &Journey,
        returned: &Returned,
        now_s: i64,
    ) -> Result<Identity, OidcError> {
        // Both are hashes of 256 random bits: how long it takes to compare them tells nothing of use.
        if returned.state != journey.state() {
            return Err(OidcError::Stale);
        }
        if let Some(error) = &returned.error {
            return Err(declined(error));
        }
        let document = self.document().await?;
        self.check_issuer(returned, &document)?;
        let tokens = self.tokens(journey, &returned.code, &document).await?;
        let keys = self.client.get(document.jwks_uri.0.clone());
        let keys = http::json(keys, "keys", NOTHING_ELSE).await?;
        let claims: Claims = token::signed(&tokens.id_token, &keys)?;
        let mut identity = claims.of(Expected {
            issuer: &self.settings.issuer,
            client: &self.settings.client_id,
            nonce: &journey.nonce(),
            now_s,
        })?;
        if identity.email == VerifiedEmail::Missing {
            self.complete(&mut identity, &tokens, &document).await?;
        }
        Ok(identity)
    }

    async fn document(&self) -> Result<Document, OidcError> {
        let at = discovery::address(&self.issuer)?;
        let document: Document = http::json(self.client.get(at), "document", NOTHING_ELSE).await?;
        document.check(&self.settings.issuer)?;
        Ok(document)
    }

    /// An answer that another provider has sent here (mix-up, RFC 9207).
    fn check_issuer(&self, returned: &Returned, document: &Document) -> Result<(), OidcError> {
        match &returned.iss {
            Some(issuer) if *issuer == self.settings.issuer => Ok(()),
            None if !document.authorization_response_iss_parameter_supported => Ok(()),
            _ => Err(OidcError::Stale),
        }
    }

    async fn tokens(
        &self,
        journey: &Journey,
        code: &str,
        document: &Document,
    ) -> Result<Tokens, OidcError> {
        let (id, secret) = (&self.settings.client_id, &self.settings.client_secret);
        let verifier = journey.verifier();
        let mut form = vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", &self.settings.redirect_uri),
            ("code_verifier", &verifier),
        ];
        let mut request = self.client.post(document.token_endpoint.0.clone());
        if !secret.is_empty() && document.takes_basic() {
            // Encoded before they are joined (RFC 6749, 2.3.1), or a colon in the name would end it.
            let encoded = |text| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
            request = request.basic_auth(encoded(id), Some(encoded(secret)));
        } else {
            form.push(("client_id", id));
            if !secret.is_empty() {
                form.push(("client_secret", secret));
            }
        }
        // A code that is used, too old or another's is a 400 (RFC 6749, 5.2); a 401 is our own secret.
        http::json(request.form(&form), "token", |status| {
            (status == StatusCode::BAD_REQUEST).then_some(OidcError::Stale)
        })
        .await
    }

    /// Providers that keep strictly to Core 1.0, 5.4 tell the address on a page of its own only.
    async fn complete(
        &self,
        identity: &mut Identity,
        tokens: &Tokens,
        document: &Document,
    ) -> Result<(), OidcError> {
        let (Some(url), Some(token)) = (&document.userinfo_endpoint, &tokens.access_token) else {
            return Ok(());
        };
        let request = self.client.get(url.0.clone()).bearer_auth(token);
        let about: About = http::json(request, "page about the person", NOTHING_ELSE).await?;
        // It may speak of somebody else (5.3.2).
        if about.sub != identity.subject {
            return Err(OidcError::Unbelievable(
                "the page about the person is of another",
            ));
        }
        identity.email = about.person.verified();
        identity.name = identity.name.take().or(about.person.name);
        Ok(())
    }
}

/// What an error on the way back means (RFC 6749, 4.1.2.1; Core 1.0, 3.1.2.6).
fn declined(error: &str) -> OidcError {
    match error {
        "server_error" | "temporarily_unavailable" => {
            OidcError::Unavailable("says that it cannot at the moment".to_owned())
        }
        "access_denied"
        | "login_required"
        | "interaction_required"
        | "consent_required"
        | "account_selection_required" => OidcError::Declined,
        _ => OidcError::Unusable(
            "did not like our request: check the client that is set up there".to_owned(),
        ),
    }
}
