//! Signing in at a provider of OpenID Connect (Core 1.0): its discovery document, the authorization
//! code with PKCE (RFC 7636), and the check of what comes back.
//!
//! Knows no account and keeps nothing: each sign-in asks the provider for its document and its keys
//! anew, so that a key that was exchanged is an exchanged key, and one that was withdrawn is believed
//! no more. People sign in a few times a day; a cache would save nothing that anybody notices.
//!
//! Time is a parameter. Whatever a provider says is untrusted until its signature is checked, and never
//! shown to anybody: texts of others stay out of our pages.

mod amr;
mod claims;
mod discovery;
mod error;
mod http;
mod journey;
mod keys;
mod provider;
mod token;

pub use amr::shows_two_factors;
pub use claims::{Identity, VerifiedEmail};
pub use error::OidcError;
pub use journey::Journey;
pub use provider::{Provider, Returned, Settings};
