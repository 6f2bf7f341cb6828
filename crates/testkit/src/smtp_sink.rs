//! A real SMTP server (RFC 5321) that keeps what it accepts and, phase by phase, misbehaves as it is
//! told: refuses for now or for good, hangs, dawdles, hangs up before or after the final dot.
//!
//! Without TLS: it stands on the loopback interface.

use std::{
    collections::HashMap,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

use crate::wait;

/// A moment of a session at which the server answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Phase {
    /// The greeting.
    Connect,
    /// `EHLO` or `HELO`.
    Ehlo,
    /// `AUTH`.
    Auth,
    /// `MAIL FROM`.
    Mail,
    /// `RCPT TO`.
    Rcpt,
    /// `DATA`.
    Data,
    /// After the first line of the message, before the rest is read.
    Body,
    /// After the final dot.
    Dot,
}

/// What the server does at a [`Phase`] instead of agreeing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Act {
    /// Says this line, such as `451 4.7.1 later`, and does not do what was asked. A `421` also ends
    /// the session. At [`Phase::Body`] nothing can be said; the message goes on.
    Say(String),
    /// Says nothing more, and keeps the connection.
    Hang,
    /// Closes the connection without a word. A message whose final dot came is not kept.
    HangUp,
    /// Closes the connection without a word, but keeps the message whose final dot came: its fate is
    /// known to nobody else.
    KeepAndHangUp,
    /// Waits, then agrees.
    Dawdle(Duration),
}

/// A message that was accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Number of the connection it came over, from 1.
    pub connection: u64,
    /// The name that the client gave.
    pub helo: String,
    /// The sender of the envelope, without its angle brackets.
    pub from: String,
    /// The recipients of the envelope.
    pub to: Vec<String>,
    /// The message as it came, with CRLF, without the added dots (RFC 5321, 4.5.2).
    pub data: Vec<u8>,
    /// When it was accepted.
    pub accepted_at: Instant,
}

/// The server's memory and its script. Cheap to clone; all clones are one.
#[derive(Debug, Clone, Default)]
pub struct SmtpSink(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    received: Mutex<Vec<Received>>,
    script: Mutex<Script>,
    connections: AtomicU64,
}

#[derive(Debug, Default)]
struct Script {
    once: HashMap<Phase, Vec<Act>>,
    always: HashMap<Phase, Act>,
    reached: HashMap<Phase, usize>,
    extensions: Vec<String>,
    login: Option<String>,
}

/// A sink that listens; stops when dropped.
#[derive(Debug)]
pub struct Listening {
    /// Where it listens.
    pub address: SocketAddr,
    /// What it keeps and does.
    pub sink: SmtpSink,
    _server: JoinSet<io::Result<()>>,
}

impl SmtpSink {
    /// Starts one on a free port of the loopback interface.
    pub async fn start() -> Listening {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let (address, sink) = (listener.local_addr().expect("an address"), Self::default());
        let mut server = JoinSet::new();
        server.spawn(serve(listener, sink.clone()));
        Listening {
            address,
            sink,
            _server: server,
        }
    }

    /// Does this the next time the phase is reached, before anything said by [`Self::always`].
    pub fn once(&self, phase: Phase, act: Act) {
        self.script().once.entry(phase).or_default().push(act);
    }

    /// Does this whenever the phase is reached; `None` agrees again.
    pub fn always(&self, phase: Phase, act: Option<Act>) {
        let mut script = self.script();
        match act {
            Some(act) => drop(script.always.insert(phase, act)),
            None => drop(script.always.remove(&phase)),
        }
    }

    /// The extensions that `EHLO` announces, such as `SMTPUTF8` or `SIZE 10000000`.
    pub fn announce(&self, extensions: &[&str]) {
        self.script().extensions = extensions.iter().map(|e| (*e).to_owned()).collect();
    }

