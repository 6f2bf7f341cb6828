//! One mail on a connection, step by step, so that the caller can act between the message and its
//! final dot. Each step takes the one before it: a dot without a mark does not compile.
//!
//! ```
//! # use kontor_smtp::{Connection, Envelope, SmtpError, Stuffed};
//! # async fn send(to: &mut Connection, who: &Envelope, body: &Stuffed) -> Result<(), SmtpError> {
//! let before = to.begin(who, body).await?.send_body(body).await?;
//! if let Some(marked) = before.mark(async { true }).await {
//!     marked.dot().await?;
//! }
//! # Ok(())
//! # }
//! ```
//!
//! ```compile_fail,E0599
//! # use kontor_smtp::{Connection, Envelope, SmtpError, Stuffed};
//! # async fn send(to: &mut Connection, who: &Envelope, body: &Stuffed) -> Result<(), SmtpError> {
//! let before = to.begin(who, body).await?.send_body(body).await?;
//! before.dot().await?;
//! # Ok(())
//! # }
//! ```

use std::{fmt::Write as _, future::Future};

use crate::{Cause, Connection, Phase, Reply, SmtpError, Stuffed};

/// Who writes to whom, as the relay sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The sender's address, with an ASCII domain.
    pub sender: String,
    /// The recipient's address, with an ASCII domain.
    pub recipient: String,
}

impl Envelope {
    fn needs_smtputf8(&self) -> bool {
        !self.sender.is_ascii() || !self.recipient.is_ascii()
    }
}

/// A mail that the relay waits for (it has answered 354).
///
/// Dropped, as the two that follow, it leaves a connection that is not reusable; closing it is how
/// SMTP abandons a message.
#[derive(Debug)]
#[must_use = "a message without its final dot is abandoned"]
pub struct Begun<'c> {
    connection: &'c mut Connection,
}

/// A mail that the relay has whole but for the final dot.
#[derive(Debug)]
#[must_use = "a message without its final dot is abandoned"]
pub struct BeforeDot<'c> {
    connection: &'c mut Connection,
}

/// A mail of which the caller has noted that the final dot follows.
#[derive(Debug)]
#[must_use = "a message without its final dot is abandoned"]
pub struct Marked<'c> {
    connection: &'c mut Connection,
}

