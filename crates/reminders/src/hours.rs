//! When mail is welcome: the hours that are not quiet, by the reader's clock and week.

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Time},
};
use kontor_contracts::reminder::{Hours, WhichDays};

use crate::Reader;

/// Longest stretch without a welcome hour, in days: a weekend of two days, and the change of clocks.
pub(crate) const LONGEST_QUIET: SignedDuration = SignedDuration::from_hours(4 * 24);
/// What is brought forward arrives so long before the hours end, so that it can be acted upon.
const LAST_CALL: SignedDuration = SignedDuration::from_hours(1);
/// Days to look at for an hour that is welcome.
const DAYS: usize = 5;

/// When mail is welcome to a reader.
pub(crate) trait Welcome {
    /// Whether they open before they close.
    fn are_some(&self) -> bool;

    /// The first welcome moment from `from` on.
    fn next(&self, from: Timestamp, reader: &Reader) -> Option<Timestamp>;

    /// The last good moment from `earliest` to `until`: an hour before the hours end, if that is not too
    /// early.
    fn last(&self, within: (Timestamp, Timestamp), reader: &Reader) -> Option<Timestamp>;
}

impl Welcome for Hours {
    fn are_some(&self) -> bool {
        self.opens < self.closes
    }

    fn next(&self, from: Timestamp, reader: &Reader) -> Option<Timestamp> {
        let today = reader.zone.to_datetime(from).date();
        let days = std::iter::successors(Some(today), |date| date.tomorrow().ok());
        days.take(DAYS).find_map(|date| {
            let (opens, closes) = part(self, date, reader)?;
            (from < closes).then(|| from.max(opens))
        })
    }

    fn last(
        &self,
        (earliest, until): (Timestamp, Timestamp),
        reader: &Reader,
    ) -> Option<Timestamp> {
        let today = reader.zone.to_datetime(until).date();
        let days = std::iter::successors(Some(today), |date| date.yesterday().ok());
        let mut parts = days.take(DAYS).filter_map(|date| part(self, date, reader));
        let (opens, closes) = parts.find(|(opens, _)| *opens <= until)?;
        let call = closes.checked_sub(LAST_CALL).ok()?;
        let at = call.max(opens).max(earliest).min(until);
        (earliest <= at && at < closes).then_some(at)
    }
}

/// The welcome part of a day, if there is one. Where a change of clocks repeats or skips one of its
/// ends, the part is the shorter one: a local time that is quiet is so both times.
fn part(hours: &Hours, date: Date, reader: &Reader) -> Option<(Timestamp, Timestamp)> {
    let works = match hours.days {
        WhichDays::Every => true,
        WhichDays::Working => reader.weekend.works_on(date),
    };
    if !works {
        return None;
    }
    let at = |time: Time| {
        let local = date.to_datetime(time);
        reader.zone.to_ambiguous_timestamp(local)
    };
    let opens = at(hours.opens).later().ok()?;
    let closes = at(hours.closes).earlier().ok()?;
    (opens < closes).then_some((opens, closes))
}
