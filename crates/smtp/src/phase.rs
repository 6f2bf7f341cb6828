//! How far the sending of one mail had come.

/// How far a transaction had come. Everything before [`Phase::Dot`] is safe to repeat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Phase {
    /// Opening the connection: TCP, TLS, greeting, EHLO.
    Connect,
    /// AUTH (RFC 4954).
    Auth,
    /// MAIL FROM.
    Mail,
    /// RCPT TO.
    Recipient,
    /// DATA, up to the 354.
    Data,
    /// The message itself, without the final dot.
    Body,
    /// The final dot was sent, or may have been.
    Dot,
}

impl Phase {
    /// Every phase, in order.
    pub const ALL: [Self; 7] = [
        Self::Connect,
        Self::Auth,
        Self::Mail,
        Self::Recipient,
        Self::Data,
        Self::Body,
        Self::Dot,
    ];

    /// The word in the log of attempts.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Auth => "auth",
            Self::Mail => "mail",
            Self::Recipient => "recipient",
            Self::Data => "data",
            Self::Body => "body",
            Self::Dot => "dot",
        }
    }
}