    /// Takes mail only after `AUTH PLAIN` with these base64 credentials (RFC 4616).
    pub fn require_login(&self, credentials: &str) {
        self.script().login = Some(credentials.to_owned());
    }

    /// What was accepted so far.
    pub fn received(&self) -> Vec<Received> {
        lock(&self.0.received).clone()
    }

    /// How much was accepted so far.
    pub fn count(&self) -> usize {
        lock(&self.0.received).len()
    }

    /// How many connections were opened so far.
    pub fn connections(&self) -> u64 {
        self.0.connections.load(Ordering::SeqCst)
    }

    /// How often a phase was reached so far.
    pub fn reached(&self, phase: Phase) -> usize {
        self.script().reached.get(&phase).copied().unwrap_or(0)
    }

    /// Waits until at least `count` messages were accepted and returns all.
    pub async fn wait_for(&self, count: usize, deadline: Duration) -> Vec<Received> {
        let what = format!("{count} mails have arrived");
        wait::until(&what, deadline, async || self.count() >= count).await;
        self.received()
    }

    fn script(&self) -> MutexGuard<'_, Script> {
        lock(&self.0.script)
    }

    fn act(&self, phase: Phase) -> Option<Act> {
        let mut script = self.script();
        *script.reached.entry(phase).or_default() += 1;
        match script.once.get_mut(&phase) {
            Some(acts) if !acts.is_empty() => Some(acts.remove(0)),
            _ => script.always.get(&phase).cloned(),
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Serves connections until dropped.
///
/// # Errors
/// If the listener fails.
pub async fn serve(listener: TcpListener, sink: SmtpSink) -> io::Result<()> {
    let mut sessions = JoinSet::new();
    loop {
        tokio::select! {
            accepted = listener.accept() => {
                let (stream, _) = accepted?;
                let number = sink.0.connections.fetch_add(1, Ordering::SeqCst) + 1;
                sessions.spawn(Session::new(stream, number, sink.clone()).run());
            }
            // Errors of a session are the client's to notice.
            Some(_) = sessions.join_next() => {}
        }
    }
}

/// How a session goes on after an answer.
enum Next {
    Agreed,
    Refused,
    End,
}

struct Session {
    stream: BufReader<TcpStream>,
    sink: SmtpSink,
    mail: Received,
    logged_in: bool,
}

impl Session {
    fn new(stream: TcpStream, connection: u64, sink: SmtpSink) -> Self {
        let mail = Received {
            connection,
            helo: String::new(),
            from: String::new(),
            to: Vec::new(),
            data: Vec::new(),
            accepted_at: Instant::now(),
        };
        Self {
            stream: BufReader::new(stream),
            sink,
            mail,
            logged_in: false,
        }
    }

    async fn run(mut self) -> io::Result<()> {
        self.stream.get_ref().set_nodelay(true)?;
        let mut next = self
            .answer(Phase::Connect, "220 sink.example ESMTP")
            .await?;
        while !matches!(next, Next::End) {
            let mut line = String::new();
            if self.stream.read_line(&mut line).await? == 0 {
                return Ok(());
            }
            next = self.command(line.trim_end()).await?;
        }
        Ok(())
    }

    async fn command(&mut self, line: &str) -> io::Result<Next> {
        let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
        match verb.to_ascii_uppercase().as_str() {
            "EHLO" | "HELO" => {
                rest.clone_into(&mut self.mail.helo);
                let greeting = self.capabilities();
                self.answer(Phase::Ehlo, &greeting).await
            }
            "AUTH" => self.log_in(rest).await,
            "MAIL" if self.may_send() => {
                self.mail.to.clear();
                self.mail.from = path(rest);
                self.answer(Phase::Mail, "250 2.1.0 ok").await
            }
            "MAIL" => self.say("530 5.7.0 log in first").await,
            "RCPT" => {
                let answered = self.answer(Phase::Rcpt, "250 2.1.5 ok").await?;
                if matches!(answered, Next::Agreed) {
                    self.mail.to.push(path(rest));
                }
                Ok(answered)
            }
            "DATA" if self.mail.to.is_empty() => self.say("503 5.5.1 no recipients").await,
            "DATA" => match self.answer(Phase::Data, "354 go on").await? {
                Next::Agreed => self.message().await,
                other => Ok(other),
            },
            "RSET" => {
                self.mail.to.clear();
                self.say("250 2.0.0 ok").await
            }
            "NOOP" => self.say("250 2.0.0 ok").await,
            "QUIT" => {
                self.say("221 2.0.0 bye").await?;
                Ok(Next::End)
            }
            _ => self.say("500 5.5.1 what?").await,
        }
    }

    fn capabilities(&self) -> String {
        let script = self.sink.script();
        let mut lines = vec!["sink.example".to_owned()];
        lines.extend(script.extensions.iter().cloned());
        if script.login.is_some() {
            lines.push("AUTH PLAIN".to_owned());
        }
        let last = lines.len() - 1;
        let reply = lines.iter().enumerate().map(|(at, line)| {
            let mark = if at == last { ' ' } else { '-' };
            format!("250{mark}{line}")
        });
        reply.collect::<Vec<_>>().join("\r\n")
    }

    fn may_send(&self) -> bool {
        self.logged_in || self.sink.script().login.is_none()
    }

    async fn log_in(&mut self, rest: &str) -> io::Result<Next> {
        let credentials = rest.split_whitespace().nth(1).unwrap_or_default();
        let right = self.sink.script().login.as_deref() == Some(credentials);
        if !right {
            return self.say("535 5.7.8 wrong user or password").await;
        }
        let answered = self.answer(Phase::Auth, "235 2.7.0 welcome").await?;
        self.logged_in = matches!(answered, Next::Agreed);
        Ok(answered)
    }

    /// Reads a message up to its final dot, and answers it.
    async fn message(&mut self) -> io::Result<Next> {
        let mut data = Vec::new();
        let mut line = Vec::new();
        let mut first = true;
        loop {
            line.clear();
            if self.stream.read_until(b'\n', &mut line).await? == 0 {
                return Ok(Next::End);
            }
            if line == b".\r\n" {
                break;
            }
            let unstuffed = line.strip_prefix(b".").unwrap_or(&line);
            data.extend_from_slice(unstuffed);
            if std::mem::take(&mut first) && !self.goes_on().await {
                return Ok(Next::End);
            }
        }
        self.mail.data = data;
        self.final_dot().await
    }

    async fn goes_on(&self) -> bool {
        match self.sink.act(Phase::Body) {
            None | Some(Act::Say(_)) => true,
            Some(Act::Dawdle(pause)) => {
                tokio::time::sleep(pause).await;
                true
            }
            Some(Act::Hang) => std::future::pending().await,
            Some(Act::HangUp | Act::KeepAndHangUp) => false,
        }
    }

    async fn final_dot(&mut self) -> io::Result<Next> {
        let act = self.sink.act(Phase::Dot);
        let kept = matches!(act, None | Some(Act::KeepAndHangUp | Act::Dawdle(_)));
        if kept {
            self.mail.accepted_at = Instant::now();
            lock(&self.sink.0.received).push(self.mail.clone());
        }
        self.mail.to.clear();
        self.perform(act, "250 2.0.0 kept").await
    }

    async fn answer(&mut self, phase: Phase, agreement: &str) -> io::Result<Next> {
        let act = self.sink.act(phase);
        self.perform(act, agreement).await
    }

    async fn perform(&mut self, act: Option<Act>, agreement: &str) -> io::Result<Next> {
        match act {
            None => {}
            Some(Act::Dawdle(pause)) => tokio::time::sleep(pause).await,
            Some(Act::Hang) => std::future::pending().await,
            Some(Act::HangUp | Act::KeepAndHangUp) => return Ok(Next::End),
            Some(Act::Say(line)) => {
                self.say(&line).await?;
                return Ok(if line.starts_with("421") {
                    Next::End
                } else {
                    Next::Refused
                });
            }
        }
        self.say(agreement).await?;
        Ok(Next::Agreed)
    }

    /// Says a line that changes nothing.
    async fn say(&mut self, line: &str) -> io::Result<Next> {
        let stream = self.stream.get_mut();
        stream.write_all(format!("{line}\r\n").as_bytes()).await?;
        Ok(Next::Refused)
    }
}

/// `TO:<a@b.example> SIZE=9` becomes `a@b.example`.
fn path(argument: &str) -> String {
    let begun = argument.split_once('<').map_or(argument, |(_, rest)| rest);
    let path = begun.split_once('>').map_or(begun, |(path, _)| path);
    path.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sends lines and returns all that was said until the server hung up.
    async fn talk(address: SocketAddr, lines: &str) -> String {
        let mut stream = TcpStream::connect(address).await.unwrap();
        stream.write_all(lines.as_bytes()).await.unwrap();
        let mut said = Vec::new();
        tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut said)
            .await
            .unwrap();
        String::from_utf8(said).unwrap()
    }

    const MAIL: &str = "EHLO c.example\r\nMAIL FROM:<a@c.example>\r\nRCPT TO:<b@d.example>\r\n\
                        DATA\r\nSubject: x\r\n\r\n..dot\r\n.\r\n";

    fn codes(said: &str) -> Vec<&str> {
        said.lines().map(|line| &line[..3]).collect()
    }

    #[tokio::test]
    async fn a_mail_is_kept_as_it_was_meant() {
        let Listening {
            address,
            sink,
            _server,
        } = SmtpSink::start().await;
        let said = talk(address, &format!("{MAIL}QUIT\r\n")).await;
        assert_eq!(
            codes(&said),
            ["220", "250", "250", "250", "354", "250", "221"]
        );
        let kept = &sink.received()[0];
        assert_eq!(
            (kept.from.as_str(), kept.to[0].as_str()),
            ("a@c.example", "b@d.example")
        );
        assert_eq!(kept.data, b"Subject: x\r\n\r\n.dot\r\n");
    }

    #[tokio::test]
    async fn the_script_is_followed_once_or_always() {
        let Listening {
            address,
            sink,
            _server,
        } = SmtpSink::start().await;
        sink.once(Phase::Dot, Act::Say("451 4.3.0 later".into()));
        sink.once(Phase::Dot, Act::KeepAndHangUp);
        sink.once(Phase::Dot, Act::HangUp);
        sink.always(Phase::Connect, Some(Act::Dawdle(Duration::from_millis(1))));
        let refused = talk(address, &format!("{MAIL}QUIT\r\n")).await;
        assert_eq!(codes(&refused)[5..], ["451", "221"]);
        assert_eq!(sink.count(), 0);
        assert_eq!(codes(&talk(address, MAIL).await).len(), 5);
        assert_eq!(sink.count(), 1);
        assert_eq!(codes(&talk(address, MAIL).await).len(), 5);
        assert_eq!((sink.count(), sink.connections()), (1, 3));
    }

    #[tokio::test]
    async fn without_a_login_nothing_is_taken_where_one_is_asked_for() {
        let Listening {
            address,
            sink,
            _server,
        } = SmtpSink::start().await;
        sink.announce(&["SMTPUTF8"]);
        sink.require_login("AGEAYg==");
        let said = talk(address, &format!("{}QUIT\r\n", &MAIL[..16])).await;
        assert!(said.contains("250-SMTPUTF8\r\n250 AUTH PLAIN"));
        let said = talk(
            address,
            "MAIL FROM:<a@c.example>\r\nAUTH PLAIN AGEAYg==\r\nMAIL FROM:<a@c.example>\r\nQUIT\r\n",
        )
        .await;
        assert_eq!(codes(&said), ["220", "530", "235", "250", "221"]);
    }
}
