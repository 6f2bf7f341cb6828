//! `[access.oidc]`: signing in at a provider of OpenID Connect.

use kontor_runtime::config::{InvalidSetting, Secret, refuse};
use serde::Deserialize;

/// Whether Kontor asks for its own second factor after the provider.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AfterProvider {
    /// As after a password.
    #[default]
    Own,
    /// Not where the provider says that it has seen two (`amr`, RFC 8176).
    Amr,
    /// Never: whatever the provider asks for is enough.
    Provider,
}

/// Settings.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Oidc {
    /// The provider, as it calls itself; empty: none.
    pub issuer: String,
    /// Our name there.
    pub client_id: String,
    /// Our secret there.
    pub client_secret: Secret,
    /// What people call the provider.
    pub name: String,
    /// Whether the first sign-in leads to the account of the same address, if the provider vouches for
    /// it.
    pub link_by_email: bool,
    /// Whether whoever has no account gets one, as a reader of everything.
    pub create_accounts: bool,
    /// Whether our own second factor follows.
    pub second_factor: AfterProvider,
    /// Whether nobody signs in with a password any more.
    pub only: bool,
}

impl Oidc {
    /// Whether there is a provider.
    pub fn is_on(&self) -> bool {
        !self.issuer.is_empty()
    }

    /// Whether passwords are asked for.
    pub fn has_passwords(&self) -> bool {
        !(self.is_on() && self.only)
    }

    pub(crate) fn check(&self) -> Result<(), InvalidSetting> {
        if !self.is_on() {
            let others = [&self.client_id, &self.name];
            if self.only || others.into_iter().any(|text| !text.is_empty()) {
                return refuse(
                    "oidc.issuer",
                    "is missing: without it the rest of [access.oidc] has no effect",
                );
            }
            return Ok(());
        }
        if !is_issuer(&self.issuer) {
            let reason = "write the provider's address as it calls itself in its document \
                          (.well-known/openid-configuration), with https://, without ? and #";
            return refuse("oidc.issuer", reason);
        }
        if self.client_id.is_empty() {
            return refuse(
                "oidc.client_id",
                "is missing; the provider gives it to you with the client",
            );
        }
        if self.name.trim().is_empty() {
            return refuse(
                "oidc.name",
                "is missing; it is what people read on the button",
            );
        }
        Ok(())
    }
}

/// Over TLS, or on this machine, for trying it out.
fn is_issuer(text: &str) -> bool {
    let here = ["http://localhost", "http://127.0.0.1"];
    let after = text.strip_prefix("https://").or_else(|| {
        let rest = here.iter().find_map(|start| text.strip_prefix(start))?;
        (rest.is_empty() || rest.starts_with([':', '/'])).then_some("here")
    });
    after.is_some_and(|rest| {
        !rest.is_empty() && !rest.starts_with('/') && !text.contains(['?', '#', '@', ' '])
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn good() -> Oidc {
        Oidc {
            issuer: "https://id.office.example/realms/office".into(),
            client_id: "kontor".into(),
            name: "Keycloak".into(),
            ..Oidc::default()
        }
    }

    #[test]
    fn what_cannot_work_is_refused_by_name() {
        assert_eq!(Oidc::default().check(), Ok(()));
        assert_eq!(good().check(), Ok(()));
        for issuer in [
            "http://127.0.0.1:4001",
            "http://localhost/x",
            "https://accounts.google.com",
        ] {
            let issuer = issuer.to_owned();
            assert_eq!(Oidc { issuer, ..good() }.check(), Ok(()));
        }
        for issuer in [
            "http://id.office.example",
            "http://localhost.evil.example",
            "id.office.example",
            "https://",
            "https:///x",
            "https://id.example/?a=b",
        ] {
            let bad = Oidc {
                issuer: issuer.to_owned(),
                ..good()
            };
            assert_eq!(bad.check().unwrap_err().setting, "oidc.issuer", "{issuer}");
        }
        let no_client = Oidc {
            client_id: String::new(),
            ..good()
        };
        assert_eq!(no_client.check().unwrap_err().setting, "oidc.client_id");
        let no_name = Oidc {
            name: " ".into(),
            ..good()
        };
        assert_eq!(no_name.check().unwrap_err().setting, "oidc.name");
        let alone = Oidc {
            only: true,
            ..Oidc::default()
        };
        assert_eq!(alone.check().unwrap_err().setting, "oidc.issuer");
    }

    #[test]
    fn passwords_are_off_only_where_there_is_a_provider() {
        assert!(Oidc::default().has_passwords() && good().has_passwords());
        assert!(
            !Oidc {
                only: true,
                ..good()
            }
            .has_passwords()
        );
        assert!(
            Oidc {
                only: true,
                ..Oidc::default()
            }
            .has_passwords()
        );
    }
}
