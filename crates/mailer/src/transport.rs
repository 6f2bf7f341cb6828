//! One way out of this process: a connection to a relay that is opened when needed, or a folder.

use std::future::Future;

use kontor_smtp::{
    Begun, Cause, Connection, Phase, Reply, Server, SmtpError, Stuffed, dot_stuffed,
};

use crate::{domain::Outcome, folder::Folder, letter::Message, trouble::Trouble};

/// Where mail goes.
#[derive(Debug, Clone)]
pub(crate) enum Transport {
    /// Files, for trying out.
    Folder(Folder),
    /// A relay.
    Smtp(Box<Server>),
}

impl Transport {
    /// Whether mail could leave now: connects, protects, says EHLO, logs in, says NOOP.
    ///
    /// # Errors
    /// What is in the way.
    pub(crate) async fn check(&self) -> Result<(), Trouble> {
        match self {
            Self::Folder(folder) => folder.check().await.map_err(Trouble::Folder),
            Self::Smtp(server) => {
                let mut connection = server.connect().await?;
                connection.noop().await?;
                connection.quit().await;
                Ok(())
            }
        }
    }
}

/// One sender's own line: at most one connection, one mail at a time.
#[derive(Debug)]
pub(crate) struct Line {
    transport: Transport,
    connection: Option<Connection>,
}

/// How handing a mail out went.
#[derive(Debug)]
pub(crate) enum HandedOut {
    /// The attempt has an outcome.
    Ended(Outcome),
    /// The mark before the final dot was not granted; nothing was sent and nothing may be written.
    Withdrawn,
}

impl Line {
    /// A line that is not connected yet.
    pub(crate) const fn new(transport: Transport) -> Self {
        Self {
            transport,
            connection: None,
        }
    }

    /// Whether there is a connection that could be closed.
    pub(crate) const fn is_open(&self) -> bool {
        self.connection.is_some()
    }

    /// Closes the connection politely.
    pub(crate) async fn close(&mut self) {
        if let Some(connection) = self.connection.take() {
            connection.quit().await;
        }
    }

    /// Sends one mail. `mark` is awaited just before the final dot; only if it says `true` the dot
    /// is sent. `name` is that of the file, for the folder.
    ///
    /// If this future is dropped, the connection goes with it: it was taken out of the line.
    pub(crate) async fn send(
        &mut self,
        name: String,
        message: &Message,
        mark: impl Future<Output = bool>,
    ) -> HandedOut {
        match &self.transport {
            Transport::Folder(folder) => {
                if !mark.await {
                    return HandedOut::Withdrawn;
                }
                HandedOut::Ended(written(folder.write(name, message.bytes.clone()).await))
            }
            Transport::Smtp(server) => {
                let server = (**server).clone();
                self.send_by_smtp(&server, message, mark).await
            }
        }
    }

    async fn send_by_smtp(
        &mut self,
        server: &Server,
        message: &Message,
        mark: impl Future<Output = bool>,
    ) -> HandedOut {
        let body = match dot_stuffed(&message.bytes) {
            Ok(body) => body,
            Err(error) => return HandedOut::Ended(Outcome::Unsendable(error.to_string())),
        };
        let mut mark = Some(mark);
        loop {
            let mut connection = match self.connection.take() {
                Some(connection) => connection,
                None => match server.connect().await {
                    Ok(connection) => connection,
                    Err(error) => return HandedOut::Ended(error.into()),
                },
            };
            let used_before = connection.transactions() > 0;
            let begun = connection.begin(&message.envelope, &body).await;
            let ended = match begun {
                Ok(begun) => match mark.take() {
                    Some(mark) => deliver(begun, &body, mark).await,
                    None => HandedOut::Withdrawn,
                },
                // Relays close connections that were idle or busy for long; that is not a trouble.
                Err(error) if used_before && is_stale(&error) => continue,
                Err(error) => HandedOut::Ended(error.into()),
            };
            if connection.is_reusable() {
                self.connection = Some(connection);
            }
            return ended;
        }
    }
}

async fn deliver(begun: Begun<'_>, body: &Stuffed, mark: impl Future<Output = bool>) -> HandedOut {
    let before_dot = match begun.send_body(body).await {
        Ok(before_dot) => before_dot,
        Err(error) => return HandedOut::Ended(error.into()),
    };
    let Some(marked) = before_dot.mark(mark).await else {
        return HandedOut::Withdrawn;
    };
    let answered = marked.dot().await;
    HandedOut::Ended(answered.map_or_else(Outcome::from, Outcome::Accepted))
}

fn is_stale(error: &SmtpError) -> bool {
    let gone = match &error.cause {
        Cause::Closed | Cause::Io(_) => true,
        Cause::Refused(reply) => reply.code == 421,
        _ => false,
    };
    gone && error.phase == Phase::Mail
}

fn written(result: std::io::Result<()>) -> Outcome {
    match result {
        Ok(()) => Outcome::Accepted(Reply {
            code: 250,
            enhanced: None,
            text: "written to the folder".to_owned(),
        }),
        // A file that was not written whole has not arrived; writing it again is safe.
        Err(error) => Outcome::Lost(Phase::Body, format!("the folder: {error}")),
    }
}