impl Connection {
    /// MAIL, RCPT and DATA: in one write where the relay offers PIPELINING.
    ///
    /// # Errors
    /// [`SmtpError`] with the phase that failed; before the final dot, hence safe to repeat.
    pub async fn begin(
        &mut self,
        envelope: &Envelope,
        body: &Stuffed,
    ) -> Result<Begun<'_>, SmtpError> {
        if !self.is_reusable() {
            return Err(before(Phase::Mail, Cause::Closed));
        }
        if self.needs_reset {
            self.reset().await?;
        }
        let mail = self.mail_command(envelope, body.as_bytes())?;
        let rcpt = format!("RCPT TO:<{}>\r\n", envelope.recipient);
        self.transactions += 1;
        if self.capabilities().pipelining {
            self.begin_pipelined(&mail, &rcpt).await?;
        } else {
            self.begin_step_by_step(&mail, &rcpt).await?;
        }
        Ok(Begun { connection: self })
    }

    async fn begin_pipelined(&mut self, mail: &str, rcpt: &str) -> Result<(), SmtpError> {
        let limits = *self.timeouts();
        let group = [mail, rcpt, "DATA\r\n"].concat();
        self.send(Phase::Mail, group.as_bytes(), limits.command_s)
            .await?;
        let mail = self.receive(Phase::Mail, limits.command_s).await?;
        if mail.code == 421 {
            return Err(before(Phase::Mail, Cause::Refused(mail)));
        }
        let rcpt = self.receive(Phase::Recipient, limits.recipient_s).await?;
        if mail.is_success() && rcpt.code == 421 {
            return Err(before(Phase::Recipient, Cause::Refused(rcpt)));
        }
        let data = self.receive(Phase::Data, limits.data_s).await?;
        let refused = [
            (Phase::Mail, mail, 2),
            (Phase::Recipient, rcpt, 2),
            (Phase::Data, data.clone(), 3),
        ]
        .into_iter()
        .find(|(_, reply, wanted)| reply.code / 100 != *wanted);
        let Some((phase, reply, _)) = refused else {
            return Ok(());
        };
        // A relay that says 354 although it took no recipient waits for a message that will not
        // come (RFC 2920, 3.1); the connection stays busy and is closed.
        if data.code / 100 != 3 {
            self.settle(&data);
            self.needs_reset = true;
        }
        Err(before(phase, Cause::Refused(reply)))
    }

    async fn begin_step_by_step(&mut self, mail: &str, rcpt: &str) -> Result<(), SmtpError> {
        let limits = *self.timeouts();
        for (phase, command, limit_s, wanted) in [
            (Phase::Mail, mail, limits.command_s, 2),
            (Phase::Recipient, rcpt, limits.recipient_s, 2),
            (Phase::Data, "DATA\r\n", limits.data_s, 3),
        ] {
            let reply = self.exchange(phase, command, limit_s).await?;
            if reply.code / 100 != wanted {
                self.needs_reset = true;
                return Err(before(phase, Cause::Refused(reply)));
            }
        }
        Ok(())
    }

    fn mail_command(&self, envelope: &Envelope, body: &[u8]) -> Result<String, SmtpError> {
        let offered = self.capabilities();
        let size = u64::try_from(body.len()).unwrap_or(u64::MAX);
        if offered.size.is_some_and(|limit| size > limit) {
            let reason = format!("the message has {size} bytes, more than the relay takes");
            return Err(before(Phase::Mail, Cause::Unsendable(reason)));
        }
        if envelope.needs_smtputf8() && !offered.smtputf8 {
            let reason = "the relay cannot write to an address with letters of other scripts \
                          before the @ (it lacks SMTPUTF8); the person needs another address";
            return Err(before(Phase::Mail, Cause::Unsendable(reason.to_owned())));
        }
        let mut command = format!("MAIL FROM:<{}>", envelope.sender);
        if offered.wants_size {
            let _ = write!(command, " SIZE={size}");
        }
        if offered.eight_bit && !body.is_ascii() {
            command.push_str(" BODY=8BITMIME");
        }
        if envelope.needs_smtputf8() {
            command.push_str(" SMTPUTF8");
        }
        command.push_str("\r\n");
        Ok(command)
    }
}

impl<'c> Begun<'c> {
    /// Sends the message without the final dot.
    ///
    /// # Errors
    /// [`SmtpError`]; the message cannot have been taken, hence safe to repeat.
    pub async fn send_body(self, body: &Stuffed) -> Result<BeforeDot<'c>, SmtpError> {
        let connection = self.connection;
        let limit = connection.timeouts().block_s;
        for block in body.as_bytes().chunks(BLOCK_BYTES) {
            connection.send(Phase::Body, block, limit).await?;
        }
        Ok(BeforeDot { connection })
    }
}

impl<'c> BeforeDot<'c> {
    /// Waits for the caller's mark that the dot follows; without it (`false`) the message is abandoned.
    pub async fn mark(self, mark: impl Future<Output = bool>) -> Option<Marked<'c>> {
        mark.await.then_some(Marked {
            connection: self.connection,
        })
    }
}

impl Marked<'_> {
    /// Sends the final dot. From here on an error means that nobody knows.
    ///
    /// # Errors
    /// [`SmtpError`] in [`Phase::Dot`]; a refusal is certain, everything else is not.
    pub async fn dot(self) -> Result<Reply, SmtpError> {
        let limit = self.connection.timeouts().dot_s;
        let reply = self.connection.exchange(Phase::Dot, ".\r\n", limit).await?;
        self.connection.settle(&reply);
        if reply.is_success() {
            Ok(reply)
        } else {
            Err(before(Phase::Dot, Cause::Refused(reply)))
        }
    }
}

/// A block has the time limit of its own (RFC 5321, 4.5.3.2.5).
const BLOCK_BYTES: usize = 64 * 1024;

const fn before(phase: Phase, cause: Cause) -> SmtpError {
    SmtpError { phase, cause }
}
