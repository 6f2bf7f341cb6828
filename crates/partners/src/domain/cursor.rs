//! Where a pull stands in its source, and where the next one begins.
//!
//! A source is read in pages, ordered by the time of last change, from a moment on (the window).
//! Two things can make rows slip through between pages, and both are noticed here: a source that
//! does not keep the order, and a row that changes while we read (it moves to the end, and the rows
//! behind it move one place forward, perhaps onto a page that was already read). Then the next pull
//! reads the same window again; rows that are known cost no write.

use jiff::{SignedDuration, Timestamp};

use super::Hash;

/// How far a window reaches back behind the newest row that was read: clocks differ, and a
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

/// How far a run has come. Stored with each page, so that a run goes on at its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor {
    /// Begin of the window; nothing means everything the source has.
    pub(crate) window_from: Option<Timestamp>,
    /// The next page to read, from 1.
    pub(crate) next_page: u32,
    /// The newest time of change among the rows of the pages so far.
    pub(crate) newest: Option<Timestamp>,
    /// What the source's clock showed with the first page.
    pub(crate) opened: Option<Timestamp>,
    /// Hash of the last page's rows.
    pub(crate) last_page: Option<Hash>,
    /// All times so far were midnight: the source tells only the day.
    pub(crate) only_days: bool,
    /// A row was older than one before it.
    pub(crate) unordered: bool,
    /// A row changed at the source while we read.
    pub(crate) moved: bool,
}

/// What matters of a page for the cursor.
#[derive(Debug, Clone)]
pub(crate) struct PageFacts {
    /// Times of change, in the order of the rows.
    pub(crate) modified: Vec<Option<Timestamp>>,
    pub(crate) hash: Hash,
    /// The source's clock, or ours if it does not tell.
    pub(crate) clock: Timestamp,
}

/// Why a page cannot be what it claims to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PageFault {
    #[error(
        "page {0} is the same as the page before it; the source does not turn its pages, so the \
         run was stopped"
    )]
    Repeated(u32),
}

impl Cursor {
    /// The begin of a run.
    pub(crate) fn open(window_from: Option<Timestamp>) -> Self {
        Self {
            window_from,
            next_page: 1,
            newest: None,
            opened: None,
            last_page: None,
            only_days: true,
            unordered: false,
            moved: false,
        }
    }

    /// The cursor after a page.
    pub(crate) fn advance(&self, page: &PageFacts) -> Result<Self, PageFault> {
        if self.last_page == Some(page.hash) {
            return Err(PageFault::Repeated(self.next_page));
        }
        let mut next = Self {
            next_page: self.next_page.saturating_add(1),
            last_page: Some(page.hash),
            ..self.clone()
        };
        let opened = *next.opened.get_or_insert(page.clock);
        let since = opened.checked_sub(SLOW_CLOCK).unwrap_or(Timestamp::MIN);
        let latest = page
            .clock
            .checked_add(CLOCK_TOLERANCE)
            .unwrap_or(Timestamp::MAX);
        for modified in page.modified.iter().copied().flatten() {
            next.unordered |= next.newest.is_some_and(|newest| modified < newest);
            // A time in the future is a wrong clock at the source, not a change while we read.
            next.moved |= self.next_page > 1 && modified >= since && modified <= latest;
            next.only_days &= is_midnight(modified);
            next.newest = next.newest.max(Some(modified));
        }
        Ok(next)
    }

    /// The begin of the next window after a run that read everything.
    pub(crate) fn after_end(&self) -> Option<Timestamp> {
        if self.moved {
            self.window_from
        } else {
            self.behind_newest()
        }
    }

    /// The begin of the next window after a run that broke off: behind the pages that are in, if
    /// their order can be trusted.
    pub(crate) fn after_failure(&self) -> Option<Timestamp> {
        if self.unordered {
            self.window_from
        } else {
            self.after_end()
        }
    }

    /// Never before the present window, and never after its opening: a row with a time in the
    /// future would otherwise hide everything that follows.
    fn behind_newest(&self) -> Option<Timestamp> {
        let newest = match (self.newest, self.opened) {
            (Some(newest), Some(opened)) => newest.min(opened),
            _ => return self.window_from,
        };
        let overlap = if self.only_days {
            OVERLAP_OF_DAYS
        } else {
            OVERLAP
        };
        let from = newest.checked_sub(overlap).unwrap_or(Timestamp::MIN);
        self.window_from.max(Some(from))
    }
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

