//! One connection to RabbitMQ, made with a time limit around every step, and what a refusal means.
//!
//! Nothing here repairs a connection: whoever owns one drops it at the first trouble and makes a new
//! one. The client's own recovery stays off; it is younger than we want to depend on.

use std::{
    fmt,
    future::Future,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use kontor_contracts::Worker;
use kontor_runtime::Ids;
use lapin::{
    AsyncTcpStream, Connection, ConnectionProperties, ErrorKind,
    tcp::OwnedTLSConfig,
    uri::{AMQPScheme, AMQPUri},
};

use super::{
    patience::{Patience, remember},
    tls, uri,
};
use crate::{Address, BusError, Cause};

/// Longest wait for any answer of the broker to one call.
pub(super) const CALL: Duration = Duration::from_secs(10);
/// Longest wait for one node of several: a frozen one takes the connection and says nothing.
const NODE: Duration = Duration::from_secs(2);
/// How long a node that was silent is tried after all others.
const SHUNNED: Duration = Duration::from_mins(1);

/// Where the nodes of the broker are and how to log in.
#[derive(Clone)]
pub(super) struct Broker {
    nodes: Arc<[AMQPUri]>,
    tls: OwnedTLSConfig,
    ids: Arc<Ids>,
    own: Arc<[Worker]>,
    declared: Arc<AtomicBool>,
    /// The node that was silent last, and when.
    silent: Arc<Mutex<Option<(SocketAddr, Instant)>>>,
}

/// What can go wrong on a connection that stood.
#[derive(Debug, thiserror::Error)]
pub(super) enum Trouble {
    #[error("RabbitMQ did not answer within {} seconds", .0.as_secs())]
    Silent(Duration),
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
    /// `own` are the workers that this process runs.
    pub(super) fn new(address: &Address, ids: Arc<Ids>, own: &[Worker]) -> Result<Self, BusError> {
        let nodes = uri::brokers(address)?;
        if nodes.iter().any(|uri| uri.scheme == AMQPScheme::AMQPS) {
            // Fails if another part of the process has installed one, which is as good.
            drop(rustls::crypto::ring::default_provider().install_default());
        }
        Ok(Self {
            nodes: nodes.into(),
            tls: tls::read(address)?,
            ids,
            own: own.into(),
            declared: Arc::default(),
            silent: Arc::default(),
        })
    }

    /// Whether this process runs a worker.
    pub(super) fn is_own(&self, worker: Worker) -> bool {
        self.own.contains(&worker)
    }

    /// Whether this process has declared its queues.
    pub(super) fn has_declared(&self) -> bool {
        self.declared.load(Ordering::Relaxed)
    }

    /// It has.
    pub(super) fn set_declared(&self) {
        self.declared.store(true, Ordering::Relaxed);
    }

    /// Host and port of each node, for people.
    pub(super) fn at(&self) -> String {
        let nodes = self.nodes.iter().map(at);
        nodes.collect::<Vec<_>>().join(", ")
    }

    /// Connects under a name that the broker's operator can see: to the first node that answers,
    /// beginning at any of them, so that processes spread and a node that is gone costs little.
    pub(super) async fn connect(&self, name: &str) -> Result<Connection, BusError> {
        let (mut found, mut failures) = self.resolve().await;
        if !found.is_empty() {
            let count = found.len() as u64;
            let first = usize::try_from(self.ids.random() % count).unwrap_or_default();
            found.rotate_left(first);
            found.sort_by_key(|(_, address)| self.is_shunned(*address));
        }
        let patience = if found.len() > 1 { NODE } else { CALL };
        let mut refused = None;
        for (node, address) in found {
            let connecting = tokio::time::timeout(patience, self.log_in(node, address, name));
            match connecting.await {
                Ok(Ok(connection)) => return Ok(connection),
                Ok(Err(error)) => match Self::refusal(node, &error) {
                    Some(refusal) => refused = Some(refusal),
                    None => failures.push(format!("{address}: {error}")),
                },
                Err(_) => {
                    *self.silent() = Some((address, Instant::now()));
                    let seconds = patience.as_secs();
                    failures.push(format!("{address}: no answer within {seconds} seconds"));
                }
            }
        }
        Err(refused.unwrap_or_else(|| self.unreachable(failures.join("; "))))
    }

    fn is_shunned(&self, address: SocketAddr) -> bool {
        self.silent()
            .is_some_and(|(silent, at)| silent == address && at.elapsed() < SHUNNED)
    }

    fn silent(&self) -> MutexGuard<'_, Option<(SocketAddr, Instant)>> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Every address that the nodes' names have now, and what cannot be found.
    async fn resolve(&self) -> (Vec<(&AMQPUri, SocketAddr)>, Vec<String>) {
        let (mut found, mut failures) = (Vec::new(), Vec::new());
        for node in self.nodes.iter() {
            let name = (node.authority.host.as_str(), node.authority.port);
            match tokio::time::timeout(NODE, tokio::net::lookup_host(name)).await {
                Ok(Ok(addresses)) => found.extend(addresses.map(|address| (node, address))),
                Ok(Err(error)) => failures.push(format!("{}: {error}", at(node))),
                Err(_) => failures.push(format!("{}: its name is not answered for", at(node))),
            }
        }
        found.dedup_by_key(|(_, address)| *address);
        (found, failures)
    }

    async fn log_in(
        &self,
        node: &AMQPUri,
        address: SocketAddr,
        name: &str,
    ) -> lapin::Result<Connection> {
        let properties =
            ConnectionProperties::default().with_connection_name(format!("kontor {name}").into());
        let tls = self.tls.clone();
        let runtime = lapin::runtime::default_runtime()?;
        let patience = Patience::default();
        let socket = patience.socket();
        let connection = Connection::connector(
            node.clone(),
            runtime,
            async move |node, runtime| {
                let stream = AsyncTcpStream::connect(&runtime, address).await?;
                if let AsyncTcpStream::Plain(stream) = &stream {
                    remember(&socket, stream.get_ref())?;
                }
                Ok(match node.scheme {
                    AMQPScheme::AMQP => stream,
                    AMQPScheme::AMQPS => {
                        stream.into_tls(&node.authority.host, tls.as_ref()).await?
                    }
                })
            },
            properties,
        )
        .await?;
        patience.let_go();
        Ok(connection)
    }

    pub(super) fn unreachable(&self, cause: impl fmt::Display) -> BusError {
        BusError::Unreachable {
            at: self.at(),
            source: Cause::new(cause),
        }
    }

    /// What will not heal by itself, by the reply code (AMQP 0-9-1, 1.2; RabbitMQ's
    /// `authentication_failure_close`).
    fn refusal(node: &AMQPUri, error: &lapin::Error) -> Option<BusError> {
        let ErrorKind::ProtocolError(refused) = error.kind() else {
            return None;
        };
        let (at, user) = (at(node), node.authority.userinfo.username.clone());
        match refused.get_id() {
            403 => Some(BusError::Login { at, user }),
            530 => Some(BusError::Vhost {
                at,
                vhost: node.vhost.clone(),
                user,
            }),
            _ => None,
        }
    }
}

fn at(node: &AMQPUri) -> String {
    let (host, port) = (&node.authority.host, node.authority.port);
    if host.contains(':') {
        format!("[{host}]:{port}")
    } else {
        format!("{host}:{port}")
    }
}

/// Waits for the answer to one call, but not for ever.
pub(super) async fn timely<T>(call: impl Future<Output = lapin::Result<T>>) -> Result<T, Trouble> {
    within(CALL, call).await
}

/// Waits for the answer to one call for so long.
pub(super) async fn within<T>(
    limit: Duration,
    call: impl Future<Output = lapin::Result<T>>,
) -> Result<T, Trouble> {
    match tokio::time::timeout(limit, call).await {
        Ok(result) => Ok(result?),
        Err(_) => Err(Trouble::Silent(limit)),
    }
}

/// Says goodbye and waits for the answer, so that the broker has given back what was in hand. One that
/// is in trouble is dropped instead, which waits for nobody.
pub(super) async fn close(connection: &Connection) {
    // If the broker is gone there is nobody to say it to, and a frozen one is not waited for.
    let goodbye = connection.close(200, "done".into());
    drop(tokio::time::timeout(NODE, goodbye).await);
}
