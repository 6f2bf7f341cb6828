//! The mail server that takes our mails: where it is, how it is reached, and the way from nothing to a
//! [`Connection`]. In words it is *the relay*, as operators say; the type is not, because Kontor has a
//! relay of its own, between outbox and bus.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    path::Path,
    sync::Arc,
};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use serde::Deserialize;
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;

use crate::{
    Cause, Connection, Credentials, Missing, Phase, SmtpError, Timeouts, auth,
    connection::{Socket, expect_success, in_time},
};

/// How the connection is protected. Certificates are always checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TlsMode {
    /// TLS from the first byte (RFC 8314, port 465).
    Tls,
    /// STARTTLS, or nothing is sent (RFC 3207, port 587).
    Starttls,
    /// STARTTLS if the relay offers it.
    Opportunistic,
    /// None. For a relay on this machine.
    None,
}

/// A mail server.
#[derive(Debug, Clone)]
pub struct Server {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub tls: TlsMode,
    /// The certificates that are believed.
    pub tls_config: Arc<ClientConfig>,
    /// The login, if it wants one.
    pub credentials: Option<Credentials>,
    /// The name that we say in EHLO.
    pub helo_name: String,
    /// One time limit per phase.
    pub timeouts: Timeouts,
}

/// Certificates that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum TlsConfigError {
    /// The file of a private authority cannot be read.
    #[error("the certificates in {path} cannot be read: {reason}")]
    File {
        /// The file.
        path: String,
        /// Why.
        reason: String,
    },
    /// The machine has no certificates, and no file is given.
    #[error("this machine has no root certificates; install ca-certificates or set smtp.ca_file")]
    NoRoots,
    /// The TLS library refuses.
    #[error("TLS cannot be set up")]
    Rustls(#[from] rustls::Error),
}

/// The certificates of the machine, or only those of `ca_file`.
///
/// # Errors
/// [`TlsConfigError`] says what is wrong.
pub fn tls_config(ca_file: Option<&Path>) -> Result<Arc<ClientConfig>, TlsConfigError> {
    let mut roots = RootCertStore::empty();
    if let Some(path) = ca_file {
        add_file(&mut roots, path)?;
    } else {
        let found = rustls_native_certs::load_native_certs().certs;
        roots.add_parsable_certificates(found);
    }
    if roots.is_empty() {
        return Err(TlsConfigError::NoRoots);
    }
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::new(config))
}

fn add_file(roots: &mut RootCertStore, path: &Path) -> Result<(), TlsConfigError> {
    let failed = |reason: String| TlsConfigError::File {
        path: path.display().to_string(),
        reason,
    };
    let certificates = CertificateDer::pem_file_iter(path).map_err(|e| failed(e.to_string()))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|e| failed(e.to_string()))?;
        roots.add(certificate).map_err(|e| failed(e.to_string()))?;
    }
    Ok(())
}

impl Server {
    /// Connects, protects the connection, says EHLO and logs in.
    ///
    /// # Errors
    /// [`SmtpError`] in [`Phase::Connect`] or [`Phase::Auth`].
    pub async fn connect(&self) -> Result<Connection, SmtpError> {
        let limits = self.timeouts;
        let (socket, peer) = in_time(Phase::Connect, limits.connect_s, self.dial()).await?;
        let mut protected = self.tls == TlsMode::Tls;
        let socket = if protected {
            self.protect(socket).await?
        } else {
            socket
        };
        let mut connection = Connection::new(socket, limits);
        connection.greeting().await?;
        connection.ehlo(&self.helo_name).await?;
        if self.wants_starttls(&connection)? {
            connection = self.start_tls(connection).await?;
            protected = true;
        }
        if let Some(credentials) = &self.credentials {
            if !protected && !peer.is_loopback() {
                let cause = Cause::NotOffered(Missing::Tls);
                return Err(SmtpError {
                    phase: Phase::Auth,
                    cause,
                });
            }
            auth::log_in(&mut connection, credentials).await?;
        }
        Ok(connection)
    }

    /// The first of the host's addresses that answers. The socket does not wait to fill segments:
    /// the final dot is a small write of its own.
    async fn dial(&self) -> Result<(Box<dyn Socket>, IpAddr), Cause> {
        let addresses = tokio::net::lookup_host((self.host.as_str(), self.port)).await?;
        let mut last = io::Error::from(io::ErrorKind::NotFound);
        for address in addresses {
            match TcpStream::connect::<SocketAddr>(address).await {
                Ok(stream) => {
                    stream.set_nodelay(true)?;
                    return Ok((Box::new(stream), address.ip()));
                }
                Err(error) => last = error,
            }
        }
        Err(last.into())
    }

    fn wants_starttls(&self, connection: &Connection) -> Result<bool, SmtpError> {
        match (self.tls, connection.capabilities().starttls) {
            (TlsMode::Starttls, false) => Err(SmtpError {
                phase: Phase::Connect,
                cause: Cause::NotOffered(Missing::Starttls),
            }),
            (TlsMode::Starttls | TlsMode::Opportunistic, offered) => Ok(offered),
            (TlsMode::Tls | TlsMode::None, _) => Ok(false),
        }
    }

    async fn start_tls(&self, mut connection: Connection) -> Result<Connection, SmtpError> {
        let (phase, limits) = (Phase::Connect, self.timeouts);
        let reply = connection
            .exchange(phase, "STARTTLS\r\n", limits.command_s)
            .await?;
        expect_success(phase, reply)?;
        let socket = connection
            .into_socket()
            .map_err(|cause| SmtpError { phase, cause })?;
        let mut connection = Connection::new(self.protect(socket).await?, limits);
        // What was offered before counts for nothing (RFC 3207, 4.2).
        connection.ehlo(&self.helo_name).await?;
        Ok(connection)
    }

    async fn protect(&self, socket: Box<dyn Socket>) -> Result<Box<dyn Socket>, SmtpError> {
        in_time(Phase::Connect, self.timeouts.tls_s, async {
            let name = ServerName::try_from(self.host.clone())
                .map_err(|_| Cause::Tls("smtp.host is not a host name".to_owned()))?;
            let connector = TlsConnector::from(Arc::clone(&self.tls_config));
            let stream = connector
                .connect(name, socket)
                .await
                .map_err(|error| Cause::Tls(error.to_string()))?;
            Ok(Box::new(stream) as Box<dyn Socket>)
        })
        .await
    }
}
