//! One connection to RabbitMQ, made with a time limit around every step, and what a refusal means.
//!
//! Nothing here repairs a connection: whoever owns one drops it at the first trouble and makes a new
//! one. The client's own recovery stays off; it is younger than we want to depend on.

use std::{fmt, future::Future, time::Duration};

use lapin::{Connection, ConnectionProperties, ErrorKind, uri::AMQPUri};

use crate::BusError;

/// Longest wait for any answer of the broker to one call.
pub(super) const CALL: Duration = Duration::from_secs(10);
/// Seconds between heartbeats: a dead peer is noticed after two of them (RabbitMQ advises 5 to 20).
const HEARTBEAT_S: u16 = 10;

/// Where the broker is and how to log in.
#[derive(Clone)]
pub(super) struct Broker {
    uri: AMQPUri,
}

/// What can go wrong on a connection that stood.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("RabbitMQ did not answer within {} seconds", CALL.as_secs())]
    Silent,
    #[error("{0}")]
    Amqp(#[from] lapin::Error),
    #[error("{0}")]
    Told(String),
}

impl fmt::Debug for Broker {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Broker").field(&self.at()).finish()
    }
}

impl Broker {
    pub(super) fn parse(url: &str) -> Result<Self, BusError> {
        // The parser's words may quote the URL, and that may hold a password.
        let mut uri: AMQPUri = url
            .parse()
            .map_err(|_: String| BusError::Url("amqp: an address that cannot be read".into()))?;
        uri.query.heartbeat.get_or_insert(HEARTBEAT_S);
        if url.starts_with("amqps:") {
            // Fails if another part of the process has installed one, which is as good.
            drop(rustls::crypto::ring::default_provider().install_default());
        }
        Ok(Self { uri })
    }

    /// Host and port, for people.
    pub(super) fn at(&self) -> String {
        format!("{}:{}", self.uri.authority.host, self.uri.authority.port)
    }

    /// Connects under a name that the broker's operator can see.
    pub(super) async fn connect(&self, name: &str) -> Result<Connection, BusError> {
        let properties =
            ConnectionProperties::default().with_connection_name(format!("kontor {name}").into());
        let connecting = Connection::connect_uri(self.uri.clone(), properties);
        match tokio::time::timeout(CALL, connecting).await {
            Ok(Ok(connection)) => Ok(connection),
            Ok(Err(error)) => Err(self.refusal(error)),
            Err(_) => Err(self.unreachable(None)),
        }
    }

    pub(super) fn unreachable(&self, source: Option<lapin::Error>) -> BusError {
        BusError::Unreachable {
            at: self.at(),
            source,
        }
    }

    /// Sorts a failed connect by the reply code (AMQP 0-9-1, 1.2; RabbitMQ's
    /// `authentication_failure_close`).
    fn refusal(&self, error: lapin::Error) -> BusError {
        let code = match error.kind() {
            ErrorKind::ProtocolError(error) => error.get_id(),
            _ => return self.unreachable(Some(error)),
        };
        let (at, user) = (self.at(), self.uri.authority.userinfo.username.clone());
        match code {
            403 => BusError::Login { at, user },
            530 => BusError::Vhost {
                at,
                vhost: self.uri.vhost.clone(),
                user,
            },
            _ => self.unreachable(Some(error)),
        }
    }
}

/// Waits for the answer to one call, but not for ever.
pub(super) async fn timely<T>(call: impl Future<Output = lapin::Result<T>>) -> Result<T, Trouble> {
    match tokio::time::timeout(CALL, call).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(Trouble::Silent),
    }
}

/// Says goodbye, so that the broker gives back at once what was in hand.
pub(super) async fn close(connection: &Connection) {
    // If the broker is gone there is nobody to say it to.
    drop(timely(connection.close(200, "done".into())).await);
}
