//! One time limit per phase, as RFC 5321, 4.5.3.2 lists them.

use serde::Deserialize;

/// The longest that a relay may take for each phase, in seconds. The defaults are the minimums of
/// RFC 5321, 4.5.3.2, but for connecting, where waiting longer finds nobody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Timeouts {
    /// Until the TCP connection stands.
    pub connect_s: u64,
    /// Until the TLS handshake is done.
    pub tls_s: u64,
    /// Until the greeting (4.5.3.2.1).
    pub greeting_s: u64,
    /// Until the answer to EHLO, STARTTLS, AUTH, RSET, NOOP, MAIL (4.5.3.2.2).
    pub command_s: u64,
    /// Until the answer to RCPT (4.5.3.2.3).
    pub recipient_s: u64,
    /// Until the 354 to DATA (4.5.3.2.4).
    pub data_s: u64,
    /// Until a block of the message is taken (4.5.3.2.5).
    pub block_s: u64,
    /// Until the answer to the final dot (4.5.3.2.6). Shorter means duplicates.
    pub dot_s: u64,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self {
            connect_s: 30,
            tls_s: 60,
            greeting_s: 300,
            command_s: 300,
            recipient_s: 300,
            data_s: 120,
            block_s: 180,
            dot_s: 600,
        }
    }
}

impl Timeouts {
    /// Every limit with the name of its setting.
    pub const fn named(&self) -> [(&'static str, u64); 8] {
        [
            ("connect_s", self.connect_s),
            ("tls_s", self.tls_s),
            ("greeting_s", self.greeting_s),
            ("command_s", self.command_s),
            ("recipient_s", self.recipient_s),
            ("data_s", self.data_s),
            ("block_s", self.block_s),
            ("dot_s", self.dot_s),
        ]
    }
}
