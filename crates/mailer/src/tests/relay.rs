//! A relay that says what a test wants.

use std::{
    io,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::{
    io::{AsyncBufReadExt, AsyncRead, AsyncWrite, AsyncWriteExt, BufReader},
    net::TcpListener,
};
use tokio_rustls::TlsAcceptor;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// What the relay was told: a command, `CONNECT`, or the whole message when its dot has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heard {
    /// The connection was opened.
    Connect,
    /// A command line.
    Command(String),
    /// A message, without dot stuffing.
    Message(String),
}

/// What the relay does.
#[derive(Debug, Clone)]
pub(super) enum Say {
    /// What an ordinary relay says.
    Usual,
    /// These lines.
    Reply(&'static str),
    /// The same, but late.
    Late(Duration, &'static str),
    /// Nothing: closes the connection.
    Hang,
}

type Script = Arc<dyn Fn(&Heard) -> Say + Send + Sync>;

/// A relay on a port of its own.
pub(super) struct FakeRelay {
    pub(super) port: u16,
    accepted: Arc<Mutex<Vec<String>>>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

/// How the relay protects its connections.
#[derive(Clone)]
pub(super) enum Protection {
    /// Not at all.
    None,
    /// Offers STARTTLS.
    Starttls(TlsAcceptor),
    /// TLS from the first byte.
    Tls(TlsAcceptor),
}

trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Socket for S {}

impl FakeRelay {
    /// A relay with a script.
    pub(super) async fn start(script: impl Fn(&Heard) -> Say + Send + Sync + 'static) -> Self {
        Self::protected(Protection::None, script).await
    }

    /// A relay with a script and TLS.
    pub(super) async fn protected(
        protection: Protection,
        script: impl Fn(&Heard) -> Say + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let relay = Self {
            port: listener.local_addr().unwrap().port(),
            accepted: Arc::default(),
            stop: CancellationToken::new(),
            tasks: TaskTracker::new(),
        };
        let (stop, tasks) = (relay.stop.clone(), relay.tasks.clone());
        let (accepted, script): (_, Script) = (Arc::clone(&relay.accepted), Arc::new(script));
        relay.tasks.spawn(async move {
            while let Some(Ok((socket, _))) = stop.run_until_cancelled(listener.accept()).await {
                socket.set_nodelay(true).unwrap();
                let (script, accepted) = (Arc::clone(&script), Arc::clone(&accepted));
                let (protection, stop) = (protection.clone(), stop.clone());
                tasks.spawn(async move {
                    let serving = serve(Box::new(socket), &protection, &script, &accepted);
                    // A client that goes away in the middle is what the tests are about.
                    drop(stop.run_until_cancelled(serving).await);
                });
            }
        });
        relay
    }

    /// The messages that were answered with 2xx.
    pub(super) fn accepted(&self) -> Vec<String> {
        self.accepted.lock().unwrap().clone()
    }

    pub(super) async fn stop(self) {
        self.stop.cancel();
        self.tasks.close();
        self.tasks.wait().await;
    }
}

async fn serve(
    socket: Box<dyn Socket>,
    protection: &Protection,
    script: &Script,
    accepted: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let socket: Box<dyn Socket> = match protection {
        Protection::Tls(acceptor) => Box::new(acceptor.accept(socket).await?),
        _ => socket,
    };
    let mut stream = BufReader::new(socket);
    let mut starttls = matches!(protection, Protection::Starttls(_));
    answer(
        &mut stream,
        script(&Heard::Connect),
        "220 fake.example ESMTP",
    )
    .await?;
    loop {
        let line = line(&mut stream).await?;
        let verb = line
            .split([' ', ':'])
            .next()
            .unwrap_or_default()
            .to_ascii_uppercase();
        let usual = match verb.as_str() {
            "EHLO" if starttls => "250-fake.example\r\n250 STARTTLS",
            "EHLO" => {
                "250-fake.example\r\n250-PIPELINING\r\n250-SIZE 1000000\r\n250-AUTH PLAIN LOGIN\r\n250 8BITMIME"
            }
            "AUTH" => "235 2.7.0 welcome",
            "DATA" => "354 go on",
            "STARTTLS" => "220 go on",
            "QUIT" => "221 bye",
            _ => "250 2.0.0 ok",
        };
        let say = script(&Heard::Command(line));
        let went_on =
            matches!(say, Say::Usual) || matches!(say, Say::Reply(text) if text.starts_with('3'));
        answer(&mut stream, say, usual).await?;
        match (verb.as_str(), protection) {
            ("DATA", _) if went_on => message(&mut stream, script, accepted).await?,
            ("STARTTLS", Protection::Starttls(acceptor)) => {
                let socket: Box<dyn Socket> = Box::new(acceptor.accept(stream.into_inner()).await?);
                stream = BufReader::new(socket);
                starttls = false;
            }
            ("QUIT", _) => return Ok(()),
            _ => {}
        }
    }
}

async fn message(
    stream: &mut BufReader<Box<dyn Socket>>,
    script: &Script,
    accepted: &Mutex<Vec<String>>,
) -> io::Result<()> {
    let mut text = String::new();
    loop {
        let line = line(stream).await?;
        if line == "." {
            break;
        }
        text.push_str(line.strip_prefix('.').unwrap_or(&line));
        text.push_str("\r\n");
    }
    let say = script(&Heard::Message(text.clone()));
    let refuses = matches!(&say, Say::Reply(reply) if !reply.starts_with('2'));
    if !refuses {
        accepted.lock().unwrap().push(text);
    }
    answer(stream, say, "250 2.0.0 queued as 1").await
}

async fn line(stream: &mut BufReader<Box<dyn Socket>>) -> io::Result<String> {
    let mut line = String::new();
    if stream.read_line(&mut line).await? == 0 {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    assert!(line.ends_with("\r\n"), "a line without CRLF: {line:?}");
    Ok(line.trim_end_matches("\r\n").to_owned())
}

async fn answer(
    stream: &mut BufReader<Box<dyn Socket>>,
    say: Say,
    usual: &'static str,
) -> io::Result<()> {
    let text = match say {
        Say::Usual => usual,
        Say::Reply(text) => text,
        Say::Late(wait, text) => {
            tokio::time::sleep(wait).await;
            text
        }
        Say::Hang => return Err(io::ErrorKind::ConnectionAborted.into()),
    };
    // In one write: two would wait for one another (Nagle and delayed acknowledgement).
    stream.write_all(format!("{text}\r\n").as_bytes()).await?;
    stream.flush().await
}