    fn page(hash: u8, modified: &[&str]) -> PageFacts {
        PageFacts {
            modified: modified.iter().map(|text| Some(at(text))).collect(),
            hash: [hash; 32],
            clock: at("2026-11-20T12:00:00Z"),
        }
    }

    #[test]
    fn the_next_window_begins_an_hour_behind_the_newest_row() {
        let end = Cursor::open(None)
            .advance(&page(1, &["2026-11-01T10:30:00Z"]))
            .and_then(|c| c.advance(&page(2, &["2026-11-02T10:30:00Z"])))
            .unwrap();
        assert_eq!(end.next_page, 3);
        assert_eq!(end.after_end(), Some(at("2026-11-02T09:30:00Z")));
        assert_eq!(end.after_failure(), end.after_end());
    }

    #[test]
    fn a_source_that_tells_days_is_read_a_day_back() {
        let end = Cursor::open(None)
            .advance(&page(1, &["2026-11-02T00:00:00Z"]))
            .unwrap();
        assert_eq!(end.after_end(), Some(at("2026-11-01T00:00:00Z")));
    }

    #[test]
    fn an_empty_answer_leaves_the_window_where_it_was() {
        let from = Some(at("2026-11-02T00:00:00Z"));
        let end = Cursor::open(from).advance(&page(1, &[])).unwrap();
        assert_eq!(end.after_end(), from);
    }

    #[test]
    fn a_row_from_the_future_does_not_hide_what_follows() {
        let rows = page(1, &["2026-11-02T10:30:00Z", "2099-01-01T10:30:00Z"]);
        let end = Cursor::open(None).advance(&rows).unwrap();
        assert_eq!(end.after_end(), Some(at("2026-11-20T11:00:00Z")));
    }

    #[test]
    fn a_row_that_changes_while_we_read_makes_the_window_be_read_again() {
        let mut second = page(2, &["2026-11-20T12:00:30Z"]);
        second.clock = at("2026-11-20T12:01:00Z");
        let first = Cursor::open(None)
            .advance(&page(1, &["2026-11-01T10:30:00Z"]))
            .unwrap();
        assert_eq!(first.advance(&second).unwrap().after_end(), None);
        // Also in the second in which the page was made.
        second.modified = vec![Some(at("2026-11-20T12:01:00.7Z"))];
        assert_eq!(first.advance(&second).unwrap().after_end(), None);
        // And in the second of the first page, and by a clock that is a little behind.
        for modified in ["2026-11-20T12:00:00Z", "2026-11-20T11:59:57Z"] {
            second.modified = vec![Some(at(modified))];
            assert_eq!(first.advance(&second).unwrap().after_end(), None);
        }
        // A clock that is wrong by years moves nothing.
        second.modified = vec![Some(at("2099-01-01T00:00:01Z"))];
        assert!(!first.advance(&second).unwrap().moved);
        second.modified = vec![Some(at("2026-11-20T12:00:30Z"))];
        // On the first page it can displace nothing.
        assert!(!Cursor::open(None).advance(&second).unwrap().moved);
    }

    #[test]
    fn after_a_failure_a_source_without_order_is_read_again_from_the_begin() {
        let rows = page(1, &["2026-11-02T10:30:00Z", "2026-11-01T10:30:00Z"]);
        let broken = Cursor::open(None).advance(&rows).unwrap();
        assert_eq!(broken.after_failure(), None);
        assert_eq!(broken.after_end(), Some(at("2026-11-02T09:30:00Z")));
    }

    #[test]
    fn two_equal_pages_in_a_row_are_a_fault() {
        let first = Cursor::open(None).advance(&page(1, &[])).unwrap();
        assert_eq!(first.advance(&page(1, &[])), Err(PageFault::Repeated(2)));
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
            let mut cursor = Cursor::open(from);
            for (at, rows) in instants.chunks(size).take(read).enumerate() {
                cursor = cursor
                    .advance(&PageFacts {
                        modified: rows.iter().copied().map(Some).collect(),
                        hash: [u8::try_from(at).unwrap(); 32],
                        clock: Timestamp::from_second(3_000_000).unwrap(),
                    })
                    .unwrap();
            }
            let next = cursor.after_failure();
            prop_assert!(next >= from);
            let unread = instants.chunks(size).skip(read).flatten();
            prop_assert!(unread.clone().all(|row| Some(*row) >= next));
        }
    }
}
