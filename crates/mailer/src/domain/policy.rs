//! What is decided for a whole kind of mail.

/// What follows when the connection broke between the final dot and the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Uncertain {
    /// The same bytes are sent once more under the same Message-ID: twice is better than never.
    Again,
    /// A person decides.
    #[cfg_attr(
        not(test),
        expect(dead_code, reason = "no kind of today is worse twice than never")
    )]
    Leave,
}

/// The rank of mails that somebody waits for at this moment.
pub(crate) const AWAITED: i64 = 0;

/// What is decided for a whole kind of mail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Policy {
    /// Which mails go first: all that are due of a lower rank leave before any of a higher one.
    pub(crate) rank: i64,
    /// What follows when nobody knows whether it has arrived.
    pub(crate) uncertain: Uncertain,
    /// Whether it goes to an address whose owner has confirmed it. Anybody may have typed any other:
    /// such a mail repeats nothing that could be an advertisement, and what becomes of it says nothing
    /// of the relay.
    pub(crate) to_proved: bool,
}
