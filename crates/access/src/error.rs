//! What can go wrong, sorted by what whoever asked can do about it.

use std::time::Duration;

use kontor_contracts::{InvalidGrant, InvalidText};
use kontor_oidc::OidcError;
use kontor_store::StoreError;

use crate::InvalidPassword;

/// Why something was not done.
#[derive(Debug, thiserror::Error)]
pub enum AccessError {
    /// The database.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Address or password is wrong, or the account cannot sign in; which of them is not told.
    #[error("address and password do not fit each other")]
    Refused,
    /// The code is wrong, too old, or was used before.
    #[error("this code is not valid; wait for the next one")]
    WrongCode,
    /// Too many tries.
    #[error("too many tries; wait {} s", .0.as_secs() + 1)]
    Wait(Duration),
    /// Too many people sign in at this moment.
    #[error("too many people are signing in; try again in a moment")]
    Busy,
    /// The session is not one, or no longer, or is not far enough for this.
    #[error("not signed in")]
    NoSession,
    /// The link is unknown, used, replaced or too old.
    #[error("this link is not valid any more; ask for a new one")]
    NoLink,
    /// No such account.
    #[error("there is no such account")]
    NoAccount,
    /// No such token.
    #[error("there is no such token")]
    NoToken,
    /// The address is taken.
    #[error("there is an account with this address already")]
    Exists,
    /// Nobody could let others in any more.
    #[error("this is the last administrator who can sign in; make somebody else one first")]
    LastAdmin,
    /// The account is disabled.
    #[error("the account is disabled; enable it first")]
    Disabled,
    /// A token may not do more than its account.
    #[error("a token can do no more than its account; grant that to the account first")]
    TooWide,
    /// Too many tokens for one account.
    #[error("the account has {0} tokens; revoke one first")]
    TooManyTokens(usize),
    /// There is a second factor already.
    #[error("there is a second factor already; remove it first")]
    FactorExists,
    /// Nobody signs in with a password here.
    #[error("nobody signs in with a password here (access.oidc.only)")]
    PasswordsOff,
    /// No provider is set up.
    #[error("no provider of OpenID Connect is set up (access.oidc)")]
    NoProvider,
    /// Signing in at the provider did not work.
    #[error(transparent)]
    Provider(#[from] OidcError),
    /// The provider knows this person, and the office does not.
    #[error("nobody here belongs to this person of the provider")]
    Stranger,
    /// The provider does not vouch for the address of this person.
    #[error("the provider does not vouch for the address of this person")]
    Unverified,
    /// Somebody else has the account of this person of the provider.
    #[error("this person of the provider has another account already")]
    IdentityTaken,
    /// The account is linked to the provider already.
    #[error("the account is linked to the provider already; take that link off first")]
    LinkedAlready,
    /// Its owner could not sign in any more.
    #[error("the provider is the only way into this account")]
    OnlyWayIn,
    /// A name cannot be used.
    #[error("the name {0}")]
    Name(InvalidText),
    /// A role or scope cannot be used.
    #[error(transparent)]
    Grant(#[from] InvalidGrant),
    /// A new password cannot be used.
    #[error(transparent)]
    Password(#[from] InvalidPassword),
    /// A password could not be hashed: a fault of ours.
    #[error("the password could not be hashed: {0}")]
    Hash(String),
}

/// A conflict on the table of accounts is one of addresses.
pub(crate) fn taken(error: StoreError) -> AccessError {
    match error {
        StoreError::Conflict(_) => AccessError::Exists,
        other => other.into(),
    }
}
