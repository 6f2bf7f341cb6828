//! Reading what has changed since the last time, for every network that can be asked for that.
//!
//! A source is read in pages, ordered by the time of last change, from a moment on (the window).
//! Two things can make rows slip through between pages, and both are noticed here: a source that
//! does not keep the order, and a row that changes while we read (it moves to the end, and the rows
//! after it move one place forward, perhaps onto a page that was already read). Then the next pull
//! reads the same window again; rows that are known cost no write.

use jiff::{SignedDuration, Timestamp, fmt::serde::timestamp::millisecond};
use serde::{Deserialize, Serialize};

use super::{Begin, Ended, FetchError, Position};

/// How far a window reaches back before the newest row that was read: clocks differ, and a
/// transaction at the source may become visible later than its time of change says.
const OVERLAP: SignedDuration = SignedDuration::from_hours(1);
/// The same for a source that tells only the day.
const OVERLAP_OF_DAYS: SignedDuration = SignedDuration::from_hours(24);

/// How far a time may be ahead of the source's clock before it counts as wrong: the clock is told in
/// whole seconds, and the machine that answers may not be the one that changes rows.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(1);
/// How far the clock that stamps rows may be behind the one that answers: a row changed after the first
/// page may then seem to have changed before it.
const SLOW_CLOCK: SignedDuration = SignedDuration::from_secs(10);

/// A window and what its pages so far have shown. A part of a position.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Window {
    /// Its start; nothing means everything the source has.
    #[serde(
        with = "millisecond::optional",
        skip_serializing_if = "Option::is_none"
    )]
    from: Option<Timestamp>,
    /// The newest time of change among the rows so far.
    #[serde(
        with = "millisecond::optional",
        skip_serializing_if = "Option::is_none"
    )]
    newest: Option<Timestamp>,
    /// What the source's clock showed with the first page.
    #[serde(
        with = "millisecond::optional",
        skip_serializing_if = "Option::is_none"
    )]
    opened: Option<Timestamp>,
    /// Not all times so far were midnight: the source tells more than the day.
    has_times: bool,
    /// A row was older than one before it.
    unordered: bool,
    /// A row changed at the source while we read.
    moved: bool,
}

impl Window {
    /// What has changed since a moment.
    pub(crate) fn from(from: Timestamp) -> Self {
        Self {
            from: Some(from),
            ..Self::default()
        }
    }

    /// The window after a page: the times of change of its rows, in their order, and the source's clock.
    pub(crate) fn after(
        &self,
        modified: impl IntoIterator<Item = Timestamp>,
        clock: Timestamp,
    ) -> Self {
        let mut next = self.clone();
        // What changes before the first page is asked for can displace nothing.
        let is_first = self.opened.is_none();
        let opened = *next.opened.get_or_insert(clock);
        let since = opened.checked_sub(SLOW_CLOCK).unwrap_or(Timestamp::MIN);
        let latest = clock.checked_add(CLOCK_TOLERANCE).unwrap_or(Timestamp::MAX);
        for modified in modified {
            next.unordered |= next.newest.is_some_and(|newest| modified < newest);
            // A time in the future is a wrong clock at the source, not a change while we read.
            next.moved |= !is_first && modified >= since && modified <= latest;
            next.has_times |= !is_midnight(modified);
            next.newest = next.newest.max(Some(modified));
        }
        next
    }

    /// Its start.
    pub(crate) const fn start(&self) -> Option<Timestamp> {
        self.from
    }

    /// The next window, and whether it is this one again. A run that broke off goes on after the pages
    /// that are in only if their order can be trusted.
    fn next(&self, ended: Ended) -> (Self, bool) {
        let again = self.moved || (ended == Ended::Early && self.unordered);
        let from = if again {
            self.from
        } else {
            self.after_newest()
        };
        let next = Self {
            from,
            ..Self::default()
        };
        (next, again)
    }

    /// Never before the present window, and never after its opening: a row with a time in the
    /// future would otherwise hide everything that follows.
    fn after_newest(&self) -> Option<Timestamp> {
        let newest = match (self.newest, self.opened) {
            (Some(newest), Some(opened)) => newest.min(opened),
            _ => return self.from,
        };
        let overlap = if self.has_times {
            OVERLAP
        } else {
            OVERLAP_OF_DAYS
        };
        let from = newest.checked_sub(overlap).unwrap_or(Timestamp::MIN);
        self.from.max(Some(from))
    }
}

/// Where the next run begins for an adapter that keeps a window in its position; at the start if the
/// position cannot be read.
pub(crate) fn next_run(
    window: Result<Window, FetchError>,
    ended: Ended,
    position: impl FnOnce(Window) -> Result<Position, FetchError>,
) -> Begin {
    let next = window.and_then(|window| {
        let (next, again) = window.next(ended);
        Ok(Begin {
            at: position(next)?,
            again,
        })
    });
    next.unwrap_or_else(|_| Begin {
        at: Position::start(),
        again: true,
    })
}

