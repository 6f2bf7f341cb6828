//! What a row means for what we already have.

use jiff::Timestamp;
use kontor_contracts::ListingId;

use super::{Hash, Mark, Row, Shape};

/// What we have of a listing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Known {
    pub(crate) id: ListingId,
    pub(crate) hash: Hash,
    pub(crate) modified: Option<Timestamp>,
    pub(crate) withdrawn: bool,
    pub(crate) sequence: i64,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Decision {
    Create,
    /// Also when a withdrawn listing comes back.
    Update,
    Withdraw,
    /// The same as before, older than what we have, or the end of something we never had.
    Unchanged,
}

/// Decides. Older never overwrites newer; a listing is withdrawn only by a row that says so, and only
/// if its network is known to say such things.
pub(crate) fn decide(shape: Shape, known: Option<&Known>, row: &Row) -> Decision {
    let (mark, gone) = match row {
        Row::Listing(row) => (&row.mark, false),
        Row::Gone(row) if shape.says_deletions => (&row.mark, true),
        Row::Gone(_) | Row::Unreadable(_) => return Decision::Unchanged,
    };
    match (known, gone) {
        (None, false) => Decision::Create,
        (None, true) => Decision::Unchanged,
        (Some(known), _) if known.hash == mark.hash || is_older(mark, known) => Decision::Unchanged,
        (Some(_), false) => Decision::Update,
        (Some(known), true) if known.withdrawn => Decision::Unchanged,
        (Some(_), true) => Decision::Withdraw,
    }
}

/// A row without a date is taken as current.
fn is_older(row: &Mark, known: &Known) -> bool {
    matches!((row.modified, known.modified), (Some(row), Some(ours)) if row < ours)
}

#[cfg(test)]
mod tests {
    use kontor_contracts::events::WithdrawalReason;
    use uuid::Uuid;

    use super::*;
    use crate::domain::{Gone, Incoming, listing::tests::listing};

    fn known(hash: u8, modified: i64, withdrawn: bool) -> Known {
        Known {
            id: ListingId::new(Uuid::nil()),
            hash: [hash; 32],
            modified: Some(Timestamp::from_second(modified).unwrap()),
            withdrawn,
            sequence: 1,
        }
    }

    fn mark(hash: u8, modified: Option<i64>) -> Mark {
        Mark {
            reference: "BODE20260101001".into(),
            modified: modified.map(|s| Timestamp::from_second(s).unwrap()),
            hash: [hash; 32],
        }
    }

    fn listed(hash: u8, modified: Option<i64>) -> Row {
        Row::Listing(Incoming {
            mark: mark(hash, modified),
            payload: "{}".into(),
            listing: Box::new(listing()),
        })
    }

    fn gone(hash: u8, modified: i64) -> Row {
        Row::Gone(Gone {
            mark: mark(hash, Some(modified)),
            reason: WithdrawalReason::Withdrawn,
        })
    }

    const TELLS: Shape = Shape {
        says_deletions: true,
    };

    #[test]
    fn every_case_of_the_table() {
        let ours = |hash, modified| Some(known(hash, modified, false));
        let former = Some(known(1, 5, true));
        let cases = [
            (None, listed(1, Some(5)), Decision::Create),
            (None, gone(1, 5), Decision::Unchanged),
            (ours(1, 5), listed(1, Some(5)), Decision::Unchanged),
            (ours(1, 5), listed(2, Some(5)), Decision::Update),
            (ours(1, 5), listed(2, Some(4)), Decision::Unchanged),
            (ours(1, 5), listed(2, None), Decision::Update),
            (ours(1, 5), gone(2, 6), Decision::Withdraw),
            (ours(1, 5), gone(2, 4), Decision::Unchanged),
            (former.clone(), gone(2, 6), Decision::Unchanged),
            (former, listed(2, Some(6)), Decision::Update),
        ];
        for (known, row, expected) in cases {
            let found = decide(TELLS, known.as_ref(), &row);
            assert_eq!(found, expected, "{known:?} {row:?}");
        }
    }

    #[test]
    fn a_network_without_a_word_for_deletions_deletes_nothing() {
        let silent = Shape {
            says_deletions: false,
        };
        let found = decide(silent, Some(&known(1, 5, false)), &gone(2, 6));
        assert_eq!(found, Decision::Unchanged);
    }
}
