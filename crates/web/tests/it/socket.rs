//! The listener, over a real socket.

use std::{net::SocketAddr, time::Duration};

use kontor_runtime::Lifecycle;
use kontor_web::{Peers, Settings, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpSocket, TcpStream},
};

use crate::{asking::office, sample};

async fn listening(life: &Lifecycle) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    serve("http", listener, office(), Peers::unlimited(), life);
    address
}

/// Reads until the other side closes or the deadline passes.
async fn read_all(stream: &mut TcpStream) -> String {
    let mut text = String::new();
    let read = stream.read_to_string(&mut text);
    tokio::time::timeout(Duration::from_secs(20), read)
        .await
        .unwrap()
        .unwrap();
    text
}

#[tokio::test]
async fn a_stop_answers_what_is_under_way_and_closes_idle_connections() {
    let life = Lifecycle::new();
    let address = listening(&life).await;
    let mut idle = TcpStream::connect(address).await.unwrap();
    let get = b"GET /healthz-not-there HTTP/1.1\r\nhost: a\r\n\r\n";
    idle.write_all(get).await.unwrap();
    let mut first = [0; 12];
    idle.read_exact(&mut first).await.unwrap();
    assert_eq!(&first, b"HTTP/1.1 404");
    // A request of which half has arrived is under way.
    let mut busy = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/v1/calls HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\nexpect: 100-continue\r\ncontent-length: 25\r\n\r\n";
    busy.write_all(head.as_bytes()).await.unwrap();
    let mut go_on = [0; 25];
    busy.read_exact(&mut go_on).await.unwrap();
    assert_eq!(&go_on, b"HTTP/1.1 100 Continue\r\n\r\n");
    life.stop();
    read_all(&mut idle).await;
    busy.write_all(b"{\"contact\":{\"name\": \"a\"}}"[..25].as_ref())
        .await
        .unwrap();
    let answer = read_all(&mut busy).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    life.shut_down().await.unwrap();
    assert!(
        TcpStream::connect(address).await.is_err(),
        "nobody listens any more"
    );
}

#[tokio::test]
async fn the_refusal_of_a_huge_body_reaches_the_sender() {
    let life = Lifecycle::new();
    let address = listening(&life).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    let head = "POST /api/v1/calls HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 10485760\r\n\r\n";
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut from, mut to) = stream.split();
    let body = vec![b'a'; 10 * 1024 * 1024];
    let mut answer = String::new();
    let (sent, read) = tokio::join!(to.write_all(&body), from.read_to_string(&mut answer));
    sent.unwrap();
    read.unwrap();
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    assert!(answer.contains("body_too_large"), "{answer}");
    life.shut_down().await.unwrap();
}

#[tokio::test]
async fn endless_headers_are_refused_and_so_are_those_that_come_in_one_piece() {
    let life = Lifecycle::new();
    let address = listening(&life).await;
    for (bytes, end, refused) in [
        (40 * 1024, "", true),
        (20 * 1024, "\r\n\r\n", true),
        (12 * 1024, "\r\n\r\n", false),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let long = "a".repeat(bytes);
        let head = format!("GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\nx-long: {long}{end}");
        stream.write_all(head.as_bytes()).await.unwrap();
        let answer = read_all(&mut stream).await;
        let is_refused = answer.starts_with("HTTP/1.1 431");
        assert_eq!(is_refused, refused, "{bytes}: {answer}");
    }
    life.shut_down().await.unwrap();
}

/// What hyper itself does with a body that is framed in two ways, and what is left to us.
#[tokio::test]
async fn no_body_is_framed_in_two_ways() {
    let life = Lifecycle::new();
    let address = listening(&life).await;
    for (framing, status) in [
        ("transfer-encoding: chunked", 415),
        (
            "transfer-encoding: chunked\r\ntransfer-encoding: chunked",
            400,
        ),
        ("transfer-encoding: gzip\r\ntransfer-encoding: chunked", 400),
        ("transfer-encoding: chunked\r\ntransfer-encoding: gzip", 400),
        ("transfer-encoding: chunked, chunked", 400),
        ("content-length: 5\r\ncontent-length: 6", 400),
        ("host: b", 400),
    ] {
        let mut stream = TcpStream::connect(address).await.unwrap();
        let head = format!("POST /api/v1/calls HTTP/1.1\r\nhost: a\r\n{framing}\r\n\r\n0\r\n\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut first = [0; 12];
        stream.read_exact(&mut first).await.unwrap();
        let first = String::from_utf8_lossy(&first);
        assert_eq!(first, format!("HTTP/1.1 {status}"), "{framing}");
        if status == 400 {
            read_all(&mut stream).await;
        }
    }
    life.shut_down().await.unwrap();
}

#[tokio::test]
async fn one_client_has_so_many_connections_and_the_next_is_told_so() {
    let life = Lifecycle::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let settings = Settings {
        connections_per_client: 3,
        ..sample::settings()
    };
    let peers = Peers::of(&sample::site(settings).unwrap());
    serve("http", listener, office(), peers, &life);
    let mut kept = Vec::new();
    for _ in 0..3 {
        kept.push(TcpStream::connect(address).await.unwrap());
    }
    let mut fourth = TcpStream::connect(address).await.unwrap();
    let answer = read_all(&mut fourth).await;
    assert!(answer.starts_with("HTTP/1.1 429"), "{answer}");
    // Another client is not harmed: all of 127.0.0.0/8 is this machine.
    let other = TcpSocket::new_v4().unwrap();
    other.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let mut other = other.connect(address).await.unwrap();
    let get = b"GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n";
    other.write_all(get).await.unwrap();
    assert!(read_all(&mut other).await.starts_with("HTTP/1.1 200"));
    drop(kept);
    let mut again = String::new();
    while !again.starts_with("HTTP/1.1 200") {
        let mut stream = TcpStream::connect(address).await.unwrap();
        again.clear();
        if stream.write_all(get).await.is_ok() {
            drop(stream.read_to_string(&mut again).await);
        }
    }
    life.shut_down().await.unwrap();
}

#[tokio::test]
async fn a_client_that_says_nothing_is_let_go_before_long() {
    let life = Lifecycle::new();
    let address = listening(&life).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    // Sooner than one that has begun with its headers, for which there are 15 seconds.
    let mut scrap = Vec::new();
    let closed =
        tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut scrap)).await;
    assert!(closed.is_ok(), "still open after ten seconds");
    life.shut_down().await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_client_that_never_finishes_its_headers_is_let_go() {
    let life = Lifecycle::new();
    let address = listening(&life).await;
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream
        .write_all(b"GET / HTTP/1.1\r\nhost: a\r\nx-slow: ")
        .await
        .unwrap();
    // The clock of the test jumps to the next timer whenever nothing else is to be done.
    let mut scrap = Vec::new();
    let closed = tokio::time::timeout(Duration::from_mins(1), stream.read_to_end(&mut scrap)).await;
    assert!(closed.is_ok(), "still open after a minute");
    life.shut_down().await.unwrap();
}
