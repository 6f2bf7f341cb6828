//! The listener: takes connections, speaks HTTP/1.1 on them, and lets go of slow ones.
//!
//! axum's own loop has no timer, so that a client which sends one byte a minute holds a connection
//! for ever; this one bounds every phase (see [`crate::limits`]).

use std::{
    future::poll_fn,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use axum::{Router, body::Body, extract::ConnectInfo};
use hyper::{
    body::{Body as _, Incoming},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use kontor_runtime::Lifecycle;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    sync::Semaphore,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::Service;

use crate::{limits, peers::Peers};

/// Serves a router on a listener to its peers until the process stops; then takes no new connection,
/// answers what is under way and closes. `name` is the task's, such as `http`.
pub fn serve(
    name: &'static str,
    listener: TcpListener,
    router: Router,
    peers: Peers,
    life: &Lifecycle,
) {
    let stopping = life.stopping();
    life.spawn(name, async move {
        accept(listener, router, peers, stopping).await;
        Ok(())
    });
}

/// The answer to a connection beyond what one client may have.
const ONE_TOO_MANY: &[u8] =
    b"HTTP/1.1 429 Too Many Requests\r\nconnection: close\r\nretry-after: 5\r\n\
    content-type: text/plain\r\n\r\nThere are too many connections from your address.\n";

async fn accept(listener: TcpListener, router: Router, peers: Peers, stopping: CancellationToken) {
    let (connections, room) = (
        TaskTracker::new(),
        Arc::new(Semaphore::new(limits::CONNECTIONS)),
    );
    loop {
        let next = async {
            let place = Arc::clone(&room).acquire_owned().await;
            (place, listener.accept().await)
        };
        let Some((place, accepted)) = stopping.run_until_cancelled(next).await else {
            break;
        };
        let (stream, peer) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                pause_after(&error).await;
                continue;
            }
        };
        let Some(seat) = peers.admit(peer.ip()) else {
            // As much as fits into the socket at once; who does not read it is not waited for.
            let _whatever = stream.try_write(ONE_TOO_MANY);
            continue;
        };
        let (router, stopping) = (router.clone(), stopping.clone());
        connections.spawn(async move {
            let lifetime = limits::CONNECTION_TIME + limits::CONNECTION_GRACE;
            let served = speak(stream, peer, router, stopping);
            let _cut_off = tokio::time::timeout(lifetime, served).await;
            drop((place, seat));
        });
    }
    drop(listener);
    connections.close();
    connections.wait().await;
}

/// Speaks HTTP/1.1 on one connection until either side is done with it.
async fn speak(stream: TcpStream, peer: SocketAddr, router: Router, stopping: CancellationToken) {
    if let Err(error) = stream.set_nodelay(true) {
        tracing::debug!(%error, "a connection broke at once");
        return;
    }
    let mut first_byte = [0];
    let first = tokio::time::timeout(limits::FIRST_BYTE_TIME, stream.peek(&mut first_byte));
    if !matches!(stopping.run_until_cancelled(first).await, Some(Ok(Ok(1)))) {
        return;
    }
    let unread = Arc::new(AtomicBool::new(false));
    let with_body = Arc::clone(&unread);
    let service = service_fn(move |request: hyper::Request<Incoming>| {
        with_body.store(!request.body().is_end_stream(), Ordering::Relaxed);
        let mut request = request.map(Body::new);
        request.extensions_mut().insert(ConnectInfo(peer));
        router.clone().call(request)
    });
    let mut connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits::HEADER_TIME)
        .max_buf_size(limits::HEADER_BYTES)
        .serve_connection(TokioIo::new(stream), service);
    let close = async {
        tokio::select! {
            () = stopping.cancelled() => {}
            () = tokio::time::sleep(limits::CONNECTION_TIME) => {}
        }
    };
    let mut close = pin!(close);
    let mut is_closing = false;
    let ended = loop {
        tokio::select! {
            ended = poll_fn(|cx| connection.poll_without_shutdown(cx)) => break ended,
            () = &mut close, if !is_closing => {
                is_closing = true;
                std::pin::Pin::new(&mut connection).graceful_shutdown();
            }
        }
    };
    if let Err(error) = &ended {
        tracing::debug!(%error, "a connection ended badly");
    }
    if ended.is_err() || unread.load(Ordering::Relaxed) {
        linger(connection.into_parts().io.into_inner()).await;
    }
}

/// Closes our side and reads on for a while: were the socket closed with unread data, the system
/// would reset the connection, and the client might never see why its body was refused.
async fn linger(mut stream: TcpStream) {
    let drain = async {
        stream.shutdown().await?;
        let (mut scrap, mut left) = (vec![0; 16 * 1024], limits::LINGER_BYTES);
        loop {
            match tokio::time::timeout(limits::LINGER_QUIET, stream.read(&mut scrap)).await {
                Ok(Ok(read)) if read > 0 && read <= left => left -= read,
                Ok(Err(error)) => return Err(error),
                Ok(Ok(_)) | Err(_) => return Ok::<_, io::Error>(()),
            }
        }
    };
    let _whatever = tokio::time::timeout(limits::LINGER_TIME, drain).await;
}

/// Out of descriptors or memory, trying again at once would only burn the processor.
async fn pause_after(error: &io::Error) {
    let is_clients = matches!(
        error.kind(),
        io::ErrorKind::ConnectionAborted | io::ErrorKind::ConnectionReset
    );
    if !is_clients {
        tracing::warn!(%error, "no connection can be taken; trying again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}
