//! How many days are left, as the reader of a mail counts them.

use jiff::Timestamp;
use kontor_contracts::{Deadline, InvalidDeadline};

/// The days of the calendar from now to a moment, in the zone in which the mail names the moment: 0 is
/// today, 1 tomorrow, -1 yesterday. To be asked when the mail is written, never when it is planned: a
/// mail that waited says what is true when it leaves.
///
/// # Errors
/// [`InvalidDeadline`] if the zone is unknown or the date out of range.
pub fn days_until(now: Timestamp, moment: &Deadline) -> Result<i32, InvalidDeadline> {
    // By way of the instant: in a zone that skips a day or an hour the mail shows where that leads to.
    let zoned = moment.zoned()?;
    let today = zoned.time_zone().to_datetime(now).date();
    let days = today
        .until(zoned.date())
        .map_err(|_| InvalidDeadline::Range)?;
    Ok(days.get_days())
}
