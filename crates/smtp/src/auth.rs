//! Login at the relay (RFC 4954): PLAIN, else LOGIN.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{Cause, Connection, Missing, Phase, Reply, SmtpError};

/// User and password. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    /// The user.
    pub username: String,
    /// The password.
    pub password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Logs in: by PLAIN if it is offered. Where it is offered and then refused as a mechanism, by LOGIN.
pub(crate) async fn log_in(
    connection: &mut Connection,
    credentials: &Credentials,
) -> Result<(), SmtpError> {
    let offered = connection.capabilities();
    let (plain, login) = (offered.auth_plain, offered.auth_login);
    let reply = match (plain, login) {
        (true, _) => {
            let reply = by_plain(connection, credentials).await?;
            // The mechanism is refused, not the password (RFC 4954, 4 and 6): 535 is final.
            if login && matches!(reply.code, 502 | 504 | 534) {
                by_login(connection, credentials).await?
            } else {
                reply
            }
        }
        (false, true) => by_login(connection, credentials).await?,
        (false, false) => return Err(failed(Cause::NotOffered(Missing::Login))),
    };
    if reply.is_success() {
        Ok(())
    } else {
        Err(failed(Cause::Refused(reply)))
    }
}

async fn by_plain(connection: &mut Connection, with: &Credentials) -> Result<Reply, SmtpError> {
    let token = STANDARD.encode(format!("\0{}\0{}", with.username, with.password));
    step(connection, &format!("AUTH PLAIN {token}\r\n")).await
}

async fn by_login(connection: &mut Connection, with: &Credentials) -> Result<Reply, SmtpError> {
    expect_challenge(step(connection, "AUTH LOGIN\r\n").await?)?;
    let user = format!("{}\r\n", STANDARD.encode(&with.username));
    expect_challenge(step(connection, &user).await?)?;
    step(
        connection,
        &format!("{}\r\n", STANDARD.encode(&with.password)),
    )
    .await
}

async fn step(connection: &mut Connection, command: &str) -> Result<Reply, SmtpError> {
    let limit = connection.timeouts().command_s;
    connection.exchange(Phase::Auth, command, limit).await
}

fn expect_challenge(reply: Reply) -> Result<(), SmtpError> {
    if reply.code == 334 {
        Ok(())
    } else {
        Err(failed(Cause::Refused(reply)))
    }
}

const fn failed(cause: Cause) -> SmtpError {
    SmtpError {
        phase: Phase::Auth,
        cause,
    }
}