fn is_midnight(instant: Timestamp) -> bool {
    const DAY_MS: i64 = 24 * 60 * 60 * 1000;
    instant.as_millisecond() % DAY_MS == 0
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    /// A window after a page that was given at noon.
    fn page(window: &Window, modified: &[&str]) -> Window {
        let rows = modified.iter().map(|text| at(text));
        window.after(rows, at("2026-11-20T12:00:00Z"))
    }

    fn after_end(window: &Window) -> Option<Timestamp> {
        window.next(Ended::Whole).0.start()
    }

    fn after_failure(window: &Window) -> Option<Timestamp> {
        window.next(Ended::Early).0.start()
    }

    #[test]
    fn the_next_window_begins_an_hour_before_the_newest_row() {
        let first = page(&Window::default(), &["2026-11-01T10:30:00Z"]);
        let end = page(&first, &["2026-11-02T10:30:00Z"]);
        assert_eq!(after_end(&end), Some(at("2026-11-02T09:30:00Z")));
        assert_eq!(after_failure(&end), after_end(&end));
    }

    #[test]
    fn a_source_that_tells_days_is_read_a_day_back() {
        let end = page(&Window::default(), &["2026-11-02T00:00:00Z"]);
        assert_eq!(after_end(&end), Some(at("2026-11-01T00:00:00Z")));
    }

    #[test]
    fn an_empty_answer_leaves_the_window_where_it_was() {
        let from = at("2026-11-02T00:00:00Z");
        let end = page(&Window::from(from), &[]);
        assert_eq!(end.next(Ended::Whole), (Window::from(from), false));
    }

    #[test]
    fn a_row_from_the_future_does_not_hide_what_follows() {
        let rows = ["2026-11-02T10:30:00Z", "2099-01-01T10:30:00Z"];
        let end = page(&Window::default(), &rows);
        assert_eq!(after_end(&end), Some(at("2026-11-20T11:00:00Z")));
    }

    #[test]
    fn a_row_that_changes_while_we_read_makes_the_window_be_read_again() {
        let first = page(&Window::default(), &["2026-11-01T10:30:00Z"]);
        let second = |modified| first.after([at(modified)], at("2026-11-20T12:01:00Z"));
        for modified in [
            "2026-11-20T12:00:30Z",
            // Also in the second in which the page was made.
            "2026-11-20T12:01:00.7Z",
            // And in the second of the first page, and by a clock that is a little behind.
            "2026-11-20T12:00:00Z",
            "2026-11-20T11:59:57Z",
        ] {
            let (next, again) = second(modified).next(Ended::Whole);
            assert_eq!((next.start(), again), (None, true), "{modified}");
        }
        // A clock that is wrong by years moves nothing.
        assert!(!second("2099-01-01T00:00:01Z").moved);
        // On the first page it can displace nothing.
        assert!(!page(&Window::default(), &["2026-11-20T12:00:30Z"]).moved);
    }

    #[test]
    fn after_a_failure_a_source_without_order_is_read_again_from_the_start() {
        let rows = ["2026-11-02T10:30:00Z", "2026-11-01T10:30:00Z"];
        let broken = page(&Window::default(), &rows);
        assert_eq!(broken.next(Ended::Early), (Window::default(), true));
        assert_eq!(after_end(&broken), Some(at("2026-11-02T09:30:00Z")));
    }

    #[test]
    fn a_window_is_the_same_after_it_was_stored() {
        let window = page(&Window::default(), &["2026-11-02T10:30:00.123Z"]);
        let stored = serde_json::to_string(&window).unwrap();
        assert_eq!(serde_json::from_str::<Window>(&stored).unwrap(), window);
        assert_eq!(
            serde_json::from_str::<Window>("{}").unwrap(),
            Window::default()
        );
    }

    proptest! {
        #[test]
        fn the_window_never_moves_back_and_never_past_a_row_of_an_unread_page(
            mut times in prop::collection::vec(0_i64..2_000_000, 1..60),
            size in 1_usize..10,
            read in 0_usize..10,
        ) {
            times.sort_unstable();
            let instants: Vec<_> =
                times.iter().map(|s| Timestamp::from_second(*s).unwrap()).collect();
            let from = Some(instants[0]);
            let mut window = Window::from(instants[0]);
            for rows in instants.chunks(size).take(read) {
                let clock = Timestamp::from_second(3_000_000).unwrap();
                window = window.after(rows.iter().copied(), clock);
            }
            let next = after_failure(&window);
            prop_assert!(next >= from);
            let unread = instants.chunks(size).skip(read).flatten();
            prop_assert!(unread.clone().all(|row| Some(*row) >= next));
        }
    }
}
