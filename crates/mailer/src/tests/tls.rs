//! TLS with a relay whose certificate is of a private authority.

use std::{path::PathBuf, sync::Arc};

use kontor_smtp::TlsMode;
use rustls::{
    ServerConfig,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject},
};
use tokio_rustls::TlsAcceptor;

use super::relay::{FakeRelay, Protection, Say};
use crate::{Settings, TransportKind, check_transport};

const CERTIFICATE: &[u8] = include_bytes!("tls/server.pem");
const KEY: &[u8] = include_bytes!("tls/server.key");

fn acceptor() -> TlsAcceptor {
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let certificates = vec![CertificateDer::from_pem_slice(CERTIFICATE).unwrap()];
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates, PrivateKeyDer::from_pem_slice(KEY).unwrap())
        .unwrap();
    TlsAcceptor::from(Arc::new(config))
}

fn settings(port: u16, tls: TlsMode, authority: &str) -> Settings {
    let mut settings = Settings {
        transport: TransportKind::Smtp,
        ..Settings::default()
    };
    settings.smtp.host = "localhost".into();
    settings.smtp.port = port;
    settings.smtp.tls = tls;
    settings.smtp.username = "kontor".into();
    settings.smtp.password = "secret".to_owned().into();
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/tests/tls");
    settings.smtp.ca_file = folder.join(authority);
    settings
}

async fn tried(protection: Protection, tls: TlsMode, authority: &str) -> Result<(), String> {
    let relay = FakeRelay::protected(protection, |_| Say::Usual).await;
    let result = check_transport(&settings(relay.port, tls, authority)).await;
    relay.stop().await;
    result.map_err(|trouble| format!("{trouble}; {}", trouble.remedy()))
}

#[tokio::test]
async fn a_relay_is_believed_by_its_certificate() {
    let (starttls, tls) = (
        Protection::Starttls(acceptor()),
        Protection::Tls(acceptor()),
    );
    assert_eq!(
        tried(starttls.clone(), TlsMode::Starttls, "ca.pem").await,
        Ok(())
    );
    assert_eq!(
        tried(starttls.clone(), TlsMode::Opportunistic, "ca.pem").await,
        Ok(())
    );
    assert_eq!(tried(tls.clone(), TlsMode::Tls, "ca.pem").await, Ok(()));
    for (protection, mode) in [(starttls, TlsMode::Starttls), (tls, TlsMode::Tls)] {
        let error = tried(protection, mode, "stranger.pem").await.unwrap_err();
        assert!(
            error.contains("TLS") && error.contains("smtp.ca_file"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn a_relay_without_starttls_gets_nothing() {
    let error = tried(Protection::None, TlsMode::Starttls, "ca.pem")
        .await
        .unwrap_err();
    assert!(
        error.contains("does not offer STARTTLS") && error.contains("465"),
        "{error}"
    );
}
