//! One connection to a relay.
//!
//! It knows whether it can be used again: a command marks it busy, and only the whole answer makes
//! it free. A future that was dropped in between leaves it busy for ever, so a later mail can never
//! read an answer that belongs to an earlier one.

use std::{future::Future, time::Duration};

use tokio::io::{AsyncRead, AsyncWrite, AsyncWriteExt, BufReader};

use crate::{Capabilities, Cause, Phase, Reply, SmtpError, Timeouts, read};

/// Anything that bytes travel over: TCP, or TLS on it.
pub(crate) trait Socket: AsyncRead + AsyncWrite + Send + Unpin {}
impl<S: AsyncRead + AsyncWrite + Send + Unpin> Socket for S {}

/// A connection that has said EHLO and, if asked to, has TLS and is logged in.
pub struct Connection {
    stream: BufReader<Box<dyn Socket>>,
    capabilities: Capabilities,
    timeouts: Timeouts,
    /// Transactions that were begun on it.
    pub(crate) transactions: u32,
    /// A command is under way, or its answer was never read.
    busy: bool,
    /// A transaction was refused half-way and must be forgotten first.
    pub(crate) needs_reset: bool,
}

impl std::fmt::Debug for Connection {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Connection")
            .field("capabilities", &self.capabilities)
            .field("busy", &self.busy)
            .finish_non_exhaustive()
    }
}

impl Connection {
    pub(crate) fn new(socket: Box<dyn Socket>, timeouts: Timeouts) -> Self {
        Self {
            stream: BufReader::new(socket),
            capabilities: Capabilities::default(),
            timeouts,
            transactions: 0,
            busy: false,
            needs_reset: false,
        }
    }

    /// Whether every command was answered, so that another mail may be sent here.
    pub const fn is_reusable(&self) -> bool {
        !self.busy
    }

    /// How many transactions were begun here.
    pub const fn transactions(&self) -> u32 {
        self.transactions
    }

    /// What the relay offers.
    pub const fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    pub(crate) const fn timeouts(&self) -> &Timeouts {
        &self.timeouts
    }

    /// Asks whether the relay is still there.
    ///
    /// # Errors
    /// [`SmtpError`] if it is not.
    pub async fn noop(&mut self) -> Result<(), SmtpError> {
        let limit = self.timeouts.command_s;
        let reply = self.exchange(Phase::Connect, "NOOP\r\n", limit).await?;
        expect_success(Phase::Connect, reply)
    }

    /// Says good-bye and closes. What the relay answers does not matter any more.
    pub async fn quit(mut self) {
        const PATIENCE_S: u64 = 2;
        if self.is_reusable() {
            let _answer = self.exchange(Phase::Connect, "QUIT\r\n", PATIENCE_S).await;
        }
    }

    /// Forgets a transaction that was refused half-way.
    pub(crate) async fn reset(&mut self) -> Result<(), SmtpError> {
        let limit = self.timeouts.command_s;
        let reply = self.exchange(Phase::Mail, "RSET\r\n", limit).await?;
        self.needs_reset = false;
        expect_success(Phase::Mail, reply)
    }

    pub(crate) async fn greeting(&mut self) -> Result<(), SmtpError> {
        self.busy = true;
        let reply = self
            .receive(Phase::Connect, self.timeouts.greeting_s)
            .await?;
        self.busy = reply.code == 421;
        expect_success(Phase::Connect, reply)
    }

    pub(crate) async fn ehlo(&mut self, name: &str) -> Result<(), SmtpError> {
        let (mut code, mut lines) = self.hello("EHLO", name).await?;
        // A relay that does not know EHLO is greeted the old way and has no extensions (RFC 5321, 3.2).
        let is_old = matches!(code, 500 | 502);
        if is_old {
            (code, lines) = self.hello("HELO", name).await?;
        }
        if code / 100 == 2 {
            self.capabilities = if is_old {
                Capabilities::default()
            } else {
                Capabilities::parse(&lines)
            };
            return Ok(());
        }
        Err(SmtpError {
            phase: Phase::Connect,
            cause: Cause::Refused(read::joined(code, &lines)),
        })
    }

    async fn hello(&mut self, verb: &str, name: &str) -> Result<(u16, Vec<String>), SmtpError> {
        let (phase, limit) = (Phase::Connect, self.timeouts.command_s);
        self.send(phase, format!("{verb} {name}\r\n").as_bytes(), limit)
            .await?;
        let lines = read::read_lines(&mut self.stream);
        let (code, lines) = in_time(phase, limit, lines).await?;
        self.busy = code == 421;
        Ok((code, lines))
    }

    /// The bare socket, for TLS. Refuses if the relay has already sent something more, which would
    /// then be read as if it had come encrypted (CVE-2011-0411).
    pub(crate) fn into_socket(self) -> Result<Box<dyn Socket>, Cause> {
        if self.stream.buffer().is_empty() {
            Ok(self.stream.into_inner())
        } else {
            Err(Cause::Protocol("it spoke before TLS was up"))
        }
    }

    /// Sends a command and reads its answer.
    pub(crate) async fn exchange(
        &mut self,
        phase: Phase,
        command: &str,
        limit_s: u64,
    ) -> Result<Reply, SmtpError> {
        self.send(phase, command.as_bytes(), limit_s).await?;
        let reply = self.receive(phase, limit_s).await?;
        self.busy = reply.code == 421;
        Ok(reply)
    }

    /// Sends bytes; the connection is busy until [`Self::settle`].
    pub(crate) async fn send(
        &mut self,
        phase: Phase,
        bytes: &[u8],
        limit_s: u64,
    ) -> Result<(), SmtpError> {
        self.busy = true;
        let stream = &mut self.stream;
        in_time(phase, limit_s, async {
            stream.write_all(bytes).await?;
            stream.flush().await?;
            Ok(())
        })
        .await
    }

    /// Reads one reply; the connection stays as busy as it was.
    pub(crate) async fn receive(&mut self, phase: Phase, limit_s: u64) -> Result<Reply, SmtpError> {
        in_time(phase, limit_s, read::read(&mut self.stream)).await
    }

    /// Every answer was read; the connection may be used again, unless the last one said that the
    /// relay is closing (421) or something came unasked.
    pub(crate) fn settle(&mut self, last: &Reply) {
        self.busy = last.code == 421 || !self.stream.buffer().is_empty();
    }
}

pub(crate) fn expect_success(phase: Phase, reply: Reply) -> Result<(), SmtpError> {
    if reply.is_success() {
        Ok(())
    } else {
        Err(SmtpError {
            phase,
            cause: Cause::Refused(reply),
        })
    }
}

pub(crate) async fn in_time<T>(
    phase: Phase,
    limit_s: u64,
    work: impl Future<Output = Result<T, Cause>>,
) -> Result<T, SmtpError> {
    let limit = Duration::from_secs(limit_s);
    tokio::time::timeout(limit, work)
        .await
        .unwrap_or(Err(Cause::TimedOut(limit)))
        .map_err(|cause| SmtpError { phase, cause })
}
