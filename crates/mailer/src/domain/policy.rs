//! What is decided for a whole kind of mail.

/// What follows when the connection broke between the final dot and the answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Uncertain {
    /// The same bytes are sent once more under the same Message-ID: twice is better than never.
    Again,
    /// A person decides.
    Leave,
}

/// The rank of mails that somebody waits for at this moment.
pub(crate) const AWAITED: i64 = 0;
/// The rank of mails that say what is no longer so: before somebody acts on it.
pub(crate) const CORRECTING: i64 = 10;
/// The rank of mails that go to many at once, and that nobody waits for.
pub(crate) const REMINDING: i64 = 20;
/// The rank of mails that say what has changed: everybody gets one at once, and who is just signing up
/// does not wait behind them.
pub(crate) const NEWS: i64 = 10;

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
