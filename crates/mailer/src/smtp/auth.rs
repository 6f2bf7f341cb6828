//! Login at the relay (RFC 4954): PLAIN, else LOGIN.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{Cause, Connection, SmtpError};
use crate::domain::{Phase, Reply};

/// User and password. `Debug` shows neither.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Credentials {
    /// The user.
    pub(crate) username: String,
    /// The password.
    pub(crate) password: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(…)")
    }
}

/// Logs in.
pub(super) async fn log_in(
    connection: &mut Connection,
    credentials: &Credentials,
) -> Result<(), SmtpError> {
    let Credentials { username, password } = credentials;
    let reply = if connection.capabilities().auth_plain {
        let token = STANDARD.encode(format!("\0{username}\0{password}"));
        step(connection, &format!("AUTH PLAIN {token}\r\n")).await?
    } else if connection.capabilities().auth_login {
        expect_challenge(step(connection, "AUTH LOGIN\r\n").await?)?;
        let user = format!("{}\r\n", STANDARD.encode(username));
        expect_challenge(step(connection, &user).await?)?;
        step(connection, &format!("{}\r\n", STANDARD.encode(password))).await?
    } else {
        return Err(failed(Cause::NotOffered("AUTH PLAIN or LOGIN")));
    };
    if reply.is_success() {
        Ok(())
    } else {
        Err(failed(Cause::Refused(reply)))
    }
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
