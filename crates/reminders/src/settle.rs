//! When a mail that is wished for at one instant really goes: hours are courtesy, and a deadline wins
//! over courtesy.
//!
//! 1. In a welcome hour it goes as wished.
//! 2. In a quiet one it goes in the next welcome hour, if it is still of use then.
//! 3. If not, it goes in the last welcome hour before: somebody who reads on Friday that the deadline is
//!    on Sunday can act; on Monday nobody can.
//! 4. If that is past, or before the person could be written to at all, it goes as wished, in a quiet
//!    hour: better at night than never.

use jiff::{SignedDuration, Timestamp};

use crate::{Hours, Reader, Timed, hours::Welcome};

/// When a mail goes, and why then; in the past if it is late. Asked again before that, the answer is the
/// same.
pub(crate) fn settle(
    (earliest, wished, latest): (Timestamp, Timestamp, Timestamp),
    hours: Option<Hours>,
    reader: &Reader,
    now: Timestamp,
) -> (Timestamp, Timed) {
    let Some(hours) = hours else {
        return (wished, Timed::AsPlanned);
    };
    // After an outage what is late waits for a welcome hour as well.
    let from = wished.max(now);
    match hours.next(from, reader) {
        Some(next) if next == from && next <= latest => (wished, Timed::AsPlanned),
        Some(next) if next <= latest => (next, Timed::PutOff),
        _ => match hours.last((earliest, wished), reader) {
            Some(last) if now < wished => (last, Timed::BroughtForward),
            _ => (wished, Timed::DeadlineWins),
        },
    }
}

/// An instant so long after another, or as far as instants go.
pub(crate) fn shift(at: Timestamp, by: SignedDuration) -> Timestamp {
    let beyond = if by.is_negative() {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    at.checked_add(by).unwrap_or(beyond)
}
