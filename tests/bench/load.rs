//! A load generator that costs as little as possible, because it shares the cores with what it loads:
//! HTTP/1.1 on kept-alive connections, requests written as bytes, answers read up to their length.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Instant,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
};

/// One connection.
pub(crate) struct Connection {
    stream: BufReader<TcpStream>,
    address: SocketAddr,
}

impl Connection {
    /// Connects.
    pub(crate) async fn open(address: SocketAddr) -> Self {
        let stream = TcpStream::connect(address)
            .await
            .expect("the program listens");
        stream.set_nodelay(true).expect("a socket option");
        Self {
            stream: BufReader::new(stream),
            address,
        }
    }

    /// Signs somebody up and returns the status.
    pub(crate) async fn sign_up(&mut self, forum: &str, number: usize) -> u16 {
        let body = format!(
            r#"{{"contact":{{"name":"Person {number}","email":"person.{number}@example.org","language":"de","organisation":"Firma {number} GmbH","country":"DE"}},"participants":[{{"name":"Person {number}"}}]}}"#
        );
        let request = format!(
            "POST /api/v1/forums/{forum}/registrations HTTP/1.1\r\nHost: {}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            body.len()
        );
        self.stream
            .get_mut()
            .write_all(request.as_bytes())
            .await
            .expect("the request is written");
        self.answer().await
    }

    async fn answer(&mut self) -> u16 {
        let (mut status, mut length, mut line) = (0, 0, String::new());
        loop {
            line.clear();
            let read = self.stream.read_line(&mut line).await.expect("an answer");
            assert!(read > 0, "the connection was closed");
            let text = line.trim_end();
            if text.is_empty() {
                break;
            } else if status == 0 {
                status = text
                    .split(' ')
                    .nth(1)
                    .and_then(|code| code.parse().ok())
                    .expect("a status");
            } else if let Some((name, value)) = text.split_once(':')
                && name.eq_ignore_ascii_case("content-length")
            {
                length = value.trim().parse().expect("a length");
            }
        }
        let mut body = vec![0; length];
        self.stream.read_exact(&mut body).await.expect("the body");
        status
    }
}

/// Signs `count` people up over `connections` connections; returns how many were accepted, and the
/// seconds it took.
pub(crate) async fn sign_ups(
    address: SocketAddr,
    forum: &str,
    first: usize,
    count: usize,
    connections: usize,
) -> (usize, f64) {
    let (next, accepted) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let mut open = Vec::new();
    for _ in 0..connections {
        open.push(Connection::open(address).await);
    }
    let begun = Instant::now();
    let tasks = open.into_iter().map(|mut connection| {
        let (next, accepted, forum) = (Arc::clone(&next), Arc::clone(&accepted), forum.to_owned());
        async move {
            loop {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= count {
                    return;
                }
                if connection.sign_up(&forum, first + number).await == 202 {
                    accepted.fetch_add(1, Ordering::Relaxed);
                }
            }
        }
    });
    futures_util::future::join_all(tasks).await;
    (
        accepted.load(Ordering::Relaxed),
        begun.elapsed().as_secs_f64(),
    )
}
